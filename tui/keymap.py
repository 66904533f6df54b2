"""From actions to Textual bindings, with the person's own keys on top; clashes are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual.binding import Binding

from tui.actions import Action, keys_of

NEVER = frozenset(
    {f"ctrl+{key}" for key in "abhijmszqc"} | {"ctrl+space", "ctrl+@", "alt+a", "ctrl+enter"}
)
"""Keys that tmux, input methods, terminals or chat programs take (keys.md 3.5)."""


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """One binding an action and key; none is shown by Textual's own footer."""
    return [
        Binding(key, action.run, show=False, id=f"{action.id}:{number}")
        for action in actions
        for number, key in enumerate(keys_of(action))
    ]


def rebound(
    actions: Iterable[Action], own: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The actions with a person's own keys, and the keys that more than one action claims.

    A key that must never be bound is left out and told like a clash.
    """
    after: list[Action] = []
    claimed: dict[str, str] = {}
    clashes: list[str] = []
    for action in actions:
        wanted = own.get(action.id, action.keys)
        free = tuple(key for key in wanted if key not in NEVER)
        clashes += [key for key in wanted if key in NEVER]
        for key in free:
            if claimed.setdefault(key, action.id) != action.id:
                clashes.append(key)
        after.append(replace(action, keys=free, shown="" if action.id in own else action.shown))
    return tuple(after), tuple(clashes)
