"""`list resources`: people, budget and permissions that were asked for (F36, F37)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from core.domain.resources import Resource, ResourceState, resources
from tui.cli import lookup

if TYPE_CHECKING:
    from tui.cli.desk import Desk

COLUMNS = ("form", "what", "kind", "dept", "source", "due", "state")


def found(desk: Desk) -> Iterator[dict[str, Any]]:
    """Those that the options ask for."""
    options, board = desk.options, desk.board
    wanted = None
    if options.status is not None:
        names = lookup.terms(ResourceState, "resource_state")
        wanted = {lookup.member(ResourceState, each, names) for each in options.status.split(",")}
    for each in resources(board.forms.values()):
        if wanted is not None and each.state not in wanted:
            continue
        if options.dept is None or options.dept in (each.dept, each.source):
            yield shape(each, desk)


def shape(each: Resource, desk: Desk) -> dict[str, Any]:
    """A request as it is printed."""
    return {
        "form": each.form,
        "n": each.row or None,
        "what": each.what,
        "kind": each.kind.value,
        "dept": each.dept or None,
        "source": each.source or None,
        "due": each.due.isoformat() if each.due else None,
        "state": each.state.value,
        "overdue": each.late(desk.board.today),
    }


def rows(shapes: list[dict[str, Any]], desk: Desk) -> list[list[str]]:
    """The table's lines."""
    words = desk.words
    return [
        [
            each["form"] + (f"·{each['n']}" if each["n"] else ""),
            each["what"] or "–",
            words.say(f"term.resource.{each['kind']}"),
            each["dept"] or "–",
            each["source"] or "–",
            (each["due"] or "–")
            + (f" {words.say('cli.shown.overdue')}" if each["overdue"] else ""),
            words.say(f"term.resource_state.{each['state']}"),
        ]
        for each in shapes
    ]


def heads(desk: Desk) -> list[str]:
    """What stands above the columns."""
    return [desk.words.say(f"goals.resource.{each}") for each in COLUMNS]
