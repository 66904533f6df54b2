"""What is left of a line without its pieces, and its words of urgency."""

from __future__ import annotations

import pytest

from core.capture.line import without
from core.capture.reading import read
from core.domain.task import Priority
from tests.unit.core.capture_ground import GROUND, ids


def left(line: str) -> str:
    """What is left without the parts in ⟨⟩."""
    raw, spans = "", []
    for part in line.split("⟩"):
        text, _, piece = part.partition("⟨")
        if piece:
            spans.append((len(raw + text), len(raw + text + piece)))
        raw += text + piece
    return without(raw, spans)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("给方案⟨@wm⟩，⟨周五⟩", "给方案"),
        ("给方案，⟨@wm⟩，⟨周五⟩交", "给方案，交"),
        ("⟨@wm⟩,⟨@zf⟩ 核对;⟨周五前⟩。", "核对"),
        ("⟨@Sun Lei⟩: send slides, ⟨Friday⟩", "send slides"),
        ("给方案 ⟨@wm⟩，再看一遍", "给方案，再看一遍"),
        ("做完。⟨@wm⟩，再看", "做完。再看"),
        ("，给方案 ⟨@wm⟩", "，给方案"),
        ("⟨@wm⟩。交", "交"),
        ("给方案：甲；乙 ⟨@wm⟩", "给方案：甲；乙"),
        ("好！⟨@wm⟩", "好！"),
        ("a，⟨\\⟩@b", "a，@b"),
        ("a，⟨\\⟩，b", "a，，b"),
    ],
)
def test_what_a_piece_leaves_behind_is_tidied(line: str, text: str) -> None:
    assert left(line) == text


@pytest.mark.parametrize(
    ("line", "priority"),
    [
        ("审批预算!!", Priority.URGENT),
        ("审批预算！！", Priority.URGENT),
        ("审批预算 !紧急", Priority.URGENT),
        ("审批预算 ！急", Priority.URGENT),
        ("审批预算 !高", Priority.HIGH),
        ("!high 审批预算", Priority.HIGH),
    ],
)
def test_urgency_is_said_in_several_ways(line: str, priority: Priority) -> None:
    reading = read(line, GROUND)

    assert (reading.text, reading.priority) == ("审批预算", priority)


@pytest.mark.parametrize("line", ["太好了!", "太好了!! 庆祝一下", "高!高!", "紧急会议安排"])
def test_enthusiasm_is_no_urgency(line: str) -> None:
    assert (read(line, GROUND).text, read(line, GROUND).priority) == (line, Priority.NORMAL)


def test_a_word_of_urgency_is_offered_as_the_priority() -> None:
    line = "审批预算 加急"
    offer = read(line, GROUND).suggestions[0]

    reading = read(line, GROUND, chosen={(offer.start, offer.end): offer.choices[0].id})

    assert offer.id == "priority-in-text"
    assert (reading.text, reading.priority) == ("审批预算", Priority.URGENT)


def test_pieces_without_a_text_say_that_it_is_missing() -> None:
    assert "text-missing" in {each.id for each in read("@wm 周五", GROUND).suggestions}
    assert "text-missing" not in {each.id for each in read("", GROUND).suggestions}


def test_pieces_never_leave_the_owner_of_the_link_unsaid() -> None:
    assert read("T-07，", GROUND).links == ids("T-07")
