"""The next step of a stage: what the one key does."""

from __future__ import annotations

import pytest

from tui.process_step import Step, read


@pytest.mark.parametrize(
    ("command", "does", "subject", "verb"),
    [
        ("form new request", "new", "request", ""),
        ("form sign F-01", "sign", "F-01", ""),
        ("form set F-01 FIELD=VALUE", "set", "F-01", ""),
        ("meet plan kickoff WHEN", "plan", "kickoff", ""),
        ("meet start kickoff", "convene", "kickoff", ""),
        ("minutes send M-01 --to BOT", "minutes", "M-01", ""),
        ("do T-04 assign NAME", "do", "T-04", "assign"),
        ("do K-01 response TEXT", "open", "K-01", "response"),
        ("add --type task LINE", "add", "", "task"),
        ("people add NAME --function liaison", "people", "", "liaison"),
    ],
)
def test_a_command_is_a_step(command: str, does: str, subject: str, verb: str) -> None:
    found = read(command.split())
    assert found is not None
    assert (found.does, found.subject, found.verb) == (does, subject, verb)
    assert " ".join(found.command) == command


def test_a_department_that_is_left_open_is_asked_for() -> None:
    assert read(("form", "new", "plan", "--dept", "DEPT")) == Step(
        "new", "plan", dept="?", command=("form", "new", "plan", "--dept", "DEPT")
    )


def test_nothing_to_type_is_no_step() -> None:
    assert read(()) is None
