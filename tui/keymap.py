"""From actions to Textual bindings, with the person's own keys on top; clashes are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui.actions import Action, keys_of
from tui.key_names import known
from tui.key_table import SCREENS

if TYPE_CHECKING:
    from textual.binding import Binding

    from tui.words import Words

NEVER: Final = frozenset(
    {f"ctrl+{key}" for key in "abcehijkmnqstwz"}
    | {f"ctrl+{key}" for key in ("space", "@", "[", "\\", ".", "enter")}
    | {"shift+space", "f5", "f11", "f12"}
    | set("[]`\\")
)
"""Keys that tmux, input methods, terminals or browsers take (keys.md 3.5)."""
FIXED: Final = frozenset({"escape", "enter", "tab", "shift+tab", "f10", *"0123456789"})
"""Keys that mean the same on every screen: what is numbered, on, back (keys.md 3.3), language."""
_LISTS: Final = frozenset(
    {"up", "down", "pageup", "pagedown", "home", "end", "left", "right", *"jkhlgGxX"}
)
"""Keys that lists take before their screen hears of them."""
_MOVES_ITSELF: Final = frozenset({"triage", "standup", "meeting", "exchange", "projector", "form"})
"""Screens whose moves are actions like all others."""
_NOWHERE: Final = "unbound"
"""No keyboard has it: where the binding of an action is that has no key."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A key of one's own that cannot be had, or that was taken from another action."""

    key: str
    """As it was written."""
    action: str
    """Whose key it was to be: an id."""
    why: str
    """`never`, `fixed`, `list`, `unknown`, `no-action`, `taken` or `twice`: `help.clash.<why>`."""
    other: str = ""
    """Who had it, or has it: an id."""


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """One binding an action and key; none is shown by Textual's own footer.

    An action without a key is bound to none, so that a person may give it one.
    """
    from textual.binding import Binding

    listed = tuple(actions)
    screen = next((name for name, each in SCREENS.items() if each == listed), "")
    return [
        Binding(key, action.run, show=False, id=identity)
        for action in listed
        for identity, key in zip(_ids(screen, action), _keys(action), strict=True)
    ]


def _ids(screen: str, action: Action) -> list[str]:
    """What the bindings of an action are known by; its keys differ from screen to screen."""
    return [f"{screen}/{action.id}:{number}" for number, _ in enumerate(_keys(action))]


def _keys(action: Action) -> tuple[str, ...]:
    return tuple(keys_of(action)) or (f"{_NOWHERE}-{action.id}",)


def rebound(
    actions: Iterable[Action], own: Mapping[str, tuple[str, ...]], *, lists: bool = False
) -> tuple[tuple[Action, ...], tuple[Clash, ...]]:
    """The actions with a person's own keys, and what was wrong with those.

    A key of one's own takes a built-in one from its action; of two claims of one's own the first
    stands. `lists` says that the screen has a list, whose keys come first.
    """
    listed = tuple(actions)
    mine: dict[str, str] = {}
    clashes: list[Clash] = []
    for action in listed:
        for written in own.get(action.id, ()):
            key = known(written)
            why = _wrong(key, action, lists=lists)
            if why or key is None:
                clashes.append(Clash(written, action.id, why))
            elif mine.setdefault(key, action.id) != action.id:
                clashes.append(Clash(written, action.id, "twice", mine[key]))
    after: list[Action] = []
    for action in listed:
        kept = [key for key in action.keys if mine.get(key, action.id) == action.id]
        lost = [key for key in action.keys if key not in kept]
        if action.id not in mine.values():
            clashes += [Clash(key, mine[key], "taken", action.id) for key in lost]
        after.append(_with(action, mine, kept) if action.id in own else _without(action, kept))
    return tuple(after), tuple(clashes)


def _wrong(key: str | None, action: Action, *, lists: bool) -> str:
    """Why a key cannot be an action's; empty where it can."""
    if key is None:
        return "unknown"
    if key in action.keys:
        return ""
    if key in NEVER:
        return "never"
    if key in FIXED:
        return "fixed"
    return "list" if lists and key in _LISTS else ""


def _with(action: Action, mine: Mapping[str, str], kept: Sequence[str]) -> Action:
    """With one's own keys; those that mean the same everywhere stay, so that nobody is shut in."""
    own = [key for key, holder in mine.items() if holder == action.id]
    if not own:
        return _without(action, kept)
    return replace(action, keys=tuple(dict.fromkeys((*own, *_fixed(kept)))), shown="")


def _fixed(keys: Iterable[str]) -> list[str]:
    return [key for key in keys if key in FIXED]


def _without(action: Action, kept: Sequence[str]) -> Action:
    if len(kept) == len(action.keys):
        return action
    return replace(action, keys=tuple(kept), shown="")


class OwnKeys:
    """A person's own keys on every screen."""

    def __init__(self, own: Mapping[str, tuple[str, ...]]) -> None:
        self._own = dict(own)
        self._made = {
            name: rebound(listed, own, lists=name not in _MOVES_ITSELF)
            for name, listed in SCREENS.items()
        }
        self._after = {SCREENS[name]: made[0] for name, made in self._made.items()} if own else {}

    @property
    def ids(self) -> frozenset[str]:
        """The actions that have keys of one's own, on any screen."""
        return frozenset(
            now.id
            for name, (after, _) in self._made.items()
            for before, now in zip(SCREENS[name], after, strict=True)
            if now.id in self._own and now.keys != before.keys
        )

    @property
    def screens(self) -> Mapping[str, tuple[Action, ...]]:
        """The actions of each screen as they are bound now."""
        return {name: made[0] for name, made in self._made.items()}

    def of(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        """The actions of a screen as they are bound now."""
        return self._after.get(actions, actions) if self._after else actions

    def clashes(self) -> tuple[Clash, ...]:
        """What is wrong with them, each once however many screens it concerns."""
        there = {each.id for listed in SCREENS.values() for each in listed}
        strange = [
            Clash(" ".join(keys), name, "no-action", _nearest(name, there))
            for name, keys in self._own.items()
            if name not in there
        ]
        every = [clash for _, clashes in self._made.values() for clash in clashes]
        return tuple(dict.fromkeys((*strange, *every)))

    def keymap(self) -> dict[str, str]:
        """What Textual is told (`App.set_keymap`): the keys of each binding, by its id."""
        found: dict[str, str] = {}
        for name, (after, _) in self._made.items():
            for before, now in zip(SCREENS[name], after, strict=True):
                if before.keys != now.keys:
                    found |= _moved(_ids(name, before), now)
        return found


def _nearest(name: str, there: Iterable[str]) -> str:
    from core.settings import nearest

    return nearest(name, sorted(there)) or ""


def _moved(ids: Sequence[str], now: Action) -> dict[str, str]:
    """The bindings of an action whose keys are others now: the first has them all."""
    return dict.fromkeys(ids, _NOWHERE) | {ids[0]: ",".join(_keys(now))}


def told(clash: Clash, words: Words) -> str:
    """A clash as a sentence."""
    names = clash.why in ("taken", "twice")
    action, other = (
        words.say(f"actions.{each}") if names else each for each in (clash.action, clash.other)
    )
    return words.say(f"help.clash.{clash.why}", key=clash.key, action=action, other=other)
