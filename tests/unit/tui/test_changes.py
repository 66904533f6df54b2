"""Changes in words, and in the lines of their screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from rich.cells import cell_len

from core.domain.changes import Change, Changes, What
from core.domain.cuts import Cut, last_day
from core.domain.health import Reason
from core.domain.ids import Kind, RecordId, record_id
from core.domain.task import LightLevel
from tests.samples import sample_board
from tui import change_rows, change_words
from tui.actions import CHANGES, footer, keys_of
from tui.panels.view import Width
from tui.screens.status import footer_line
from tui.words import LANGUAGES, Words

BOARD = sample_board("zh")
ZH = Words.load("zh")
AT = datetime(2024, 10, 16, 1, 0, tzinfo=UTC)


def change(identity: str, what: What, before: object = None, after: object = None) -> Change:
    """A change of 王敏's, at nine."""
    return Change(RecordId(identity), what, "题", before, after, by="王敏", at=AT)  # type: ignore[arg-type]


TOLD = [
    (change("T-01", What.LIGHT, "green", "red"), "✓绿 → ✗红"),
    (change("T-01", What.DUE, date(2024, 10, 15), date(2025, 1, 3)), "10-15 → 2025-01-03"),
    (change("A-01", What.DUE, None, AT), "– → 10-16"),
    (change("T-01", What.PROGRESS, 0, 20), "0 → 20"),
    (change("T-01", What.ADDED), "新增"),
    (change("MS-01", What.ADDED, None, date(2024, 12, 1)), "新增 12-01"),
    (change("T-01", What.STATUS, "doing", "in_review"), "待验收"),
    (change("T-01", What.OWNER, "P-02", "P-03"), "王敏 → 赵倩"),
    (change("A-01", What.OWNER, None, "P-03"), "认领:赵倩"),
    (change("A-01", What.OWNER, "P-03"), "赵倩 → 待认领"),
    (change("B-01", What.MERGED, None, "B-02"), "并入 B-02"),
    (change("B-01", What.ESCALATED, 0, 3), "升级到分管副总"),
    (change("B-01", What.CLOSED), "已闭环"),
    (change("K-01", What.CLOSED), "已关闭"),
    (change("A-01", What.CARRIED, 1, 2), "结转×2"),
    (change("A-01", What.OVERDUE, None, AT), "逾期 10-16"),
]


@pytest.mark.parametrize(("told", "text"), TOLD, ids=[text for _, text in TOLD])
def test_a_change_reads_as_people_say_it(told: Change, text: str) -> None:
    assert change_words.told(told, BOARD, ZH) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", What)
def test_every_change_has_words(language: str, what: What) -> None:
    values = ("red", "green") if what is What.LIGHT else (1, 2)
    made = change("T-01", what, *values)

    assert change_words.told(made, BOARD, Words.load(language))


def test_several_changes_fit_one_line_of_a_turn() -> None:
    told = [
        change("T-01", What.PROGRESS, 80, 100),
        change("A-21", What.ADDED),
        change("B-07", What.GREEN),
    ]
    assert change_words.joined(told, BOARD, ZH) == "T-01 80→100 · 新增 A-21 · B-07 转绿色通道"


def test_a_reason_is_what_was_reckoned_and_what_was_said() -> None:
    late = Reason("overdue", {"n": 1})
    turned = replace(change("T-04", What.LIGHT, "amber", "red"), reasons=(late,), why="等接口")

    assert change_words.reasons_told(turned, ZH) == "逾期 1 天 · 等接口"


def test_a_light_set_by_hand_without_a_reason_says_nothing_more() -> None:
    by_hand = Reason("manual", {"why": ""})
    turned = replace(change("T-04", What.LIGHT, "amber", "red"), reasons=(by_hand,))

    assert change_words.reasons_told(turned, ZH) == ""


def test_each_change_stands_in_one_line_and_each_record_once_a_group() -> None:
    told = [
        change(f"{kind}-01", what, *(("red", "green") if what is What.LIGHT else ()))
        for kind in ("T", "B", "A", "D", "K", "MS")
        for what in What
    ]
    found = change_rows.rows(told)

    assert Counter(each for row in found for each in row.changes) == Counter(told)
    assert max(Counter(row.key for row in found).values()) == 1
    assert [row.group for row in found if row.first] == list(change_rows.GROUPS)


def test_a_record_that_much_happened_to_has_one_line() -> None:
    told = [change("B-05", What.ADDED), change("B-05", What.LATE), change("B-05", What.GREEN)]
    (row,) = change_rows.rows(told)
    line = change_rows.cells(row, BOARD, ZH, Width.NORMAL)

    assert "".join(span.text for span in line[2]) == "新增 · 超时 · 转绿色通道"  # type: ignore[union-attr]
    assert change_rows.who(row, BOARD, ZH) == "王敏 09:00"


def test_what_time_alone_did_has_no_author() -> None:
    (row,) = change_rows.rows([Change(RecordId("B-05"), What.LATE, "卡")])

    assert change_rows.who(row, BOARD, ZH) == ""


def test_a_narrow_screen_tells_the_reason_behind_the_change() -> None:
    turned = replace(change("T-04", What.LIGHT, "amber", "red"), why="等接口")
    (row,) = change_rows.rows([turned])
    narrow = change_rows.cells(row, BOARD, ZH, Width.NARROW)[2]

    assert "".join(span.text for span in narrow) == "!黄 → ✗红  等接口"  # type: ignore[union-attr]


def test_a_cut_is_a_day_a_meeting_or_now() -> None:
    gone = Cut(AT, record_id(Kind.MEETING, 9))
    told = [change_rows.cut_told(each, BOARD, ZH) for each in (None, last_day(BOARD, AT), gone)]
    assert told == ["现在", "10-15 周二", "M-09 10-16 09:00"]


def test_the_lights_of_both_moments_are_counted() -> None:
    then, now = {LightLevel.RED: 2, LightLevel.GREEN: 12}, {LightLevel.RED: 3}
    told = change_rows.lights_told(Changes(AT, AT, (), None, None, then, now), ZH)

    assert told == "红 2→3 · 黄 0→0 · 绿 12→0"


def test_no_key_of_the_screen_does_two_things() -> None:
    keys = Counter(key for action in CHANGES for key in keys_of(action))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footer_fits_a_narrow_screen(language: str) -> None:
    left, _ = footer_line(CHANGES, Words.load(language), 80)

    assert len(footer(CHANGES, roomy=False)) <= 7
    assert cell_len("".join(span.text for span in left).rstrip()) <= 76
