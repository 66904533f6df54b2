"""Secrets: from the environment, then from the keyring, and never onto anything printed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NoReturn

from sync.trouble import Fatal

SERVICE = "pengtou"
"""The keyring service all our secrets are under; the user name is the variable's name."""


class Secret:
    """A text that prints as dots. `reveal` is the only way to it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the request that needs it and nothing else."""
        return self._text

    def __repr__(self) -> str:
        return "•••"

    def __format__(self, spec: str) -> str:
        return "•••"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not copied or stored")


def variable(name: str, key: str) -> str:
    """The environment variable for `key` (`APP_ID`, `APP_SECRET`, …) of the source `name`."""
    return f"PENGTOU_{name.upper().replace('-', '_')}_{key}"


def look_up(
    name: str,
    key: str,
    environ: Mapping[str, str] | None = None,
    keyring: Callable[[str], str | None] | None = None,
) -> Secret:
    """The secret `key` of the source `name`.

    Raises `Fatal("secret-missing", name, variable)` when neither place has it.
    """
    wanted = variable(name, key)
    text = (os.environ if environ is None else environ).get(wanted, "").strip()
    if not text:
        text = ((keyring or from_keyring)(wanted) or "").strip()
    if not text:
        raise Fatal("secret-missing", name=name, variable=wanted)
    return Secret(text)


def from_keyring(wanted: str) -> str | None:
    """What the keyring has under `wanted`; None without keyring, backend or entry."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, wanted)
    except KeyringError:
        return None
