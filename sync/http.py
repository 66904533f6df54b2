"""One client for one source: deadlines, capped bodies, repeats by our own patience."""

from __future__ import annotations

import logging
import math
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self, TypeVar

import httpx
import tenacity

from sync.body import read_body
from sync.bucket import Bucket
from sync.patience import Patience, asked_wait
from sync.stopping import Stop
from sync.trouble import Fatal, Retry

# httpx writes whole addresses at INFO, and addresses can hold keys.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)

MIB = 1024 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts that no proxy of the environment stands before."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    body: object = field(default=None, repr=False)
    """Sent as JSON unless None."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    repeatable: bool = True
    """Whether sending it twice is the same as sending it once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole reply."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = field(repr=False)

    def asked(self) -> float | None:
        """Seconds the reply asks us to wait, if it does."""
        return asked_wait(self.headers, datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much one request may take."""

    deadline: float = 60.0
    """Seconds from the first byte sent to the last byte read, however steadily it drips."""
    silence: float = 20.0
    """Seconds without a single byte."""
    body: int = 20 * MIB
    """Bytes, after decompression."""


class Http:
    """The one connection of a source. Not for several threads at once."""

    def __init__(  # noqa: PLR0913 — every clock and dice is given from outside in tests
        self,
        base_url: str,
        *,
        patience: Patience | None = None,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        jitter: Callable[[], float] = random.random,
        proxies: bool = True,
        pace: Bucket | None = None,
        stop: Stop | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._limits = limits or Limits()
        self._clock = clock
        self._stop = stop or Stop()
        self._sleep = sleep or self._stop.pause
        self._jitter = jitter
        self._pace = pace
        self._watch = _Watch(self._limits.deadline)
        # What is under way is cut off: a service that drips would hold the end up for a minute.
        self._stop.then(self._watch.cut)
        self._client = httpx.Client(
            base_url=base_url,
            timeout=httpx.Timeout(min(self._limits.silence, self._limits.deadline)),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            headers={"User-Agent": "pengtou", "Accept-Encoding": "gzip"},
            follow_redirects=False,
            verify=_context(),
            trust_env=proxies and httpx.URL(base_url).host not in LOOPBACK,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def ask(self, ask: Ask, judge: Callable[[Answer], T]) -> T:
        """Sends `ask` until `judge` accepts the answer or patience ends.

        `judge` raises `Retry` or `Fatal`; so does this, the last `Retry` when patience has ended.
        Raises `Stopped` where somebody wants the sync to end.
        """
        began = self._clock()

        def wait(state: tenacity.RetryCallState) -> float:
            fault = state.outcome.exception() if state.outcome else None
            assert isinstance(fault, Retry)
            seconds = self._patience.wait(
                fault,
                attempt=state.attempt_number,
                elapsed=self._clock() - began,
                jitter=self._jitter(),
                repeatable=ask.repeatable,
            )
            return math.inf if seconds is None else seconds

        def pause(seconds: float) -> None:
            self._sleep(seconds)

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Retry),
            wait=wait,
            stop=lambda state: math.isinf(state.upcoming_sleep),
            sleep=pause,
            reraise=True,
        )
        return retrying(lambda: judge(self._paced(ask)))

    def _paced(self, ask: Ask) -> Answer:
        """One attempt, not before the limit of the service lets it."""
        if self._pace is not None:
            self._pace, seconds = self._pace.take(self._clock())
            if seconds:
                self._sleep(seconds)
        return self._send(ask)

    def _send(self, ask: Ask) -> Answer:
        """One attempt. Errors of the network become ours, without the address in them."""
        with self._watch as watch:
            # Looked at while it watches: a wish that comes after this cuts the socket.
            self._stop.look()
            try:
                answer = self._exchange(ask)
            except (httpx.TransportError, Retry) as error:
                self._stop.look()
                if watch.fired:
                    raise self._too_late() from None
                if isinstance(error, Retry):
                    raise
                raise Retry("network-lost", kind=type(error).__name__) from None
            except (httpx.InvalidURL, httpx.HTTPError, ValueError) as error:
                raise Fatal("request-refused", kind=type(error).__name__) from None
        if watch.fired:
            raise self._too_late()
        return answer

    def _too_late(self) -> Retry:
        return Retry("deadline-passed", seconds=self._limits.deadline)

    def _exchange(self, ask: Ask) -> Answer:
        with self._client.stream(
            ask.method,
            ask.path,
            params=dict(ask.params),
            json=ask.body,
            headers=dict(ask.headers),
            extensions={"trace": self._watch.trace},
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            encoding = headers.get("content-encoding", "")
            body = read_body(response.iter_raw(), encoding, self._limits.body)
            return Answer(response.status_code, headers, body)


@cache
def _context() -> ssl.SSLContext:
    """Reading the certificates takes most of the time that a new client takes: once is enough."""
    return httpx.create_ssl_context()


class _Watch:
    """Cuts the socket when the deadline passes: a read that gets a byte a second never times out.

    The client keeps one connection, so the last socket opened is the one in use.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self.fired = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.fired:
                self.cut()

    def __enter__(self) -> Self:
        self.fired = False
        self._timer = threading.Timer(self._seconds, self.cut)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def cut(self) -> None:
        """Ends what is read or written now, from another thread."""
        self.fired = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
