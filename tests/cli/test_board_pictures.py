"""`board` as text of every screen, and as pictures."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Cli
from tests.samples import NOW, sample_database
from tui.cli.board import PANELS, SCREENS
from tui.headless import WAYS
from tui.picturing import CELL

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def sample(
    cli: Cli, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Cli]:
    """The command line on the sample project, at the moment of the sketches."""
    with sample_database(request, "sqlite", tmp_path) as url:
        monkeypatch.setenv("PENGTOU_DB", url)
        monkeypatch.setenv("PENGTOU_NOW", NOW)
        yield cli


def test_every_name_leads_to_a_screen() -> None:
    assert set(SCREENS) == {*PANELS, *WAYS}


@pytest.mark.parametrize(
    ("screen", "shown"),
    [
        ("tasks", "[1] 任务进度"),
        ("blockers", "[2] 阻塞与时限"),
        ("raci", "[3] RACI"),
        ("actions", "[4] 行动项"),
    ],
)
def test_a_part_of_the_board_as_text(sample: Cli, screen: str, shown: str) -> None:
    ended = sample("board", "--plain", "--screen", screen, "--size", "80x24")
    assert ended.status == 0
    assert shown in ended.out
    assert ended.out.count("── [") == 1
    assert max(map(cell_len, ended.out.split("\n"))) <= 80


@pytest.mark.parametrize(
    ("screen", "shown"),
    [
        ("triage", "分诊队列 1/9"),
        ("matrix", "RACI"),
        ("changes", "站会 10-15"),
        ("inbox", "知会"),
        ("sync", "同步状态与冲突"),
        ("projector", "╔"),
        ("detail", "B-05"),
        ("process", "S8  执行与每日更新"),
        ("forms", "1 全部"),
    ],
)
def test_any_other_screen_as_text(sample: Cli, screen: str, shown: str) -> None:
    ended = sample("board", "--plain", "--screen", screen, "--size", "100x30")
    assert (ended.status, ended.err) == (0, "")
    assert shown in ended.out
    assert max(map(cell_len, ended.out.split("\n"))) <= 100


def test_a_record_and_a_form_as_text_by_their_numbers(sample: Cli) -> None:
    record = sample("board", "--plain", "--screen", "detail", "--of", "t-4", "--size", "100x30")
    assert "功能demo交付" in record.out
    assert sample("form", "new", "request").status == 0
    form = sample("board", "--plain", "--screen", "form", "--size", "100x30")
    assert "F-01 跨部门协作需求申请表" in form.out
    assert (
        form.out
        == sample(*("board", "--plain", "--screen", "form", "--of", "F-01", "--size", "100x30")).out
    )


@pytest.mark.parametrize(
    ("screen", "named"), [("detail", "T-99"), ("form", "T-04"), ("inbox", "T-04"), ("detail", "?")]
)
def test_a_record_that_a_screen_cannot_show_is_told(sample: Cli, screen: str, named: str) -> None:
    ended = sample("board", "--plain", "--screen", screen, "--of", named)
    assert ended.status == 2
    assert named in ended.err
    assert ended.out == ""


def test_a_screen_that_cannot_be_opened_is_told(sample: Cli) -> None:
    ended = sample("board", "--plain", "--screen", "meeting")
    assert ended.status == 1
    assert "meeting" in ended.err
    assert ended.out == ""


def test_a_picture_as_svg_and_as_html(sample: Cli, tmp_path: Path) -> None:
    svg, html = tmp_path / "b.svg", tmp_path / "b.html"
    told = sample("board", "--svg", str(svg), "--html", str(html), "--size", "100x30")
    assert told.status == 0
    root = ET.parse(svg).getroot()
    written = list(root.iter(f"{SVG}text"))
    assert float(root.get("width", 0)) == 100 * CELL + 20
    assert all(float(each.get("x", -1)) % CELL == 0 for each in written)
    assert "新品物料" in "".join(each.text or "" for each in written)
    assert "<pre>" in html.read_text(encoding="utf-8")


def test_a_theme_changes_the_ground(sample: Cli, tmp_path: Path) -> None:
    grounds = set()
    for theme in ("dark", "light"):
        path = tmp_path / f"{theme}.svg"
        assert sample("board", "--svg", str(path), "--theme", theme).status == 0
        first = next(ET.parse(path).getroot().iter(f"{SVG}rect"))
        grounds.add(first.get("fill"))
    assert len(grounds) == 2


def test_drawing_a_board_changes_nothing(sample: Cli, tmp_path: Path) -> None:
    before = sample("--json", "list", "events").json
    assert sample("board", "--svg", str(tmp_path / "b.svg")).status == 0
    assert sample("--json", "list", "events").json == before


def test_a_file_that_is_there_is_left_alone(sample: Cli, tmp_path: Path) -> None:
    path = tmp_path / "b.svg"
    path.write_text("mine")
    assert sample("board", "--svg", str(path)).status == 1
    assert path.read_text() == "mine"
    assert sample("board", "--svg", str(path), "--force").status == 0
    assert path.read_text().startswith("<svg")


def test_a_theme_that_is_not_there_is_told(sample: Cli, tmp_path: Path) -> None:
    ended = sample("board", "--svg", str(tmp_path / "b.svg"), "--theme", "neon")
    assert ended.status == 2
    assert "neon" in ended.err
    assert "dark" in ended.err
