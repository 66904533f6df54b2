"""Ways in which a remote service misbehaves, one constructor each."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """A reply instead of the right one; without a body, the right one is spoiled."""

    status: int = 200
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    """The connection ends half way through the body."""
    drip: float | None = None
    """Seconds between two bytes of the body."""
    head_drip: bool = False
    """The headers drip instead."""
    revoke: bool = False
    """All tokens are revoked before the request is looked at."""
    late: bool = False
    """The request is carried out before it is answered so."""


def coded(code: int, status: int = 200, msg: str = "own example", **headers: str) -> Fault:
    """An error in the service's envelope."""
    body = json.dumps({"code": code, "msg": msg}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fault(status, body, {"content-type": "application/json", **named})


def too_many(reset: str = "2") -> Fault:
    """The gateway's limit, with its header."""
    return coded(99991400, 429, x_ogw_ratelimit_reset=reset)


def listing(
    items: list[Any], *, more: bool = False, token: str | None = None, total: int | None = None
) -> Fault:
    """A page of our choice."""
    count = len(items) if total is None else total
    data: dict[str, Any] = {"has_more": more, "items": items, "total": count}
    if token is not None:
        data["page_token"] = token
    body = json.dumps({"code": 0, "msg": "success", "data": data}, ensure_ascii=False)
    return Fault(body=body.encode())


def text(body: str, status: int = 200, kind: str = "application/json") -> Fault:
    """Any text as a body."""
    return Fault(status, body.encode(), {"content-type": kind})


def html(status: int = 200) -> Fault:
    """The page of some proxy."""
    return text("<html><body>Please sign in</body></html>", status, "text/html")


def server_error(status: int = 500) -> Fault:
    """A reply of a broken gateway."""
    return text("upstream error", status, "text/plain")


def cut() -> Fault:
    """The right reply, half of it."""
    return Fault(cut=True)


def drip(seconds: float = 0.02, *, head: bool = False) -> Fault:
    """The right reply, a byte at a time, for ever as far as anybody would wait."""
    return Fault(drip=seconds, head_drip=head)


def bomb(mebibytes: int = 64) -> Fault:
    """A small body that unpacks to a huge one."""
    body = gzip.compress(b'{"code": 0, "x": "' + b" " * mebibytes * 1024 * 1024)
    return Fault(body=body, headers={"content-encoding": "gzip"})


def revoked() -> Fault:
    """Every token stops being valid at this request."""
    return Fault(revoke=True)


def reset() -> Fault:
    """The connection ends before anything was done."""
    return Fault(body=b"....", cut=True)


def lost() -> Fault:
    """It is done, and the answer never comes."""
    return Fault(body=b"....", cut=True, late=True)


def late_error(status: int = 500) -> Fault:
    """It is done, and the gateway says that it failed."""
    return Fault(status, b"upstream error", {"content-type": "text/plain"}, late=True)
