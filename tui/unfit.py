"""Unfit: an answer that will not do, where something is set up step by step."""

from __future__ import annotations


class Unfit(Exception):
    """Carries the id of the sentence that says why, and its values."""

    def __init__(self, *, word: str, **values: object) -> None:
        super().__init__(word, values)
        self.word = word
        self.values = values
