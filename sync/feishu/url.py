"""The address a person copies from the browser, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

from sync.trouble import Fatal

API = {
    "feishu.cn": "https://open.feishu.cn",
    "larksuite.com": "https://open.larksuite.com",
    "larkoffice.com": "https://open.larksuite.com",
}
"""Which API serves which tenants' hosts."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
ELSEWHERE = frozenset({"docx", "docs", "sheets", "mindnotes", "file", "slides", "minutes"})


@dataclass(frozen=True, slots=True)
class Address:
    """Where a table is."""

    page: str
    """The address up to the token, to make links for people with."""
    api: str
    """Base of the API, without a slash at the end."""
    token: str
    wiki: bool
    """`token` is a wiki node that must be resolved to a base first."""
    table: str | None
    view: str | None


def parse(url: str, base_url: str | None = None) -> Address:
    """Reads a `/base/…` or `/wiki/…` address of any host.

    Raises `Fatal`: `url-not-understood`, `url-is-docx` (and `-sheets` …), `url-api-unknown` for a
    host whose API is not known when `base_url` is not given, `url-not-safe`.
    """
    parts = _split(url)
    host = parts.hostname or ""
    kind, _, rest = parts.path.strip("/").partition("/")
    if kind in ELSEWHERE:
        raise Fatal(f"url-is-{kind}", host=host)
    token = rest.partition("/")[0]
    if kind not in ("base", "wiki") or not ID.fullmatch(token):
        raise Fatal("url-not-understood", host=host)
    query = parse_qs(parts.query)
    return Address(
        page=f"{parts.scheme}://{parts.netloc}/{kind}/{token}",
        api=api_base(base_url) if base_url else _guess(host),
        token=token,
        wiki=kind == "wiki",
        table=_id(query, "table"),
        view=_id(query, "view"),
    )


def api_base(base_url: str) -> str:
    """Checks an API base given by a person; the app's secret is sent there.

    Raises `Fatal("url-not-safe")` unless it is https, or http to this very machine.
    """
    parts = _split(base_url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise Fatal("url-not-safe", host=parts.hostname or "")
    if parts.query or parts.fragment:
        raise Fatal("url-not-understood", host=parts.hostname or "")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Fatal("url-not-understood", host="") from None
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        raise Fatal("url-not-understood", host=parts.hostname or "")
    if "@" in parts.netloc or not parts.netloc.isascii():
        raise Fatal("url-not-safe", host=parts.hostname)
    return parts


def _guess(host: str) -> str:
    for domain, api in API.items():
        if host == domain or host.endswith(f".{domain}"):
            return api
    raise Fatal("url-api-unknown", host=host)


def _id(query: dict[str, list[str]], name: str) -> str | None:
    for value in query.get(name, ()):
        if ID.fullmatch(value):
            return value
        raise Fatal("url-not-understood", part=name)
    return None
