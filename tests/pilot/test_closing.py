"""Writing for others, and putting a project away, are asked about on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.archiving import ArchiveProject
from core.domain.form import FormStatus, OpenForm, SignForm, SubmitForm
from core.domain.ids import RecordId
from core.domain.project import Phase
from tests.pilot.forming import ANSWER, asked, opened, page, performed
from tests.pilot.walking_keys import choose, step
from tui.screens.form import FormScreen
from tui.screens.picker import Picker

LESSONS = {"highlights": "快", "shortfalls": "慢", "lessons": "早"}


async def test_who_runs_the_project_is_asked_before_they_answer_for_others(board_url: str) -> None:
    await asked(board_url)
    async with opened(board_url, ANSWER) as seat:
        await seat.press("4")
        await choose(seat, "承接")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the question")
        await choose(seat, "不填")
        await seat.settled()
        assert seat.board.forms[ANSWER].status is FormStatus.DRAFT
        screen = seat.app.screen
        assert isinstance(screen, FormScreen)
        assert screen.draft.edits
        await seat.press("1")
        await choose(seat, "代 研发部 填写")
        await seat.settled()
        await seat.until(lambda: seat.board.forms[ANSWER].status is FormStatus.OPEN, "handed in")
        assert not screen.draft.edits
        assert "代填" in seat.text
        assert seat.board.forms[ANSWER].step == "sign"


async def looked_back(url: str) -> None:
    """The letter and the retrospective are signed, and plenty is still open."""
    for kind, values in (("completion", {}), ("retro", LESSONS)):
        await performed(url, "张伟", OpenForm(kind=kind, values=values))
    for form in (RecordId("F-01"), RecordId("F-02")):
        await performed(url, "张伟", SubmitForm(form=form))
        await performed(url, "王敏", SignForm(form=form))


async def test_what_is_open_is_listed_before_a_project_is_put_away(
    board_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await looked_back(board_url)
    async with page(board_url) as seat:
        await step(seat, "S15", "归档")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the question")
        assert "项没有了结,照样归档吗" in seat.text
        assert "T-01 " in seat.text
        await choose(seat, "先不归档")
        assert seat.board.project.phase is not Phase.ARCHIVED
        await seat.press("n")
        await choose(seat, "只归档")
        await seat.until(lambda: seat.board.project.phase is Phase.ARCHIVED, "put away")


async def test_an_archived_project_keeps_what_was_typed_and_says_what_to_do(
    board_url: str,
) -> None:
    await looked_back(board_url)
    await performed(board_url, "张伟", ArchiveProject(despite_open=True))
    async with page(board_url) as seat:
        await seat.press("escape")
        await seat.press("a")
        await seat.enter("催货 @张伟")
        await seat.until(lambda: "项目已归档" in seat.text, "the refusal")
        assert "催货" in seat.text


async def test_a_narrow_screen_says_that_the_project_is_archived(board_url: str) -> None:
    await looked_back(board_url)
    await performed(board_url, "张伟", ArchiveProject(despite_open=True))
    async with page(board_url, size=(80, 24)) as seat:
        await seat.until(lambda: "阶段 [已归档]" in seat.text, "the stages")
        await seat.until(lambda: "项目已归档,到此为止" in seat.text, "nothing to do")
        assert "未了结" in seat.text
        await seat.press("tab")
        await seat.until(lambda: "时限墙 [已归档]" in seat.text, "the wall")
        assert "没有正在走的时限" in seat.text
        await seat.press("escape")
        await seat.until(lambda: "[已归档]" in seat.text.splitlines()[0], "the board")
