"""A later program: one more version of the schema, and a pause in the middle of the upgrade."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection

from core.store import Store, migrate, schema, store

VERSION = "9999"
_SCRIPT = f'''
"""The task gets a mood, and the person table is made anew."""

import os
import sys
import time

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{schema.HEAD}"


def upgrade():
    op.add_column("task", sa.Column("mood", sa.Text))
    if os.environ.get("PAUSE_INSIDE"):
        sys.stdout.write("inside\\n")
        sys.stdout.flush()
        time.sleep(60)
    with op.batch_alter_table("person", recreate="auto") as batch:
        batch.alter_column("timezone", existing_type=sa.Text, nullable=True)
    if os.environ.get("BREAK_INSIDE"):
        op.execute("DELETE FROM person")
'''


def scripts(folder: Path) -> Path:
    """The project's migrations and one more, in a folder of their own."""
    target = folder / "migrations"
    shutil.copytree(
        Path(migrate.__file__).parent / "migrations",
        target,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    (target / "versions" / "9999_mood.py").write_text(_SCRIPT, encoding="utf-8")
    return target


def become(folder: Path, patch: Callable[[object, str, object], None] = setattr) -> None:
    """Makes this process the later program, with the migrations in a folder."""

    def config(connection: Connection) -> Config:
        made = Config()
        made.set_main_option("script_location", str(folder))
        made.attributes["connection"] = connection
        return made

    for module in (schema, migrate, store):
        patch(module, "HEAD", VERSION)
    patch(migrate, "_config", config)


if __name__ == "__main__":
    become(Path(sys.argv[1]))
    from core.store.engine import database_url

    Store(database_url(sys.argv[2])).upgrade()
