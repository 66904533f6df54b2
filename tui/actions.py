"""Every user action once: its keys, its words, where it stands in the footer.

Bindings, footer, menu, palette, help page and the key table are made from this list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDE = {"/": "／、", "?": "？", ".": "。．", "#": "＃", ":": "：", " ": "　", "!": "！"}
"""What an input method in full-width mode sends for a key (keys.md 3.6)."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can trigger."""

    id: str
    """What the configuration rebinds it by; its words are `actions.<id>`."""
    keys: tuple[str, ...]
    """As Textual names them; single characters get their full-width twins besides."""
    run: str
    """The Textual action that it runs on the screen."""
    rank: int | None = None
    """Its place in the footer; None keeps it out."""
    roomy: bool = False
    """Whether the footer shows it only from 120 columns on."""
    brief: str = ""
    """Its words in the footer, where they are others: an id under `actions`."""
    shown: str = ""
    """The key as the footer and the help print it, where it is not the first key."""


BOARD: tuple[Action, ...] = (
    Action("capture.action", ("a",), "capture('action')", rank=1),
    Action("capture.blocker", ("b",), "capture('blocker')", rank=2),
    Action("capture.decision", ("d",), "capture('decision')"),
    Action("capture.any", ("f2",), "capture('')"),
    Action("progress.set", ("p",), "progress", rank=3),
    Action("record.menu", (".",), "menu", rank=4),
    Action("view.filter", ("/",), "filter", rank=5),
    Action("change.undo", ("u",), "undo", rank=6),
    Action("change.redo", ("ctrl+r",), "redo"),
    Action("help", ("?", "f1"), "help", rank=7),
    Action("panel.1", ("1",), "panel(1)", rank=8, roomy=True, brief="panels", shown="1-4"),
    Action("panel.2", ("2",), "panel(2)"),
    Action("panel.3", ("3",), "panel(3)"),
    Action("panel.4", ("4",), "panel(4)"),
    Action("panel.next", ("tab",), "panel_next"),
    Action("panel.previous", ("shift+tab",), "panel_previous"),
    Action("view.jump", ("#",), "jump"),
    Action("view.freeze", ("space",), "freeze", rank=9, roomy=True),
    Action("raci.open", ("r",), "raci"),
    Action("record.history", ("H",), "open"),
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("app.language", ("L",), "app.language"),
    Action("app.theme", ("T",), "app.theme"),
    Action("app.quit", ("q",), "app.quit"),
    Action("back", ("escape",), "back"),
)
"""What the board answers to."""

RACI: tuple[Action, ...] = (
    Action("raci.responsible", ("R", "1"), "fill('R')", rank=1, shown="1/R"),
    Action("raci.accountable", ("A", "2"), "fill('A')", rank=2, shown="2/A"),
    Action("raci.consulted", ("C", "3"), "fill('C')", rank=3, shown="3/C"),
    Action("raci.informed", ("I", "4"), "fill('I')", rank=4, shown="4/I"),
    Action("raci.clear", ("0",), "fill('-')", rank=5),
    Action("change.undo", ("u",), "undo", rank=6),
    Action("change.redo", ("ctrl+r",), "redo"),
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=7),
    Action("back", ("escape", "r", "q"), "back", rank=8, roomy=True, shown="Esc"),
)
"""What the RACI matrix answers to."""

DETAIL: tuple[Action, ...] = (
    Action("progress.set", ("p",), "progress", rank=1),
    Action("record.menu", (".",), "menu", rank=2),
    Action("change.undo", ("u",), "undo", rank=3),
    Action("record.source", ("o",), "source", rank=4),
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=5),
    Action("back", ("escape", "q", "enter"), "back", rank=6, shown="Esc"),
)
"""What an opened record answers to."""


def keys_of(action: Action) -> Iterator[str]:
    """All keys of an action as Textual names them, full-width twins included."""
    for key in action.keys:
        yield from _named(key)
        if len(key) == 1:
            for twin in (*WIDE.get(key, ""), *_full_width(key)):
                yield from _named(twin)


def _full_width(key: str) -> str:
    """The full-width form of an ASCII letter or digit."""
    return chr(ord(key) + 0xFEE0) if key.isascii() and key.isalnum() else ""


def _named(key: str) -> Iterable[str]:
    if len(key) != 1 or (key.isascii() and key.isalnum()):
        return (key,)
    from textual.keys import _character_to_key

    return (_character_to_key(key),)


def footer(actions: Iterable[Action], *, roomy: bool) -> list[Action]:
    """The actions of a footer: at most seven at 80 columns, some more where there is room."""
    ranked = [each for each in actions if each.rank is not None and (roomy or not each.roomy)]
    return sorted(ranked, key=lambda each: each.rank or 0)
