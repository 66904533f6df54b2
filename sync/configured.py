"""A sync of a source as the configuration has it: the way in for boards and the command line."""

from __future__ import annotations

from contextlib import closing

from core.service import Service
from core.settings import SourceSettings
from sync.mapping import Mapping
from sync.report import Report
from sync.run import Progress, open_source, sync


def sync_configured(  # noqa: PLR0913 - the choices a person has
    service: Service,
    name: str,
    settings: SourceSettings,
    *,
    full: bool = False,
    agreed: bool = False,
    only_plan: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Opens the source called `name`, syncs it, and closes it; see `sync.run.sync`.

    Raises:
        Fatal: besides what `sync` raises, for an address, a mapping or a secret that will not do.
    """
    mapping = Mapping.from_dict(settings.mapping)
    with closing(open_source(name, settings)) as source:
        return sync(
            service,
            source,
            mapping,
            full=full,
            agreed=agreed,
            only_plan=only_plan,
            progress=progress,
            write=settings.write,
            actions=settings.actions,
        )
