"""The lines around the panels: what the header says in every state of the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from rich.cells import cell_len

from core.calendar.clock import fixed
from core.domain.board import Board, Presence, SourceState
from core.domain.clash import Clash, ClashStatus
from core.domain.ids import RecordId
from core.domain.project import Phase
from tests.samples import NOW, sample_board
from tui.panels.view import Width
from tui.screens.status import Link, Shown, hint_line, project_line, searched, status_line, tab_line
from tui.widgets.line_cells import Span
from tui.words import LANGUAGES, Words

AT = fixed(NOW)()
ZH = Words.load("zh")
LIVE = Link(live=True)
TASK = RecordId("T-02")


@pytest.fixture
def board() -> Board:
    """The sample project."""
    return sample_board("zh")


def header(board: Board | None, link: Link = LIVE, width: Width = Width.WIDE) -> str:
    """The status line as text, its right end after a bar."""
    left, right = status_line(Shown(board, None, link, AT, width), ZH)
    return "".join(s.text for s in left) + " | " + "".join(s.text for s in right).strip()


def test_project_phase_lights_and_time_stand_in_the_header(board: Board) -> None:
    told = header(board)
    assert told.startswith("碰头 │ 2024Q4新品全国推广 [执行 · 第6周]  ✗红3 !黄4 ✓绿7")
    assert told.endswith("| 周三 10-16 09:30")


def test_a_narrow_header_leaves_out_phase_and_day(board: Board) -> None:
    told = header(board, width=Width.NARROW)
    assert told.startswith("碰头│2024Q4新品全国推广  ✗红3")
    assert told.endswith("| 周三 09:30")


@pytest.mark.parametrize(("language", "told"), [("zh", "[已归档]"), ("en", "[archived]")])
def test_a_header_of_any_width_says_that_the_project_is_archived(
    board: Board, language: str, told: str
) -> None:
    put_away = replace(board, project=replace(board.project, phase=Phase.ARCHIVED))
    for width in Width:
        left, _ = status_line(Shown(put_away, None, LIVE, AT, width), Words.load(language))
        assert told.rstrip("]") in "".join(each.text for each in left)[: int(width) - 12]


def test_before_anything_was_read_the_header_says_that_it_is_being_read() -> None:
    assert header(None, Link()).endswith("| 正在读取数据库…")


def test_a_lost_database_is_told_with_the_age_of_what_is_shown(board: Board) -> None:
    told = header(board, Link(lost="database-silent"))
    assert "✗数据库连接不上,正在重试 · 数据截至 09:30" in told


def test_what_waits_and_that_it_is_frozen_cannot_be_overlooked(board: Board) -> None:
    told = header(board, Link(live=True, frozen=True, waiting=3, unsent=2))
    assert "已冻结 · 有 3 处新变化" in told
    assert "待发 2" in told


def test_a_person_with_two_boards_is_one_person(board: Board) -> None:
    here = tuple(Presence(name) for name in ("张伟", "张伟", "王敏"))
    assert "在线 2 张伟 王敏" in header(replace(board, present=here))


def test_nobody_there_is_not_told(board: Board) -> None:
    assert "在线" not in header(replace(board, present=()))


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (SourceState(name="feishu", synced_at=AT - timedelta(minutes=3)), "飞书✓ 3分前"),
        (SourceState(name="plan", synced_at=AT - timedelta(seconds=5)), "plan✓ 刚刚"),
        (SourceState(name="飞书", running="张伟"), "飞书…"),
        (SourceState(name="飞书", failed="http-500"), "飞书✗"),
        (SourceState(name="飞书"), "飞书—"),
    ],
)
def test_a_source_tells_how_old_it_is(board: Board, state: SourceState, told: str) -> None:
    assert f"同步 {told}" in header(replace(board, sources=(state,)))


def test_each_source_tells_its_conflicts_and_all_the_age_of_the_freshest(board: Board) -> None:
    clash = Clash(id=RecordId("SC-01"), source="feishu", source_id="r", subject=TASK, field="due")
    settled = replace(clash, id=RecordId("SC-02"), status=ClashStatus.SETTLED)
    sources = (
        SourceState(name="teambition", synced_at=AT - timedelta(minutes=2)),
        SourceState(name="feishu", synced_at=AT - timedelta(minutes=1)),
    )
    clashes: dict[str, Clash] = {each.id: each for each in (clash, settled)}
    told = header(replace(board, sources=sources, clashes=clashes))
    assert "同步 TB✓ 飞书✓(冲突1) 1分前" in told


def test_a_source_that_fell_behind_tells_its_own_age(board: Board) -> None:
    old = SourceState(name="feishu", synced_at=AT - timedelta(hours=3), failed="reason.http-status")
    fresh = SourceState(name="teambition", synced_at=AT)
    assert "飞书✗3小时前还好 TB✓ 刚刚" in header(replace(board, sources=(old, fresh)))


def test_behind_a_source_that_fails_the_age_is_that_of_its_last_good_sync(board: Board) -> None:
    lost = SourceState(name="feishu", synced_at=AT - timedelta(minutes=3), failed="reason.x")
    alone = header(replace(board, sources=(lost,)))
    assert "同步 飞书✗3分前还好" in alone
    assert alone.count("3分前") == 1


def named(name: str, **values: Any) -> SourceState:
    """A source that a while ago ended well."""
    given: dict[str, Any] = {"synced_at": AT, "tried_at": AT, "type": "sheet"} | values
    return SourceState(name=name, **given)


def test_where_all_do_not_fit_those_that_need_somebody_are_named(board: Board) -> None:
    lost: dict[str, Any] = {"failed": "reason.network-lost", "failures": 2}
    sources = (
        named("a", title="推广进度表"),
        named("b", title="华东区试销计划", failed="asks.many-ended"),
        named("c", title="上线清单", synced_at=AT - timedelta(minutes=12), **lost),
        named("d", title="预算"),
        named("e", title="渠道"),
    )
    many = replace(board, sources=sources, present=(Presence("张伟"),))

    told = status_line(Shown(many, None, LIVE, AT, Width.NORMAL, 120), ZH)[0]
    text = "".join(each.text for each in told)
    assert "同步 上线清单✗ ?1 ✓3 刚刚" in text
    assert text.endswith("在线 1")
    wide = header(many)
    assert "推广进度表✓ 华东区试销计划? 上线清单✗12分前还好 预算✓ 渠道✓ 刚刚" in wide


def test_a_narrow_header_counts_the_sources(board: Board) -> None:
    sources = tuple(named(each, title=f"一张很长的表{each}") for each in "abc")

    assert "同步 ✓3 刚刚" in header(replace(board, sources=sources), width=Width.NARROW)


def test_the_second_line_names_the_next_milestone_and_what_is_open(board: Board) -> None:
    line = project_line(Shown(board, None, LIVE, AT, Width.WIDE), ZH)
    assert "".join(span.text for span in line) == (
        "里程碑 方案定稿 11-10 休息日(还有 17 个工作日) │ 行动项 未完 5(逾期 1) │ 阻塞 未闭环 6"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [Width.NARROW, Width.NORMAL])
def test_the_lines_fit_their_screens(language: str, width: Width) -> None:
    words, room = Words.load(language), {Width.NARROW: 80, Width.NORMAL: 120}[width]
    shown = Shown(sample_board(language), None, LIVE, AT, width)
    left, right = status_line(shown, words)
    for line in ((*left, *right), project_line(shown, words), hint_line(words, width)):
        assert cell_len("".join(span.text for span in line)) <= room - 2


def test_the_tabs_carry_numbers_names_and_counts() -> None:
    line = tab_line([(1, "progress", (Span("✗3"),)), (2, "blockers", ())], "progress", ZH)
    text = "".join(span.text for span in line)
    assert text.startswith("[1]进度 ✗3  [2]阻塞 ")
    assert next(span for span in line if "进度" in span.text).role == "accent bold underline"


def test_a_filter_looks_at_number_title_owner_and_department(board: Board) -> None:
    assert searched(board, "T-08") == "T-08 新品物料合规审核 周芳 法务部"
    assert searched(board, "T-99") == "T-99"
