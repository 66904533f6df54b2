"""`pengtou clocks`: how clocks are counted, now and later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.blocker import RaiseBlocker, SnoozeBlocker
from core.domain.ids import RecordId
from core.domain.people import EditPerson, Function
from core.service import Service
from tests.cli.conftest import ON_SQLITE, Cli
from tests.hand_clock import HandClock
from tui.cli.clocks import hours, span
from tui.cli.wrong import Wrong

PROCESS: dict[str, object] = {
    "id": None,
    "effective_at": None,
    "in_force": True,
    "basis": "natural",
    "response_minutes": 120,
    "solution_minutes": 1440,
    "green_minutes": 120,
    "ack_minutes": 480,
    "opens": "09:00",
    "closes": "18:00",
    "owner_may_close": False,
    "steps_off": [],
    "clocks": {},
    "naming": {},
    "version": 0,
}


def test_without_options_it_says_what_holds(board: Cli) -> None:
    ended = board("clocks")

    assert ended.status == 0
    head, line = ended.out.splitlines()
    assert head.split() == [
        *("自", "口径", "响应", "方案", "绿色通道", "受理有效"),
        *("办公时间", "负责人可自验"),
    ]
    assert line.split() == ["流程默认", "自然小时", "2h", "24h", "2h", "8h", "–", "否"]
    assert board("clocks", "--json").json == [PROCESS]


def test_with_options_it_sets_them(board: Cli) -> None:
    ended = board(
        *("clocks", "--basis", "working", "--response", "90m", "--hours", "8:30-17:30"),
        *("--ack", "0", "--owner-may-close", "yes"),
    )

    assert ended.status == 0
    told, _, line = ended.out.splitlines()
    assert told == "张伟 设定了时限口径 CP-01"
    assert line.split() == [
        *("09:30", "工作时段", "1h30", "24h", "2h", "一直有效", "08:30-17:30", "是")
    ]


def test_one_to_come_stands_below_the_one_that_holds(board: Cli) -> None:
    found = board("clocks", "--solution", "2小时", "--from", "11-20", "--json").json

    assert [each["in_force"] for each in found] == [True, False]
    assert found[0] == PROCESS
    assert found[1]["effective_at"] == "2026-11-20T00:00:00+08:00"
    assert found[1]["solution_minutes"] == 120


@ON_SQLITE
def test_from_today_is_from_now(board: Cli) -> None:
    found = board("clocks", "--green", "1h", "--from", "today", "--json").json

    assert [each["effective_at"] for each in found] == ["2026-11-18T09:30:00+08:00"]


@ON_SQLITE
def test_from_may_name_an_hour(board: Cli) -> None:
    found = board("clocks", "--green", "1h", "--from", "11-20 13:00", "--json").json

    assert found[1]["effective_at"] == "2026-11-20T13:00:00+08:00"


@ON_SQLITE
@pytest.mark.parametrize("word", ["natural", "自然小时", "NATURAL", "natural hours"])
def test_the_basis_goes_by_both_languages(board: Cli, word: str) -> None:
    board("clocks", "--basis", "工作时段")
    found = board("clocks", "--basis", word, "--json").json

    assert found[0]["basis"] == "natural"


@ON_SQLITE
def test_what_reads_so_already_changes_nothing(board: Cli) -> None:
    ended = board("clocks", "--response", "2h")

    assert ended.status == 0
    assert ended.err == "没有变化\n"
    assert board("clocks", "--json").json == [PROCESS]


@ON_SQLITE
@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--response", "2"), 2, "看不懂时长“2”:写 2h、90m 或 1h30"),
        (("--response", "soon"), 2, "看不懂时长“soon”:写 2h、90m 或 1h30"),
        (("--response", "0"), 1, "时限须在 1 分钟到 366 天之间,不能是 0 分钟"),
        (("--solution", "9000h"), 1, "时限须在 1 分钟到 366 天之间,不能是 540000 分钟"),
        (("--hours", "9"), 2, "看不懂办公时间“9”:写 09:00-18:00"),
        (("--hours", "9-25"), 2, "看不懂办公时间“9-25”:写 09:00-18:00"),
        (("--hours", "18-9"), 1, "办公时间须先开始后结束:18:00-09:00"),
        (("--green", "1h", "--from", "2026-11-17"), 1, "口径不能从过去生效"),
        (("--green", "1h", "--from", "someday"), 2, "someday"),
        (("--basis", "lunar"), 2, "lunar"),
        (("--owner-may-close", "maybe"), 2, "maybe"),
    ],
)
def test_what_cannot_be_is_said_with_what_to_write(
    board: Cli, words: tuple[str, ...], status: int, told: str
) -> None:
    ended = board("clocks", *words)

    assert ended.status == status
    assert told in ended.err
    assert board("clocks", "--json").json == [PROCESS]


@ON_SQLITE
def test_others_are_told_who_may(board: Cli, service: Service) -> None:
    manager = (Function.PROJECT_MANAGER,)
    service.perform(EditPerson(person=RecordId("P-01"), functions=manager))
    ended = board("clocks", "--response", "1h", "--as", "王敏")

    assert (ended.status, ended.err) == (1, "pengtou: 改时限口径须由 张伟 来做\n")


@ON_SQLITE
def test_it_speaks_english(board: Cli) -> None:
    ended = board("clocks", "--basis", "working", "--lang", "en")

    assert "office hours" in ended.out
    assert ended.out.startswith("张伟 set the clock policy CP-01\n")


@ON_SQLITE
def test_undo_takes_it_back(board: Cli) -> None:
    board("clocks", "--response", "1h")

    assert board("undo").status == 0
    assert board("clocks", "--json").json == [PROCESS]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("2h", 120), ("90m", 90), ("1h30", 90), ("1h30m", 90), ("0", 0), ("00", 0)),
        *(("２ｈ", 120), ("2 H", 120), ("2小时", 120), ("45分钟", 45), ("1小时30分", 90)),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text: str, minutes: int) -> None:
    assert span(text) == minutes


@pytest.mark.parametrize("text", ["", " ", "2", "-2h", "2d", "h", "2h2h", "1.5h", "٢h"])
def test_what_is_no_length_of_time_is_asked_for_again(text: str) -> None:
    with pytest.raises(Wrong):
        span(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9-18", ("09:00", "18:00")),
        ("8:30-17:30", ("08:30", "17:30")),
        ("０９：００－１８：００", ("09:00", "18:00")),
        ("9:00 – 18:00", ("09:00", "18:00")),
        ("9~18", ("09:00", "18:00")),
    ],
)
def test_office_hours_are_read_as_people_write_them(text: str, found: tuple[str, str]) -> None:
    assert hours(text) == found


def test_a_snooze_moves_the_deadline_that_is_printed(
    board: Cli, service: Service, clock: HandClock
) -> None:
    service.perform(RaiseBlocker(title="卡", tasks=(RecordId("T-01"),)))
    before = board("show", "B-01", "--json").json["solution_due"]
    until = clock() + timedelta(hours=5)
    service.perform(SnoozeBlocker(blocker=RecordId("B-01"), until=until, reason="等回复"))
    (listed,) = board("list", "blockers", "--json").json

    assert before == "2026-11-19T09:30:00+08:00"
    assert listed["solution_due"] == "2026-11-19T14:30:00+08:00"
    assert listed["response_due"] == "2026-11-18T11:30:00+08:00"
    assert listed["overdue"] is False
