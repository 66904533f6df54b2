"""Conflicts in words, by hand, and the lists of the sync page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.calendar.clock import fixed
from core.domain.board import Board, SourceState
from core.domain.clash import Choice, Clash, ClashStatus
from core.domain.ids import RecordId
from core.domain.refusal import Refused
from core.settings import SourceSettings
from tests.samples import NOW, sample_board
from tui import browsing
from tui.exchange import Knot, alike, knots
from tui.exchange_recent import Ran, folded
from tui.exchange_typed import prefilled, value_of
from tui.exchange_words import apart, explained, reading, result, returning
from tui.panels import exchange_conflict as conflict
from tui.panels import exchange_sources as table
from tui.source_marks import standing
from tui.source_names import came_from
from tui.words import Words

AT = fixed(NOW)()
ZH = Words.load("zh")


def clash(field: str = "actual", number: int = 1, **values: Any) -> Clash:
    given: dict[str, Any] = {"ours": 60, "theirs": 55, "base": 45, "ours_by": "王敏"} | values
    return Clash(
        id=RecordId(f"SC-{number:02}"),
        source="feishu",
        source_id="rec",
        subject=RecordId("T-02"),
        field=field,
        **given,
    )


@pytest.fixture
def board() -> Board:
    return sample_board("zh")


def holding(board: Board, *clashes: Clash) -> Board:
    return replace(board, clashes={each.id: each for each in clashes})


def test_fields_of_one_record_are_one_conflict(board: Board) -> None:
    found = holding(board, clash(), clash("due", 2, ours="2024-10-18", theirs="2024-10-20"))

    assert [[each.field for each in knot.clashes] for knot in knots(found)] == [["actual", "due"]]


def test_what_was_settled_before_the_page_was_opened_is_not_shown(board: Board) -> None:
    old = clash("due", 2, status=ClashStatus.SETTLED, choice=Choice.OURS)
    found = holding(board, clash(), old)

    assert [each.field for each in knots(found)[0].clashes] == ["actual"]
    assert [each.field for each in knots(found, {old.id})[0].clashes] == ["actual", "due"]


def test_alike_are_open_ones_of_one_field_and_source(board: Board) -> None:
    one, other = clash(), replace(clash(number=2), subject=RecordId("T-04"))
    found = holding(
        board,
        one,
        other,
        clash("due", 3),
        replace(clash(number=4), source="excel"),
        clash(number=5, status=ClashStatus.LAPSED),
    )

    assert alike(found, one) == (one, other)


def test_both_sides_are_told_in_a_sentence(board: Board) -> None:
    knot = Knot("feishu", "T-02", (clash(theirs_by="赵倩"),))

    told = explained(knot, board, ZH)

    assert told == ["本地王敏把实际进度改成 60%;飞书里赵倩把实际进度改成 55%。"]


def test_what_people_wrote_is_not_spaced_only_the_sentence_around_it(board: Board) -> None:
    each = clash("title", ours="接口联调v2", theirs="联调", theirs_by="Lily王")

    (told,) = explained(Knot("feishu", "T-02", (each,)), board, ZH)

    assert told == "本地王敏把标题改成 接口联调v2;飞书里 Lily王把标题改成 联调。"
    assert apart("把标题改成v2版和中A", "v2版") == "把标题改成 v2版和中 A"


@pytest.mark.parametrize(("minutes", "told"), [(5, True), (0, False), (-5, False)])
def test_the_last_sync_is_told_only_where_both_changed_after_it(
    board: Board, minutes: int, *, told: bool
) -> None:
    each = clash(ours_at=AT, theirs_at=AT, agreed_at=AT - timedelta(minutes=minutes))
    sight = conflict.Sight(board, ZH, 100)

    said = "".join(span.text for span in conflict.heading(Knot("f", "T-02", (each,)), 1, 1, sight))

    assert ("时还一致" in said) is told


def test_who_is_not_known_is_somebody(board: Board) -> None:
    (told,) = explained(Knot("feishu", "T-02", (clash(),)), board, ZH)

    assert "飞书里有人把" in told


def test_a_rest_day_is_marked_and_the_next_working_day_named(board: Board) -> None:
    each = clash("due", ours="2024-10-18", theirs="2024-10-20", base=None)

    assert reading(each, "2024-10-20", board, ZH) == "10-20(周日)"
    assert "按 3 可改为 10-21 周一" in explained(Knot("feishu", "T-02", (each,)), board, ZH)[1]
    assert prefilled(each, board) == "2024-10-21"


def test_the_result_says_what_was_chosen_and_what_is_open(board: Board) -> None:
    done = clash(status=ClashStatus.SETTLED, choice=Choice.THEIRS)
    open_ = clash("due", 2, ours="2024-10-18", theirs="2024-10-22")

    assert result(Knot("f", "T-02", (done, open_)), board, ZH) == "实际进度 55%(来源)   截止 待选"
    assert "可恢复" in result(Knot("f", "T-02", (done,)), board, ZH)


def test_it_is_told_whether_a_choice_goes_back(board: Board) -> None:
    settings = SourceSettings(write=("actual",))

    assert "回写到飞书" in returning(clash(), settings, board, ZH)
    assert "只改本地" in returning(clash("due"), settings, board, ZH)
    assert returning(clash(), None, board, ZH) == ""


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("actual", "85", 85),
        ("actual", "8%", 80),
        ("due", "10-21", "2024-10-21"),
        ("due", "下周三", "2024-10-23"),
        ("due", "", None),
        ("title", " 竞品 ", "竞品"),
        ("depends_on", "T-04、7", ["T-04", "T-07"]),
        ("parent", "t4", "T-04"),
    ],
)
def test_each_field_is_read_in_its_own_way(
    board: Board, field: str, text: str, value: object
) -> None:
    got = value_of(clash(field), text, board, AT)

    assert got == (["T-04", "T-07"] if field == "depends_on" else value)


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("actual", "很快", "progress-form"),
        ("actual", "120", "progress-range"),
        ("due", "哪天", "day-form"),
        ("due", "10-21 等素材", "day-form"),
        ("collaborators", "无此人", "no-such-person"),
        ("title", "  ", "title-missing"),
    ],
)
def test_what_does_not_fit_is_refused(board: Board, field: str, text: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        value_of(clash(field), text, board, AT)

    assert caught.value.reason == reason


def test_people_are_typed_by_name(board: Board) -> None:
    names = {each.name: each.id for each in board.people.values()}

    assert value_of(clash("collaborators"), "王敏、zhoufang", board, AT) == [
        names["王敏"],
        names["周芳"],
    ]


def test_one_digit_of_progress_is_prefilled_so_that_it_reads_the_same(board: Board) -> None:
    small = clash(ours=5)

    assert value_of(small, prefilled(small, board), board, AT) == 5


def test_syncs_without_news_are_told_once() -> None:
    quiet, busy = {"pulled": 5}, {"pulled": 5, "updated": 1}
    runs = [
        Ran("a", AT, quiet),
        Ran("a", AT - timedelta(minutes=5), quiet),
        Ran("b", AT - timedelta(minutes=6), quiet),
        Ran("a", AT - timedelta(minutes=10), busy),
        Ran("a", AT - timedelta(minutes=15), quiet),
    ]

    told = sorted(folded(runs), key=lambda each: (each.source, each.at), reverse=True)

    assert [(each.source, each.times, each.idle) for each in told] == [
        ("b", 1, True),
        ("a", 2, True),
        ("a", 1, False),
        ("a", 1, True),
    ]


def rows(board: Board, *states: SourceState, **sources: SourceSettings) -> list[table.Row]:
    return table.rows(replace(board, sources=states), table.Known(sources), ZH)


def test_a_source_that_fails_says_why_and_when_it_is_tried_again(board: Board) -> None:
    state = SourceState("feishu", tried_at=AT, failures=2, failed="reason.feishu-rate-limit")
    (row,) = rows(board, state, feishu=SourceSettings(interval="5m"))

    assert table.note(row, AT, board, ZH).text == "09:50 再试 · 飞书限流:请过几分钟再同步"


def test_what_went_wrong_is_told_with_its_values(board: Board) -> None:
    lost = {"path": "计划/11月.xlsx"}
    state = SourceState("plan", failed="reason.sheet-missing", failed_with=lost, failures=1)
    (row,) = rows(board, state)

    assert "找不到文件 计划/11月.xlsx" in table.note(row, AT, board, ZH).text


def test_what_an_older_program_noted_has_gaps_for_its_values(board: Board) -> None:
    (row,) = rows(board, SourceState("plan", failed="asks.many-ended"))

    assert "… 行中有 … 行" in table.note(row, AT, board, ZH).text


def test_a_source_is_called_by_its_table_its_file_or_its_service(board: Board) -> None:
    found = rows(
        board,
        a=SourceSettings(url="https://x.feishu.cn/base/b?table=tbl1"),
        b=SourceSettings(type="teambition", url="https://www.teambition.com/project/64f/tasks"),
        c=SourceSettings(type="sheet", url="plans/试销.xlsx"),
        d=SourceSettings(title="推广进度表"),
    )

    assert [each.called for each in found] == ["飞书", "TB", "试销", "推广进度表"]
    told = [table.object_of(each, ZH) for each in found]
    assert told == ["飞书多维表格", "Teambition", "试销.xlsx", "飞书多维表格"]


def test_two_sources_of_one_name_are_told_apart(board: Board) -> None:
    found = rows(board, one=SourceSettings(title="进度"), two=SourceSettings(title="进度"))

    assert [each.called for each in found] == ["进度(one)", "进度(two)"]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (SourceState("a"), "new"),
        (SourceState("a", synced_at=AT, tried_at=AT), "fine"),
        (SourceState("a", synced_at=AT, tried_at=AT, failed="asks.many-ended"), "asks"),
        (SourceState("a", synced_at=AT, tried_at=AT, failed="reason.column-gone"), "partly"),
        (SourceState("a", synced_at=AT, failed="reason.network-lost", failures=1), "failed"),
        (SourceState("a", running="王敏", failed="reason.network-lost"), "running"),
    ],
)
def test_a_source_stands_as_its_last_sync_went(state: SourceState, told: str) -> None:
    assert standing(state) == told


def test_a_source_that_is_synced_every_few_seconds_tells_its_moments_with_seconds(
    board: Board,
) -> None:
    state = SourceState("a", synced_at=AT, tried_at=AT)
    (row,) = rows(board, state, a=SourceSettings(interval="30s"))

    assert table.note(row, AT, board, ZH).text.startswith("下次 09:30:30")
    assert table.interval_told([row], ZH) == "自动 30 秒"


def test_a_removed_source_is_told_so_where_its_records_name_it(board: Board) -> None:
    held = replace(board, sources=(SourceState("plan", title="清单", type="sheet"),))

    assert came_from("plan", held, ZH) == "清单"
    assert came_from("plan", board, ZH) == "plan(已移除)"


@pytest.mark.parametrize(
    ("environ", "platform", "there"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "w"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "1 2 3 4"}, "linux", False),
        ({}, "darwin", True),
        ({"SSH_TTY": "t"}, "darwin", False),
    ],
)
def test_a_browser_opens_only_where_the_person_sits(
    environ: dict[str, str], platform: str, *, there: bool
) -> None:
    assert browsing.has_desktop(environ, platform) is there


@pytest.mark.parametrize(
    "url", ["", "file://etc", "javascript:1", "-x", "https://a b", "https://\x1b"]
)
def test_only_pages_of_the_web_are_opened(url: str) -> None:
    assert not browsing.is_page(url)
