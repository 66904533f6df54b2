"""The address of a team's database, and its password, which is never written beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from sync.secret import SERVICE, from_keyring

VARIABLE: Final = "PENGTOU_DATABASE_PASSWORD"
"""Where the password is looked for: in the environment, then in the keyring under this name."""
_SERVERS: Final = ("postgresql", "postgres")
_USER: Final = re.compile(r"\s*[a-z+0-9]+://[^/:@]+:", re.IGNORECASE)
_PORT: Final = re.compile(r"[^/]+//[^/:@]+:\d*/[^@]*$")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a team's database is."""

    bare: str
    """As it may be shown and written down: an URL without a password, or a path."""
    password: str = field(default="", repr=False)

    @property
    def server(self) -> bool:
        """Whether a server is behind it, which may want a password."""
        return urlsplit(self.bare).scheme.partition("+")[0] in _SERVERS

    @property
    def whole(self) -> str:
        """With the password: for the driver, and for nobody to see."""
        if not self.password:
            return self.bare
        parts = urlsplit(self.bare)
        name, at, host = parts.netloc.rpartition("@")
        secret = f"{name}:{quote(self.password, safe='')}{at or '@'}{host}"
        return urlunsplit(parts._replace(netloc=secret))


def parted(text: str) -> Address:
    """An address from what was typed, its password set apart."""
    said = text.strip()
    if "://" not in said:
        return Address(str(Path(said).expanduser()))
    parts = urlsplit(said)
    name, at, host = parts.netloc.rpartition("@")
    user, _, password = name.partition(":")
    return Address(urlunsplit(parts._replace(netloc=f"{user}{at}{host}")), unquote(password))


def tells_password(text: str) -> bool:
    """Whether what is being typed may be a password: from there on the line shows dots.

    `host:5432/db` has none; until the slash comes it might.
    """
    return _USER.match(text) is not None and _PORT.match(text) is None


def with_password(database: str, environ: Mapping[str, str]) -> str:
    """A server's address with the password that this machine keeps for it, where it names none.

    What the driver finds by itself (`PGPASSWORD`, `~/.pgpass`) is left to it.
    """
    if "://" not in database:
        return database
    address = parted(database)
    if not address.server or address.password or environ.get("PGPASSWORD"):
        return database
    secret = environ.get(VARIABLE, "") or from_keyring(VARIABLE) or ""
    return Address(address.bare, secret).whole


def kept(address: Address) -> bool:
    """Puts the password into the keyring; False where there is none that keeps anything."""
    if not address.password:
        return True
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return False
    try:
        keyring.set_password(SERVICE, VARIABLE, address.password)
    except KeyringError:
        return False
    return True
