"""One sync of one source."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.collector import nothing_to_collect
from core.domain.ids import Kind as Records
from core.domain.people import Role
from core.domain.refusal import Refused
from core.domain.rights import archived
from core.service import Service
from core.settings import SourceSettings
from sync.job import Job, Wishes
from sync.job import Progress as Progress
from sync.ledger import Ledger
from sync.mapping import Mapping
from sync.plan import Writes
from sync.promise import FIELDS
from sync.report import Report
from sync.source import Source, Writer
from sync.stopping import Stop
from sync.trouble import Fatal

if TYPE_CHECKING:
    from sync.feishu.source import FeishuSource
    from sync.sheet.source import SheetSource
    from sync.teambition.source import TeambitionSource


def open_source(
    name: str, settings: SourceSettings, stop: Stop | None = None
) -> FeishuSource | SheetSource | TeambitionSource:
    """The source that the configuration calls `name`; close it after use.

    Its requests end with `Stopped` once `stop` is asked.

    Raises `Fatal`: its address cannot be read, its type is not known, or its secret is missing.
    """
    base = settings.base_url or None
    match settings.type:
        case "feishu":
            from sync.feishu.source import PACED as FEISHU
            from sync.feishu.source import open_source as open_feishu

            return open_feishu(name, settings.url, base, partial(FEISHU, stop=stop))
        case "teambition":
            from sync.teambition.source import PACED as TEAMBITION
            from sync.teambition.source import open_source as open_teambition

            chosen = Mapping.from_dict(settings.mapping) if settings.mapping else None
            wanted = {each.id for each in chosen.columns.values()} if chosen else None
            http = partial(TEAMBITION, stop=stop)
            return open_teambition(name, settings.url, base, http, wanted)
        case "sheet":
            from sync.sheet.source import open_source as open_sheet

            chosen = Mapping.from_dict(settings.mapping) if settings.mapping else None
            return open_sheet(name, settings.url, settings.key, chosen)
        case _:
            raise Fatal("source-type", name=name, type=settings.type)


def sync(  # noqa: PLR0913 - the choices a person has
    service: Service,
    source: Source,
    mapping: Mapping,
    *,
    full: bool = False,
    agreed: bool = False,
    keep: bool = False,
    only_plan: bool = False,
    progress: Progress | None = None,
    write: tuple[str, ...] = (),
    actions: bool = False,
    rival: str = "",
    stop: Stop | None = None,
) -> Report:
    """Brings the source's news into our tasks, and ours there; see `Report` for what stays open.

    `full` lists and compares everything; `agreed` also does what would be asked about first,
    `keep` leaves what is gone linked and asks no more; `only_plan` writes nothing at all. `write`
    are the fields that are written back; with `actions` open action items are made there too,
    unless `rival`, another source, makes them. Once `stop` is asked it ends, the next goes on.

    Raises:
        Retry, Fatal: the source cannot be read, or it can only be read and shall be written to.
            Trouble after the first page is in the report.
        Refused: somebody else is syncing this source, or the actor may only read.
        Conflict: others kept writing to the same tasks.
        Unreachable: the database is away. The next sync goes on where this one was.
    """
    began = time.monotonic()
    _may_write(service)
    writes = _writes(source, mapping, write, actions=actions)
    ours = Service(service.store, service.project, source.name, service.now)
    ledger = Ledger(service, source.name, stop)
    makes = actions and not rival
    wishes = Wishes(full=full, agreed=agreed, keep=keep, write=writes, makes=makes, rival=rival)
    job = Job(ours, source, mapping, ledger, wishes, service.actor, progress)
    with nothing_to_collect():
        report = job.show() if only_plan else job.run()
    return replace(report, seconds=time.monotonic() - began)


def _writes(source: Source, mapping: Mapping, write: tuple[str, ...], *, actions: bool) -> Writes:
    """What is written back of the fields that are mapped."""
    if (write or actions) and not isinstance(source, Writer):
        raise Fatal("source-read-only", source=source.name)
    mapped = mapping.columns.keys()
    return Writes(
        task=frozenset(write) & mapped,
        action=frozenset(FIELDS) & mapped if actions else frozenset(),
    )


def _may_write(service: Service) -> None:
    """Process 1.8: visitors read; S15: a project that is put away takes nothing in.

    It is asked before anything is written over there, which would only be noted here.
    """
    if archived(dict(service.store.projects())[service.project]):
        raise Refused("sync-archived")
    for person in service.all_of(Records.PERSON):
        if person.goes_by(service.actor) and person.role is Role.VIEWER:
            raise Refused("viewer-may-not", name=person.name)
