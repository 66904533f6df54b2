"""`pengtou keys`: every key of every screen, one's own marked, and a page to print."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli
from tui.key_table import SCREENS


def written(config: Path, keys: str) -> None:
    config.parent.mkdir(exist_ok=True)
    config.write_text(f"[keys]\n{keys}\n", encoding="utf-8")


def test_every_screen_is_listed(cli: Cli) -> None:
    told = cli("keys", "--json").json
    assert {each["screen"] for each in told} == set(SCREENS)
    assert {"screen", "action", "keys", "safe", "does", "own"} == set(told[0])


def test_one_screen_alone_can_be_asked_for(cli: Cli) -> None:
    ended = cli("keys", "--screen", "triage")
    assert "帮助 · 分诊" in ended.out
    assert "1 受理" in ended.out
    assert "帮助 · 看板" not in ended.out


def test_a_screen_that_is_none_is_refused_with_the_nearest(cli: Cli) -> None:
    ended = cli("keys", "--screen", "triagee")
    assert ended.status == 2
    assert "是不是 triage" in ended.err


def test_ones_own_keys_are_marked_and_what_is_wrong_is_told(cli: Cli, config: Path) -> None:
    written(config, "'change.undo' = ['z']\nhelp = ['ctrl+b']")
    ended = cli("keys", "--screen", "board")
    assert "z *" in ended.out
    assert "? F1 " in ended.out
    assert "* 自己设的键" in ended.err
    assert "help:ctrl+b 不能用" in ended.err
    assert ended.status == 0
    mine = [each for each in cli("keys", "--json").json if each["own"]]
    assert {(each["action"], tuple(each["keys"])) for each in mine} == {("change.undo", ("z",))}


def test_what_works_under_an_input_method_is_told(cli: Cli) -> None:
    told = {each["action"]: each for each in cli("keys", "--screen", "board", "--json").json}
    assert told["triage.open"]["safe"] == ["F7"]
    assert told["raci.open"]["safe"] == ["："]
    assert told["help"]["safe"] == ["？", "F1"]


def test_the_page_for_hosts_is_markdown_with_ones_own_keys(cli: Cli, config: Path) -> None:
    written(config, "'meeting.next' = ['F9']")
    page = cli("keys", "--markdown").out
    assert page.startswith("# 碰头 · 主持人按键\n")
    assert "| `F9` | `F9` | 下一位 / 下一项 |" in page
    assert "# pengtou" in cli("--lang", "en", "keys", "--markdown").out
