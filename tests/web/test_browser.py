"""The board in a real Chromium.

Where Chromium is not installed this is left out, unless `TEST_BROWSER=required` says that it has to
be there, as the gate does.
"""

from __future__ import annotations

from core.domain.board import Board
from core.service import Service
from core.store import open_store
from tests.web.chromium import Tab
from tests.web.serving import Served

LARGE, SMALL = (1200, 760), (820, 480)
ENTER = 13
READY = "document.activeElement?.id === 'password' && document.readyState === 'complete'"
"""Whether what is typed goes into the field for the password."""


async def opened(tab: Tab, served: Served, size: tuple[int, int] = LARGE) -> None:
    """Goes in by the link, and waits for the board and all that stands around it."""
    await tab.resize(*size)
    await tab.open(served.new_link())
    await tab.until(lambda: "T-08" in tab.text and "帮助" in tab.lines[-1], "the board")


def board_of(database: str) -> Board:
    """The board as the database has it."""
    store = open_store(database)
    try:
        return Service(store, 1, "").board()
    finally:
        store.close()


def owned(database: str) -> set[tuple[str, str]]:
    """The action items, by title and owner."""
    board = board_of(database)
    names = {each.id: each.name for each in board.people.values()}
    return {
        (each.title, names[each.owner] if each.owner else "") for each in board.actions.values()
    }


async def test_a_browser_shows_the_board_as_large_as_its_window(tab: Tab, shared: Served) -> None:
    await opened(tab, shared, SMALL)
    columns, lines = tab.size
    assert (76 <= columns <= 95, 22 <= lines <= 28) == (True, True)
    assert "[4] 行动项" not in tab.text

    await tab.resize(*LARGE)

    await tab.until(lambda: "[4] 行动项" in tab.text, "the panel that there is room for now")
    columns, lines = tab.size
    assert (110 <= columns <= 135, 34 <= lines <= 42) == (True, True)
    assert "新品物料合规审核" in tab.text
    assert tab.troubles == []


async def test_chinese_characters_are_drawn_and_not_boxes(tab: Tab, shared: Served) -> None:
    await opened(tab, shared)
    assert tab.lines[0].startswith("碰头")

    shown = [await tab.cell(column, 0) for column in (0, 2)]
    blank = await tab.cell(tab.size[0] // 2, 2)

    # What a font does not have is drawn as a box, the same for every character.
    assert len({*shown, blank}) == 3


async def test_whoever_reads_is_told_that_nothing_can_be_changed(tab: Tab, shared: Served) -> None:
    before = board_of(shared.database).revision
    await opened(tab, shared)

    await tab.type("a")
    await tab.until(lambda: "行动项 ›" in tab.text, "the line")
    await tab.compose("bu", "bu qi", commit="补齐样品清单 @孙磊 明天")
    await tab.until(lambda: "补齐样品清单" in tab.text, "what was typed")
    await tab.key("Enter", "\r", ENTER)

    await tab.until(lambda: "这里只能看" in tab.text, "the refusal")
    assert board_of(shared.database).revision == before


async def test_chinese_composed_in_the_page_becomes_an_action_item(tab: Tab, database: str) -> None:
    with Served(database, "--read-write", "--as", "张伟") as served:
        await opened(tab, served)

        await tab.type("a")
        await tab.compose("b", "bu", "bu'qi", commit="补齐样品清单")
        await tab.type(" @")
        await tab.compose("sun", "sun'lei", commit="孙磊")
        await tab.until(lambda: "补齐样品清单 @孙磊" in tab.text, "what was typed")
        await tab.key("Enter", "\r", ENTER)

        await tab.until(lambda: ("补齐样品清单", "孙磊") in owned(database), "the action item")


async def test_a_long_text_that_is_pasted_goes_in_pieces(tab: Tab, shared: Served) -> None:
    await opened(tab, shared)

    await tab.paste("供应商合同须补签。\n" * 900)

    await tab.until(lambda: "900" in tab.text, "what was pasted")
    assert tab.longest < 4096
    assert not await tab.value("document.body.classList.contains('-closed')")


async def test_a_visit_that_ended_can_begin_again(tab: Tab, shared: Served) -> None:
    await opened(tab, shared)

    await tab.type("q")
    await tab.becomes("document.body.classList.contains('-closed')")
    await tab.value("document.querySelector('#again').click()")

    await tab.becomes("!document.body.classList.contains('-closed')")
    await tab.becomes("document.body.classList.contains('-first-byte')")


async def test_a_stranger_sees_nothing(tab: Tab, shared: Served) -> None:
    await tab.open(f"{shared.base}/")

    await tab.becomes("document.readyState === 'complete'")
    shown = await tab.value("document.body.innerText")
    assert "只能用一次" in shown
    assert "each link works once" in shown
    assert "2024Q4" not in shown


async def test_the_password_is_asked_for_and_lets_in(tab: Tab, database: str) -> None:
    with Served(database, PENGTOU_WEB_PASSWORD="碰头 2024 四季") as served:
        await tab.open(served.link(1))
        await tab.becomes(READY)
        await tab.ask("Input.insertText", text="错的密码呢")
        await tab.key("Enter", "\r", ENTER)
        await tab.becomes(f"{READY} && document.querySelector('.trouble') !== null")

        await tab.ask("Input.insertText", text="碰头 2024 四季")
        await tab.key("Enter", "\r", ENTER)

        await tab.until(lambda: "T-08" in tab.text, "the board")
