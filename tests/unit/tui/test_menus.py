"""Menus: which verbs a record has, and the command that each makes."""

from __future__ import annotations

import pytest

from core.domain.action import ActionStatus, SetActionStatus
from core.domain.blocker import Acknowledge, AssignBlocker
from core.domain.board import Board
from core.domain.task import AssignTask, SetLight, SetStatus
from tests.samples import sample_board
from tui import menus
from tui.triage.prospects import prospects
from tui.words import LANGUAGES, Words

ZH = Words.load("zh")
BOTH = ("B-07", "B-08")


@pytest.fixture
def board() -> Board:
    """The sample project."""
    return sample_board("zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("identity", ["T-01", "B-05", "A-19", "D-01", "K-01", "MS-01"])
def test_every_kind_of_record_has_verbs_with_words(
    identity: str, language: str, board: Board
) -> None:
    words, record = Words.load(language), board.record(identity)
    assert record is not None
    found = menus.verbs(record, words)
    assert found
    kind = identity.partition("-")[0]
    assert all(words.has(menus.verb_name(each.id, kind)) for each in found)
    keys = {each.key or str(at) for at, each in enumerate(found, 1)}
    assert len(keys) == len(found), "one key chooses"


def test_a_kind_without_verbs_has_none(board: Board) -> None:
    assert menus.verbs(board.people["P-01"], ZH) == []


def test_the_verbs_of_a_blocker_keep_their_digits_whatever_was_done(board: Board) -> None:
    keys = {each: [verb.key for verb in menus.verbs(board.blockers[each], ZH)] for each in BOTH}

    assert keys["B-07"] == keys["B-08"]
    assert keys["B-08"][:10] == list("1234567890")


def test_what_would_be_refused_is_dimmed_and_says_why(board: Board) -> None:
    blocker = board.blockers["B-07"]
    told = prospects(board, blocker, "张伟", board.read_at, ZH)
    ack = next(each for each in menus.verbs(blocker, ZH, told) if each.id == "ack")

    assert ack.off
    assert "已于" in ack.hint


def test_who_does_it_comes_before_who_answers_for_it_and_the_others(board: Board) -> None:
    names = [each.text for each in menus.people(board, "T-08")]
    assert names[:2] == ["周芳", "郑洁"]
    assert len(names) == len(board.people)


def test_a_blocker_ranks_people_by_the_task_it_stops(board: Board) -> None:
    assert [each.text for each in menus.people(board, "B-08")][:2] == ["赵倩", "张伟"]


def test_a_choice_becomes_the_command_of_its_verb(board: Board) -> None:
    task, blocker = board.tasks["T-08"], board.blockers["B-08"]
    status = menus.picked("status", task, "done")
    assert isinstance(status, SetStatus)
    assert status.seen == task.version
    assert isinstance(menus.picked("assign", task, "P-02"), AssignTask)
    assert isinstance(menus.picked("assign", blocker, "P-02"), AssignBlocker)


def test_a_light_by_hand_wants_a_line_and_the_rule_does_not(board: Board) -> None:
    task = board.tasks["T-08"]
    assert menus.picked("light", task, "red") is None
    assert menus.picked("light", task, "auto") == SetLight(
        task=task.id, light=None, seen=task.version
    )


def test_some_verbs_ask_for_nothing(board: Board) -> None:
    assert isinstance(menus.at_once("ack", board.blockers["B-05"]), Acknowledge)
    done = menus.at_once("done", board.actions["A-22"])
    assert isinstance(done, SetActionStatus)
    assert done.status is ActionStatus.DONE
    assert menus.at_once("open", board.actions["A-22"]) is None


def test_a_task_is_not_cancelled_from_the_list_of_statuses() -> None:
    assert "cancelled" not in {each.id for each in menus.statuses(ZH)}


def test_reasons_for_delay_keep_their_numbers() -> None:
    assert [each.text for each in menus.delay_reasons(ZH)] == [
        "资源",
        "需求变更",
        "等他部门",
        "技术",
        "外部/不可抗力",
        "估算",
        "其他",
    ]
