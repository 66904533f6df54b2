"""The address of a project as a person copies it from the browser, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from sync.feishu.url import api_base
from sync.trouble import Fatal

API = "https://open.teambition.com/api"
GATEWAY = "/gateway"
"""Where the API of a private deployment usually is, below its own domain."""
PUBLIC = "teambition.com"
PROJECT = re.compile(r"(?:^|/)project/([0-9a-fA-F]{24})(?=/|$)")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a project is."""

    site: str
    """Scheme and host of the pages that people open."""
    api: str
    """Base of the API with its prefix, without a slash at the end."""
    project: str
    """24 hexadecimal digits."""

    def task(self, id_: str) -> str:
        """The page of one task, for people."""
        return f"{self.site}/task/{id_}"


def parse(url: str, base_url: str | None = None) -> Address:
    """Reads a `/project/…` address of teambition.com or of a company's own domain.

    Raises `Fatal`: `teambition-url` for any other address, `url-not-safe`.
    """
    parts = _split(url)
    found = PROJECT.search(parts.path)
    if found is None:
        raise Fatal("teambition-url", host=parts.hostname or "")
    site = f"{parts.scheme}://{parts.netloc}"
    return Address(site, api_base(base_url or _guess(parts)), found[1].lower())


def is_project(url: str) -> bool:
    """Whether `url` looks like the address of a project, on whatever host."""
    try:
        return PROJECT.search(urlsplit(url.strip()).path) is not None
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Fatal("teambition-url", host="") from None
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0:
        raise Fatal("teambition-url", host=parts.hostname or "")
    if "@" in parts.netloc or not parts.netloc.isascii():
        raise Fatal("url-not-safe", host=parts.hostname)
    return parts


def _guess(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if host == PUBLIC or host.endswith(f".{PUBLIC}"):
        return API
    return f"{parts.scheme}://{parts.netloc}{GATEWAY}"
