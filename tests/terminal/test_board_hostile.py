"""Titles that try to act: on every screen they are text, and the terminal obeys none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.calendar.clock import fixed
from core.domain.action import AddAction
from core.domain.blocker import RaiseBlocker
from core.domain.ids import Kind, RecordId, record_id
from core.domain.people import AddPerson
from core.domain.raci import FillRaci, Letter
from core.domain.refusal import Refused
from core.domain.task import AddTask
from core.service import Service
from core.store import open_store
from tests.samples import NOW, sample_database
from tests.terminal.boards import board, ready
from tests.terminal.pty_screen import PtyScreen
from tests.terminal.test_life import assert_as_found

LITERAL = (
    "[/]",
    "[P0] 修复",
    "[x] 做完",
    "[@click=app.quit]点我[/]",
    "[/路径]",
    "[link=http://a",
    "a[b]c",
)
"""What must be read as it stands."""
ACTING = (
    "\x1b[2J清屏",
    "\x1b]0;标题\x07",
    "\x1b]52;c;aGk=\x1b\\",
    "\x9b31m",
    "\x1bc",
    "\x1b[?1049l",
    "\x1b[6n",
    "\x00\x07\x08\x7f",
    "\r覆盖",
    "\u202e反向\u202c",
    "\u2066x\u2069",
    "零\u200b宽\ufeff",
    "\ud7ff\ue000\ufffe",
    "👨‍👩‍👧‍👦一家",
    "🇨🇳",
    "e\u0301\u0301\u0301\u0301",
    "Z͑ͫ̓a̸l̷g̶o̵",
    "\u2028换行\u2029",
    "制\t表",
    "ﷺ﷽",
    "\U000e0041标签",
    "很长" * 220,
    "‮‭⁦⁩",
    "１２３",
    "़ऀ孤立",
    "\x1b[200~粘贴\x1b[201~",
)


def titles(count: int) -> Iterator[str]:
    """So many titles, each of its own kind of trouble."""
    for number in range(count):
        literal, acting = LITERAL[number % len(LITERAL)], ACTING[number % len(ACTING)]
        yield f"{literal} {acting} {number}" if number % 2 else f"{acting}{literal}{number}"


@pytest.fixture
def hostile_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The sample project with some hundreds of hostile records, put in through the front door."""
    with sample_database(request, "sqlite", tmp_path) as url:
        store = open_store(url)
        service = Service(store, 1, "[/]\x1b[2J某人", fixed(NOW))
        service.perform(AddPerson(name="[/]\x1b[2J某人"))
        for title in titles(120):
            made = service.perform(AddTask(title=title, dept=title[:20] or "某部"))
            service.perform(RaiseBlocker(title=title, description=title, tasks=(RecordId("T-01"),)))
            service.perform(AddAction(title=title, owner=RecordId("P-01")))
            task = next(each.event.subject for each in made if each.event.kind == "task.added")
            service.perform(FillRaci(task=task, party="P-01", letter=Letter.A))
        for number, title in enumerate(titles(30)):
            try:
                service.perform(AddPerson(name=f"{title[:12]}{number}", dept="市场部"))
            except Refused:
                continue
        store.close()
        yield url


def through_everything(screen: PtyScreen) -> None:
    """All panels, records, the matrix, the picker of people, the filter, help and languages."""
    for key in ("2", "4", "3", "1"):
        screen.press(key, "end", "pgup", "pgup", "pgup", "home")
        screen.wait_quiet(0.05)
    for key in ("1", "2", "4"):
        screen.press(key, "end", "enter")
        screen.wait_quiet(0.1)
        screen.wait_for("历史")
        leave(screen, "Esc 返回")
    screen.press("1", "end", ".")
    screen.wait_for("更新进度")
    screen.press("3")
    screen.wait_for("打拼音或汉字")
    screen.press("down", "down", "pgdn")
    leave(screen, "打拼音或汉字")
    screen.press("r")
    screen.wait_for("Esc 返回")
    screen.press("down", "right", "end")
    leave(screen, "Esc 返回")
    screen.press("/", "[/]", "enter")
    screen.wait_for(r"/ \[/\]")


def leave(screen: PtyScreen, mark: str) -> None:
    """Closes a screen that shows the mark, and waits until it is gone."""
    screen.press("esc")
    screen.wait_until(lambda: mark not in screen.text(), f"without {mark}")


def test_hostile_records_are_text_on_every_screen(hostile_url: str) -> None:
    shown = ""
    with board(hostile_url, size=(200, 50)) as screen:
        screen.wait_for(r"空格 冻结")
        ready(screen)
        through_everything(screen)
        screen.press("esc", "end")
        screen.wait_quiet(0.1)
        for _ in range(4):
            shown += screen.text()
            screen.press("pgup")
            screen.wait_quiet(0.05)
        assert screen.offences() == []
        screen.press("q")
        assert screen.wait_end() == 0
        assert_as_found(screen)
    for literal in LITERAL:
        assert literal in shown, literal


def test_every_hostile_title_is_kept_without_what_acts(hostile_url: str) -> None:
    store = open_store(hostile_url)
    try:
        tasks = Service(store, 1, "").board().tasks
    finally:
        store.close()
    made = [tasks[record_id(Kind.TASK, number)] for number in range(15, 135)]
    assert all("\x1b" not in each.title and "\x9b" not in each.title for each in made)
    assert sum(any(word in each.title for word in LITERAL) for each in made) >= 110
