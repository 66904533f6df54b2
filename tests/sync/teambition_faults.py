"""Ways in which Teambition misbehaves, one constructor each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal["status", "body", "header"]
"""Where an outcome stands: in the HTTP status, in the body's code, in `X-Http-Status`."""


@dataclass(frozen=True)
class Fault:
    """A reply instead of the right one; without a body, the right one is spoiled."""

    status: int = 200
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: Literal["", "before", "after"] = ""
    """The connection ends without a reply, before or after the wish was carried out."""
    cut: bool = False
    """The wish is carried out, and the connection ends half way through the reply."""
    drip: float | None = None
    """Seconds between two bytes of the body."""
    revoke: bool = False
    """All tokens so far are revoked before the request is looked at."""


def refused(code: int, style: Style = "status", message: str = "no", **more: Any) -> Fault:
    """A refusal in any of the service's styles."""
    told = {"code": code if style == "body" else 200, "errorMessage": message, **more}
    if style == "status":
        told |= {"code": code}
    body = json.dumps({"requestId": "req-own-1", **told}, ensure_ascii=False).encode()
    headers = {"X-Http-Status": str(code)} if style == "header" else {}
    return Fault(code if style == "status" else 200, body, headers)


def too_many(wait: str | None = None, style: Style = "status") -> Fault:
    """The rate limit, with `Retry-After` or without."""
    found = refused(429, style)
    more = {"Retry-After": wait} if wait is not None else {}
    return Fault(found.status, found.body, {**found.headers, **more})


def text(body: str, status: int = 200, kind: str = "application/json") -> Fault:
    """Any text as a body."""
    return Fault(status, body.encode(), {"Content-Type": kind})


def html(status: int = 200) -> Fault:
    """The login page of some gateway."""
    return text("<html><body>Please sign in</body></html>", status, "text/html")


def listing(items: list[Any], token: str | None = None, **more: Any) -> Fault:
    """A page of our choice."""
    told = {"code": 200, "errorMessage": "", "result": items, "nextPageToken": token, **more}
    return Fault(body=json.dumps(told, ensure_ascii=False).encode())


LOST_BEFORE = Fault(reset="before")
LOST_AFTER = Fault(reset="after")
CUT = Fault(cut=True)
SLOW = Fault(drip=0.05)
"""A byte at a time: longer than anybody would wait."""
REVOKED = Fault(revoke=True)
EVERY = {
    "reset before it was carried out": LOST_BEFORE,
    "reset after it was carried out": LOST_AFTER,
    "server error": text("upstream error", 500, "text/plain"),
    "server error in the body": refused(500, "body"),
    "server error in a header": refused(503, "header"),
    "rate limit": too_many(),
    "rate limit with a time": too_many("3"),
    "rate limit in the body": too_many("2", "body"),
    "cut body": CUT,
    "slow": SLOW,
    "expired token": refused(401),
    "expired token in the body": refused(401, "body"),
    "revoked tokens": REVOKED,
    "a page of HTML": html(),
    "an empty body": text(""),
}
"""What passes by itself."""
