"""What goes to stdout and what goes to stderr, and how."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from core.domain.text import UNSAFE
from tui.words import Words


class Talk:
    """Data on stdout, talk on stderr; nothing that a terminal would obey on either."""

    def __init__(
        self, words: Words, *, as_json: bool = False, quiet: bool = False, verbose: bool = False
    ) -> None:
        self.words = words
        self.json = as_json
        self.quiet = quiet
        self.verbose = verbose
        _prepare(sys.stdout, "utf-8" if as_json else None)
        _prepare(sys.stderr, None)

    def value(self, value: Any) -> None:
        """One JSON value."""
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        sys.stdout.write(UNSAFE.sub(_escaped, text) + "\n")

    def line(self, text: str) -> None:
        """One line of data."""
        sys.stdout.write(UNSAFE.sub("", text) + "\n")

    def block(self, text: str) -> None:
        """Several lines of data, as they stand."""
        for each in text.split("\n"):
            self.line(each.rstrip())

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, empty: str = "cli.nothing"
    ) -> None:
        """An aligned table; what is empty is said on stderr, by the sentence `empty`."""
        from tui.cli.width import table

        if not rows:
            self.tell(empty)
            return
        # Words that stand within sentences elsewhere begin a line here.
        named = [f"{each[:1].upper()}{each[1:]}" for each in heads]
        safe = [[UNSAFE.sub("", cell) for cell in row] for row in (named, *rows)]
        for each in table(safe):
            self.line(each)

    def tell(self, word: str, /, **values: object) -> None:
        """A sentence for the person, unless they want quiet."""
        if not self.quiet:
            warn(self.words.say(word, **values))


def warn(text: str) -> None:
    """One line on stderr."""
    sys.stderr.write(UNSAFE.sub("", text) + "\n")


def _prepare(stream: TextIO, encoding: str | None) -> None:
    """A terminal or a file that cannot show a character gets a question mark, not a traceback."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors="backslashreplace" if encoding else "replace")


def _escaped(found: Any) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _units(found[0]))


def _units(text: str) -> Sequence[int]:
    """UTF-16 code units, as JSON escapes want them."""
    data = text.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2)]
