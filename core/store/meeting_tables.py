"""The tables of meetings: agenda, points, minutes, and the rhythm of each kind."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Text

from core.store.columns import (
    Instant,
    Plain,
    list_column,
    record_table,
    reference,
    someone,
    text_column,
)

meeting = record_table(
    "meeting",
    text_column("kind"),
    text_column("title"),
    text_column("goal"),
    text_column("place"),
    text_column("materials"),
    text_column("status"),
    Column("starts_at", Instant),
    Column("minutes", Integer, nullable=False, default=0),
    *(
        Column(name, Instant)
        for name in (
            *("started_at", "ended_at", "recapped_at", "agenda_sent_at", "minutes_sent_at"),
            *("confirmed_at", "paused_at"),
        )
    ),
    reference("current"),
    list_column("pauses"),
    reference("facilitator"),
    reference("recorder"),
    Column("attendance", Plain, nullable=False, default={}),
    Column("excuses", Plain, nullable=False, default={}),
    reference("previous"),
    list_column("carried"),
    text_column("remark"),
    Column("objections", Plain, nullable=False, default={}),
    Column("signed", Plain, nullable=False, default={}),
    someone("facilitator"),
    someone("recorder"),
    Index(None, "project", "status"),
)

agenda_item = record_table(
    "agenda_item",
    Column("meeting", Text, nullable=False),
    Column("position", Integer, nullable=False, default=0),
    text_column("purpose"),
    text_column("title"),
    reference("owner"),
    Column("seconds", Integer, nullable=False, default=0),
    list_column("turns"),
    Column("skipped", Boolean, nullable=False, default=False),
    Column("added", Boolean, nullable=False, default=False),
    someone("owner"),
    Index(None, "project", "meeting"),
)

point = record_table(
    "point",
    reference("meeting"),
    reference("item"),
    text_column("sort"),
    text_column("text"),
    list_column("people"),
    Column("settled", Boolean, nullable=False, default=False),
    text_column("said_by"),
    Column("said_at", Instant),
    Index(None, "project", "meeting"),
)

minutes = record_table(
    "minutes",
    Column("meeting", Text, nullable=False),
    text_column("text"),
    list_column("cc"),
    text_column("sent_text"),
    text_column("written_by"),
    Index(None, "project", "meeting"),
)

series = record_table(
    "series",
    text_column("kind"),
    text_column("cadence"),
    Column("weekday", Integer, nullable=False, default=0),
    text_column("at"),
    Column("minutes", Integer, nullable=False, default=0),
    Column("turn_seconds", Integer, nullable=False, default=0),
    text_column("place"),
    Column("since", Instant),
)
