"""The tenant token: fetched once, kept in memory, renewed before it ends."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial

from sync.feishu.envelope import judge
from sync.http import Ask, Http
from sync.secret import Secret
from sync.trouble import Fatal

PATH = "/open-apis/auth/v3/tenant_access_token/internal"
EARLY = 600.0
"""Seconds before its end at which a token is renewed."""
SHAPE = re.compile(r"[!-~]{1,8192}")


class Tokens:
    """Keeps one token for one app."""

    def __init__(
        self,
        http: Http,
        app_id: Secret,
        app_secret: Secret,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._app_id = app_id
        self._app_secret = app_secret
        self._clock = clock
        self._token: str | None = None
        self._renew_at = 0.0

    @property
    def secret(self) -> str:
        """What must not be repeated in any message."""
        return self._app_secret.reveal()

    def current(self) -> str:
        """A token that is good for some minutes yet. Raises `Retry` or `Fatal`."""
        if self._token is None or self._clock() >= self._renew_at:
            self._token = self._fetch()
        return self._token

    def drop(self) -> None:
        """Forgets the token: the service refused it."""
        self._token = None

    def _fetch(self) -> str:
        body = {"app_id": self._app_id.reveal(), "app_secret": self.secret}
        asked = self._clock()
        reply = self._http.ask(Ask("POST", PATH, body=body), partial(judge, hidden=(self.secret,)))
        token, left = reply.get("tenant_access_token"), reply.get("expire")
        if not isinstance(token, str) or not SHAPE.fullmatch(token):
            raise Fatal("feishu-token", code=0)
        life = float(left) if isinstance(left, (int, float)) else 0.0
        self._renew_at = asked + max(life - EARLY, life / 2)
        return token
