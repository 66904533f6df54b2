"""The tables, one a kind of record."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from core.domain.ids import Kind
from core.store.columns import (
    Instant,
    Plain,
    Serial,
    list_column,
    record_table,
    reference,
    someone,
    text_column,
)
from core.store.columns import metadata as metadata
from core.store.exchange_tables import clash as clash
from core.store.exchange_tables import link as link
from core.store.exchange_tables import source_state as source_state
from core.store.meeting_tables import agenda_item, minutes, series
from core.store.meeting_tables import meeting as meeting
from core.store.meeting_tables import point as point
from core.store.process_tables import form

project = Table(
    "project",
    metadata,
    Column("number", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
    Column("updated_at", Instant),
    Column("code", Text, nullable=False),
    text_column("name"),
    text_column("lead_dept"),
    text_column("phase"),
    Column("start", Date),
    Column("end", Date),
    text_column("calendar"),
    text_column("timezone"),
    Column("amber_behind", Integer, nullable=False),
    Column("red_behind", Integer, nullable=False),
    PrimaryKeyConstraint("number"),
    UniqueConstraint("code"),
)

department = record_table(
    "department",
    text_column("name"),
    text_column("timezone"),
    Column("branch", Boolean, nullable=False, default=False),
    text_column("opens"),
    text_column("closes"),
    text_column("calendar"),
    list_column("rest_days"),
    list_column("make_up_days"),
)

person = record_table(
    "person",
    text_column("name"),
    text_column("dept"),
    list_column("functions"),
    text_column("role"),
    list_column("aliases"),
    text_column("timezone"),
    Column("remote_ids", Plain, nullable=False, default={}),
    Column("left_at", Instant),
)

task = record_table(
    "task",
    text_column("title"),
    text_column("dept"),
    reference("owner"),
    list_column("collaborators"),
    text_column("status"),
    Column("actual", Integer, nullable=False, default=0),
    Column("start", Date),
    Column("due", Date),
    Column("plan", Plain, nullable=False, default={}),
    text_column("priority"),
    reference("parent"),
    list_column("depends_on"),
    text_column("deliverable"),
    text_column("delay_reason"),
    text_column("remark"),
    Column("light", Text),
    text_column("light_reason"),
    Column("progressed_at", Instant),
    text_column("source"),
    text_column("source_id"),
    text_column("source_url"),
    text_column("raw_text"),
    someone("owner"),
)

raci = record_table("raci", Column("cells", Plain, nullable=False, default={}))

milestone = record_table(
    "milestone",
    text_column("title"),
    Column("day", Date, nullable=False),
    Column("reached", Boolean, nullable=False, default=False),
)

blocker = record_table(
    "blocker",
    text_column("title"),
    text_column("priority"),
    text_column("tier"),
    text_column("status"),
    reference("owner"),
    list_column("collaborators"),
    text_column("reporter"),
    text_column("responsible_dept"),
    text_column("lead"),
    list_column("tasks"),
    text_column("description"),
    text_column("impact_scope"),
    text_column("attempted_measures"),
    Column("reported_at", Instant),
    Column("response_due", Instant),
    Column("responded_at", Instant),
    Column("solution_due", Instant),
    Column("solved_at", Instant),
    Column("closed_at", Instant),
    Column("green_since", Instant),
    Column("rung", Integer, nullable=False, default=0),
    Column("snoozed_until", Instant),
    Column("snoozed_at", Instant),
    text_column("snooze_reason"),
    reference("snoozed_from"),
    list_column("pauses"),
    Column("response_since", Instant),
    Column("ack_until", Instant),
    list_column("alarms"),
    text_column("solved_by"),
    text_column("verified_by"),
    reference("merged_into"),
    Column("reopened", Integer, nullable=False, default=0),
    reference("risk"),
    reference("policy"),
    reference("decision"),
    text_column("raw_text"),
    someone("owner"),
)

action = record_table(
    "action",
    text_column("title"),
    reference("owner"),
    list_column("collaborators"),
    Column("due", Instant),
    text_column("status"),
    Column("carried", Integer, nullable=False, default=0),
    text_column("priority"),
    list_column("links"),
    reference("meeting"),
    text_column("origin"),
    text_column("remark"),
    text_column("created_by"),
    Column("created_at", Instant),
    text_column("raw_text"),
    someone("owner"),
)

decision = record_table(
    "decision",
    text_column("title"),
    reference("maker"),
    text_column("grounds"),
    list_column("consulted"),
    list_column("links"),
    Column("decided_at", Instant),
    text_column("created_by"),
    text_column("raw_text"),
    someone("maker"),
)

note = record_table(
    "note",
    Column("subject", Text, nullable=False),
    text_column("text"),
    text_column("url"),
    text_column("author"),
    Column("written_at", Instant),
    Index(None, "project", "subject"),
)

risk = record_table(
    "risk",
    text_column("title"),
    text_column("light"),
    text_column("status"),
    reference("owner"),
    text_column("response"),
    reference("decider"),
    text_column("dept"),
    list_column("tasks"),
    text_column("impact_scope"),
    reference("blocker"),
    text_column("remark"),
    Column("reviewed_at", Instant),
    text_column("raised_by"),
    Column("raised_at", Instant),
    text_column("raw_text"),
    someone("owner"),
    someone("decider"),
)

policy = record_table(
    "policy",
    Column("effective_at", Instant),
    text_column("basis"),
    *(
        Column(name, Integer, nullable=False)
        for name in ("response_minutes", "solution_minutes", "green_minutes", "ack_minutes")
    ),
    text_column("opens"),
    text_column("closes"),
    Column("owner_may_close", Boolean, nullable=False, default=False),
    list_column("steps_off"),
    *(Column(name, Plain, nullable=False, default={}) for name in ("clocks", "naming")),
)

message = record_table(
    "message",
    text_column("about"),
    reference("subject"),
    list_column("to"),
    text_column("channel"),
    Column("values", Plain, nullable=False, default={}),
    text_column("title"),
    text_column("text"),
    Column("queued_at", Instant),
    Column("send_after", Instant),
    text_column("status"),
    Column("sent_at", Instant),
    Column("parts_sent", Integer, nullable=False, default=0),
    text_column("holder"),
    Column("try_after", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    text_column("failure"),
    Index(None, "project", "status"),
)

event = Table(
    "event",
    metadata,
    Column("seq", Serial, autoincrement=True),
    Column("project", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Plain, nullable=False),
    Column("after", Plain, nullable=False),
    Column("command", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("undoes", BigInteger),
    Column("meeting", Text),
    PrimaryKeyConstraint("seq"),
    UniqueConstraint("command", "part"),
    ForeignKeyConstraint(["project"], ["project.number"]),
    Index(None, "project", "seq"),
    Index(None, "project", "subject"),
    Index(None, "undoes"),
    Index(None, "project", "meeting"),
    sqlite_autoincrement=True,
)

presence = Table(
    "presence",
    metadata,
    Column("session", Text, nullable=False),
    Column("project", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("view", Text, nullable=False, default=""),
    Column("seen_at", Instant, nullable=False),
    PrimaryKeyConstraint("session"),
    ForeignKeyConstraint(["project"], ["project.number"]),
)

TABLES: dict[Kind, Table] = {
    Kind.PROJECT: project,
    Kind.DEPARTMENT: department,
    Kind.PERSON: person,
    Kind.TASK: task,
    Kind.RACI: raci,
    Kind.MILESTONE: milestone,
    Kind.BLOCKER: blocker,
    Kind.ACTION: action,
    Kind.DECISION: decision,
    Kind.NOTE: note,
    Kind.RISK: risk,
    Kind.POLICY: policy,
    Kind.MESSAGE: message,
    Kind.MEETING: meeting,
    Kind.AGENDA_ITEM: agenda_item,
    Kind.POINT: point,
    Kind.MINUTES: minutes,
    Kind.SERIES: series,
    Kind.CLASH: clash,
    Kind.FORM: form,
}
"""Where each kind of record lives."""
