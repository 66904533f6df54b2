"""Minutes, reports and tables from the command line."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from docx import Document as open_docx
from openpyxl import load_workbook

from core.domain.ids import RecordId
from core.domain.meeting_wishes import SendMinutes, WriteMinutes
from core.service import Service
from core.store import open_store
from tests.cli.conftest import Cli
from tests.hand_clock import HandClock
from tests.samples import sample_zh
from tests.unit.core.documents.held import NASTY, hold_weekly

HELD = RecordId("M-03")
NOW = "2024-10-16T10:30+08:00"
TABLES = ("raci", "progress", "blockers", "actions", "tracker", "assignments")


@pytest.fixture(scope="module")
def after_the_weekly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample project after its weekly sync."""
    path = tmp_path_factory.mktemp("documents") / "board.db"
    sample_zh(str(path))
    perform_on(path, hold_weekly)
    return path


def perform_on(path: Path, act: Callable[[Service, HandClock], object]) -> None:
    """Lets somebody work on a database as 张伟, three minutes after the meeting."""
    store, clock = open_store(str(path)), HandClock("2024-10-16T10:30:00+08:00")
    try:
        act(Service(store, 1, "张伟", clock), clock)
    finally:
        store.close()


@pytest.fixture
def met(cli: Cli, after_the_weekly: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line on a copy of it, in a folder of its own."""
    shutil.copyfile(after_the_weekly, tmp_path / "board.db")
    monkeypatch.setenv("PENGTOU_DB", str(tmp_path / "board.db"))
    monkeypatch.setenv("PENGTOU_NOW", NOW)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return cli


def here() -> list[str]:
    return sorted(each.name for each in Path().iterdir())


def test_minutes_are_markdown_on_stdout(met: Cli) -> None:
    ended = met("minutes")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("# 会议纪要  2024Q4新品全国推广 周会\n")
    assert "## 一、决议事项" in ended.out
    assert here() == []


def test_binary_minutes_take_the_name_that_the_process_gives_them(met: Cli) -> None:
    ended = met("minutes", "M-03", "--format", "docx")
    name = "2024Q4新品全国推广-市场部-会议纪要-2024-10-16-M-03.docx"

    assert (ended.status, ended.out, ended.err) == (0, "", f"已写入 {name}\n")
    assert here() == [name]
    assert open_docx(name).core_properties.title.startswith("会议纪要")


def test_nothing_is_overwritten_unless_asked(met: Cli) -> None:
    Path("m.md").write_text("mine", encoding="utf-8")
    refused = met("minutes", "-o", "m.md")

    assert (refused.status, Path("m.md").read_text(encoding="utf-8")) == (1, "mine")
    assert "--force" in refused.err
    assert met("minutes", "-o", "m.md", "--force").status == 0
    assert Path("m.md").read_text(encoding="utf-8").startswith("# 会议纪要")
    assert here() == ["m.md"]


def test_a_folder_that_is_not_there_is_told(met: Cli) -> None:
    ended = met("minutes", "-o", "no/such/m.md")

    assert ended.status == 1
    assert ended.err.startswith("pengtou: 写不了 no/such/m.md")


def test_a_folder_gets_the_usual_name(met: Cli) -> None:
    Path("papers").mkdir()
    met("export", "raci", "-o", "papers", "-q")

    (found,) = Path("papers").iterdir()
    assert found.name == "2024Q4新品全国推广-市场部-RACI责任矩阵表-2024-10-16.xlsx"


def test_the_path_is_told_to_programs(met: Cli) -> None:
    assert met("export", "raci", "-o", "r.xlsx", "--json").json == {"path": "r.xlsx"}


def test_html_is_a_page(met: Cli) -> None:
    ended = met("minutes", "--format", "html", "-o", "-")

    assert ended.out.startswith("<!doctype html>")
    assert "=HYPERLINK(&quot;http://evil&quot;" in ended.out


def test_minutes_that_were_edited_are_what_is_written(met: Cli, tmp_path: Path) -> None:
    text = "# 纪要(修订)\n\n## 一、决议\n\n| 编号 | 决议 |\n| --- | --- |\n| D-05 | 顺延 |\n"

    def edit(service: Service, _: HandClock) -> None:
        service.perform(WriteMinutes(meeting=HELD, text=text))

    perform_on(tmp_path / "board.db", edit)
    met("minutes", "--format", "docx", "-o", "m.docx")

    assert met("minutes").out.startswith("# 纪要(修订)\n")
    assert open_docx("m.docx").tables[0].rows[1].cells[1].text == "顺延"


def test_minutes_as_they_were_sent(met: Cli, tmp_path: Path) -> None:
    assert met("minutes", "--sent").status == 1

    def send(service: Service, _: HandClock) -> None:
        service.perform(SendMinutes(meeting=HELD, text="已发的纪要"))

    perform_on(tmp_path / "board.db", send)

    assert met("minutes", "--sent").out == "已发的纪要\n"


def test_an_agenda_is_written_too(met: Cli) -> None:
    assert met("minutes", "M-03", "--agenda").out.startswith("# 会议议程")


def test_there_may_be_no_meeting_yet(board: Cli) -> None:
    ended = board("minutes")

    assert ended.status == 1
    assert "还没有开过会" in ended.err
    assert board("minutes", "M-99").status == 1
    assert board("minutes", "nonsense").status == 2


def test_a_template_in_the_configuration_folder_is_used(met: Cli, config: Path) -> None:
    folder = config.parent / "templates"
    folder.mkdir(parents=True)
    file = open_docx()
    file.add_paragraph("本公司:{{ facilitator }}")
    file.save(str(folder / "minutes.docx"))
    met("minutes", "--format", "docx", "-o", "m.docx")

    assert [each.text for each in open_docx("m.docx").paragraphs] == ["本公司:张伟"]


def test_a_broken_template_is_told_and_nothing_is_written(met: Cli) -> None:
    file = open_docx()
    file.add_paragraph("{{ nobody }}")
    file.save("own.docx")
    ended = met("minutes", "--format", "docx", "-o", "m.docx", "--template", "own.docx")

    assert ended.status == 1
    assert "文档模板 own.docx 不能用" in ended.err
    assert "nobody" in ended.err
    assert here() == ["own.docx"]


def test_a_starter_can_be_changed_and_used(met: Cli) -> None:
    met("minutes", "--starter", "own.docx")
    ended = met("minutes", "--format", "docx", "-o", "m.docx", "--template", "own.docx")

    assert ended.status == 0, ended.err
    assert open_docx("m.docx").tables


def test_the_weekly_report_of_this_week(met: Cli) -> None:
    ended = met("report", "weekly")

    assert ended.status == 0
    assert "2024-W42" in ended.out
    assert "## 三、风险与红黄灯" in ended.out


def test_a_week_that_is_over_reads_as_it_ended(met: Cli) -> None:
    ended = met("report", "weekly", "--week", "2024-W41")

    assert ended.status == 0
    assert "10-13 周日 23:59" in ended.out
    assert "D-05" not in ended.out


WRONG_WEEKS = (("2024-W60", 2), ("monday", 2), ("2024-W50", 1))


@pytest.mark.parametrize(("week", "status"), WRONG_WEEKS)
def test_a_week_that_means_nothing(week: str, status: int, met: Cli) -> None:
    ended = met("report", "weekly", "--week", week)

    assert (ended.status, ended.out) == (status, "")
    assert ended.err


def test_the_report_as_a_workbook_has_a_sheet_a_table(met: Cli) -> None:
    met("report", "weekly", "--format", "xlsx", "-o", "w.xlsx")
    names = load_workbook("w.xlsx").sheetnames

    assert names[0] == "本周概览"
    assert {"红灯", "下周任务", "需协调资源", "里程碑"} <= set(names)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_written_in_every_format(table: str, met: Cli) -> None:
    assert met("export", table, "-o", "t.xlsx").status == 0
    rows = list(csv.reader(io.StringIO(met("export", table, "--format", "csv").out)))
    sheet = load_workbook("t.xlsx").worksheets[0]

    assert [cell.value for cell in sheet[1]] == rows[0]
    assert sheet.max_row == len(rows)
    assert met("export", table, "--format", "md").out.startswith("# ")


def test_a_promise_that_looks_like_a_formula_is_a_text_everywhere(met: Cli) -> None:
    met("export", "actions", "-o", "a.xlsx")
    sheet = load_workbook("a.xlsx").worksheets[0]
    cell = next(each for each in sheet["B"] if each.value == NASTY)

    assert cell.data_type == "s"
    assert f"'{NASTY}".replace('"', '""') in met("export", "actions", "--format", "csv").out


def test_a_csv_file_says_that_it_is_utf_8(met: Cli) -> None:
    met("export", "tracker", "--format", "csv", "-o", "t.csv")

    assert Path("t.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_without_the_extra_it_is_told_how_to_get_it(
    met: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("docxtpl", "docx", "openpyxl"):
        monkeypatch.setitem(sys.modules, name, None)
    for words in (("minutes", "--format", "docx"), ("export", "raci")):
        ended = met(*words)

        assert ended.status == 2, ended.err
        assert "pip install 'pengtou[office]'" in ended.err
    assert met("export", "raci", "--format", "csv").status == 0
    assert here() == []


def test_english_reads_as_english(met: Cli) -> None:
    ended = met("--lang", "en", "report", "weekly")

    assert ended.out.startswith("# Weekly report")
    assert "## 5. Resources to coordinate" in ended.out


def test_a_document_on_stdout_can_be_json(met: Cli) -> None:
    found = met("minutes", "--json").json

    assert found["format"] == "md"
    assert found["text"].startswith("# 会议纪要")


def test_what_a_file_is_besides_a_file_it_stays(met: Cli) -> None:
    """A device, a pipe, a link: only what is in it is written."""
    Path("kept.md").write_text("old", encoding="utf-8")
    Path("link.md").symlink_to("kept.md")
    os.mkfifo("pipe.md")
    read: list[str] = []
    reader = Thread(target=lambda: read.append(Path("pipe.md").read_text(encoding="utf-8")))
    reader.start()

    assert met("export", "raci", "--format", "md", "-o", "link.md", "--force").status == 0
    assert met("export", "raci", "--format", "md", "-o", "pipe.md", "--force").status == 0
    reader.join(10)

    assert (Path("link.md").is_symlink(), Path("pipe.md").is_fifo()) == (True, True)
    assert read == [Path("kept.md").read_text(encoding="utf-8")]
    assert read[0].startswith("# ")
