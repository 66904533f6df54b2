"""Under which addresses the server answers: any other name in a request is somebody's trick.

A page of a stranger can send a visitor's browser here by a name of its own (DNS rebinding), or open
a socket here from its own page. Both carry a name that is not ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_PORTS = {"http": 80, "https": 443}


class NotAnAddress(Exception):
    """What was given is not the address of a page."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one server."""

    host: str
    """What it is bound to."""
    port: int
    public: str = ""
    """The address that people type where something stands before it, as `https://board.example`."""

    def home(self) -> str:
        """What to open in a browser."""
        return self.public or f"http://{_netloc(_reachable(self.host), self.port)}"

    def scheme(self, host: str, local: str) -> str | None:
        """How pages are asked for under the `Host` of a request; None where it is not one of ours.

        `local` is the address of this machine that the request came to.
        """
        given = host.lower()
        if self.public and given == urlsplit(self.public).netloc.lower():
            return urlsplit(self.public).scheme
        names = LOOPBACK if is_loopback(self.host) else (_bracketed(self.host), _bracketed(local))
        known = {_netloc(each, self.port) for each in names}
        return "http" if given in known else None

    def origin_fits(self, origin: str, host: str, local: str) -> bool:
        """Whether a request comes from a page of ours.

        A proxy may rename what it asks for: a page of the public address is ours under any of our
        names.
        """
        scheme = self.scheme(host, local)
        if scheme is None:
            return False
        return origin.lower() in {f"{scheme}://{host.lower()}", self.public or None}

    def sockets(self, host: str, local: str) -> tuple[str, ...]:
        """Where the page that was asked for under a `Host` may open sockets."""
        secure = self.scheme(host, local) == "https"
        public = self.public.replace("http", "ws", 1)
        found = (f"{'wss' if secure else 'ws'}://{host}", public)
        return tuple(dict.fromkeys(each for each in found if each))


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def public_address(text: str) -> str:
    """The address that people type, without a path.

    Raises:
        NotAnAddress: it is none of the web.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as problem:
        raise NotAnAddress from problem
    bare = not parts.path.strip("/") and not parts.query and not parts.fragment
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or not bare:
        raise NotAnAddress
    named = _bracketed(parts.hostname)
    # Browsers leave out the usual port, and so does what is compared with what they say.
    said = port and port != _PORTS[parts.scheme]
    return f"{parts.scheme}://{named}" + (f":{port}" if said else "")


def _reachable(host: str) -> str:
    """An address to open for one that stands for all."""
    try:
        everywhere = ip_address(host).is_unspecified
    except ValueError:
        everywhere = False
    return LOOPBACK[0] if everywhere else _bracketed(host)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()


def _netloc(name: str, port: int) -> str:
    return name if port == _PORTS["http"] else f"{name}:{port}"
