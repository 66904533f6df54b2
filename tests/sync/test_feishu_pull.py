"""Pulls from a service in good health, and the traps that lie in its good health."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sync.record import Cursor, Items, Kind, Listing, Page, Person, Skipped, Web
from sync.source import Source
from sync.trouble import Fatal
from tests.sync.conftest import Open
from tests.sync.feishu_data import DAY, MODIFIED_COLUMN, TABLE, Table, column, task
from tests.sync.feishu_faults import coded, listing
from tests.sync.feishu_service import FeishuService

HOSTILE = ("[/路径] x", "\x1b]52;c;eA==\x07剪贴", "行一\r\n行二", "a" * 10_000, "\u202e反")


def test_a_pull_brings_every_record_once_in_pages_of_500(
    service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(1203)]

    pull = open_feishu().pull()

    assert len({record.id for record in pull.records}) == len(pull.records) == 1203
    assert pull.complete
    assert pull.pages == 3
    searches = [seen for seen in service.requests if seen.path.endswith("/search")]
    assert [seen.query.get("page_token") for seen in searches] == [None, "at:500", "at:1000"]
    assert {seen.query["page_size"] for seen in searches} == {"500"}
    assert {tuple(seen.body.items()) for seen in searches} == {(("automatic_fields", True),)}


def test_a_record_reads_as_plain_values_in_the_zone_of_the_base(
    service: FeishuService, open_feishu: Open
) -> None:
    midnight = 1_675_440_000_000
    service.table.columns.append(column(12, "前置任务", 18, "SingleLink"))
    service.table.records = [task(7, 开始时间=midnight, 前置任务={"link_record_ids": ["rec1"]})]

    (record,) = open_feishu().pull().records

    assert record.fields["fld01"] == "第7项 渠道物料定稿"
    assert record.fields["fld02"] == (Person("ou_7", "员工7"),)
    assert record.fields["fld03"] == "已完成"
    assert record.fields["fld04"] == pytest.approx(0.07)
    assert str(record.fields["fld05"]) == "2023-02-04 00:00:00+08:00"
    assert record.fields["fld08"] == ("市场部",)
    assert record.fields["fld09"] == Web("终稿", "https://example.cn/d/7")
    assert record.fields["fld12"] == Items(("rec1",))
    assert "fld10" not in record.fields
    assert record.url == f"{service.url}&record=rec000007"
    assert record.modified == datetime.fromtimestamp(1_772_358_300, UTC)


def test_the_columns_come_with_their_kinds_options_and_samples(open_feishu: Open) -> None:
    source: Source = open_feishu()
    check = source.check()

    by_name = {found.name: found for found in check.columns}
    assert by_name["任务名称"].primary
    assert by_name["进度"].kind is Kind.FRACTION
    assert by_name["状态"].options == ("未开始", "进行中", "已阻塞", "已完成")
    assert by_name["状态"].samples[:2] == ("未开始", "进行中")
    assert (check.title, check.zone, check.total) == ("推广进度表", "Asia/Shanghai", 5)


def test_more_than_one_page_of_columns_is_read_and_the_last_token_is_not_followed(
    service: FeishuService, open_feishu: Open
) -> None:
    service.table.columns = [column(number, f"列{number}", 1) for number in range(150)]

    assert len(open_feishu().columns()) == 150
    assert service.count("/fields") == 2


def test_an_empty_listing_is_empty_and_says_so(service: FeishuService, open_feishu: Open) -> None:
    service.table.records = []

    pull = open_feishu().pull()

    assert pull.empty
    assert pull.complete


def test_fewer_rows_than_the_service_counts_is_told(
    service: FeishuService, open_feishu: Open
) -> None:
    hidden = [task(number) for number in range(3)]
    service.fail_next(listing(hidden, total=9))

    pull = open_feishu().pull()

    assert pull.short
    assert not open_feishu().pull().short


def test_a_wiki_address_is_resolved_to_its_base(service: FeishuService, open_feishu: Open) -> None:
    assert len(open_feishu(service.wiki_url).pull().records) == 5


def test_a_wiki_page_that_is_no_base_is_refused(service: FeishuService, open_feishu: Open) -> None:
    service.node_type = "docx"

    with pytest.raises(Fatal) as refusal:
        open_feishu(service.wiki_url).pull()

    assert (refusal.value.reason, refusal.value.values["kind"]) == ("wiki-not-a-base", "docx")


def test_without_a_table_in_the_address_the_only_one_is_meant(
    service: FeishuService, open_feishu: Open
) -> None:
    assert len(open_feishu(service.url.partition("?")[0]).pull().records) == 5


def test_without_a_table_in_the_address_several_are_named(
    service: FeishuService, open_feishu: Open
) -> None:
    service.tables["tblOther"] = Table([])

    with pytest.raises(Fatal) as refusal:
        open_feishu(service.url.partition("?")[0]).pull()

    assert refusal.value.values["tables"] == {TABLE: TABLE, "tblOther": "tblOther"}


def test_a_view_is_pulled_without_a_filter_and_is_never_the_whole_table(
    service: FeishuService, open_feishu: Open
) -> None:
    service.table.columns.append(MODIFIED_COLUMN)
    service.table.views["vew1"] = ["rec000001", "rec000003"]
    cursor = Cursor(datetime(2026, 3, 1, tzinfo=UTC))

    pull = open_feishu(f"{service.url}&view=vew1").pull(cursor)

    assert [record.id for record in pull.records] == ["rec000001", "rec000003"]
    assert pull.listing is Listing.VIEW
    assert not pull.complete
    assert service.requests[-1].body == {"automatic_fields": True, "view_id": "vew1"}


def test_changes_are_asked_for_by_the_day_and_then_chosen_by_the_moment(
    service: FeishuService, open_feishu: Open
) -> None:
    since = datetime(2026, 3, 10, 4, tzinfo=UTC)
    moment = int(since.timestamp() * 1000)
    service.table.columns.append(MODIFIED_COLUMN)
    service.table.records = [
        task(1, modified=moment - 3 * DAY),
        task(2, modified=moment - 3_600_000),
        task(3, modified=moment - 60_000),
        task(4, modified=moment + 60_000),
    ]

    pull = open_feishu().pull(Cursor(since))

    assert [record.id for record in pull.records] == ["rec000003", "rec000004"]
    assert not pull.complete
    assert pull.cursor == Cursor(since + timedelta(minutes=1))
    (condition,) = service.requests[-1].body["filter"]["conditions"]
    shanghai_midnight = int(datetime(2026, 3, 8, 16, tzinfo=UTC).timestamp() * 1000)
    assert condition["value"] == ["ExactDate", str(shanghai_midnight)]


def test_without_a_column_for_the_last_change_everything_is_listed(
    service: FeishuService, open_feishu: Open
) -> None:
    pull = open_feishu().pull(Cursor(datetime(2026, 3, 10, tzinfo=UTC)))

    assert len(pull.records) == 5
    assert pull.complete


@pytest.mark.parametrize("code", [1254018, 1254045])
def test_when_the_filter_is_not_taken_everything_is_listed(
    code: int, service: FeishuService, open_feishu: Open
) -> None:
    service.table.columns.append(MODIFIED_COLUMN)
    service.fail_next(coded(code))

    pull = open_feishu().pull(Cursor(datetime(2026, 3, 10, tzinfo=UTC)))

    assert len(pull.records) == 5
    assert pull.complete


def test_a_row_that_comes_twice_counts_once(service: FeishuService, open_feishu: Open) -> None:
    service.fail_next(listing([task(1), task(2)], more=True, token="a"))
    service.fail_next(listing([task(2), task(3)]))

    pull = open_feishu().pull()

    assert [record.id for record in pull.records] == ["rec000001", "rec000002", "rec000003"]
    assert pull.complete


def test_an_item_that_is_none_is_skipped_by_name_and_the_rest_goes_on(
    service: FeishuService, open_feishu: Open
) -> None:
    broken = {"record_id": "recBroken", "fields": [1]}
    service.fail_next(listing([None, {"fields": {}}, broken, task(1)]))

    pull = open_feishu().pull()

    assert [record.id for record in pull.records] == ["rec000001"]
    assert sorted(pull.skipped, key=lambda item: (item.source_id, item.reason)) == [
        Skipped("", "record-unreadable"),
        Skipped("", "record-without-id"),
        Skipped("recBroken", "record-unreadable"),
    ]
    assert pull.seen == {"recBroken", "rec000001"}


def test_hostile_titles_arrive_clean_and_none_is_lost(
    service: FeishuService, open_feishu: Open
) -> None:
    texts = [[{"type": "text", "text": title}] for title in HOSTILE]
    service.table.records = [task(n, 任务名称=text) for n, text in enumerate(texts)]

    titles = [record.fields["fld01"] for record in open_feishu().pull().records]

    assert titles == ["[/路径] x", "剪贴", "行一\n行二", "a" * 4000, "反"]


def test_a_column_renamed_during_the_pull_does_not_look_emptied(
    service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(600)]

    def rename(page: Page) -> bool:
        if page.number == 1:
            service.table.columns[2] = {**service.table.columns[2], "field_name": "当前状态"}
            for item in service.table.records:
                item["fields"]["当前状态"] = item["fields"].pop("状态")
        return True

    pull = open_feishu().pull(progress=rename)

    assert all("fld03" in record.fields for record in pull.records)
    assert pull.columns[2].name == "当前状态"
    assert service.count("/fields") == 2


def test_the_caller_may_stop_between_two_pages(service: FeishuService, open_feishu: Open) -> None:
    service.table.records = [task(number) for number in range(1200)]

    pull = open_feishu().pull(progress=lambda page: page.number < 2)

    assert pull.stopped
    assert not pull.complete
    assert pull.cursor is None
    assert len(pull.records) == 1000
    assert service.count("/search") == 2
