"""The package of a project: all of it, the same bytes for the same records, and checkable."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document as open_docx
from openpyxl import load_workbook

from core.archive_of import archive_of
from core.documents.archive_log import read
from core.domain.form import FormStatus, WithdrawForm
from core.domain.ids import Kind
from core.domain.meeting_wishes import SendMinutes
from core.domain.replay import made_again
from core.service import Service
from core.store import open_store
from tests.cli.conftest import Cli
from tests.cli.test_documents import HELD, perform_on
from tests.cli.test_form_export import worked_on
from tests.hand_clock import HandClock
from tests.samples import sample_zh
from tests.store.process_cast import Company
from tests.store.test_archiving import looked_back, worked
from tests.unit.core.documents.held import hold_weekly
from tests.unit.core.documents.test_libreoffice import PROGRAM, REQUIRED, converted
from tui.voice import WordsVoice
from tui.words import Words

NAME = "新品推广-市场部-项目归档文件包.zip"
UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f]|(^|/)(con|nul|aux|prn)(\.|/|$)|[ .](/|$)', re.IGNORECASE)
"""What no name of a file may hold on Windows."""


def finished(company: Company) -> None:
    """A project from its request to its retrospective."""
    company.agreed_request()
    company.clock.set("2024-10-14T09:00:00+08:00")
    worked(company)
    change = company.opened("张伟", "change", values={"reason": "样机晚到"})
    rows = [{"task": "T-02", "field": "deliverable", "to": "海报"}]
    company.fill("张伟", change, changes=rows, impact="无")
    company.at("张伟").perform(WithdrawForm(form=change))
    company.clock.set("2024-11-01T09:00:00+08:00")
    looked_back(company)


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a project that is over."""
    path = tmp_path_factory.mktemp("archive") / "board.db"
    worked_on(path, finished)
    return path


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample project after a weekly sync whose minutes were sent."""
    path = tmp_path_factory.mktemp("archive") / "board.db"
    sample_zh(str(path))
    perform_on(path, hold_weekly)
    perform_on(
        path, lambda service, _: service.perform(SendMinutes(meeting=HELD, text="已发的纪要"))
    )
    return path


@pytest.fixture(scope="module")
def package(met: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of that sample project, as Word and Excel files."""
    path = tmp_path_factory.mktemp("package") / "s.zip"

    def write(service: Service, _: HandClock) -> None:
        path.write_bytes(archive_of(service, WordsVoice(Words.load("zh"))).data)

    perform_on(met, write)
    return path


@pytest.fixture
def desk(cli: Cli, ended: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line on a copy of the first, in a folder of its own."""
    return at_desk(cli, ended, tmp_path, monkeypatch)


@pytest.fixture
def sample(cli: Cli, met: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The same on the second."""
    return at_desk(cli, met, tmp_path, monkeypatch)


def at_desk(cli: Cli, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    shutil.copyfile(database, tmp_path / "board.db")
    monkeypatch.setenv("PENGTOU_DB", str(tmp_path / "board.db"))
    monkeypatch.setenv("PENGTOU_NOW", "2024-11-04T10:00+08:00")
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return cli


def inside(name: str | Path = NAME) -> dict[str, bytes]:
    """The files of a package by their paths in its folder."""
    with ZipFile(name) as package:
        return {each.partition("/")[2]: package.read(each) for each in package.namelist()}


def unpacked(name: str | Path, into: Path) -> Path:
    """The folder of a package."""
    with ZipFile(name) as package:
        package.extractall(into)
    (root,) = into.iterdir()
    return root


def packed_again(name: str, files: dict[str, bytes]) -> None:
    """A package with other files in it."""
    with ZipFile(name, "w") as package:
        for path, data in files.items():
            package.writestr(f"项目/{path}", data)


def sums_of(files: dict[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items())
    return "".join(lines).encode()


def test_the_project_is_put_away_and_everything_is_in_the_package_each_time(
    desk: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = desk("archive")
    files = inside()
    told = " ".join(files)

    assert (ended.status, ended.out) == (0, "")
    assert ended.err == f"张伟 归档了项目 PJ-01\n正在写归档包:大项目要一两分钟\n已写入 {NAME}\n"
    for what in ("跨部门协作需求申请表-F-01", "部门反馈意见表-F-02", "复盘报告", "完成确认函"):
        assert f"{what}" in told
    for what in ("项目周报-2024-W43", "沟通事项跟踪表", "RACI责任矩阵表", "项目计划"):
        assert f"3-报告与跟踪表/新品推广-市场部-{what}" in told
    for what in (
        "决议清单",
        "问题跟踪表",
        "行动项清单",
        "风险清单",
        "变更清单",
        "成员名单",
        "里程碑",
    ):
        assert f"4-台账/新品推广-市场部-{what}" in told
    assert {"index.html", "index.md", "SHA256SUMS", "5-事件日志/events.jsonl"} <= files.keys()
    assert desk("list", "events", "--json").json[0]["kind"] == "project.archived"
    # A second run of an unchanged project gives the same bytes, whenever and wherever.
    monkeypatch.setenv("PENGTOU_NOW", "2025-02-01T23:00+08:00")
    monkeypatch.setenv("TZ", "America/New_York")
    desk("archive", "-o", "two.zip")

    assert Path(NAME).read_bytes() == Path("two.zip").read_bytes()


def test_names_are_safe_on_every_system(package: Path) -> None:
    with ZipFile(package) as opened:
        names = opened.namelist()

    assert [each for each in names if UNSAFE.search(each)] == []
    assert len({each.casefold() for each in names}) == len(names)
    assert max(map(len, names)) < 200


def test_sha256sum_agrees(desk: Cli) -> None:
    desk("archive", "--to", "html", "-q")
    root = unpacked(NAME, Path("x"))
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("sha256sum is not installed")
    done = subprocess.run(
        [program, "-c", "--strict", "SHA256SUMS"], cwd=root, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"OK") == len(list(root.rglob("*.*")))


def test_the_log_alone_makes_every_record_again(desk: Cli, tmp_path: Path) -> None:
    desk("archive", "--to", "html", "-q")
    made = made_again(read(inside()["5-事件日志/events.jsonl"]))
    store = open_store(str(tmp_path / "board.db"))
    try:
        assert {each.id: each for each in store.records(1, list(made))} == made
        there = {
            each.id for kind in Kind if kind is not Kind.PROJECT for each in store.all_of(1, kind)
        }
        assert there <= made.keys()
    finally:
        store.close()
    done = [each for each in made.values() if getattr(each, "status", "") is FormStatus.DONE]
    assert len(done) >= 5


def test_the_index_leads_to_every_file(desk: Cli) -> None:
    desk("archive", "--to", "html", "-q")
    files = inside()
    page, text = files["index.html"].decode(), files["index.md"].decode()
    linked = re.findall(r'href="([^"]+)"', page)

    from urllib.parse import unquote

    assert {unquote(each) for each in linked} == files.keys() - {
        "index.html",
        "index.md",
        "SHA256SUMS",
    }
    assert "项目归档文件包  新品推广" in page
    assert "F-01 跨部门协作需求申请表" in text
    assert "已归档" in text


def test_minutes_are_there_as_written_and_as_sent(sample: Cli) -> None:
    sample("archive", "-o", "s.zip", "--to", "html")
    files = inside("s.zip")

    sent = [data for path, data in files.items() if "会议纪要_已发-M-03" in path]
    assert sent == ["已发的纪要\n".encode()]
    assert sum("2-会议资料/" in path and path.endswith(".html") for path in files) == 3


def test_a_project_that_goes_on_stays_as_it_is(sample: Cli) -> None:
    ended = sample("archive", "-o", "s.zip", "--to", "html")

    assert ended.status == 0
    assert "这是中途的归档,项目阶段不变:还没有复盘" in ended.err
    assert "执行" in inside("s.zip")["index.md"].decode()


def test_members_only(desk: Cli) -> None:
    ended = desk("--as", "路人", "archive")

    assert ended.status == 1
    assert "仅协作成员" in ended.err
    assert list(Path().iterdir()) == []


def test_whoever_may_not_put_it_away_gets_a_package_nevertheless(desk: Cli) -> None:
    ended = desk("--as", "刘强", "archive", "--to", "html")

    assert ended.status == 0
    assert "项目阶段不变:项目由 张伟 归档" in ended.err


def test_nothing_is_overwritten_unless_asked(desk: Cli) -> None:
    Path(NAME).write_text("mine", encoding="utf-8")

    assert desk("archive").status == 1
    assert Path(NAME).read_text(encoding="utf-8") == "mine"
    assert desk("list", "events", "--json").json[0]["kind"] != "project.archived"
    assert desk("archive", "--to", "html", "--force", "--json").json == {"path": NAME}


def test_without_the_extra_there_are_pages_and_csv(
    desk: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("docxtpl", "docx", "openpyxl"):
        monkeypatch.setitem(sys.modules, name, None)
    refused = desk("archive")

    assert refused.status == 2
    assert desk("list", "events", "--json").json[0]["kind"] != "project.archived"
    assert desk("archive", "--to", "html", "-q").status == 0
    assert {each.rpartition(".")[2] for each in inside()} == {
        *("html", "csv", "md", "jsonl", "SHA256SUMS")
    }


def test_english_reads_as_english(desk: Cli) -> None:
    desk("--lang", "en", "archive", "-o", "e.zip", "--to", "html")
    files = inside("e.zip")

    assert "# Archive package  新品推广" in files["index.md"].decode()
    assert any(path.startswith("1-forms/") and "Retrospective" in path for path in files)


def test_the_log_has_a_line_an_event(desk: Cli) -> None:
    desk("archive", "--to", "html", "-q")
    lines = [json.loads(each) for each in inside()["5-事件日志/events.jsonl"].splitlines()]
    events = desk("list", "events", "--limit", "1000", "--json").json

    assert [each["seq"] for each in lines] == [each["seq"] for each in reversed(events)]
    assert lines[-1]["kind"] == "project.archived"


def test_real_readers_open_every_file(package: Path, tmp_path: Path) -> None:
    root = unpacked(package, tmp_path)

    for path in root.rglob("*.docx"):
        assert open_docx(str(path)).core_properties.title
    for path in root.rglob("*.xlsx"):
        assert load_workbook(path).sheetnames


@pytest.mark.skipif(PROGRAM is None and not REQUIRED, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_file(package: Path, tmp_path: Path) -> None:
    root = unpacked(package, tmp_path / "x")
    papers = [*root.rglob("*.docx"), *root.rglob("*.xlsx")]
    place = tmp_path / "all"
    place.mkdir()
    for at, path in enumerate(papers):
        path.rename(place / f"{at}{path.suffix}")
    converted(place, "pdf", *(f"{at}{path.suffix}" for at, path in enumerate(papers)))

    assert len(list(place.glob("*.pdf"))) == len(papers) > 10
