"""`pengtou themes`: listed, measured, and made by oneself."""

from __future__ import annotations

from pathlib import Path

import pytest

import themes
from core.places import form_folder, theme_folder
from tests.cli.conftest import Cli


@pytest.fixture
def own_folder(cli: Cli) -> Path:
    """The folder of themes beside the configuration of the test."""
    return theme_folder()


def put(folder: Path, name: str, text: str) -> None:
    """Writes a theme of the person's own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_all_themes_are_listed(cli: Cli) -> None:
    assert cli("themes").out.split() == ["*", "dark", "light", "projector", "mono"]


@pytest.mark.parametrize("name", themes.BUILT_IN)
def test_every_theme_of_ours_measures_well(cli: Cli, name: str) -> None:
    ended = cli("themes", "check", name)

    assert ended.status == 0
    assert "✗" not in ended.out
    assert "绿色盲" in ended.out


def test_all_themes_are_measured_where_none_is_named(cli: Cli) -> None:
    found = cli("themes", "check", "--json").json

    assert [each["name"] for each in found] == list(themes.BUILT_IN)
    assert all(each["ok"] and len(each["figures"]) > 40 for each in found)
    assert {figure["eye"] for each in found for figure in each["figures"]} > {None}


def test_a_new_theme_is_written_once_and_reads_well(cli: Cli, own_folder: Path) -> None:
    ended = cli("themes", "new", "amber", "--from", "light")

    path = own_folder / "amber.toml"
    assert (ended.status, ended.out.strip()) == (0, str(path))
    assert "pengtou config set board.theme amber" in ended.err
    assert "# 红黄绿灯:文字与底色" in path.read_text(encoding="utf-8")
    assert cli("themes", "check", "amber").status == 0
    assert cli("themes").out.split()[-1] == "amber"


def test_a_theme_that_is_there_is_left_alone(cli: Cli, own_folder: Path) -> None:
    put(own_folder, "amber", "mine")

    ended = cli("themes", "new", "amber")

    assert ended.status == 1
    assert str(own_folder / "amber.toml") in ended.err
    assert (own_folder / "amber.toml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("dark",), 1, "自带的主题"),
        (("../x",), 1, "只用小写字母"),
        (("Amber",), 1, "只用小写字母"),
        (("amber", "--from", "none"), 2, "dark, light, projector, mono"),
    ],
)
def test_a_new_theme_wants_a_name_and_a_base(
    cli: Cli, own_folder: Path, words: tuple[str, ...], status: int, why: str
) -> None:
    ended = cli("themes", "new", *words)

    assert (ended.status, ended.out) == (status, "")
    assert why in ended.err
    assert not own_folder.exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("dark = true\n[colours]\nmuted = '#555555'", "第 3 行:muted 在 background 上对比度只有 2"),
        ("dark = true\n[colours]\nlight-green = '#C8D040'", "在绿色盲眼里相差只有"),
        ("dark = true\n[colours]\nacent = '#FFFFFF'", "第 3 行:没有叫 acent 的颜色,是不是 accent"),
        ("dark = true\n[colours]\naccent = 'red'", "第 3 行:accent 的颜色须写成 #rrggbb"),
        ("dark = true\n[colours]\naccent = ", "第 3 行:不是合规的 TOML"),
        ("[colours]\n", "缺 dark = true/false"),
    ],
)
def test_a_broken_theme_is_told_with_line_and_figure(
    cli: Cli, own_folder: Path, text: str, why: str
) -> None:
    put(own_folder, "own", text)

    ended = cli("themes", "check", "own")

    assert ended.status == 1
    assert str(own_folder / "own.toml") in ended.out
    assert why in ended.out


def test_a_theme_nobody_knows_is_told(cli: Cli) -> None:
    ended = cli("themes", "check", "amber")

    assert ended.status == 2
    assert "没有叫 amber 的主题" in ended.err


def test_the_board_wears_no_theme_that_nobody_knows(cli: Cli) -> None:
    ended = cli("config", "set", "board.theme", "dakr")

    assert ended.status == 1
    assert "现有:dark, light, projector, mono" in ended.err


@pytest.mark.usefixtures("own_folder")
def test_themes_lie_beside_the_configuration_that_is_named(cli: Cli, tmp_path: Path) -> None:
    other = tmp_path / "other" / "config.toml"

    ended = cli("--config", str(other), "themes", "new", "amber")

    assert ended.out.strip() == str(other.parent / "themes" / "amber.toml")
    assert theme_folder() == other.parent / "themes"
    assert form_folder() == other.parent / "forms"


def test_the_projector_may_wear_any_theme_there_is_or_the_boards_own(cli: Cli) -> None:
    assert cli("config", "set", "projector.theme", "mono").status == 0
    assert cli("config", "set", "projector.theme", "board").status == 0
    ended = cli("config", "set", "projector.theme", "monoo")
    assert ended.status != 0
    assert "monoo" in ended.err
