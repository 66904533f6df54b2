"""The clocks of the process are data: what a customer's file may say, and where each is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from core.clocks import standard
from core.definitions import defined
from core.domain.clock_kind import WATCHES
from core.domain.clock_reading import ClockState, Ticking
from core.domain.definitions import Definitions
from core.domain.form_standing import scene_of
from core.domain.ids import RecordId
from core.domain.meeting import Cadence, Meeting, MeetingKind, MeetingStatus, Series
from core.domain.message import Message
from core.domain.process_clocks import _WATCHERS, wall
from core.domain.record import Record
from tests.unit.core.forms_world import FormWorld
from tests.unit.core.standard import STANDARD
from tests.unit.core.world import ZONE


def moment(text: str) -> datetime:
    """A moment of November 2026; the 18th is a Wednesday."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE)


def running(clock: str, at: str, *records: Record, known: Definitions = STANDARD) -> list[Ticking]:
    """Where a clock runs at a moment, with some records beside the people."""
    world = FormWorld.staffed()
    world.now = moment(at)
    for each in records:
        world.records[each.id] = each
    board = world.board()
    return [each for each in wall(board, scene_of(board, known, world.now)) if each.clock == clock]


def states(clock: str, at: str, *records: Record) -> list[tuple[str, ClockState]]:
    """When it is due, and what it shows."""
    return [
        (f"{each.due.astimezone(ZONE):%d %H:%M}", each.state)
        for each in running(clock, at, *records)
    ]


WEEKLY = Series(id=RecordId("SE-01"), kind=MeetingKind.WEEKLY, weekday=0, at="10:00", minutes=30)
HELD = Meeting(
    id=RecordId("M-09"),
    kind=MeetingKind.WEEKLY,
    status=MeetingStatus.ENDED,
    started_at=moment("16 10:05"),
    ended_at=moment("16 10:30"),
)


def own(folder: Path, text: str) -> Path:
    """A customer's file."""
    file = folder / "clocks.toml"
    file.write_text(text, "utf-8")
    return file


def test_every_watch_is_carried_out_by_something() -> None:
    assert set(_WATCHERS) == set(WATCHES)


def test_a_weekly_meeting_that_was_held_is_met_and_the_next_one_runs() -> None:
    assert states("C06", "18 09:00", WEEKLY, HELD) == [
        ("23 10:00", ClockState.RUNNING),
        ("16 10:00", ClockState.MET),
    ]


def test_a_weekly_meeting_that_nobody_held_is_missed() -> None:
    assert states("C06", "16 10:20", WEEKLY)[0] == ("16 10:00", ClockState.RUNNING)
    assert states("C06", "18 09:00", WEEKLY)[0] == ("16 10:00", ClockState.BREACHED)


def test_a_weekly_meeting_that_was_held_a_day_late_is_that_week_s() -> None:
    late = replace(HELD, started_at=moment("17 10:00"), ended_at=moment("17 10:30"))
    early = replace(HELD, started_at=moment("13 10:00"), ended_at=moment("13 10:30"))
    last_week = replace(HELD, started_at=moment("10 10:00"), ended_at=moment("10 10:30"))

    assert [states("C06", "18 09:00", WEEKLY, each)[-1][1] for each in (late, early)] == [
        *(ClockState.MET, ClockState.MET),
    ]
    assert states("C06", "18 09:00", WEEKLY, last_week)[0][1] is ClockState.BREACHED


def test_a_longer_weekly_meeting_is_another_clock() -> None:
    longer = replace(WEEKLY, minutes=60)

    assert states("C06", "18 09:00", longer) == []
    assert states("C07", "18 09:00", longer)[0][1] is ClockState.BREACHED


def test_a_monthly_meeting_is_on_its_own_clock() -> None:
    monthly = replace(WEEKLY, cadence=Cadence.MONTHLY)

    assert states("C09", "18 09:00", monthly)[0] == ("02 10:00", ClockState.BREACHED)


def test_the_group_hears_of_the_project_every_working_day() -> None:
    def post(at: str) -> Message:
        return Message(id=RecordId("X-01"), about="x", channel="team", queued_at=moment(at))

    assert states("C05", "18 09:00") == []
    assert states("C05", "18 09:00", post("17 10:00")) == [("18 18:00", ClockState.RUNNING)]
    assert states("C05", "18 19:00", post("17 10:00")) == [("18 18:00", ClockState.BREACHED)]
    assert states("C05", "18 19:00", post("18 10:00")) == [("18 18:00", ClockState.MET)]
    assert states("C05", "21 19:00", post("17 10:00")) == []


def test_a_customer_changes_one_key_and_keeps_the_rest(tmp_path: Path) -> None:
    found = defined(None, own(tmp_path, '[C01]\nspan = "3wd"\n')).clocks

    assert found["C01"].span is not None
    assert found["C01"].span.workdays == 3
    assert (found["C01"].names, found["C01"].watch) == (standard()["C01"].names, "asked")
    assert {**found, "C01": None} == {**standard(), "C01": None}


def test_an_example_of_the_documents_is_switched_on_and_a_rule_off(tmp_path: Path) -> None:
    found = defined(None, own(tmp_path, "[C16]\non = true\n[C05]\non = false\n")).clocks

    assert not standard()["C16"].on
    assert found["C16"].on
    assert not found["C05"].on


def test_a_clock_of_their_own_runs_between_two_moments(tmp_path: Path) -> None:
    text = """
        [K01]
        names = { zh = "启动会后五日立项", en = "Charter after the kickoff" }
        span = "5wd"
        watch = "between"
        from = "kickoff.ended"
        until = "charter.submitted"
    """
    known = defined(None, own(tmp_path, text))
    kickoff = replace(HELD, kind=MeetingKind.KICKOFF)
    (found,) = running("K01", "18 09:00", kickoff, known=known)

    assert found.state is ClockState.RUNNING
    assert found.due == moment("23 18:00")
    assert found.people


@pytest.mark.parametrize(
    ("text", "reason", "key"),
    [
        ("[C01", "not-toml", None),
        ("C01 = 3\n", "value", "C01"),
        ('[C01]\nspan = "bald"\n', "value", "C01.span"),
        ('[C01]\nspan = ""\n', "value", "C01.span"),
        ('[C01]\nspann = "2wd"\n', "key", "C01.spann"),
        ('[C13]\nspan = "3h"\n', "value", "C13.span"),
        ('[K1]\nspan = "3h"\n', "value", "K1.id"),
        ('[K01]\nspan = "3h"\n', "value", "K01.names"),
        ('[K01]\nnames = { zh = "x" }\nwatch = "draft"\n', "value", "K01.span"),
        ('[K01]\nnames = { zh = "x" }\nwatch = "moon"\n', "value", "K01.watch"),
        ('[C04]\nfrom = "kickoff.ended"\n', "value", "C04.from"),
        ('[C16]\non = "yes"\n', "value", "C16.on"),
        ("[C06]\nminutes = [30]\n", "value", "C06.minutes"),
    ],
)
def test_a_clock_that_cannot_be_used_is_left_out_and_says_where(
    tmp_path: Path, text: str, reason: str, key: str | None
) -> None:
    known = defined(None, own(tmp_path, text))
    (out,) = known.left_out

    assert (out.what, out.reason, out.values.get("key")) == ("clock", reason, key)
    assert (out.values["file"], known.clocks) == ("clocks.toml", standard())


def test_a_clock_that_forms_run_by_cannot_be_switched_off(tmp_path: Path) -> None:
    known = defined(None, own(tmp_path, '[C01]\non = false\n[C02]\nspan = "48h"\n'))
    (out,) = known.left_out

    assert (out.name, out.reason, out.values["line"]) == ("C01", "clock-named", 2)
    assert known.clocks["C01"].on
    assert known.clocks["C02"].span != standard()["C02"].span


def test_a_clock_cannot_run_between_moments_that_nobody_knows(tmp_path: Path) -> None:
    text = '[C16]\non = true\nuntil = "blocker.forgotten"\n'

    (out,) = defined(None, own(tmp_path, text)).left_out
    assert (out.name, out.reason, out.values["line"]) == ("C16", "no-moment", 3)
