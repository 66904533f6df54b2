"""`[projector]`: what the wall must not show, and what it wears."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.domain.masking import HIDDEN, Mask, mask_of
from core.settings_reader import Reader

THEME: Final = "projector"
"""The theme that the wall wears by itself."""
PROJECTOR_KEYS: Final = ("hide", "customers", "patterns", "theme")
KEEPS: Final = "board"
"""What `theme` says where the wall is to look as the board does."""


@dataclass(frozen=True, slots=True)
class ProjectorSettings:
    """`[projector]`: what the projector hides; amounts and numbers of people unless told not to."""

    hide: tuple[str, ...] = HIDDEN
    """Of `amounts`, `phones` and `customers`; an empty list hides nothing."""
    customers: tuple[str, ...] = ()
    """Names of customers."""
    patterns: tuple[str, ...] = ()
    """Regular expressions for whatever else must not be seen."""
    theme: str = THEME
    """The theme that is put on there; `board` keeps the board's own."""

    @property
    def mask(self) -> Mask:
        """The rules that texts are covered by."""
        return mask_of(self.hide, self.customers, self.patterns)


def projector_of(reader: Reader, value: Any) -> ProjectorSettings:
    """The table as settings.

    Raises:
        Misconfigured: a key is unknown, or a value does not fit.
    """
    at = "projector"
    table = reader.table(at, value, PROJECTOR_KEYS)
    patterns = table.get("patterns")
    if isinstance(patterns, str):  # `config set` writes one, which may hold commas
        table["patterns"] = [patterns]
    hide = reader.words(f"{at}.hide", table, HIDDEN) if "hide" in table else HIDDEN
    return ProjectorSettings(
        hide=hide,
        customers=reader.texts(f"{at}.customers", table),
        patterns=reader.texts(f"{at}.patterns", table, _is_pattern),
        theme=reader.text(f"{at}.theme", table) or THEME,
    )


def projector_table(settings: ProjectorSettings) -> Mapping[str, Any]:
    """Settings as a plain table, without what is as it is by itself; hiding nothing is not."""
    listed = {"customers": list(settings.customers), "patterns": list(settings.patterns)}
    hide = {} if settings.hide == HIDDEN else {"hide": list(settings.hide)}
    theme = {} if settings.theme == THEME else {"theme": settings.theme}
    return {**hide, **{name: each for name, each in listed.items() if each}, **theme}


def _is_pattern(text: str) -> bool:
    try:
        return re.compile(text) is not None
    except re.error:
        return False
