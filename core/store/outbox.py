"""The outbox as a sender sees it: what has not arrived yet, and how much went out just now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from core.domain.ids import Kind
from core.domain.message import STUCK, Delivery, Message
from core.store.convert import columns_of, records_from
from core.store.tables import message

_UNSENT = (Delivery.WAITING.value, Delivery.SENDING.value)


def unsent(connection: Connection, project: int) -> list[Message]:
    """What bots have to carry, or are carrying, the oldest first."""
    return _of(connection, project, _UNSENT)


def stuck(connection: Connection, project: int) -> list[Message]:
    """What waits for a person, the oldest first."""
    return _of(connection, project, tuple(each.value for each in STUCK))


def sent_since(connection: Connection, project: int, since: datetime) -> dict[str, int]:
    """How many parts went through each bot since then, at most: by any program."""
    query = select(message.c.channel, func.sum(message.c.parts_sent)).where(
        message.c.project == project, message.c.channel != "", message.c.updated_at >= since
    )
    rows = connection.execute(query.group_by(message.c.channel))
    return {channel: int(parts or 0) for channel, parts in rows}


def _of(connection: Connection, project: int, statuses: tuple[str, ...]) -> list[Message]:
    query = select(*columns_of(Kind.MESSAGE)).where(
        message.c.project == project,
        message.c.status.in_(statuses),
        message.c.channel != "",
        message.c.removed.is_(False),
    )
    rows = connection.execute(query.order_by(message.c.number)).all()
    return records_from(Kind.MESSAGE, rows)
