"""A bot's webhook, taken apart. It is a secret as a whole: who has it may write to the group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit

from sync.secret import Secret
from sync.trouble import Fatal

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts that may be reached without TLS: a gateway on this very machine."""
_KEY = re.compile(r"[A-Za-z0-9_-]{1,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a service's webhooks look like."""

    hosts: tuple[str, ...]
    path: str
    key: str = ""
    """The parameter that holds the bot's key; empty where the path ends with it."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a bot's texts go."""

    base: str
    """Scheme and host, which are no secret."""
    path: Secret
    key: Secret | None
    """The value of the parameter that names the bot."""


def webhook(name: str, told: Secret, shape: Shape, base_url: str = "") -> Webhook:
    """The webhook as the group's settings show it.

    It must lead to the service itself, or to the `base_url` that the configuration names.

    Raises `Fatal("secret-not-webhook", name, host)` where it does not; it never names the address.
    """
    address = _split(name, told.reveal())
    base = f"{address.scheme}://{address.netloc}"
    if not (_own(address, shape) or (base_url and base == _base(name, base_url))):
        raise Fatal("secret-not-webhook", name=name, host=shape.hosts[0])
    if not shape.key:
        path, _, token = address.path.rpartition("/")
        if path != shape.path or not _KEY.fullmatch(token):
            raise Fatal("secret-not-webhook", name=name, host=shape.hosts[0])
        return Webhook(base, Secret(address.path), None)
    key = dict(parse_qsl(address.query)).get(shape.key, "")
    if address.path != shape.path or not _KEY.fullmatch(key):
        raise Fatal("secret-not-webhook", name=name, host=shape.hosts[0])
    return Webhook(base, Secret(address.path), Secret(key))


def _own(address: SplitResult, shape: Shape) -> bool:
    return address.scheme == "https" and address.netloc in shape.hosts


def _base(name: str, told: str) -> str:
    address = _split(name, told)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise Fatal("url-not-safe", host=address.hostname or "")
    return f"{address.scheme}://{address.netloc}"


def _split(name: str, told: str) -> SplitResult:
    try:
        address = urlsplit(told.strip())
        port = address.port
    except ValueError:
        raise Fatal("secret-not-webhook", name=name, host="") from None
    fits = address.scheme in ("https", "http") and address.hostname and port != 0
    if not fits or "@" in address.netloc or not address.netloc.isascii():
        raise Fatal("secret-not-webhook", name=name, host="")
    return address
