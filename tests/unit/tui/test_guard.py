"""The last step before the terminal holds back what could act on it, and nothing else."""

from __future__ import annotations

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from tui.terminal import guard
from tui.terminal.shown import cell, shown

CONSOLE = Console(color_system="truecolor", force_terminal=True)


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard in place, for this test only."""
    monkeypatch.setattr(Strip, "render", Strip.render)
    guard.install()


def rendered(text: str, style: Style | None = None) -> str:
    return Strip([Segment(text, style)]).render(CONSOLE)


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x1b[2Jb", "a[2Jb"),
        ("a\x9b2Jb", "a2Jb"),
        ("a\x1b]52;c;aGk=\x07b", "a]52;c;aGk=b"),
        ("a\x00\x0e\x0f\x7fb", "ab"),
        ("a\nb\tc\rd", "abcd"),
        ("a\u202eb\u2066c", "abc"),
        ("a\u2028b", "ab"),
    ],
)
def test_what_acts_on_a_terminal_does_not_reach_it(text: str, left: str) -> None:
    assert rendered(text).replace(" ", "") == left


@pytest.mark.usefixtures("guarded")
def test_a_lone_surrogate_leaves_as_many_cells_as_were_counted() -> None:
    strip = Strip([Segment("a\ud800b")])
    assert len(strip.render(CONSOLE)) == strip.cell_length


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("text", ["接口 [P0]", "👩‍💻🇨🇳", "─│█░", "می‌خواهم", "a b"])
def test_text_passes_as_it_is(text: str) -> None:
    assert rendered(text) == text


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize(
    "address",
    ["https://x/\x1b]52;c;aGk=\x07", "https://x/\u202e", "file:///etc/passwd", "javascript:1"],
)
def test_a_link_that_could_act_is_only_text(address: str) -> None:
    assert rendered("看", Style(link=address)) == "看"


@pytest.mark.usefixtures("guarded")
def test_a_link_to_a_web_page_stays() -> None:
    assert "https://example.invalid/a" in rendered("看", Style(link="https://example.invalid/a"))


@pytest.mark.usefixtures("guarded")
def test_colours_stay_around_cleaned_text() -> None:
    assert rendered("a\x07b", Style(bold=True)) == "\x1b[1mab\x1b[0m"


def test_the_guard_refuses_a_strip_of_another_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_bare", lambda strip: "")
    with pytest.raises(guard.GuardError):
        guard.check()


def test_the_guard_refuses_a_strip_that_renders_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    def render(self: Strip, console: Console) -> str:
        return "a\x1b[2Jb"

    monkeypatch.setattr(guard, "_bare", render)
    with pytest.raises(guard.GuardError):
        guard.check()


@pytest.mark.parametrize(
    "text", ["[P0] 修复", "[x] 写", "[#12] 看", "[/路径]", "[@click=app.quit]点"]
)
def test_every_word_of_a_title_is_shown(text: str) -> None:
    assert shown(text).plain == text
    assert cell(text).plain == text


def test_shown_text_keeps_its_lines_and_a_cell_has_only_one() -> None:
    assert shown("一\n二\t三\x1b").plain == "一\n二 三"
    assert cell("一\n二\t三\x1b").plain == "一 二 三"


def test_shown_text_may_have_a_style_of_ours() -> None:
    assert shown("一", "bold") == Content("一").stylize("bold")
