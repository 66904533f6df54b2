"""From the service to the plan: a source that fails or empties never closes our tasks."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace

import pytest

from sync.guess import guess
from sync.plan import Kind, Plan, plan
from sync.record import JSON, Link, Pull, Record
from sync.roster import Known, Roster
from sync.translate import translate_all
from sync.trouble import Retry
from tests.sync import feishu_faults as faults
from tests.sync.conftest import Open
from tests.sync.feishu_data import task
from tests.sync.feishu_faults import Fault, coded, listing, text
from tests.sync.feishu_service import FeishuService

ROSTER = Roster.of(Known(f"P-{n:02}", (f"员工{n}",), f"ou_{n}") for n in range(20))
COUNT = 40


def _values(pull: Pull) -> dict[str, dict[str, JSON]]:
    mapping = guess(pull.columns).mapping
    done = translate_all(pull.records, mapping, ROSTER, columns=pull.columns)
    return {item.id: item.values for item in done.records}


def _planned(first: Pull, second: Pull) -> Plan:
    """What the second pull means after the first one was carried out."""
    agreed = _values(first)
    links = [Link(name, f"T-{name}", values) for name, values in agreed.items()]
    ours = {link.record_id: dict(link.base) for link in links}
    mapping = guess(second.columns).mapping
    done = translate_all(second.records, mapping, ROSTER, columns=second.columns)
    return plan(done.records, links, ours, complete=second.complete, present=second.seen)


def test_a_second_pull_of_the_same_plans_nothing(service: FeishuService, open_feishu: Open) -> None:
    service.table.records = [task(number) for number in range(COUNT)]
    source = open_feishu()

    made = _planned(source.pull(), source.pull())

    assert made.changes == ()
    assert made.unchanged == COUNT


@pytest.mark.parametrize("left", [0, COUNT // 2], ids=["none left", "half left"])
def test_when_many_rows_are_gone_somebody_is_asked(
    left: int, service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(COUNT)]
    source = open_feishu()
    first = source.pull()
    service.table.records = service.table.records[:left]

    made = _planned(first, source.pull())

    assert made.counts[Kind.END] == COUNT - left
    assert made.needs_asking


def test_a_pull_that_broke_off_ends_nothing(service: FeishuService, open_feishu: Open) -> None:
    service.table.records = [task(number) for number in range(COUNT)]
    source = open_feishu()
    first = source.pull()
    service.fail_next(listing([task(1)], more=True))

    assert _planned(first, source.pull()).changes == ()


def test_a_row_that_lost_its_title_or_its_shape_does_not_end(
    service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(3)]
    source = open_feishu()
    first = source.pull()
    service.table.records = [
        task(0, 任务名称=None),
        {"record_id": "rec000001", "fields": "?"},
        task(2),
    ]

    assert _planned(first, source.pull()).changes == ()


def test_a_column_deleted_there_empties_nothing_here(
    service: FeishuService, open_feishu: Open
) -> None:
    source = open_feishu()
    first = source.pull()
    service.table.columns = [entry for entry in service.table.columns if entry["type"] != 11]
    service.table.records = [task(number, 负责人=None) for number in range(5)]
    second = source.pull()
    mapping = guess(first.columns).mapping

    done = translate_all(second.records, mapping, ROSTER, columns=second.columns)

    assert done.lost == ("owner",)
    assert all("owner" not in item.values for item in done.records)


PASSING: tuple[Fault, ...] = (
    faults.too_many(),
    coded(1254290),
    coded(1254002),
    coded(1254607, 400),
    coded(99991663, 400),
    faults.revoked(),
    faults.server_error(),
    faults.cut(),
    faults.html(),
    text('{"code": 0,'),
    Fault(body=b"no gzip", headers={"content-encoding": "gzip"}),
    listing([task(1)], more=True, token="at:0"),
    listing([], more=True, token="at:500"),
)


@pytest.mark.parametrize("seed", range(10))
def test_whatever_fails_on_the_way_the_end_state_is_the_same(
    seed: int, service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(510)]
    source = open_feishu()
    expected = source.pull()
    dice = random.Random(seed)
    for _ in range(dice.randint(1, 6)):
        service.fail_next(dice.choice(PASSING), after=dice.randint(0, 2))

    while service.pending:
        with suppress(Retry):
            made = _planned(expected, source.pull())
            assert Kind.TAKE not in made.counts
            assert Kind.END not in made.counts or made.needs_asking

    assert _told(source.pull()) == _told(expected)


def _told(pull: Pull) -> tuple[bool, list[Record]]:
    records = (replace(record, modified=None) for record in pull.records)
    return pull.complete, sorted(records, key=lambda record: record.id)
