"""What a request shows to be let in: a token minted here, or one that a person was given."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from sync.secret import Secret

BACK = 30
"""Seconds by which a token is dated back: clocks differ."""
LIFE = 3600
"""Seconds that a token holds; the longest life the service accepts is not documented."""
EARLY = 300
"""Seconds before its end at which the next one is minted."""


class Tokens(Protocol):
    """Gives the token that requests carry."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """What must not be repeated in any message."""
        ...

    def current(self) -> str:
        """A token that is good for some minutes yet, as far as we know."""
        ...

    def renew(self) -> bool:
        """The service refused the last one: whether `current` gives another now."""
        ...


class AppTokens:
    """Mints tokens of one app, with no call to anybody."""

    def __init__(
        self, app_id: Secret, app_secret: Secret, clock: Callable[[], float] = time.time
    ) -> None:
        self._app_id = app_id
        self._app_secret = app_secret
        self._clock = clock
        self._token = ""
        self._issued = 0

    @property
    def hidden(self) -> tuple[str, ...]:
        """The secret and the token in use."""
        return (self._app_secret.reveal(), *filter(None, (self._token,)))

    def current(self) -> str:
        """The token in use, or a new one five minutes before its end."""
        now = int(self._clock())
        if not self._token or now >= self._issued + BACK + LIFE - EARLY:
            self._mint(now - BACK)
        return self._token

    def renew(self) -> bool:
        """A new token that differs from the refused one even within the same second."""
        self._mint(max(int(self._clock()) - BACK, self._issued + 1))
        return True

    def _mint(self, issued: int) -> None:
        claims = {
            "_appId": self._app_id.reveal(),
            "iat": issued,
            "exp": issued + BACK + LIFE,
        }
        self._issued = issued
        self._token = signed(claims, self._app_secret.reveal())


class PersonalToken:
    """The token of one member, who gave it to us: nothing can renew it but its owner."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    @property
    def hidden(self) -> tuple[str, ...]:
        """The token."""
        return (self._token.reveal(),)

    def current(self) -> str:
        """The token as it was given."""
        return self._token.reveal()

    def renew(self) -> bool:
        """Never."""
        return False


def signed(claims: Mapping[str, object], key: str) -> str:
    """A JSON Web Token (HS256) of `claims`."""
    head = {"alg": "HS256", "typ": "JWT"}
    text = ".".join(
        _encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims)
    )
    return f"{text}.{_encoded(hmac.digest(key.encode(), text.encode(), 'sha256'))}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
