"""The event log in a package: a JSON object a line, complete, from which every record can be made.

Fields as the log has them: ids of people, values in their plain form, moments in UTC.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from core.domain.event import Event, Recorded
from core.domain.ids import RecordId

FILE = "events.jsonl"


class BrokenLog(Exception):
    """A line of a log cannot be read."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line
        """Counted from 1."""


def written(log: Iterable[Recorded]) -> bytes:
    """The log as text, in its order."""
    return b"".join(_line(each) for each in log)


def _line(recorded: Recorded) -> bytes:
    event = recorded.event
    told = {
        "seq": recorded.seq,
        "at": recorded.at.astimezone(UTC).isoformat(),
        "actor": recorded.actor,
        "command": recorded.command,
        "kind": event.kind,
        "subject": event.subject,
        "before": dict(event.before),
        "after": dict(event.after),
        "undoes": event.undoes,
        "meeting": recorded.meeting,
    }
    return f"{json.dumps(told, ensure_ascii=False, sort_keys=False)}\n".encode()


def read(data: bytes) -> Iterator[Recorded]:
    """The events of a log as it was written.

    Raises:
        BrokenLog: a line is no event; which one is said.
    """
    for at, line in enumerate(data.splitlines(), 1):
        try:
            yield _read(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise BrokenLog(at) from problem


def _read(told: dict[str, Any]) -> Recorded:
    event = Event(
        str(told["kind"]),
        RecordId(told["subject"]),
        dict(told["before"]),
        dict(told["after"]),
        told["undoes"],
    )
    at = datetime.fromisoformat(told["at"]).astimezone(UTC)
    return Recorded(
        int(told["seq"]), at, str(told["actor"]), str(told["command"]), event, told["meeting"]
    )
