"""Text from people and remote services, made safe to store, to compare and to show."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, is_normalized, normalize

_TAGS = "\U000e0020-\U000e007f"
_STRAY_TAGS = f"(?<![\U0001f3f4{_TAGS}])[{_TAGS}]+"
"""Tag characters mean something only behind the black flag; anywhere else they hide text."""

_FORMAT = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
)
"""Category Cf without the two joiners, which Persian, Hindi and emoji need."""

_NEVER_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""Lone surrogates and the code points Unicode will never assign."""

UNSAFE: Final = re.compile(
    f"[\\x00-\\x1f\\x7f-\\x9f\u2028\u2029{_FORMAT}{_NEVER_CHARACTERS}]|{_STRAY_TAGS}"
)
"""What must never reach a terminal inside one line of the screen, TAB and LF among it."""

_BODY = r"[^\x1b\x80-\x9f]*"
_OSC_BODY = r"[^\x07\x1b\x80-\x9f]*"
_STRING_END = r"(?:\x1b\\|\x9c)"
_ESCAPES = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    rf"|(?:\x1b\]|\x9d){_OSC_BODY}(?:\x07|{_STRING_END})"
    rf"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f]){_BODY}{_STRING_END}"
    r"|\x1b[ -/]*[0-~]"
)
"""CSI; OSC ended by BEL or ST; DCS, SOS, PM and APC ended by ST; the two-byte ones. A string
that never ends loses only its introducer, so that the text behind it is not swallowed."""

_OFFENCE = re.compile(
    rf"(?P<line>[\u2028\u2029])|(?P<bad>[{_NEVER_CHARACTERS}])|{_ESCAPES}"
    rf"|[\x00-\x08\x0b-\x1f\x7f-\x9f{_FORMAT}]|{_STRAY_TAGS}"
)

_INSTEAD = {None: "", "line": "\n", "bad": "\ufffd"}
_ONE_LINE = {0x09: " ", 0x0A: " "}

_JOINERS = "\u200c\u200d"
_BLANK = (
    "\t\n \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    f"\u202f\u205f\u3000{_JOINERS}"
)
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
_REGIONAL = ("\U0001f1e6", "\U0001f1ff")
_LONGEST_CLUSTER = 32


def clean(text: str, *, limit: int = 500, lines: bool = False) -> str:
    """Return `text` as it may be stored: the one door for everything that is not ours.

    The result is NFC, at most `limit` characters, without escape sequences, control,
    format or impossible characters and without surrounding blanks. With `lines`, line feeds
    and tabs stay; otherwise they become spaces. Cleaning twice changes nothing.
    """
    if not text.isprintable():
        text = _swept(text)
        if not lines:
            text = text.translate(_ONE_LINE)
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    text = text.strip(_BLANK)
    return text if len(text) <= limit else _cut(text, limit).rstrip(_BLANK)


def cut(text: str, limit: int) -> str:
    """Return the beginning of `text`, at most `limit` characters, with no cluster split."""
    return text if len(text) <= limit else _cut(text, limit)


def replaced(text: str) -> int:
    """Return how many characters of `text` `clean` takes away or replaces as unsafe.

    Line ends, tabs, surrounding blanks and what lies beyond a limit are not counted.
    """
    if text.isprintable():
        return 0
    return sum(len(found[0]) for found in _OFFENCE.finditer(text.replace("\r\n", "\n")))


def search_key(text: str) -> str:
    """Return the form in which texts are compared: NFKC, case folded, no white space.

    Never store it: NFKC turns ① into 1 and … into three dots.
    """
    if text.isascii():
        return "".join(text.lower().split())
    folded = normalize("NFKC", normalize("NFKC", text).casefold())
    # Where a space stood before an accent, the accent now belongs to the letter ahead of it.
    return normalize("NFKC", "".join(folded.split()))


def _swept(text: str) -> str:
    return _OFFENCE.sub(lambda found: _INSTEAD[found.lastgroup], text.replace("\r\n", "\n"))


def _cut(text: str, limit: int) -> str:
    """Cut before the cluster that would be split; an endless cluster is split all the same."""
    lowest = max(limit - _LONGEST_CLUSTER, 0)
    end = limit
    while end > lowest and _continues(text, end):
        end -= 1
    return text[: end if end > lowest else limit]


def _continues(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to the cluster before it."""
    here = text[at]
    if _is_regional(here):
        return _regionals_before(text, at) % 2 == 1
    return (
        category(here)[0] == "M"
        or here in _JOINERS
        or text[at - 1] == "\u200d"
        or _SKIN_TONES[0] <= here <= _SKIN_TONES[1]
        or "\U000e0020" <= here <= "\U000e007f"
    )


def _is_regional(char: str) -> bool:
    return _REGIONAL[0] <= char <= _REGIONAL[1]


def _regionals_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_regional(text[start - 1]):
        start -= 1
    return at - start
