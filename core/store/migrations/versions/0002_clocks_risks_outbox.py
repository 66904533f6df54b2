"""The life of a blocker, risks, policies of clocks, the outbox, and meetings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Gives blockers and decisions what they lack, and makes the new tables."""
    _add("blocker", *_instants("snoozed_at", "response_since", "ack_until"))
    _add("blocker", *_texts("snooze_reason", "solved_by", "verified_by"))
    _add("blocker", *_lists("pauses", "alarms"), _number("reopened"))
    _add("blocker", *_maybe("merged_into", "risk", "policy", "snoozed_from"))
    _add("decision", *_lists("consulted"))
    _risk()
    _policy()
    _message()
    _meeting()
    _papers()
    op.create_index("ix_event_project_meeting", "event", ["project", "meeting"])


def _add(table: str, *columns: sa.Column[Any]) -> None:
    for column in columns:
        op.add_column(table, column)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def _lists(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="[]") for name in names]


def _maps(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="{}") for name in names]


def _maybe(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text) for name in names]


def _instants(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True)) for name in names]


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def _record(name: str, *columns: Any) -> None:
    """A table of records as the first schema makes them."""
    op.create_table(
        name,
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        *_instants("updated_at"),
        *columns,
        sa.PrimaryKeyConstraint("project", "id", name=f"pk_{name}"),
        sa.UniqueConstraint("project", "number", name=f"uq_{name}_project_number"),
        sa.ForeignKeyConstraint(["project"], ["project.number"], name=f"fk_{name}_project"),
    )


def _someone(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["project", column],
        ["person.project", "person.id"],
        name=f"fk_{table}_project_{column}",
    )


def _risk() -> None:
    _record(
        "risk",
        *_texts("title", "light", "status"),
        *_maybe("owner"),
        *_texts("response"),
        *_maybe("decider"),
        *_texts("dept"),
        *_lists("tasks"),
        *_texts("impact_scope"),
        *_maybe("blocker"),
        *_texts("remark"),
        *_instants("reviewed_at"),
        *_texts("raised_by"),
        *_instants("raised_at"),
        *_texts("raw_text"),
        _someone("risk", "owner"),
        _someone("risk", "decider"),
    )


def _policy() -> None:
    _record(
        "policy",
        *_instants("effective_at"),
        *_texts("basis"),
        *map(_number, ("response_minutes", "solution_minutes", "green_minutes", "ack_minutes")),
        *_texts("opens", "closes"),
        _flag("owner_may_close"),
    )


def _message() -> None:
    _record(
        "message",
        *_texts("about"),
        *_maybe("subject"),
        *_lists("to"),
        *_texts("channel"),
        *_maps("values"),
        *_texts("title", "text"),
        *_instants("queued_at", "send_after"),
        *_texts("status"),
        *_instants("sent_at"),
        _number("parts_sent"),
        *_texts("holder"),
        *_instants("try_after"),
        _number("attempts"),
        *_texts("failure"),
    )
    op.create_index("ix_message_project_status", "message", ["project", "status"])


def _meeting() -> None:
    _record(
        "meeting",
        *_texts("kind", "title", "goal", "place", "materials", "status"),
        *_instants("starts_at"),
        _number("minutes"),
        *_instants("started_at", "ended_at", "recapped_at", "agenda_sent_at"),
        *_instants("minutes_sent_at", "confirmed_at", "paused_at"),
        *_maybe("current"),
        *_lists("pauses"),
        *_maybe("facilitator", "recorder"),
        *_maps("attendance", "excuses"),
        *_maybe("previous"),
        *_lists("carried"),
        *_texts("remark"),
        *_maps("objections", "signed"),
        _someone("meeting", "facilitator"),
        _someone("meeting", "recorder"),
    )
    op.create_index("ix_meeting_project_status", "meeting", ["project", "status"])
    _record(
        "agenda_item",
        *_texts("meeting"),
        _number("position"),
        *_texts("purpose", "title"),
        *_maybe("owner"),
        _number("seconds"),
        *_lists("turns"),
        _flag("skipped"),
        _flag("added"),
        _someone("agenda_item", "owner"),
    )
    op.create_index("ix_agenda_item_project_meeting", "agenda_item", ["project", "meeting"])


def _papers() -> None:
    _record(
        "point",
        *_maybe("meeting", "item"),
        *_texts("sort", "text"),
        *_lists("people"),
        _flag("settled"),
        *_texts("said_by"),
        *_instants("said_at"),
    )
    op.create_index("ix_point_project_meeting", "point", ["project", "meeting"])
    _record(
        "minutes",
        *_texts("meeting", "text"),
        *_lists("cc"),
        *_texts("sent_text", "written_by"),
    )
    op.create_index("ix_minutes_project_meeting", "minutes", ["project", "meeting"])
    _record(
        "series",
        *_texts("kind", "cadence"),
        _number("weekday"),
        *_texts("at"),
        _number("minutes"),
        _number("turn_seconds"),
        *_texts("place"),
        *_instants("since"),
    )
