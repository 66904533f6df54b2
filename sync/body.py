"""The body of a reply, never more of it than allowed: before and after decompression."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any, NoReturn

from sync.trouble import Fatal, Retry

GZIP = 31
DEFLATE = 15


def read_body(chunks: Iterable[bytes], encoding: str, cap: int) -> bytes:
    """Joins raw `chunks`, decompressed, up to `cap` bytes.

    Raises `Fatal("body-too-large", cap)`, and `Retry` for a broken or cut compressed body or an
    encoding we did not ask for.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return _plain(chunks, cap)
        case "gzip" | "x-gzip":
            return _unpacked(chunks, zlib.decompressobj(GZIP), cap)
        case "deflate":
            return _unpacked(chunks, zlib.decompressobj(DEFLATE), cap)
        case _:
            raise Retry("body-encoding")


def _plain(chunks: Iterable[bytes], cap: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > cap:
            raise Fatal("body-too-large", cap=cap)
    return bytes(body)


def _unpacked(chunks: Iterable[bytes], unpacker: zlib._Decompress, cap: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        try:
            body += unpacker.decompress(chunk, cap + 1 - len(body))
        except zlib.error:
            raise Retry("body-broken") from None
        if len(body) > cap:
            raise Fatal("body-too-large", cap=cap)
    if not unpacker.eof:
        raise Retry("body-broken")
    return bytes(body)


def object_in(body: bytes) -> dict[str, Any] | None:
    """The JSON object that a whole reply is; None for anything else, NaN and endless depth too."""
    if body.lstrip()[:1] != b"{":
        return None
    try:
        parsed = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
