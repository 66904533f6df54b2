"""Templates of meetings: one TOML file a kind, and those that a customer keeps."""

from __future__ import annotations

import tomllib
from pathlib import Path

from core.domain.meeting import MeetingKind
from core.domain.meeting_template import Template
from core.domain.refusal import Refused

_OWN = Path(__file__).parent


def template(kind: MeetingKind, folder: Path | None = None) -> Template:
    """The template of a kind: the customer's from their folder, else our own.

    Raises:
        Refused: the customer's file cannot be used; which and why is said.
    """
    own = folder / f"{kind.value}.toml" if folder is not None else None
    if own is None or not own.is_file():
        return _read(kind, _OWN / f"{kind.value}.toml")
    try:
        return _read(kind, own)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        why = str(problem) or type(problem).__name__
        raise Refused("meeting-template", path=str(own), why=why) from problem


def _read(kind: MeetingKind, path: Path) -> Template:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    made = Template(
        kind=kind,
        minutes=int(data["minutes"]),
        turn_seconds=int(data.get("turn_seconds", 120)),
        goal=data.get("goal", {}),
        slots=tuple(data.get("item", ())),
    )
    made.agenda("zh")
    return made
