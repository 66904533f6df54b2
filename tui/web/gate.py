"""Who comes in: by a link that works once, or by the password; then by a cookie of their own."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from time import monotonic
from typing import Final

from tui.web.patience import Patience

DAY: Final = 24 * 3600.0
"""Seconds that a cookie is good for."""
MOST: Final = 256
"""Cookies at the same time; the oldest goes first."""
SHORTEST: Final = 8
"""Characters of a password."""


class Gate:
    """Secrets are compared in constant time, and kept only as what they hash to."""

    def __init__(self, password: str | None = None, clock: Callable[[], float] = monotonic) -> None:
        self._password = None if password is None else _digest(password)
        self._clock = clock
        self._cookies: OrderedDict[bytes, float] = OrderedDict()
        self._token: bytes | None = None
        self._patience = Patience()

    @property
    def by_password(self) -> bool:
        """Whether a password is asked for; else the link is the way in."""
        return self._password is not None

    def new_token(self) -> str:
        """The secret of a new link; the one before is worth nothing any more."""
        token = secrets.token_urlsafe(32)
        self._token = _digest(token)
        return token

    def redeem(self, token: str) -> str | None:
        """A cookie for whoever has the link; None where it is not the one, or was used."""
        if self._token is None or not compare_digest(self._token, _digest(token)):
            return None
        self._token = None
        return self._new_cookie()

    def wait(self, peer: str) -> float:
        """Seconds that somebody has to wait before their next password is looked at."""
        return self._patience.wait(peer, self._clock())

    def log_in(self, password: str, peer: str) -> str | None:
        """A cookie for whoever knows the password; None for a wrong one, or one that came early."""
        if self._password is None or self.wait(peer) > 0:
            return None
        if not compare_digest(self._password, _digest(password)):
            self._patience.failed(peer, self._clock())
            return None
        self._patience.passed(peer)
        return self._new_cookie()

    def knows(self, cookie: str) -> bool:
        """Whether this is a cookie of ours that is still good."""
        now, given = self._clock(), _digest(cookie)
        found = [until for each, until in self._cookies.items() if compare_digest(each, given)]
        return bool(found) and found[0] > now

    def _new_cookie(self) -> str:
        cookie = secrets.token_urlsafe(32)
        self._cookies[_digest(cookie)] = self._clock() + DAY
        while len(self._cookies) > MOST:
            self._cookies.popitem(last=False)
        return cookie


def _digest(text: str) -> bytes:
    """As long for every text: comparing tells nothing of its length."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
