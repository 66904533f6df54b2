"""Closing: what holds something open, and lets go of it where its `with` ends."""

from __future__ import annotations

from typing import Self


class Closing:
    """A source, for as long as it is used."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of what it holds."""
        raise NotImplementedError
