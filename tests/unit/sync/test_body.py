"""How much of a reply is read."""

from __future__ import annotations

import gzip
import zlib

import pytest

from sync.body import read_body
from sync.trouble import Fatal, Retry

TEXT = b"plain text " * 50


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("", TEXT), ("gzip", gzip.compress(TEXT, mtime=0)), ("deflate", zlib.compress(TEXT))],
)
def test_a_body_is_joined_and_unpacked(encoding: str, body: bytes) -> None:
    chunks = [body[:7], body[7:]]

    assert read_body(chunks, encoding, 1000) == TEXT


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_body_above_the_cap_is_final(encoding: str) -> None:
    body = TEXT if not encoding else gzip.compress(TEXT, mtime=0)

    with pytest.raises(Fatal, match="body-too-large"):
        read_body([body], encoding, len(TEXT) - 1)


def test_a_body_of_just_the_cap_is_read() -> None:
    assert read_body([gzip.compress(TEXT, mtime=0)], "gzip", len(TEXT)) == TEXT


@pytest.mark.parametrize("body", [b"no gzip at all", gzip.compress(TEXT, mtime=0)[:-12]])
def test_a_broken_or_cut_body_is_tried_again(body: bytes) -> None:
    with pytest.raises(Retry, match="body-broken"):
        read_body([body], "gzip", 1000)


def test_an_encoding_nobody_asked_for_is_not_guessed() -> None:
    with pytest.raises(Retry, match="body-encoding"):
        read_body([TEXT], "br", 1000)
