"""What `pengtou tick` reminds people of, and how it reaches them."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ON_SQLITE, Cli


def test_the_tick_says_whom_it_reminded_and_the_message_is_theirs(board: Cli) -> None:
    first = board("tick")

    assert (first.status, first.err) == (0, "")
    assert "launch  提醒 王敏:逾期 1 项:T-01 调研 11-13" in first.out
    assert board("tick").out == ""
    (mine, *_) = board("inbox", "--json", "--as", "王敏").json
    assert mine["sent"] is True
    assert board("inbox", "--json").json == []


@ON_SQLITE
@pytest.mark.parametrize(("language", "word"), [("zh", "逾期 1 项"), ("en", "Overdue, 1:")])
def test_a_reminder_is_worded_for_who_reads_it(board: Cli, language: str, word: str) -> None:
    board("tick")

    assert word in board("inbox", "--as", "王敏", "--lang", language).out


@ON_SQLITE
def test_everything_that_is_said_of_a_meeting_has_words(
    board: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    board("meet", "plan", "issue", "周五", "10:00", "--title", "口径会")
    told = []
    for at in ("19T09:00", "20T09:00"):
        monkeypatch.setenv("PENGTOU_NOW", f"2026-11-{at}+08:00")
        told.append(board("tick").out)
    board("meet", "start", "issue")
    monkeypatch.setenv("PENGTOU_NOW", "2026-11-20T09:30+08:00")
    board("meet", "end", "--unread")
    for at in ("20T10:30", "23T09:30"):
        monkeypatch.setenv("PENGTOU_NOW", f"2026-11-{at}+08:00")
        told.append(board("tick").out)

    for line, word in zip(
        told, ("议程请在", "开会:M-01 口径会", "请整理纪要", "纪要还没有发出"), strict=True
    ):
        assert word in line
