"""A sync of a source as the configuration has it: the way in for boards and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress

from core.domain.refusal import Unreachable
from core.service import Service
from core.settings import SourceSettings
from core.store.exchange_sources import entitle, entitled
from sync.mapping import Mapping as Columns
from sync.report import Report
from sync.run import Progress, open_source, sync
from sync.stopping import Stop
from sync.titles import title_of


def sync_configured(  # noqa: PLR0913 - the choices a person has
    service: Service,
    name: str,
    settings: SourceSettings,
    *,
    full: bool = False,
    agreed: bool = False,
    keep: bool = False,
    only_plan: bool = False,
    progress: Progress | None = None,
    rival: str = "",
    stop: Stop | None = None,
) -> Report:
    """Opens the source called `name`, syncs it, and closes it; see `sync.run.sync`.

    `rival` is what `rival_of` says of all the sources that are configured.

    Raises:
        Fatal: besides what `sync` raises, for an address, a mapping or a secret that will not do.
    """
    mapping = Columns.from_dict(settings.mapping)
    with closing(open_source(name, settings, stop)) as source, _entitled(service, name, settings):
        return sync(
            service,
            source,
            mapping,
            full=full,
            agreed=agreed,
            keep=keep,
            only_plan=only_plan,
            progress=progress,
            write=settings.write,
            actions=settings.actions,
            rival=rival,
            stop=stop,
        )


def actions_conflict(sources: Mapping[str, SourceSettings], name: str) -> str:
    """The source that makes action items already, where `name` is to make them too; else empty.

    An action item is made at one source: with two, each would be done twice, or closed in one of
    them only.
    """
    makers = sorted(each for each, settings in sources.items() if settings.actions)
    return next((each for each in makers if each != name), "")


def rival_of(sources: Mapping[str, SourceSettings], name: str) -> str:
    """The source that makes new action items in the place of `name`: of several the first by name.

    Empty where `name` makes none, or is the one that does.
    """
    other = actions_conflict(sources, name)
    mine = name in sources and sources[name].actions
    return other if mine and other and other < name else ""


@contextmanager
def _entitled(service: Service, name: str, settings: SourceSettings) -> Iterator[None]:
    """Tells other boards, however the sync ends, what is synced under that name."""
    try:
        yield
    finally:
        store, told = service.store, {"title": title_of(settings), "type": settings.type}
        with suppress(Unreachable):
            if store.ask(entitled, service.project, name) not in ({}, told):
                store.tell(entitle, service.project, name, told)
