"""The agenda of a meeting: items come, change and go; the read-back stays, and stays last (R11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.domain.deciding.chairing import steering
from core.domain.deciding.meeting_life import items_of
from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind
from core.domain.meeting import OVER, AgendaItem, Meeting, Purpose
from core.domain.meeting_wishes import AddAgendaItem, DropAgendaItem, EditAgendaItem
from core.domain.refusal import Gone, Refused
from core.domain.scene import Scene


def add(command: AddAgendaItem, scene: Scene) -> tuple[Event, ...]:
    """One more item, before the read-back unless another place is named."""
    meeting = _changeable(scene, command.meeting)
    slot = command.slot
    if slot.purpose is Purpose.READ_BACK:
        raise Refused("read-back-stays")
    if not slot.title and slot.purpose is Purpose.TOPIC:
        raise Refused("title-missing")
    items = items_of(scene, meeting.id)
    item = AgendaItem(
        id=scene.next_id(Kind.AGENDA_ITEM),
        meeting=meeting.id,
        position=max((each.position for each in items), default=0),
        purpose=slot.purpose,
        title=slot.title,
        owner=scene.person(slot.owner).id if slot.owner else None,
        seconds=max(slot.seconds, 0),
        added=meeting.on,
    )
    order = [each for each in items if each.purpose is not Purpose.READ_BACK]
    place = len(order) if command.position is None else max(command.position - 1, 0)
    order.insert(min(place, len(order)), item)
    return tuple(_placed([*order, *_last(items)], item))


def _last(items: list[AgendaItem]) -> list[AgendaItem]:
    return [each for each in items if each.purpose is Purpose.READ_BACK]


def _placed(order: list[AgendaItem], new: AgendaItem | None = None) -> Iterator[Event]:
    """Every item at its place, counted from 1."""
    for place, item in enumerate(order, 1):
        if item is new:
            yield created(replace(item, position=place), "agenda.added")
        elif event := changed(item, "agenda.shifted", position=place):
            yield event


def edit(command: EditAgendaItem, scene: Scene) -> tuple[Event, ...]:
    """Its title, owner, timebox or place changes."""
    item, meeting = _item(command, scene)
    wishes = {
        name: value
        for name in ("title", "seconds")
        if (value := getattr(command, name)) is not None
    }
    if command.seconds is not None and not 0 <= command.seconds <= 24 * 3600:
        raise Refused("meeting-minutes", minutes=command.seconds // 60)
    if command.owner is not None:
        wishes["owner"] = scene.person(command.owner).id
    event = changed(item, "agenda.edited", **wishes)
    moved = () if command.position is None else _moved(item, command.position, meeting, scene)
    return (*facts(event), *moved)


def _moved(item: AgendaItem, position: int, meeting: Meeting, scene: Scene) -> tuple[Event, ...]:
    if item.purpose is Purpose.READ_BACK:
        raise Refused("read-back-stays")
    items = items_of(scene, meeting.id)
    order = [each for each in items if each.id != item.id and each.purpose is not Purpose.READ_BACK]
    order.insert(min(max(position - 1, 0), len(order)), item)
    return tuple(_placed([*order, *_last(items)]))


def drop(command: DropAgendaItem, scene: Scene) -> tuple[Event, ...]:
    """An item that nothing was said under leaves the agenda."""
    item, meeting = _item(command, scene)
    if item.purpose is Purpose.READ_BACK:
        raise Refused("read-back-stays")
    if item.turns or meeting.current == item.id:
        raise Refused("agenda-discussed", id=item.id)
    event = changed(item, "agenda.dropped", removed=True)
    return facts(event)


def _item(command: EditAgendaItem | DropAgendaItem, scene: Scene) -> tuple[AgendaItem, Meeting]:
    meeting = _changeable(scene, command.meeting)
    item = scene.record(AgendaItem, command.item, command.seen)
    if item.meeting != meeting.id:
        raise Gone(command.item)
    return item, meeting


def _changeable(scene: Scene, identity: str) -> Meeting:
    meeting = scene.record(Meeting, identity)
    if meeting.status in OVER:
        raise Refused("meeting-not-on", id=meeting.id)
    steering(scene, meeting)
    return meeting
