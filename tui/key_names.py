"""Keys as people write and read them, and which of them an input method lets through. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from tui.actions import WIDE

if TYPE_CHECKING:
    from tui.actions import Action
    from tui.words import Words

SHOWN: Final = {
    "escape": "Esc",
    "tab": "Tab",
    "enter": "Enter",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "⌫",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
"""What stands on the key, where that is not its name."""
_SPOKEN: Final = {
    **{told.lower(): name for name, told in SHOWN.items()},
    "空格": "space",
    "return": "enter",
    "pgdown": "pagedown",
    "pgup": "pageup",
    "control": "ctrl",
}
_NAMED: Final = frozenset({*SHOWN, "space", *(f"f{n}" for n in range(1, 13))})
_WITH: Final = ("ctrl", "shift")
_PART = re.compile(r"(?<=.)[+-](?=.)")
ALSO: Final = {
    "capture.action": "F2",
    "capture.blocker": "F2 F2",
    "capture.decision": "F2 F2 F2",
    "progress.set": "。 1",
}
"""Another way to an action that takes more than one key, or a key of the list it stands in."""


def known(text: str) -> str | None:
    """The name of a key from how somebody writes it (`Ctrl+X`, `F8`, `？`); None if it is none.

    Letters keep their case: `P` and `p` are two keys.
    """
    said = normalize("NFKC", text).strip() or ("space" if text else "")
    if len(said) == 1:
        return said if said.isprintable() else None
    *held, last = _PART.split(said)
    parts = [_SPOKEN.get(each.lower(), each.lower()) for each in held]
    name = _SPOKEN.get(last.lower(), last.lower())
    if any(each not in _WITH for each in parts):
        return None
    if name in _NAMED or (len(name) == 1 and parts == ["ctrl"] and name.isascii()):
        return "+".join((*parts, name))
    return None


def spelled(key: str, words: Words) -> str:
    """A key as it is printed: `Ctrl+R`, `空格`, `PgDn`."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    if last == "space":
        told = words.say("actions.key.space")
    elif last in SHOWN:
        told = SHOWN[last]
    else:
        told = last.upper() if len(last) > 1 or held else last
    return "+".join((*(each.capitalize() for each in held), told))


def keys_text(action: Action, words: Words) -> str:
    """The keys of an action as people read them."""
    return " ".join(spelled(key, words) for key in action.keys)


def safe(key: str) -> str:
    """How a key gets through while an input method is on, as it is printed; empty if it does not.

    Digits and named keys do; of signs their full-width twins do; letters are taken (keys.md 3.6).
    """
    if len(key) > 1:
        return "" if key.startswith("ctrl+") and key != "ctrl+r" else SHOWN.get(key, key.upper())
    if key.isdecimal():
        return key
    return WIDE.get(key, "")[:1]


def safe_text(action: Action, words: Words) -> str:
    """The ways to an action under an input method; every one is in the palette at least."""
    found = [spelled(key, words) if len(key) > 1 else safe(key) for key in action.keys if safe(key)]
    if not found and action.id in ALSO:
        return ALSO[action.id]
    return " ".join(dict.fromkeys(found)) or "："
