"""A project is put away from the shell: what is open is named, and an admin reopens it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_docx

from tests.cli.conftest import Cli
from tests.cli.test_archive import NAME, desk, ended, inside

__all__ = ["desk", "ended"]


def test_what_is_open_is_listed_and_archived_only_when_that_is_said(desk: Cli) -> None:
    desk("add", "--type", "task", "返修 @何军", "--accept")
    refused = desk("archive", "--to", "html")

    assert (refused.status, list(Path().iterdir())) == (1, [])
    assert "  T-03 返修  未开始  何军\n" in refused.err
    assert refused.err.endswith("还有 1 项没有了结:T-03;确认照样归档,请加 --yes\n")
    assert desk("archive", "--to", "html", "--yes").status == 0
    assert NAME in {each.name for each in Path().iterdir()}


def test_an_open_risk_is_among_what_is_open(desk: Cli) -> None:
    desk("add", "--type", "risk", "缺人 @何军", "--accept")
    refused = desk("archive", "--to", "html")

    assert "  K-01 缺人  跟踪中  何军\n" in refused.err
    assert refused.err.endswith("还有 1 项没有了结:K-01;确认照样归档,请加 --yes\n")


def test_the_process_of_an_archived_project_says_since_when_and_counts_nothing(desk: Cli) -> None:
    desk("add", "催货 @何军 明天", "--accept")
    assert "计时中 0" not in desk("process").out
    desk("archive", "--to", "html", "--yes", "-q")
    told = desk("process").out

    assert told.splitlines()[0] == "新品推广  流程  已归档(自 2024-11-04 10:00)"
    assert "时限:超时 0 · 计时中 0" in told
    assert "等待" not in told.replace("等谁", "")
    assert "下一步" not in told
    english = desk("--lang", "en", "process").out
    assert english.splitlines()[0] == "新品推广  process  archived since 2024-11-04 10:00"
    found = desk("process", "--json").json
    assert {each["state"] for each in found["clocks"]} <= {"met", "late"}
    assert not any(each["people"] or each["due"] for each in found["stages"])


def test_an_archived_project_says_who_reopens_it_and_is_reopened(desk: Cli) -> None:
    desk("archive", "--to", "html", "-q")
    refused = desk("add", "催货", "--accept")

    assert refused.status == 1
    assert "项目已归档,只供查阅;要改,先请 张伟 重新打开" in refused.err
    assert "archived, for reading alone" in desk("--lang", "en", "do", "T-01", "note", "x").err
    assert desk("--as", "刘强", "archive", "--reopen").status == 1
    assert desk("archive", "--reopen").out == "张伟 重新打开了项目 PJ-01  阶段 已归档→执行\n"
    assert desk("add", "催货", "--accept").status == 0


def test_papers_are_written_in_a_customers_own_templates(
    desk: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "own" / "templates"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PENGTOU_CONFIG", str(tmp_path / "own" / "config.toml"))
    mine = open_docx()
    mine.add_paragraph("集团专用 {{ title }}")
    mine.add_paragraph("{{ body }}")
    mine.save(str(folder / "request.docx"))

    assert desk("archive", "-q").status == 0

    (paper,) = (data for path, data in inside().items() if "需求申请表-F-01" in path)
    texts = [each.text for each in open_docx(BytesIO(paper)).paragraphs]
    assert texts[0].startswith("集团专用")
    (folder / "request.docx").write_bytes(b"no")
    broken = desk("archive", "-o", "again.zip")
    assert (broken.status, "request.docx" in broken.err) == (1, True)
