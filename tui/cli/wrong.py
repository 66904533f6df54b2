"""What the command line itself has to say no to."""

from __future__ import annotations

WRONG, REFUSED, CONFLICT, AWAY, INTERRUPTED = 2, 1, 3, 4, 130
"""Exit statuses beside 0: a public interface."""


class Told(Exception):
    """The verb ends here: an id in full, the values to word it with, and the exit status."""

    def __init__(self, *, word: str, status: int = REFUSED, **values: object) -> None:
        super().__init__(word, values)
        self.word = word
        self.status = status
        self.values = values


class Wrong(Told):
    """What was typed or configured cannot be understood."""

    def __init__(self, *, word: str, **values: object) -> None:
        super().__init__(word=word, status=WRONG, **values)
