"""Pages of items into records, while the columns may change under us."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from sync.feishu.columns import Fields
from sync.feishu.fields import RecordReader
from sync.record import Column, Known, Record, Skipped


class Rows:
    """Reads the pages of one pull.

    Cells go by the name of their column. A column renamed during the pull would look as if
    somebody had emptied all its cells, so a name we do not know makes us look at the columns again.
    """

    def __init__(
        self,
        look: Callable[[], Fields],
        found: Fields,
        zone: tzinfo,
        link: Callable[[str], str | None],
        known: Known | None = None,
    ) -> None:
        self._look = look
        self._zone = zone
        self._link = link
        self._known = known
        self._ignored: set[str] = set()
        self._take(found)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns as last seen."""
        return self._found.columns

    def read(self, items: list[Any]) -> list[Record | Skipped]:
        """One page."""
        page = [self._reader.read(item) for item in items]
        if self._reader.strange <= self._ignored:
            return page
        self._take(self._look())
        page = [self._reader.read(item) for item in items]
        self._ignored |= self._reader.strange
        return page

    def _take(self, found: Fields) -> None:
        self._found = found
        self._reader = RecordReader(found.cells, self._zone, self._link, self._known)
