"""Forms of the process as documents: under their own names, opened by the programs people use."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from openpyxl import load_workbook

from core.store import open_store
from tests.cli.conftest import Cli
from tests.hand_clock import HandClock
from tests.store.process_cast import Company
from tests.unit.core.documents.test_libreoffice import PROGRAM, REQUIRED, converted, squeezed

BEGAN = "2024-09-30T09:00:00+08:00"
LATER = "2024-10-09T10:00+08:00"
FORMULA = '=HYPERLINK("http://evil","点我")'


def worked_on(path: Path, act: Callable[[Company], object]) -> None:
    """Lets the people of a fresh project work on a database."""
    store = open_store(str(path), create=True)
    try:
        act(Company(store, HandClock(BEGAN)))
    finally:
        store.close()


def requested(company: Company) -> None:
    """A request that everybody took on, then a word in it was changed; and goals as a draft."""
    form = company.agreed_request()
    company.change("张伟", form, goal="首月铺货 5000 家门店", resources=FORMULA)
    goals = company.opened("张伟", "goals")
    rows = [{"dept": "研发部", "goal": "V2.0 上线", "target": "bug 率 ≤1%"}]
    company.fill("张伟", goals, goal="首月 5000 家", sub_goals=rows)


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with that project."""
    path = tmp_path_factory.mktemp("forms") / "board.db"
    worked_on(path, requested)
    return path


@pytest.fixture
def desk(cli: Cli, agreed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line on a copy of it, in a folder of its own."""
    shutil.copyfile(agreed, tmp_path / "board.db")
    monkeypatch.setenv("PENGTOU_DB", str(tmp_path / "board.db"))
    monkeypatch.setenv("PENGTOU_NOW", LATER)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return cli


def words_of(path: str) -> list[str]:
    """Every cell of a Word file's tables."""
    tables = open_docx(path).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def cells_of(sheet: Any) -> dict[str, str]:
    """The first two columns of a sheet."""
    return {str(row[0].value): str(row[1].value) for row in sheet.iter_rows()}


def test_a_form_goes_by_the_name_and_the_department_that_the_process_gives_it(desk: Cli) -> None:
    ended = desk("form", "export", "F-01")
    name = "新品推广-市场部-跨部门协作需求申请表-F-01.docx"

    assert (ended.status, ended.err) == (0, f"已写入 {name}\n")
    assert open_docx(name).core_properties.title == "跨部门协作需求申请表"
    told = words_of(name)
    assert {"需求背景", "协作目标(量化)", "关键节点", "首月铺货 5000 家门店"} <= set(told)
    assert "2024-12-01 周日" in told


def test_an_answer_goes_by_its_own_department(desk: Cli) -> None:
    desk("form", "export", "F-02", "-q")

    (found,) = Path().iterdir()
    assert found.name == "新品推广-研发部-部门反馈意见表-F-02.docx"
    assert {"承接", "赵倩"} <= set(words_of(found.name))


def test_one_of_several_names_is_the_one_that_was_typed(desk: Cli) -> None:
    assert desk("form", "export", "协作需求申请表", "--to", "md").out.startswith(
        "# 协作需求申请表\n"
    )
    assert desk("form", "export", "F01", "--to", "md").out.startswith("# 跨部门协作需求申请表\n")


def test_signatures_say_who_when_and_that_it_was_changed_since(desk: Cli) -> None:
    told = desk("form", "export", "request", "--to", "md").out

    assert "| 负责人审核 | 王敏 市场部 | ✓ 同意 · 签后已改动 | 2024-09-30 09:00 | – |" in told
    assert "| F-02 | 研发部 | 部门反馈意见表 | 承接<br>指定的对接人: 赵倩 | 已完成 |" in told


def test_who_is_still_to_sign_has_a_line_for_it(desk: Cli) -> None:
    desk("form", "submit", "F-04", "--as", "张伟")
    told = desk("form", "export", "goals", "--to", "md").out

    assert "| 签字 | 刘强 研发部 | 待签 | – | – |" in told
    assert "- 周芳 法务部   签字: ____________  日期: ________" in told


def test_what_nobody_signs_has_no_signatures_and_the_no_of_an_answer_stays(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_on(tmp_path / "board.db", Company.accepted_late)
    monkeypatch.setenv("PENGTOU_DB", str(tmp_path / "board.db"))
    forms = cli("form", "list", "--json").json
    about = [(each["kind"], each["subject"], each["id"]) for each in forms]
    (opinion,) = [id_ for kind, who, id_ in about if (kind, who) == ("opinion", "P-03")]
    (asking,) = [id_ for kind, _, id_ in about if kind == "acceptance"]
    acceptance = cli("form", "export", "acceptance", "--to", "md").out

    assert "刘强" in acceptance
    assert not any(word in acceptance for word in ("签字", "签名"))
    told = cli("form", "export", opinion, "--to", "md").out
    assert "| – | 刘强 | ✗ 不通过 | 2024-09-30 09:00 | 改字号" in told
    english = cli("--lang", "en", "form", "export", opinion, "--to", "md").out
    assert "| – | 刘强 | ✗ not passed |" in english
    assert "退回" not in told
    shown = cli("form", "show", asking).out
    assert f"    {opinion}  研发部 刘强 验收意见表  已完成  通过\n" in shown
    answers = cli("form", "show", asking, "--json").json["answers"]
    assert {"id": opinion, "dept": "研发部", "person": "刘强", "verdict": "passed",
            "status": "done"} in answers  # fmt: skip


def test_rows_are_a_table_of_their_own(desk: Cli) -> None:
    desk("form", "export", "goals", "--to", "xlsx", "-o", "g.xlsx")
    book = load_workbook("g.xlsx")

    assert book.sheetnames == ["项目目标共识表", "各部门子目标"]
    assert [cell.value for cell in book.worksheets[1][1]] == [
        "部门",
        "子目标",
        "衡量方式",
        "目标值",
        "当前值",
    ]
    assert [cell.value for cell in book.worksheets[1][2]][:2] == ["研发部", "V2.0 上线"]


def test_a_workbook_reckons_nothing_that_people_typed(desk: Cli) -> None:
    desk("form", "export", "request", "--to", "xlsx", "-o", "r.xlsx")
    sheet = load_workbook("r.xlsx").worksheets[0]
    cell = next(row[1] for row in sheet.iter_rows() if row[1].value == FORMULA)

    assert cell.data_type == "s"
    assert cells_of(sheet)["编号"] == "F-01 · 表 F01"


def test_csv_has_every_part_in_its_one_table(desk: Cli) -> None:
    rows = dict(
        row[:2]
        for row in csv.reader(io.StringIO(desk("form", "export", "goals", "--to", "csv").out))
    )

    assert rows["核心目标"] == "首月 5000 家"
    assert rows["各部门子目标 1"] == "部门: 研发部; 子目标: V2.0 上线; 目标值: bug 率 ≤1%"
    assert "签字" not in rows


def test_english_reads_as_english(desk: Cli) -> None:
    told = desk("--lang", "en", "form", "export", "request", "--to", "html", "-o", "-").out

    assert "<h1>Collaboration request</h1>" in told
    assert "✓ agreed · changed since signed" in told
    assert "=HYPERLINK(&quot;" in told


def test_of_several_the_newest_is_written_and_that_is_said(desk: Cli) -> None:
    ended = desk("form", "export", "dept_response", "--to", "md")

    assert "有 2 份,写的是最新的 F-03" in ended.err
    assert "法务部" in ended.out


def test_what_is_not_there_is_told(desk: Cli) -> None:
    none, gone = desk("form", "export", "charter"), desk("form", "export", "F-99")

    assert none.status == 1
    assert "还没有《项目启动信息表》:先新建 pengtou form new charter" in none.err
    assert gone.status == 1
    assert desk("form", "export", "nonsense").status == 2


def test_a_template_names_fields_by_their_names(desk: Cli, config: Path) -> None:
    folder = config.parent / "templates"
    folder.mkdir(parents=True)
    file = open_docx()
    file.add_paragraph(
        "目标:{{ goal }};{% for g in sub_goals %}{{ g.dept }} {{ g.target }}{% endfor %}"
    )
    file.save(str(folder / "goals.docx"))
    desk("form", "export", "goals", "-o", "g.docx")

    (told,) = [each.text for each in open_docx("g.docx").paragraphs]
    assert told == "目标:首月 5000 家;研发部 bug 率 ≤1%"


def test_a_field_of_the_customers_own_stands_in_every_document(
    desk: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from core.places import form_folder

    own = form_folder()
    own.mkdir(parents=True)
    (own / "visit.toml").write_text(
        'kind = "visit"\ncode = "F90"\nstage = "S4"\nby = "anyone"\n'
        'names = { zh = ["门店走访表"], en = ["Store visit"] }\n'
        '[[field]]\nname = "stores"\nshape = "number"\nrequired = true\n'
        'label = { zh = "走访门店数", en = "Stores visited" }\n'
        '[[field]]\nname = "notes"\nshape = "rows"\n'
        'label = { zh = "走访记录", en = "Notes" }\n'
        'columns = [{ name = "store", shape = "line", label = { zh = "门店", en = "Store" } }]\n',
        encoding="utf-8",
    )
    assert desk("form", "new", "visit", "stores=12", "notes+=门店=人民路店").status == 0

    told = desk("form", "export", "门店走访表", "--to", "md").out
    assert "| 走访门店数 | 12 |" in told
    assert "| 人民路店 |" in told
    desk("form", "export", "visit", "--to", "xlsx", "-o", "v.xlsx")
    sheet = load_workbook("v.xlsx").worksheets[0]
    assert any(row[1].value == 12 for row in sheet.iter_rows())
    assert (
        "Stores visited"
        in desk("--lang", "en", "form", "export", "visit", "--to", "html", "-o", "-").out
    )


@pytest.mark.skipif(PROGRAM is None and not REQUIRED, reason="LibreOffice is not installed")
def test_libreoffice_opens_them_with_every_word(desk: Cli, tmp_path: Path) -> None:
    desk("form", "export", "request", "-o", "r.docx")
    desk("form", "export", "goals", "--to", "xlsx", "-o", "g.xlsx")
    here = Path.cwd()
    converted(here, "txt:Text (encoded):UTF8", "r.docx")
    converted(here, "csv:Text - txt - csv (StarCalc):44,34,76", "g.xlsx")

    letter = squeezed(Path("r.txt").read_text(encoding="utf-8-sig"))
    assert all(each in letter for each in ("新品要在全国铺开", "研发2人", "签后已改动"))
    assert "首月5000家" in squeezed(Path("g.csv").read_text(encoding="utf-8"))
