"""Who asked, where something stands before the server and asks for everybody.

`X-Forwarded-For` is a line to which every proxy adds the address that it was asked from. Anybody
can write one, so it is believed from its end, and only as far as proxies that were named wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

HEADER: Final = "X-Forwarded-For"
_MOST: Final = 32
"""Addresses of a line that are looked at: a longer one was made up."""


class NotAProxy(Exception):
    """What was given is no address, and no network of addresses."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies whose word is taken."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    def visitor(self, peer: str, told: Sequence[str]) -> str:
        """The address that a request comes from: `peer`, or what named proxies say of it.

        `told` are the values of `X-Forwarded-For` in the order of the request.
        """
        found = peer
        line = [each for value in told for each in value.split(",")][-_MOST:]
        while line and self._knows(found):
            before = _bare(line.pop())
            if not before:
                break
            found = before
        return found

    def _knows(self, address: str) -> bool:
        plain = _bare(address)
        return bool(plain) and any(ip_address(plain) in each for each in self.networks)


def proxies(text: str) -> Proxies:
    """The proxies named in `10.0.0.2, 192.168.0.0/24`.

    Raises:
        NotAProxy: one of them is neither an address nor a network.
    """
    try:
        named = [each.strip() for each in text.split(",")]
        return Proxies(tuple(ip_network(each) for each in named))
    except ValueError as problem:
        raise NotAProxy from problem


def _bare(text: str) -> str:
    """An address without the port that some proxies write; empty where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    # A socket for both families shows an IPv4 address in IPv6's clothes.
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
