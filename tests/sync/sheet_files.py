"""Spreadsheets as they come from project offices, made by the libraries that make them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook

PLAIN = (
    ("任务名称", "负责人", "状态", "开始日期", "截止日期", "完成进度"),
    ("渠道政策确认", "张伟", "进行中", "2024-10-08", "2024-10-18", "60%"),
    ("物料设计", "王敏", "未开始", "2024-10-14", "2024-10-25", "0%"),
    ("样品寄送", "李雷", "已完成", "2024-09-30", "2024-10-12", "100%"),
)


def csv_bytes(rows: Iterable[Sequence[str]], encoding: str = "utf-8-sig", by: str = ",") -> bytes:
    """Rows as Excel saves them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=by).writerows(rows)
    return text.getvalue().encode(encoding)


def write_csv(
    path: Path, rows: Iterable[Sequence[str]] = PLAIN, encoding: str = "utf-8-sig", by: str = ","
) -> Path:
    """The same in a file."""
    path.write_bytes(csv_bytes(rows, encoding, by))
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[object]] = PLAIN, sheet: str = "任务") -> Path:
    """Rows as a workbook of one sheet."""
    book = Workbook()
    book.worksheets[0].title = sheet
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


HEAD = ("序号", "任务编号", "工作内容", "责任部门", "责任人", "配合人", "计划", None, "实际")
BELOW = (None, None, None, None, None, None, "开始", "完成", "完成")
REST = ("完成\n进度", "当前状态", "优先级", "交付物", "前置任务", "延迟原因", "备注")

ROWS: tuple[tuple[object, ...], ...] = (
    ("一、产品准备",),
    (1, "HD-01", "渠道政策\n确认", "市场部", "张　伟", "王敏、李雷",
     datetime.combine(date(2024, 10, 8), time()), date(2024, 10, 18), None, 0.6,
     "进行中", "高", "政策文件", None, None, "—"),
    (2, "HD-02", "物料设计", None, "王敏(市场部)", "/", "2024年10月14日", "10/25", None, 30,
     "推进中", "中", "海报;展架", "HD-01", "等待审批", None),
    (3, "HD-03", "样品寄送", "供应链部", "李雷/王敏", None, "2024.9.30", 45577, "10月12日",
     1, "已完成", "P1", None, "HD-01、HD-02", None, "=1+1"),
    ("二、试销执行",),
    (4, "HD-04", "门店培训", "销售部", "待定", None, "10月21日", "待定", None, "0%", "未开始",
     "低", "培训记录", 2, None, None),
    (5, "HD-05", "数据复盘", "销售部", "赵六", None, "10月28日", "尽快", None, None, "挂起",
     "特急", "复盘报告", None, "#REF!", None),
    ("合计", None, "5 项"),
    (),
    ("编制人:张伟", None, None, None, "审核:"),
)  # fmt: skip


def messy(path: Path) -> Path:
    """A plan as a project office keeps it.

    A cover before it and a hidden sheet; a title, a date and a blank row above a head of two rows;
    headings, departments merged over several rows, days in five ways, per cents and numbers mixed,
    a hidden and a filtered row, a sum and a signature below.
    """
    book = Workbook()
    cover = book.worksheets[0]
    cover.title = "封面"
    cover["B2"], cover["B4"] = "华东区试销项目", "编制:项目管理办公室"
    hidden = book.create_sheet("旧计划")
    hidden.append(["任务", "负责人"])
    hidden.append(["不要读我", "张伟"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("任务计划")
    sheet.append(["华东区试销项目推进计划表"])
    sheet.append([None, None, None, "更新日期:2024年10月16日"])
    sheet.append([])
    sheet.append([*HEAD, *REST])
    sheet.append([*BELOW, *(None for _ in REST)])
    for row in ROWS:
        sheet.append(list(row))
    for block in ("A1:P1", "G4:H4", "D7:D8", "A6:P6", "A10:P10", "A4:A5", "C4:C5", "E4:E5"):
        sheet.merge_cells(block)
    sheet["J7"].number_format = sheet["J9"].number_format = "0%"
    sheet.row_dimensions[8].hidden = True
    sheet.auto_filter.ref = "A5:P12"
    sheet.row_dimensions[9].hidden = True
    book.save(path)
    return path
