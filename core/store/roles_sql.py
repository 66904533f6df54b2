"""What keeps projects apart inside PostgreSQL: functions and triggers, as the server takes them.

Everything rests on `session_user`: it is the login, and no setting of a session changes it. No text
here holds a percent sign, which the driver would take for a placeholder.
"""

from __future__ import annotations

from dataclasses import dataclass

SPACE = "pengtou_access"
"""The schema that the machinery of the roles lives in, apart from the records."""
READS, WRITES, RUNS = 0, 1, 2
"""What a login may do in a project at least: look; change records; say who may do what."""


def quoted(name: str) -> str:
    """An identifier."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Routine:
    """A function of the machinery; it runs with the owner's rights."""

    name: str
    takes: str
    gives: str
    language: str
    body: str
    called: bool = True
    """Whether people's statements call it; triggers are called by the server alone."""

    @property
    def signature(self) -> str:
        """As `GRANT` and `ALTER` name it."""
        return f"{SPACE}.{self.name}({self.takes})"

    def statement(self) -> str:
        """The statement that makes it, or makes it so again."""
        steady = "STABLE " if self.called else ""
        return (
            f"CREATE OR REPLACE FUNCTION {self.signature} RETURNS {self.gives}"
            f" LANGUAGE {self.language} {steady}SECURITY DEFINER"
            f" SET search_path = pg_catalog, pg_temp AS $body${self.body}$body$"
        )


def routines(schema: str) -> tuple[Routine, ...]:
    """All functions, for records that live in a schema (a quoted name)."""
    return (
        Routine("projects", "integer", "integer[]", "sql", _projects(schema)),
        Routine(
            "me",
            "",
            "TABLE(project integer, name text, aliases text)",
            "sql",
            _me(schema),
        ),
        Routine("sign", "", "trigger", "plpgsql", _sign(schema), called=False),
        Routine("guard", "", "trigger", "plpgsql", _guard(), called=False),
    )


def tables() -> tuple[str, ...]:
    """Who sits where, and who wrote each event, by login: nobody but the owner reads them."""
    return (
        f"CREATE TABLE IF NOT EXISTS {SPACE}.seat (login name NOT NULL, project integer NOT NULL,"
        " person text NOT NULL, PRIMARY KEY (login, project), UNIQUE (project, person))",
        f"CREATE TABLE IF NOT EXISTS {SPACE}.author (event bigint PRIMARY KEY,"
        " login name NOT NULL, claimed text NOT NULL, said_at timestamptz NOT NULL)",
    )


_RANK = (
    "CASE WHEN p.role = 'viewer' THEN 0 WHEN p.role = 'admin'"
    " OR position('\"project_manager\"' in p.functions) > 0 THEN 2 ELSE 1 END"
)
"""What follows from a person's record, at every statement anew (process 1.8)."""


def _seats(schema: str) -> str:
    return (
        f"{SPACE}.seat s JOIN {schema}.person p"
        " ON p.project = s.project AND p.id = s.person AND NOT p.removed AND p.left_at IS NULL"
    )


def _projects(schema: str) -> str:
    """A project that nobody runs is in the hands of all who write in it."""
    return f"""
SELECT coalesce(array_agg(s.project), '{{}}') FROM {_seats(schema)}
WHERE s.login = session_user AND ({_RANK} >= $1 OR ($1 = {RUNS} AND {_RANK} = {WRITES}
  AND NOT EXISTS (SELECT FROM {schema}.person p WHERE p.project = s.project AND NOT p.removed
    AND p.left_at IS NULL AND {_RANK} = {RUNS})))
"""


def _me(schema: str) -> str:
    return (
        f"\nSELECT s.project, p.name, p.aliases FROM {_seats(schema)}"
        "\nWHERE s.login = session_user\n"
    )


def _sign(schema: str) -> str:
    """Of every event: its author is the login's person, its time the server's.

    The system and sources act under their own names; `author` keeps whose login it was. A command
    that programs name by a deadline carries its project, so that nobody tries another's.
    """
    return f"""
DECLARE
  me record;
  claimed text := NEW.actor;
BEGIN
  SELECT p.name, p.aliases INTO me FROM {_seats(schema)}
    WHERE s.login = session_user AND s.project = NEW.project;
  INSERT INTO {SPACE}.author (event, login, claimed, said_at)
    VALUES (NEW.seq, session_user, claimed, NEW.at);
  IF me.name IS NULL THEN
    RETURN NEW;
  END IF;
  IF starts_with(NEW.command, 'auto:') AND NOT starts_with(NEW.command, 'auto:' ||
      (SELECT id FROM {schema}.project WHERE number = NEW.project) || ':') THEN
    RAISE insufficient_privilege USING MESSAGE = 'a command of another project';
  END IF;
  IF claimed = me.name OR me.aliases::jsonb ? claimed THEN
    NEW.actor := me.name;
  ELSIF EXISTS (SELECT FROM {schema}.person p WHERE p.project = NEW.project AND NOT p.removed
      AND (p.name = claimed OR p.aliases::jsonb ? claimed)) THEN
    RAISE insufficient_privilege USING MESSAGE = 'the name of somebody else';
  ELSIF claimed <> 'system' AND NOT EXISTS (SELECT FROM {schema}.source_state f
      WHERE f.project = NEW.project AND f.name = claimed) THEN
    NEW.actor := me.name;
  END IF;
  NEW.at := clock_timestamp();
  RETURN NEW;
END
"""


def _guard() -> str:
    """Of people: what rights follow from is changed by those who run the project.

    The same as `core.domain.deciding.appointing` says. Who has no seat anywhere is the owner's
    business, or has no right to the table at all.
    """
    return f"""
DECLARE
  free boolean;
BEGIN
  SELECT NOT EXISTS (SELECT FROM {SPACE}.seat WHERE login = session_user)
    OR NEW.project = ANY ({SPACE}.projects({RUNS})) INTO free;
  IF free THEN
    RETURN NEW;
  ELSIF TG_OP = 'INSERT' THEN
    free := NEW.role <> 'admin' AND NEW.functions = '[]';
  ELSE
    free := (NEW.project, NEW.id, NEW.role, NEW.functions, NEW.name, NEW.aliases, NEW.dept)
      = (OLD.project, OLD.id, OLD.role, OLD.functions, OLD.name, OLD.aliases, OLD.dept)
      AND NEW.left_at IS NOT DISTINCT FROM OLD.left_at
      AND (NEW.removed = OLD.removed OR NOT EXISTS (SELECT FROM {SPACE}.seat s
        WHERE s.project = OLD.project AND s.person = OLD.id));
  END IF;
  IF NOT free THEN
    RAISE insufficient_privilege USING MESSAGE = 'only who runs the project changes that';
  END IF;
  RETURN NEW;
END
"""
