"""What a source is called by people. Pure."""

from __future__ import annotations

import re

from core.settings import SourceSettings

_ENDING = re.compile(r"\.(xlsx|xlsm|csv|tsv|txt)(#.*)?$", re.IGNORECASE)


def title_of(settings: SourceSettings) -> str:
    """Its table's name, of a sheet the file's without its ending; empty where that is unknown."""
    if settings.type != "sheet":
        return settings.title
    place = settings.title or settings.url.replace("\\", "/").rsplit("/", 1)[-1]
    return _ENDING.sub("", place) or place
