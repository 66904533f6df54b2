"""The tables carry the columns of the process documents."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.documents.tables import TABLES, table_document
from core.domain.board import Board
from tests.unit.core.documents.test_minutes import rows
from tui.voice import WordsVoice

TRACKER = (
    "协作编号、发起部门、协作事项、对接人(发起方/协作方)、需求背景与目标、关键时间节点、"
    "沟通记录(会议纪要/邮件摘要)、当前进度、反馈意见、负责人、备注"
)
"""F29, as the process names its 11 columns."""
RACI = ("编号", "任务", "R 负责方", "A 审批方", "C 咨询方", "I 知会方", "校验")
ASSIGNMENTS = {"任务名称", "负责部门", "负责人", "开始时间", "截止时间", "交付物标准"}
PROGRESS = {"计划", "实际", "延迟原因", "存在问题", "影响范围", "已尝试的解决措施", "需协调资源"}
BLOCKERS = {
    "问题",
    "提出方",
    "状态",
    "验证结果",
    "影响范围",
    "已尝试的解决措施",
    "负责人",
    "解决时限",
}


def heads(board: Board, name: str, voice: WordsVoice) -> list[str]:
    return [each.title for each in table_document(name, board, voice).tables[0].columns]


def test_the_tracker_has_its_eleven_columns(board: Board, chinese: WordsVoice) -> None:
    assert heads(board, "tracker", chinese) == TRACKER.split("、")


def test_the_other_tables_have_theirs(board: Board, chinese: WordsVoice) -> None:
    assert tuple(heads(board, "raci", chinese)) == RACI
    assert set(heads(board, "assignments", chinese)) >= ASSIGNMENTS
    assert set(heads(board, "progress", chinese)) >= PROGRESS
    assert set(heads(board, "blockers", chinese)) >= BLOCKERS


def test_a_raci_row_names_people_and_faults(board: Board, chinese: WordsVoice) -> None:
    found = rows(table_document("raci", board, chinese), "raci")

    assert found["T-01"][1:] == ["王敏", "张伟", "孙磊", "周芳、林琳", "✓"]
    assert found["T-13"][-1] == "空行"


def test_the_grid_has_a_column_for_everybody_with_a_letter(
    board: Board, chinese: WordsVoice
) -> None:
    grid = table_document("raci", board, chinese).tables[1]
    held = {party for row in board.raci.values() for party in row.cells}

    assert {each.key for each in grid.columns[2:]} == held


def test_the_tracker_tells_progress_as_the_process_does(board: Board, chinese: WordsVoice) -> None:
    found = rows(table_document("tracker", board, chinese), "tracker")

    assert found["2024Q4"][4] == "10-15 调研完成\n11-10 方案定稿\n12-01 上线"
    assert found["2024Q4-T-04"][6] == "进行中-完成80%"


def test_resources_stand_with_the_department_that_asks(board: Board, chinese: WordsVoice) -> None:
    found = rows(table_document("progress", board, chinese), "progress")
    asking = [each for each, row in found.items() if row[-1] == "支付接口白名单(IT部)"]

    assert len(asking) == 1
    assert found[asking[0]][0] == "研发部"


def test_days_and_moments_are_values_and_not_texts(board: Board, chinese: WordsVoice) -> None:
    plan = table_document("assignments", board, chinese).tables[0]
    log = table_document("blockers", board, chinese).tables[0]
    due = {each.key: at for at, each in enumerate(plan.columns)}["end"]
    reported = {each.key: at for at, each in enumerate(log.columns)}["reported"]

    assert plan.rows[0][due].value == date(2024, 10, 15)
    found = {row[0].text: row[reported].value for row in log.rows}
    assert found["B-03"] == datetime(2024, 10, 14, 14, 0)  # noqa: DTZ001 - local


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_as_wide_as_its_head(name: str, board: Board, voice: WordsVoice) -> None:
    for table in table_document(name, board, voice).tables:
        assert {len(row) for row in table.rows} <= {len(table.columns)}
        assert table.rows
