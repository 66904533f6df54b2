"""The four panels as values: the lines of the screen design, their counts, their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len

from core.calendar.clock import fixed
from core.domain.action import ActionStatus
from core.domain.board import Board
from core.domain.ids import RecordId
from tests.samples import NOW, sample_board
from tui.panels import action_items, blockers, progress, raci
from tui.panels.view import View, Width, width_of, with_ids
from tui.widgets.line_cells import Cell, Span, fit
from tui.widgets.line_columns import Column, lay_out
from tui.words import LANGUAGES, Words

AT = fixed(NOW)()
ROOMS = {Width.NARROW: 76, Width.NORMAL: 116, Width.WIDE: 108}
HALVES = {Width.NARROW: 76, Width.NORMAL: 56, Width.WIDE: 84}


def text(cell: Cell) -> str:
    """A cell without its styles."""
    if isinstance(cell, str):
        return cell
    return cell.text if isinstance(cell, Span) else "".join(span.text for span in cell)


def told(view: View, key: str) -> list[str]:
    """The cells of a line as text."""
    return [text(cell) for cell in view.cells(key)]


def drawn(view: View, columns: list[Column], room: int, key: str) -> str:
    """A line as the screen shows it."""
    cells = view.cells(key)
    parts = [
        "".join(span.text for span in fit(cells[place.index], place.width))
        for place in lay_out(columns, room)
    ]
    return " ".join(parts).rstrip()


@pytest.fixture
def board() -> Board:
    """The sample project."""
    return sample_board("zh")


@pytest.fixture
def words() -> Words:
    """Chinese."""
    return Words.load("zh")


@pytest.mark.parametrize(
    ("task", "line"),
    [
        ("T-01", "用户调研报告撰写 市场部 王敏 ████████████ 100/100 ✓绿 10-15 08:55 已提交,待验收"),
        ("T-02", "竞品分析 市场部 王敏 ███████░░│░░ 60/80 !黄 10-18 08:55 样本不足,补访3家"),
        (
            "T-04",
            "功能demo交付 研发部 赵倩 █████████░░│ 80/100 ✗红 10-15 09:02 接口权限未开放(B-08)",
        ),
        (
            "T-05",
            "推广素材设计 品牌部 郑洁 ░░░│░░░░░░░░ 0/30 ✗红 10-22 昨天 等 T-04✗ 等待 T-04 demo",
        ),
        ("T-10", "客服FAQ与话术 售后部 韩梅 ██░░░░░░░░░░ 20/20 ✓绿 11-05 2天前 ⚠ 2 天未更新"),
    ],
)
def test_a_task_reads_as_in_the_sketch(board: Board, words: Words, task: str, line: str) -> None:
    view = progress.view(board, AT, words, Width.WIDE)
    assert " ".join(told(view, task)) == f"{task} {line}"


@pytest.mark.parametrize(
    ("blocker", "line"),
    [
        ("B-05", "紧急 华南样品物流中断 — 待受理 ✗超01:10 ✗超00:10 已升级→副总"),
        ("B-07", "紧急 宣传物料合规条款未确认 周芳 处理中 ✓用00:12 !剩00:38 绿通(2h)"),
        ("B-09", "中 预算科目口径不一致 吴刚 处理中 ✓用01:05 剩09:40 "),
        ("B-03", "中 客户反馈缺“购买偏好”维度 孙磊 待核验 ✓用00:30 ✓用18:20 →主导部门核验"),
        ("B-10", "低 培训场地冲突 钱进 已暂缓 ✓用01:50 暂停 至10-17 09:00"),
    ],
)
def test_a_blocker_reads_as_in_the_sketch(
    board: Board, words: Words, blocker: str, line: str
) -> None:
    view = blockers.view(board, AT, words, Width.WIDE)
    assert " ".join(told(view, blocker)) == f"{blocker} {line}"


def test_the_tightest_blocker_comes_first_and_the_paused_one_last(board: Board) -> None:
    assert board.blocker_order == ("B-05", "B-08", "B-07", "B-09", "B-03", "B-10")


def test_the_nearest_clock_is_the_running_one_that_runs_out_first(
    board: Board, words: Words
) -> None:
    view = blockers.view(board, AT, words, Width.NORMAL)
    nearest = {key: told(view, key)[-1] for key in board.blocker_order}
    assert nearest == {
        "B-05": "✗超01:10",
        "B-08": "!剩00:24",
        "B-07": "!剩00:38",
        "B-09": "剩09:40",
        "B-03": "✓用18:20",
        "B-10": "暂停",
    }


@pytest.mark.parametrize(
    ("action", "line"),
    [
        ("A-19", "补充“购买偏好”客户数据 孙磊 10-14 ✗逾期2天"),
        ("A-22", "开放测试环境接口权限 赵倩 10-16 !今天18:00"),
        ("A-20", "确认培训场地与讲师 钱进 10-17 明天"),
        ("A-23", "输出合规条款对照表 周芳 10-18 周五"),
        ("A-18", "输出最终需求文档 林琳 10-15 待验收"),
        ("A-17", "预算科目口径说明 吴刚 10-15 ✓已完成"),
    ],
)
def test_an_action_item_reads_as_in_the_sketch(
    board: Board, words: Words, action: str, line: str
) -> None:
    view = action_items.view(board, AT, words, Width.WIDE)
    assert " ".join(told(view, action)[:-1]) == f"{action} {line}"


def test_an_action_item_nobody_claimed_says_so(board: Board, words: Words) -> None:
    item = replace(board.actions[RecordId("A-20")], owner=None)
    assert text(action_items.line(board, item, AT, words, Width.WIDE)[2]) == "待认领"


def test_due_earlier_today_is_still_todays(board: Board, words: Words) -> None:
    item = replace(board.actions[RecordId("A-22")], due=AT - timedelta(hours=1))
    assert action_items.left(board, item, AT, words).text == "!08:30 已过"


def test_a_settled_action_item_is_done_even_after_its_day(board: Board, words: Words) -> None:
    item = replace(board.actions[RecordId("A-19")], status=ActionStatus.DONE)
    assert action_items.left(board, item, AT, words).text == "✓已完成"


@pytest.mark.parametrize(
    ("task", "verdict"),
    [("T-06", "✗ 缺 A"), ("T-12", "✗ 2 个 A"), ("T-13", "✗ 空行"), ("T-14", "! C 过多(4)")],
)
def test_a_row_of_the_matrix_is_judged(board: Board, words: Words, task: str, verdict: str) -> None:
    view = raci.view(board, AT, words, Width.WIDE)
    assert told(view, task)[-1] == verdict


def test_a_row_of_the_matrix_holds_its_letters(board: Board, words: Words) -> None:
    view = raci.view(board, AT, words, Width.WIDE)
    assert "".join(told(view, "T-04")[2:-1]) == "ACRI··IIC·"


def test_errors_of_the_matrix_are_told_before_warnings(board: Board, words: Words) -> None:
    found = [span.text for span in raci.findings(board, words)]
    assert found == [
        "✗ T-06 销售话术与培训:缺 A",
        "✗ T-12 新品宣传物料制作:2 个 A(张伟、郑洁)",
        "✗ T-13 华东区试销执行:空行",
        "! T-14 上线验收标准:C 过多(4)",
        "! 负荷 张伟 A×10",
    ]


@pytest.mark.parametrize(
    ("module", "zh", "en"),
    [
        (progress, "✗红3 !黄4 ✓绿7 · 今日未更新 3", "✗red3 !amber4 ✓green7 · 3 not updated today"),
        (blockers, "✗超时1 !临期2", "✗late 1 !soon 2"),
        (raci, "✗3 !1", "✗3 !1"),
    ],
)
def test_a_panel_counts_what_is_urgent(module: object, zh: str, en: str) -> None:
    for language, expected in (("zh", zh), ("en", en)):
        found: View = module.view(  # type: ignore[attr-defined]
            sample_board(language), AT, Words.load(language), Width.WIDE
        )
        assert text(found.summary) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", list(Width))
def test_the_columns_fit_the_room_that_their_layout_has(width: Width, language: str) -> None:
    words = Words.load(language)
    for columns, room in (
        (progress.columns(width, words), ROOMS[width]),
        (blockers.columns(width, words), HALVES[width]),
        (action_items.columns(width, words), HALVES[width]),
        (raci.columns(sample_board(language), words), ROOMS[width]),
    ):
        placed = lay_out(columns, room)
        assert placed[-1].x + placed[-1].width <= room


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", list(Width))
def test_names_lights_clocks_and_counts_are_never_cut(width: Width, language: str) -> None:
    board, words = sample_board(language), Words.load(language)
    whole = {"id", "owner", "bar", "share", "light", "due", "level", "status", "left"}
    whole |= {"updated", "response", "solution", "nearest"}
    for view, columns in (
        (progress.view(board, AT, words, width), progress.columns(width, words)),
        (blockers.view(board, AT, words, width), blockers.columns(width, words)),
        (action_items.view(board, AT, words, width), action_items.columns(width, words)),
    ):
        for key in view.keys:
            for cell, column in zip(view.cells(key), columns, strict=True):
                if column.id in whole:
                    assert cell_len(text(cell)) <= column.width, (key, column.id, text(cell))


def test_an_id_of_five_digits_is_never_cut(words: Words) -> None:
    columns = progress.columns(Width.NARROW, words)
    assert with_ids(columns, ("T-04", "T-10000"))[0].width == len("T-10000")
    assert with_ids(columns, ("T-04",)) == tuple(columns)
    assert with_ids(columns, ()) == tuple(columns)


def test_a_narrow_line_reads_as_on_a_projector(board: Board, words: Words) -> None:
    view = progress.view(board, AT, words, Width.NARROW)
    columns = progress.columns(Width.NARROW, words)
    assert drawn(view, columns, 76, "T-04").startswith("T-04  功能demo交付")
    assert "80/100  ✗红  10-15" in drawn(view, columns, 76, "T-04")


def test_a_line_is_drawn_again_only_when_its_record_or_its_clock_changes(
    board: Board, words: Words
) -> None:
    later = AT + timedelta(seconds=20)
    for module in (progress, blockers, action_items, raci):
        before = module.view(board, AT, words, Width.WIDE)
        after = module.view(board, later, words, Width.WIDE)
        for key in before.keys:
            assert before.stamp(key) == after.stamp(key)
    clocks = blockers.view(board, AT + timedelta(minutes=1), words, Width.WIDE)
    assert clocks.stamp("B-08") != blockers.view(board, AT, words, Width.WIDE).stamp("B-08")


def test_a_task_without_days_or_owner_has_dashes(board: Board, words: Words) -> None:
    task = replace(board.tasks[RecordId("T-03")], owner=None, due=None, progressed_at=None)
    stands = replace(board.standings[RecordId("T-03")], planned=None)
    other = replace(
        board,
        tasks={**board.tasks, task.id: task},
        standings={**board.standings, task.id: stands},
    )
    cells = progress.line(other, "T-03", AT, words, Width.WIDE)
    assert [text(cells[index]) for index in (3, 5, 7, 8)] == ["—", "75/—", "—", "—"]


@pytest.mark.parametrize("room", [56, 76, 116, 196])
def test_a_task_gone_from_its_source_is_marked_however_much_is_cut(
    board: Board, words: Words, room: int
) -> None:
    (red, *_) = board.task_order
    width = Width.NARROW if room < 80 else Width.NORMAL
    gone = replace(board, gone=frozenset({red}))

    line = drawn(progress.view(gone, AT, words, width), progress.columns(width, words), room, red)

    assert f"{progress.GONE} " in line
    assert progress.GONE not in drawn(
        progress.view(board, AT, words, width), progress.columns(width, words), room, red
    )


def test_the_layout_follows_the_width_of_the_screen() -> None:
    found = [width_of(columns) for columns in (20, 99, 100, 179, 180, 400)]
    narrow, normal, wide = Width.NARROW, Width.NORMAL, Width.WIDE
    assert found == [narrow, narrow, normal, normal, wide, wide]
    assert [width_of(120, lines) for lines in (24, 28, 29)] == [narrow, narrow, normal]
    assert [width_of(200, lines) for lines in (28, 29)] == [narrow, wide]


def test_the_blocker_under_the_cursor_is_told_in_full(board: Board, words: Words) -> None:
    view = blockers.view(board, AT, words, Width.WIDE)
    lines = ["".join(span.text for span in line) for line in view.detail("B-08", 80)]
    assert lines[0].startswith("选中 B-08  影响 T-04 → T-05  提出 07:54 赵倩")
    assert "邮件申请" in lines[3]
    assert view.detail(None, 80) == ()


def test_the_action_items_are_counted_by_day_and_by_person(board: Board, words: Words) -> None:
    view = action_items.view(board, AT, words, Width.WIDE)
    days, people = ("".join(s.text for s in line) for line in view.detail(None, 80))
    assert days == "到期分布  逾期 1 · 今天 1 · 明天 1 · 本周 1 · 以后 1"
    assert people.startswith("按人  孙磊 1")
