"""A customer's own field and clock: TOML beside the configuration, no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.forms import standard
from core.places import clock_file, form_folder
from tests.cli.conftest import Cli

FIELD = """
[[field]]
name = "channel"
shape = "choice"
required = true
label = { zh = "渠道", en = "Channel" }
choices = [
    { id = "online", zh = "线上", en = "online" },
    { id = "shops", zh = "门店", en = "shops" },
]

[[step]]
id = "review"
"""
CLOCKS = """
[C01]
span = "3wd"

[K01]
names = { zh = "反馈后立项", en = "Charter after the answers" }
span = "1wd"
watch = "between"
from = "request.done"
until = "charter.submitted"
"""


@pytest.fixture
def company(on_file: Cli) -> Cli:
    """A customer whose request asks for a channel, and who has a clock of their own."""
    from importlib.resources import files

    assert "request" in standard()
    ours = (files("core.forms") / "request.toml").read_text("utf-8")
    write(form_folder() / "request.toml", ours.replace('[[step]]\nid = "review"\n', FIELD, 1))
    write(clock_file(), CLOCKS)
    on_file("init", "--name", "新品", "--code", "launch", "--lead", "市场部")
    for name, dept, function in (
        ("王敏", "市场部", "lead_dept_head"),
        ("刘强", "研发部", "dept_head"),
        ("钱总", "总办", "collab_manager"),
    ):
        on_file("people", "add", name, "--dept", dept, "--function", function)
    return on_file


def write(file: Path, text: str) -> None:
    """A file of the customer's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def signed(cli: Cli) -> None:
    """The request is handed in, signed and approved."""
    pairs = ("background=铺开", "目标=3000 家", "support=研发两人", "depts=研发部", "due=下周三")
    cli("form", "new", "request", *pairs, "渠道=门店")
    cli("form", "submit", "F-01")
    cli("form", "sign", "F-01", "--as", "王敏")
    cli("form", "sign", "F-01", "--as", "钱总")


def test_an_own_field_is_asked_for_by_its_label(company: Cli) -> None:
    company("form", "new", "request", "background=铺开")

    assert "渠道" in company("form", "submit", "F-01").err
    assert (
        company("form", "set", "F-01", "渠道=门店", "--json").json["fields"]["channel"] == "shops"
    )


def test_a_changed_clock_runs_longer(company: Cli) -> None:
    signed(company)

    assert (
        "截止 11-23 18:00(C01:自 11-18 09:30 起 3 个工作日)" in company("form", "show", "F-01").out
    )


def test_an_own_clock_stands_on_the_wall_and_stops(company: Cli) -> None:
    signed(company)
    company("form", "answer", "F-02", "承接", "liaison=刘强", "--as", "刘强")
    (running,) = (each for each in clocks(company) if each["clock"] == "K01")

    assert (running["state"], running["due"]) == ("running", "2026-11-19T18:00:00+08:00")
    assert "K01 反馈后立项 (1 个工作日)" in company("process").out

    company("form", "new", "charter", "scope_in=全国", "scope_out=海外", "criteria=95%")
    company("form", "set", "F-03", "milestones=12-01 上线", "communication=周会")
    submitted = company("form", "submit", "F-03")
    assert submitted.status == 0, submitted.err
    (stopped,) = (each for each in clocks(company) if each["clock"] == "K01")
    assert stopped["state"] == "met"


def clocks(cli: Cli) -> list[dict[str, object]]:
    """Every clock of the project."""
    found: list[dict[str, object]] = cli("process", "--all", "--json").json["clocks"]
    return found


def test_a_clock_that_is_wrong_is_left_out_and_says_where(company: Cli) -> None:
    write(clock_file(), f'[C05]\nspan = "bald"\n{CLOCKS}')
    signed(company)
    ended = company("process")

    assert ended.status == 0
    assert ended.err.count("clocks.toml 第 2 行") == 1
    assert "C05.span" in ended.err
    assert "24h, 3wd" in ended.err
    assert "3 个工作日" in company("form", "show", "F-01").out
