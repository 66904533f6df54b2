"""What the first run does in threads: make a board, look at a team's. Never raises."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from core.domain.refusal import Refused, Unreachable
from tui import founding
from tui.first_steps import CONNECT, Draft
from tui.welcoming import Onward

if TYPE_CHECKING:
    from tui.opening import Opening

_log = logging.getLogger("pengtou.first_run")


@dataclass(frozen=True, slots=True)
class Went:
    """How it went: the draft as it is now, the board to go on to, or why there is none."""

    draft: Draft
    onward: Onward | None = None
    word: str = ""
    """The sentence of what went wrong: an id in full."""
    values: Mapping[str, object] = field(default_factory=dict)


def sampled(draft: Draft, opening: Opening) -> Went:
    """The sample project, in a folder that goes with it."""

    def work() -> Went:
        folder = Path(mkdtemp(prefix="pengtou-demo-"))
        try:
            there = replace(opening, database=str(folder / "demo.db"), project=None)
            onward = Onward(founding.sample(there), folder, hint="first_run.next.sample")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return Went(draft, onward)

    return _tried(draft, work)


def founded(draft: Draft, opening: Opening) -> Went:
    """One's own project; a source is connected on its board."""

    def work() -> Went:
        said = draft.answers
        there = founding.found_own(
            opening,
            name=said["name"],
            code=said["code"],
            me=said["me"],
            dept=said["dept"],
            template=said.get("template", ""),
        )
        then = CONNECT if draft.way == "source" else ""
        return Went(draft, Onward(there, then=then, hint="first_run.next.own"))

    return _tried(draft, work)


def listed(draft: Draft, opening: Opening) -> Went:
    """The kinds of project that one may begin as."""

    def work() -> Went:
        from core.domain.project_template import told
        from tui.beginning import templates

        language = opening.language
        found = (
            (each.id, told(each.names, language), each.dept(next(iter(each.depts)), language))
            for each in templates().values()
        )
        return Went(replace(draft, templates=tuple(found)))

    return _tried(draft, work)


def looked(draft: Draft, opening: Opening) -> Went:
    """Whether a team's database is there, and which projects are in it."""

    def work() -> Went:
        assert draft.address is not None
        found = founding.projects(founding.addressed(opening, draft.address))
        if not found:
            raise Refused("no-project-yet")
        return Went(replace(draft, projects=tuple((each.code, each.name) for each in found)))

    return _tried(draft, work)


def joined(draft: Draft, opening: Opening) -> Went:
    """A team's board from now on."""

    def work() -> Went:
        assert draft.address is not None
        there, safe = founding.joined(opening, draft.address, draft.code, draft.answers["me"])
        hint = "first_run.next.team" if safe else "first_run.next.unsafe"
        return Went(draft, Onward(there, hint=hint))

    return _tried(draft, work)


def _tried(draft: Draft, work: Callable[[], Went]) -> Went:
    """What went wrong is a sentence; what nobody foresaw is in the log."""
    from core.settings import Misconfigured

    try:
        return work()
    except (Refused, Unreachable, Misconfigured) as problem:
        areas = {Refused: "refused", Unreachable: "store", Misconfigured: "cli.config"}
        area = areas[type(problem)]
        return Went(draft, word=f"{area}.{problem.reason}", values=dict(problem.values))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        return Went(draft, word="first_run.unwritten", values={"why": why})
    except Exception:
        _log.exception("failed in the first run")
        return Went(draft, word="first_run.trouble")
