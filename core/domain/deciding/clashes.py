"""Deciding about clashes: found and forgotten by a sync, settled by a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from core.domain.action import ActionItem
from core.domain.clash import Choice, Clash, ClashStatus, Found, SettleClash
from core.domain.deciding.people import joining
from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind, RecordId
from core.domain.record import BOOKKEEPING, decode, encode
from core.domain.refusal import Conflict, Gone, Refused
from core.domain.scene import Scene
from core.domain.task import Task

_SAID = ("base", "ours", "ours_by", "ours_at", "theirs", "theirs_by", "theirs_at", "url")
_FORGOTTEN = {"choice": None, "value": None, "settled_by": "", "settled_at": None}
"""What no longer holds of a choice that was taken back once the source reads otherwise."""
_PEOPLE = ("owner", "collaborators")


def found(source: str, news: Iterable[Found], scene: Scene) -> Iterator[Event]:
    """What a sync sees of clashes: new ones, and what the sides of known ones read now.

    Raises:
        Conflict: somebody settled one meanwhile, and the sync has to look again.
    """
    ahead = 0
    for each in news:
        said = {name: getattr(each, name) for name in _SAID}
        known = scene.records.get(RecordId(each.clash or ""))
        if isinstance(known, Clash) and known.status is ClashStatus.OPEN:
            anew = _FORGOTTEN if known.reopened and each.theirs != known.theirs else {}
            yield from facts(changed(known, "clash.moved", **said, **anew))
            continue
        if each.clash is not None:
            raise Conflict(each.subject)
        ahead += 1
        clash = Clash(
            id=scene.next_id(Kind.CLASH, ahead),
            source=source,
            source_id=each.source_id,
            subject=each.subject,
            field=each.field,
            agreed_at=each.agreed_at,
            found_at=scene.now,
            **said,
        )
        yield created(clash, "clash.found")


def lapsed(ids: Iterable[RecordId], scene: Scene) -> Iterator[Event]:
    """Clashes whose sides agree again: what they say is noted. Settled ones stay settled."""
    for clash in _open(ids, scene):
        record = scene.records.get(clash.subject)
        told = encode(getattr(record, clash.field)) if record else clash.ours
        gone = {"status": ClashStatus.LAPSED, "ours": told, "theirs": told}
        yield from facts(changed(clash, "clash.lapsed", **gone))


def dropped(ids: Iterable[RecordId], scene: Scene) -> Iterator[Event]:
    """Clashes about what is no longer exchanged; settled ones stay settled."""
    for clash in _open(ids, scene):
        yield from facts(changed(clash, "clash.dropped", status=ClashStatus.LAPSED))


def _open(ids: Iterable[RecordId], scene: Scene) -> Iterator[Clash]:
    for each in ids:
        clash = scene.records.get(each)
        if isinstance(clash, Clash) and clash.status is ClashStatus.OPEN:
            yield clash


def decide(command: SettleClash, scene: Scene) -> tuple[Event, ...]:
    """The field gets the chosen value; what was not chosen stays in the clash's own history.

    Raises:
        Refused: it was settled already, or the value does not fit the field.
        Gone: the clash or its record is not there.
        Conflict: a side moved since the person looked.
    """
    clash = scene.record(Clash, command.clash, command.seen)
    if clash.status is not ClashStatus.OPEN:
        raise Refused("clash-settled", id=clash.id, who=clash.settled_by)
    record = scene.records.get(clash.subject)
    if not isinstance(record, Task | ActionItem) or record.removed:
        raise Gone(clash.subject)
    settled = changed(
        clash,
        "clash.settled",
        status=ClashStatus.SETTLED,
        ours=encode(getattr(record, clash.field, clash.ours)),
        choice=command.choice,
        value=command.value if command.choice is Choice.HAND else None,
        settled_by=scene.actor,
        settled_at=scene.now,
    )
    if command.choice is Choice.OURS:
        return facts(settled)
    value = clash.theirs if command.choice is Choice.THEIRS else command.value
    departments = joining((str(value or ""),), scene) if clash.field == "dept" else ()
    return (*departments, *facts(settled, _edited(clash, record, value, scene)))


def _edited(clash: Clash, record: Task | ActionItem, value: Any, scene: Scene) -> Event | None:
    read = _read(clash, record, value, scene)
    more = {}
    if clash.field == "actual":
        more["progressed_at"] = scene.now
    kind = "task.edited" if isinstance(record, Task) else "action.edited"
    if encode(getattr(record, clash.field)) == encode(read):
        return None
    return changed(record, kind, **{clash.field: read}, **more)


def _read(clash: Clash, record: Task | ActionItem, value: Any, scene: Scene) -> Any:
    """The value as the field holds it.

    Raises:
        Refused: it does not fit.
    """
    known = {each.name for each in fields(type(record))} - BOOKKEEPING
    unfit = Refused("value-unfit", id=clash.id, field=clash.field)
    if clash.field not in known or (clash.field == "title" and not value):
        raise unfit
    try:
        read = decode(type(record), {clash.field: value})[clash.field]
    except (ValueError, TypeError) as error:
        raise unfit from error
    if type(read) is not type(_sample(record, clash.field, read)):
        raise unfit
    if clash.field == "actual" and not 0 <= read <= 100:
        raise unfit
    if clash.field in _PEOPLE and read:
        for each in (read,) if isinstance(read, str) else read:
            scene.somebody(each)
    return read


def _sample(record: Task | ActionItem, name: str, read: Any) -> Any:
    """What the field reads now, where that shows its type; else what was read."""
    now = getattr(record, name)
    return read if now is None or read is None else now
