"""What is looked for on a screen: words nobody can read, texts that are cut, a key that exports."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.color import Color
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Label, Static

from tests.pilot.seat import Seat
from themes.contrast import contrast
from tui.screens.doing import Doing

MARKS = "─│┌┐└┘├┤┬┴┼═║╔╗╚╝╭╮╰╯█▌▐▇▆▅▄▃▂▁▎▍▏▔▕░▒▓▉▊▋━┃╸╺·•▸›⠀"
"""What is seen and not read: frames, bars, separators."""
READ = 7.0
NEAR = 4.5
"""Contrast of the line under the cursor: who moves it sits near."""


def faint(seat: Seat, near: frozenset[str]) -> Iterator[tuple[str, str, str, float]]:
    """Pieces of text with their colour and ground that nobody can read well; `near` are grounds
    that are read from near."""
    screen = seat.app.screen
    front_most = screen.children[0].region if screen.is_modal else screen.region
    for y, strip in enumerate(screen._compositor.render_strips()):
        if not front_most.y <= y < front_most.bottom:
            continue  # below what lies on top of it the board is dimmed
        for text, style, _ in strip.crop(front_most.x, front_most.right):
            if not text.strip(f" {MARKS}") or style is None:
                continue
            front, back = (_hex(each) for each in (style.color, style.bgcolor))
            if style.reverse:
                front, back = back, front
            if style.dim and front and back:
                front = Color.parse(front).blend(Color.parse(back), 0.5).hex6
            least = NEAR if back in near else READ
            if front is None or back is None or contrast(front, back) < least:
                ratio = contrast(front, back) if front and back else 0.0
                yield text.strip(), str(front), str(back), round(ratio, 2)


def _hex(colour: object) -> str | None:
    from rich.color import Color as RichColor

    return Color.from_rich_color(colour).hex6 if isinstance(colour, RichColor) else None


def cut(seat: Seat) -> Iterator[str]:
    """Texts of which a part is neither seen, nor scrolled to, nor told by an ellipsis."""
    for each in seat.app.screen.query(Static):
        if not each.is_on_screen or not each.size.width or not str(each.content).strip():
            continue
        box, width = each.app.size, each.size.width
        if _scrolls(each):
            continue
        rows = each.get_content_height(box, box, width)
        nowrap = each.styles.text_wrap == "nowrap"
        if nowrap and each.styles.text_overflow != "ellipsis":
            wide = max(cell_len(line) for line in str(each.content).splitlines())
            if wide > width:
                yield f"{each!r}: {wide} > {width}"
        if rows > each.content_size.height and not isinstance(each, Label):
            yield f"{each!r}: {rows} rows in {each.content_size.height}: {each.content}"


def _scrolls(widget: Static) -> bool:
    """Whether it lies in something that scrolls; a whole screen that does would be a fault."""
    above = (each for each in widget.ancestors if isinstance(each, Widget))
    return any(
        each.styles.overflow_y in ("auto", "scroll")
        for each in above
        if not isinstance(each, Screen)
    )


def exports(screen: object) -> bool:
    """Whether the screen as it stands has a key that exports."""
    if not isinstance(screen, Doing) or screen.entry.typing:
        return False
    return any(each.id.endswith(".export") for each in screen.actions)
