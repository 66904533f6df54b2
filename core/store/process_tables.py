"""The table of the process's forms."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer

from core.store.columns import Instant, Plain, list_column, record_table, reference, text_column

form = record_table(
    "form",
    text_column("kind"),
    reference("subject"),
    text_column("dept"),
    reference("parent"),
    text_column("at_step"),
    Column("values", Plain, nullable=False, default={}),
    text_column("status"),
    text_column("step"),
    Column("round", Integer, nullable=False, default=1),
    list_column("signs"),
    text_column("opened_by"),
    Column("opened_at", Instant),
    text_column("submitted_by"),
    *(Column(name, Instant) for name in ("submitted_at", "step_since", "due_at", "done_at")),
    Index(None, "project", "kind"),
    Index(None, "project", "parent"),
)
