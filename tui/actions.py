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


_PROJECT = Action("projector.open", ("P", "f8"), "app.projector")
_EXPORT = Action("view.export", ("E",), "app.export_screen")
_SHARE = (Action("record.copy", ("y",), "app.copy_record"), _EXPORT)
_DRESS = (
    Action("app.language", ("L", "f10"), "app.language"),
    Action("app.theme", ("T",), "app.theme"),
)
"""How it looks and speaks: the same keys on every screen."""

BOARD: tuple[Action, ...] = (
    Action("capture.action", ("a",), "capture('action')", rank=1),
    Action("capture.blocker", ("b",), "capture('blocker')", rank=2),
    Action("capture.decision", ("d",), "capture('decision')"),
    Action("capture.any", ("f2",), "capture('')"),
    Action("triage.open", ("t", "f7"), "triage", rank=3),
    Action("progress.set", ("p",), "progress", rank=12, roomy=True),
    Action("meeting.menu", ("m", "f6"), "app.meeting_menu", rank=4),
    Action("meeting.follow", ("F",), "app.follow"),
    Action("meeting.park", ("K",), "app.park"),
    Action("record.menu", (".",), "menu", rank=5),
    Action("view.filter", ("/",), "filter", rank=6),
    Action("change.undo", ("u",), "undo", rank=11, roomy=True),
    Action("change.redo", ("ctrl+r",), "redo"),
    Action("help", ("?", "f1"), "help", rank=7),
    Action("panel.1", ("1",), "panel(1)", rank=8, roomy=True, brief="panels", shown="1-4"),
    Action("panel.2", ("2",), "panel(2)"),
    Action("panel.3", ("3",), "panel(3)"),
    Action("panel.4", ("4",), "panel(4)"),
    Action("panel.next", ("tab",), "panel_next"),
    Action("panel.previous", ("shift+tab",), "panel_previous"),
    Action("view.jump", ("#",), "jump"),
    Action("view.unclaimed", ("U",), "unclaimed"),
    Action("risk.list", (), "app.risks"),
    Action("view.freeze", ("space",), "freeze", rank=13, roomy=True),
    Action("raci.open", ("r",), "raci"),
    Action("record.history", ("H",), "history"),
    Action("inbox.open", ("i",), "app.inbox"),
    Action("minutes.open", (), "app.minutes"),
    Action("agenda.open", (), "app.agenda"),
    Action("changes.open", ("D",), "app.changes"),
    Action("process.open", ("w", "f4"), "app.process", rank=9, roomy=True),
    Action("forms.open", ("f", "f3"), "app.forms"),
    Action("exchange.open", ("S",), "app.exchange", rank=10, roomy=True, brief="exchange.page"),
    Action("exchange.add", (), "app.source_wizard"),
    Action("app.first_run", (), "app.first_run"),
    Action("record.source", ("o",), "source"),
    *_SHARE,
    Action("naming.copy", ("Y",), "app.copy_name"),
    Action("palette", (":", "ctrl+p"), "palette"),
    _PROJECT,
    *_DRESS,
    Action("app.quit", ("q",), "app.quit"),
    Action("back", ("escape",), "back"),
)
"""What the board answers to."""

RACI: tuple[Action, ...] = (
    Action(
        *("raci.responsible", ("R", "1"), "fill('R')"),
        rank=1,
        brief="raci.fill",
        shown="1-4/RACI",
    ),
    Action("raci.accountable", ("A", "2"), "fill('A')"),
    Action("raci.consulted", ("C", "3"), "fill('C')"),
    Action("raci.informed", ("I", "4"), "fill('I')"),
    Action("raci.clear", ("0",), "fill('-')", rank=2),
    Action("raci.next", ("n", "tab"), "finding(1)", rank=3),
    Action("raci.previous", ("N", "shift+tab"), "finding(-1)"),
    Action("raci.copy", ("y",), "copy", rank=4),
    Action("raci.axis", ("v",), "axis", rank=5),
    Action("record.menu", (".",), "menu"),
    Action("change.undo", ("u",), "undo", rank=6),
    Action("change.redo", ("ctrl+r",), "redo"),
    *_DRESS,
    Action("record.copy", ("Y",), "app.copy_record"),
    _EXPORT,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=7),
    _PROJECT,
    *(Action(f"raci.lower_{each}", (each,), f"lower('{each}')") for each in "raci"),
    Action("back", ("escape", "q"), "back", rank=8, roomy=True, shown="Esc"),
)
"""What the RACI matrix answers to."""

DETAIL: tuple[Action, ...] = (
    Action("progress.set", ("p",), "progress", rank=1),
    Action("record.menu", (".",), "menu", rank=2),
    Action("change.undo", ("u",), "undo", rank=3),
    Action("change.redo", ("ctrl+r",), "redo"),
    Action("record.source", ("o",), "source", rank=4),
    Action("exchange.open", ("S",), "app.exchange"),
    Action("record.history", ("H",), "history"),
    *_DRESS,
    *_SHARE,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=5),
    _PROJECT,
    Action("back", ("escape", "q", "enter"), "back", rank=6, shown="Esc"),
)
"""What an opened record answers to."""

INBOX: tuple[Action, ...] = (
    Action("record.history", ("H", "enter"), "open", rank=1, shown="Enter"),
    Action("change.undo", ("u",), "undo", rank=2),
    Action("change.redo", ("ctrl+r",), "redo"),
    *_DRESS,
    *_SHARE,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=3),
    Action("back", ("escape", "i", "q"), "back", rank=4, shown="Esc"),
)
"""What the list of messages answers to."""


TRIAGE: tuple[Action, ...] = (
    Action("triage.1", ("1",), "verb('1')", rank=1, brief="triage.verbs", shown="0-9"),
    Action("triage.2", ("2",), "verb('2')"),
    Action("triage.3", ("3",), "verb('3')"),
    Action("triage.4", ("4",), "verb('4')"),
    Action("triage.5", ("5",), "verb('5')"),
    Action("triage.6", ("6",), "verb('6')"),
    Action("triage.7", ("7",), "verb('7')"),
    Action("triage.8", ("8",), "verb('8')"),
    Action("triage.9", ("9",), "verb('9')"),
    Action("triage.0", ("0",), "verb('0')"),
    Action("triage.down", ("j", "down"), "down", rank=2, brief="triage.move", shown="j/k"),
    Action("triage.up", ("k", "up"), "up"),
    Action("triage.first", ("g", "home"), "first"),
    Action("triage.last", ("G", "end"), "last"),
    Action("triage.page_down", ("pagedown",), "page(1)"),
    Action("triage.page_up", ("pageup",), "page(-1)"),
    Action("triage.mark", ("x", "shift+down"), "mark", rank=7, roomy=True),
    Action("triage.unmark", ("X",), "clear_marks"),
    Action("triage.detail", ("enter", "H"), "open", rank=3, shown="Enter"),
    Action("triage.edit", ("e",), "edit", rank=8, roomy=True),
    Action("triage.take_in", ("space",), "take_in", rank=9, roomy=True),
    Action("record.source", ("o",), "source"),
    Action("exchange.open", ("S",), "app.exchange"),
    Action("record.menu", (".",), "menu", rank=10, roomy=True),
    Action("capture.action", ("a",), "capture('action')"),
    Action("capture.blocker", ("b",), "capture('blocker')"),
    Action("capture.decision", ("d",), "capture('decision')"),
    Action("capture.any", ("f2",), "capture('')"),
    Action("change.undo", ("u",), "undo", rank=4),
    Action("change.redo", ("ctrl+r",), "redo"),
    *_DRESS,
    *_SHARE,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=6),
    _PROJECT,
    Action("back", ("escape", "t", "f7", "q"), "back", rank=5, shown="Esc"),
)
"""What the triage answers to."""

CHANGES: tuple[Action, ...] = (
    Action("changes.1", ("1",), "pick(1)", rank=1, brief="changes.pick", shown="0-9"),
    *(Action(f"changes.{each}", (str(each),), f"pick({each})") for each in (*range(2, 10), 0)),
    Action("changes.side", ("tab",), "side", rank=2, shown="Tab"),
    Action("changes.record", ("enter", "H"), "open", rank=3, shown="Enter"),
    Action("record.menu", (".",), "menu", rank=4),
    Action("change.undo", ("u",), "undo"),
    Action("change.redo", ("ctrl+r",), "redo"),
    *_DRESS,
    *_SHARE,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=5),
    _PROJECT,
    Action("back", ("escape", "D", "q"), "back", rank=6, shown="Esc"),
)
"""What the changes since the last meeting answer to."""

MINUTES: tuple[Action, ...] = (
    Action("minutes.send", ("enter",), "send", rank=1, shown="Enter"),
    Action("minutes.edit", ("e",), "edit", rank=2),
    Action(
        *("minutes.section_1", ("1",), "section(1)"),
        rank=3,
        brief="minutes.sections",
        shown="1-7",
    ),
    *(Action(f"minutes.section_{n}", (str(n),), f"section({n})") for n in range(2, 8)),
    Action("minutes.cc", ("c",), "cc", rank=4),
    Action("minutes.export", ("E",), "export", rank=5),
    Action("minutes.confirm", ("y",), "confirm", rank=8, roomy=True),
    Action("minutes.confirm_all", ("Y",), "confirm_all"),
    Action("minutes.channels", ("b",), "channels", rank=9, roomy=True),
    Action("minutes.retry", ("R",), "retry"),
    Action("change.undo", ("u",), "undo", rank=6),
    Action("change.redo", ("ctrl+r",), "redo"),
    *_DRESS,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help"),
    Action("back", ("escape", "q"), "back", rank=7, shown="Esc"),
)
"""What the minutes of a meeting answer to before they are sent."""

AGENDA: tuple[Action, ...] = (
    Action("agenda.send", ("enter",), "send", rank=1, shown="Enter"),
    Action("agenda.invite", ("i",), "invite", rank=2),
    Action("agenda.place", ("p",), "write('place')", rank=3),
    Action("agenda.materials", ("m", "f2"), "write('materials')", rank=4),
    Action("minutes.channels", ("b",), "channels", rank=8, roomy=True),
    Action("minutes.export", ("E",), "export", rank=9, roomy=True),
    Action("minutes.retry", ("R",), "retry"),
    Action("change.undo", ("u",), "undo", rank=10, roomy=True),
    Action("change.redo", ("ctrl+r",), "redo"),
    *_DRESS,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=6),
    Action("back", ("escape", "q"), "back", rank=7, shown="Esc"),
)
"""What the agenda of a planned meeting answers to before it is sent."""

EXCHANGE: tuple[Action, ...] = (
    Action("exchange.ours", ("1",), "choose('ours')", rank=1),
    Action("exchange.theirs", ("2",), "choose('theirs')", rank=2),
    Action("exchange.hand", ("3",), "by_hand", rank=3),
    Action("exchange.alike", ("A",), "alike", rank=4),
    Action("exchange.sync", ("s",), "sync", rank=5),
    Action("exchange.card", ("4",), "card"),
    Action("record.source", ("o",), "source", rank=8, roomy=True),
    Action("exchange.add", ("n",), "app.source_wizard", rank=9, roomy=True),
    Action("exchange.pane", ("tab",), "pane(1)", rank=10, roomy=True, shown="Tab"),
    Action("exchange.pane_back", ("shift+tab",), "pane(-1)"),
    Action("exchange.down", ("j", "down"), "step(1)"),
    Action("exchange.up", ("k", "up"), "step(-1)"),
    Action("exchange.next", ("l", "right"), "turn(1)"),
    Action("exchange.previous", ("h", "left"), "turn(-1)"),
    Action("exchange.page_down", ("pagedown",), "page(1)"),
    Action("exchange.page_up", ("pageup",), "page(-1)"),
    Action("exchange.record", ("enter", "H"), "open"),
    Action("change.undo", ("u",), "undo", rank=11, roomy=True),
    Action("change.redo", ("ctrl+r",), "redo"),
    *_DRESS,
    *_SHARE,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("help", ("?", "f1"), "help", rank=6),
    _PROJECT,
    Action("back", ("escape", "S", "q"), "back", rank=7, shown="Esc"),
)
"""What the sync page answers to."""

PROJECTOR: tuple[Action, ...] = (
    Action("projector.next", ("right", "pagedown"), "turn(1)"),
    Action("projector.previous", ("left", "pageup"), "turn(-1)"),
    Action("projector.hold", ("space",), "hold"),
    *_DRESS,
    Action("help", ("?", "f1"), "help"),
    Action("projector.leave", ("P", "f8", "q", "escape"), "leave", rank=1),
)
"""What the projector answers to; its footer names the way out alone."""

_IN_A_MEETING: tuple[Action, ...] = (
    _PROJECT,
    Action("meeting.pause", ("space",), "pause", rank=3),
    Action("capture.action", ("a",), "capture('action')", rank=4),
    Action("capture.any", ("f2",), "capture('')"),
    Action("meeting.menu", ("m", "f6"), "app.meeting_menu", rank=6),
    Action("help", ("?", "f1"), "help", rank=7),
    *(Action(f"meeting.{n}", (str(n),), f"item({n})") for n in range(2, 10)),
    Action("meeting.jump", ("#",), "jump"),
    Action("meeting.skip", ("0",), "skip"),
    Action("meeting.enter", ("enter",), "enter"),
    Action("meeting.down", ("down", "j"), "down"),
    Action("meeting.up", ("up", "k"), "up"),
    Action("meeting.first", ("home", "g"), "first"),
    Action("meeting.last", ("end", "G"), "last"),
    Action("meeting.park", ("K",), "app.park"),
    Action("meeting.attendance", ("A",), "app.attendance"),
    Action("meeting.follow", ("F",), "app.follow"),
    Action("changes.open", ("D",), "app.changes"),
    Action("exchange.open", ("S",), "app.exchange"),
    Action("record.source", ("o",), "source"),
    Action("triage.open", ("t", "f7"), "triage"),
    Action("raci.open", ("r",), "raci"),
    Action("progress.set", ("p",), "progress"),
    Action("record.menu", (".",), "menu"),
    Action("record.history", ("H",), "history"),
    Action("change.undo", ("u",), "undo"),
    Action("change.redo", ("ctrl+r",), "redo"),
    *_DRESS,
    *_SHARE,
    Action("palette", (":", "ctrl+p"), "palette"),
    Action("back", ("escape",), "back", shown="Esc"),
    Action("app.quit", ("q",), "app.quit"),
)
_NEXT, _BACK = ("n", "right", "pagedown"), ("N", "left", "pageup")
"""Going on and back: letters, arrows, and what a clicker sends."""

STANDUP: tuple[Action, ...] = (
    *(
        Action("meeting.next", _NEXT, "turn(1)", rank=1, brief="meeting.next_person", shown="n→"),
        Action("meeting.previous", _BACK, "turn(-1)", rank=2, brief="meeting.past", shown="N←"),
        Action("capture.blocker", ("b",), "capture('blocker')", rank=5),
        Action("capture.decision", ("d",), "capture('decision')"),
        Action(
            *("meeting.1", ("1",), "item(1)"),
            rank=8,
            roomy=True,
            brief="meeting.jump_person",
            shown="1-9",
        ),
    ),
    *_IN_A_MEETING,
)
"""What a standup answers to."""

MEETING: tuple[Action, ...] = (
    *(
        Action("meeting.next", _NEXT, "turn(1)", rank=1, brief="meeting.next_item", shown="n→"),
        Action("meeting.previous", _BACK, "turn(-1)", rank=2, brief="meeting.back", shown="N←"),
        Action("capture.blocker", ("b",), "capture('blocker')"),
        Action("capture.decision", ("d",), "capture('decision')", rank=5),
        Action(
            *("meeting.1", ("1",), "item(1)"),
            rank=8,
            roomy=True,
            brief="meeting.jump_item",
            shown="1-9",
        ),
    ),
    *_IN_A_MEETING,
)
"""What a meeting with an agenda answers to."""


def keys_of(action: Action) -> Iterator[str]:
    """All keys of an action as Textual names them, full-width twins included."""
    for key in action.keys:
        yield from _named(key)
        if key == "space":
            yield from _named(WIDE[" "])
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
    keyed = [each for each in actions if each.rank is not None and each.keys]
    ranked = [each for each in keyed if roomy or not each.roomy]
    return sorted(ranked, key=lambda each: each.rank or 0)
