"""What the set-up of a source does in threads: look at the table, plan, keep. Never raises."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.domain.refusal import Refused, Unreachable
from tui.wizard import Draft, looked

if TYPE_CHECKING:
    from core.settings import SourceSettings
    from tui.opening import Opening

_log = logging.getLogger("pengtou.wizard")


@dataclass(frozen=True, slots=True)
class Went:
    """How a step's work went: the draft as it is now, or why it is not."""

    draft: Draft
    word: str = ""
    """The sentence of what went wrong: an id in full."""
    values: Mapping[str, object] = field(default_factory=dict)


def look(draft: Draft) -> Went:
    """Whether the secrets are here, and what the table shows of itself."""
    return _tried(draft, lambda: _looked(draft))


def _looked(draft: Draft) -> Went:
    from sync.credentials import wanted
    from sync.run import open_source

    draft = replace(draft, secrets=tuple(wanted(draft.name, draft.settings).items()))
    if draft.missing:
        return Went(draft.at("secrets"))
    with closing(open_source(draft.name, _read_as(draft))) as source:
        return Went(looked(draft, source.check()))


def _read_as(draft: Draft) -> SourceSettings:
    """A file is read as its mapping asks, and whatever its rows will be known by."""
    if draft.settings.type != "sheet":
        return draft.settings
    mapping = draft.mapping.to_dict() if draft.mapping is not None else {}
    return replace(draft.settings, key="", mapping=mapping)


def plan(draft: Draft, opening: Opening) -> Went:
    """What the first sync would do; writes nothing."""
    return _tried(draft, lambda: _planned(draft, opening))


def _planned(draft: Draft, opening: Opening) -> Went:
    from sync.configured import sync_configured

    service = opening.service()
    with closing(service.store):
        report = sync_configured(service, draft.name, draft.settings, only_plan=True)
    if report.trouble is not None:
        problem = report.trouble
        return Went(draft, f"sync.reason.{problem.reason}", problem.values)
    return Went(replace(draft, report=report))


def keep(draft: Draft, opening: Opening, *, remembers: bool) -> Went:
    """Writes it into the configuration; a file kept by hand gets lines to paste instead."""
    return _tried(draft, lambda: _kept(draft, opening, remembers=remembers))


def _kept(draft: Draft, opening: Opening, *, remembers: bool) -> Went:
    from core.settings import HandWritten, Settings, document_of, set_value

    table = document_of(Settings(sources={draft.name: draft.settings}))["sources"][draft.name]
    done = replace(draft, step="done")
    if not remembers:
        return Went(done)
    try:
        set_value(opening.config, f"sources.{draft.name}", table)
    except HandWritten as problem:
        return Went(replace(done, lines=problem.lines))
    return Went(done)


def _tried(draft: Draft, work: Callable[[], Went]) -> Went:
    """What went wrong is a sentence; what nobody foresaw is in the log."""
    from core.settings import Misconfigured
    from sync.trouble import SyncError

    try:
        return work()
    except SyncError as problem:
        return Went(draft, f"sync.reason.{problem.reason}", problem.values)
    except (Refused, Unreachable, Misconfigured) as problem:
        areas = {Refused: "refused", Unreachable: "store", Misconfigured: "cli.config"}
        return Went(draft, f"{areas[type(problem)]}.{problem.reason}", problem.values)
    except OSError as problem:
        return Went(draft, "wizard.unwritten", {"why": problem.strerror or type(problem).__name__})
    except Exception:
        _log.exception("failed while setting up a source")
        return Went(draft, "sync.reason.unknown")
