"""Every key of every screen, from the one declaration of actions: help and `pengtou keys`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui import actions, process_actions
from tui.key_names import keys_text, safe_text

if TYPE_CHECKING:
    from tui.actions import Action
    from tui.words import Words

SCREENS: Final[Mapping[str, tuple[Action, ...]]] = {
    "board": actions.BOARD,
    "triage": actions.TRIAGE,
    "raci": actions.RACI,
    "standup": actions.STANDUP,
    "meeting": actions.MEETING,
    "minutes": actions.MINUTES,
    "agenda": actions.AGENDA,
    "changes": actions.CHANGES,
    "inbox": actions.INBOX,
    "exchange": actions.EXCHANGE,
    "detail": actions.DETAIL,
    "process": process_actions.PROCESS,
    "forms": process_actions.FORMS,
    "form": process_actions.FORM,
    "projector": actions.PROJECTOR,
}
"""What each screen answers to, by the name that its help has (`help.screen.<name>`)."""
GROUPS: Final = ("here", "capture", "record", "go", "view", "move", "app")
"""The order in which the help tells them, by `help.group.<name>`."""
SILENT: Final = "raci.lower_"
"""Keys that only say that they do nothing."""
_COUNTED: Final = ("meeting.", "minutes.section_", "changes.")
"""Actions by number that differ in nothing else: one line tells them all."""
_GOES: Final = frozenset({"open", "list", "add", "follow", "park", "attendance"})
_MOVES: Final = frozenset(
    {"down", "up", "first", "last", "page_down", "page_up", "pane", "pane_back", "mark", "unmark"}
)
_AREAS: Final = {
    "capture": "capture",
    "record": "record",
    "progress": "record",
    "change": "record",
    "panel": "view",
    "view": "view",
    "app": "app",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key table."""

    action: str
    """Its id, which `[keys]` of the configuration knows it by."""
    keys: str
    safe: str
    """What works while an input method is on."""
    does: str
    own: bool = False
    """Whether its keys are the person's own."""


def group(action: Action) -> str:
    """Where the help tells an action."""
    area, dot, name = action.id.partition(".")
    if area in ("app", "panel", "capture", "record") or not dot:
        return _AREAS.get(area, "app")
    if name in _MOVES:
        return "move"
    if name in _GOES or action.id == "meeting.menu":
        return "go"
    return _AREAS.get(area, "here")


def grouped(
    listed: Iterable[Action], words: Words, own: Iterable[str] = ()
) -> dict[str, list[Entry]]:
    """The lines of a screen by group, in the order of `GROUPS`; without what has no key."""
    found: dict[str, list[Entry]] = {name: [] for name in GROUPS}
    for action in _told(listed):
        found[group(action)].append(entry(action, words, own=action.id in set(own)))
    return {name: entries for name, entries in found.items() if entries}


def entry(action: Action, words: Words, *, own: bool = False) -> Entry:
    """One action as a line."""
    counted = _counts(action)
    does = words.say(f"actions.{action.brief}") if counted else names(action, words)[0]
    keys = action.shown if counted else keys_text(action, words)
    return Entry(action.id, keys, keys if counted else safe_text(action, words), does, own)


def names(action: Action, words: Words) -> list[str]:
    """What an action is called: in full where the footer has to make do with less, and short."""
    full, short = f"board.palette.{action.id}", f"actions.{action.id}"
    return [words.say(each) for each in (full, short) if words.has(each)]


def _told(listed: Iterable[Action]) -> Iterable[Action]:
    """Without those that a line of their kind tells, that do nothing, or that have no key."""
    for action in listed:
        numbered = action.id.startswith(_COUNTED) and action.id[-1].isdecimal()
        if action.keys and not action.id.startswith(SILENT) and (not numbered or _counts(action)):
            yield action


def _counts(action: Action) -> bool:
    """Whether it stands for all of its kind: the first of them, with the keys of all."""
    numbered = action.id.startswith(_COUNTED) and action.id[-1].isdecimal()
    return numbered and "-" in action.shown


HOST: Final[Mapping[str, Sequence[str]]] = {
    "board": (
        *("meeting.menu", "triage.open", "changes.open", "raci.open"),
        *("view.filter", "view.jump", "view.freeze", "palette"),
    ),
    "standup": (
        *("meeting.next", "meeting.previous", "meeting.1", "meeting.pause", "meeting.skip"),
        *("capture.action", "capture.blocker", "capture.decision", "meeting.park"),
        *("meeting.attendance", "meeting.menu", "change.undo", "help"),
    ),
    "triage": tuple(f"triage.{n}" for n in (*range(1, 10), 0)),
    "minutes": (
        *("minutes.send", "minutes.edit", "minutes.section_1", "minutes.cc"),
        *("minutes.channels", "minutes.confirm", "minutes.export", "change.undo"),
    ),
}
"""What whoever runs a meeting needs, in the order of a meeting: a page that can be printed."""


def host_page(screens: Mapping[str, Sequence[Action]], words: Words) -> str:
    """The page for meeting hosts as Markdown."""
    say = words.say
    heads = [say(f"help.column.{each}") for each in ("keys", "safe", "does")]
    lines = [f"# {say('help.page.title')}", "", say("help.page.lead"), ""]
    for screen, wanted in HOST.items():
        by_id = {each.id: each for each in screens[screen]}
        lines += [f"## {say(f'help.page.{screen}')}", ""]
        lines += [_row(heads), _row(["---"] * 3)]
        for name in wanted:
            told = entry(by_id[name], words)
            lines.append(_row([_code(told.keys), _code(told.safe), told.does]))
        lines.append("")
    lines.append(say("help.page.foot"))
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(keys: str) -> str:
    """Keys set apart from words; a key may be a sign that Markdown means something by."""
    return " ".join(f"`{each}`" for each in keys.replace("|", "\\|").split())
