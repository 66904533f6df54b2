"""Theme files: read, completed, checked, and never trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

import themes
from themes.roles import GROUPS, LIGHTS, NAMES, TRANSPARENT
from themes.vision import EYES
from themes.writing import text_of

OWN = """
dark = true
[colours]
accent = "#FFD9A0"
"""


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def problem_of(folder: Path, name: str) -> object:
    with pytest.raises(themes.Unreadable) as caught:
        themes.read(name, folder)
    return caught.value.problem.values["why"]


@pytest.mark.parametrize("name", themes.names())
def test_every_theme_of_ours_is_without_fault(name: str) -> None:
    assert themes.check(themes.read(name)) == ()


@pytest.mark.parametrize("name", themes.names())
def test_every_theme_of_ours_names_every_colour(name: str) -> None:
    assert themes.read(name).colours.keys() == NAMES


def test_four_themes_come_with_the_program() -> None:
    assert themes.names() == ("dark", "light", "projector", "mono")
    assert themes.read("dark").dark
    assert not themes.read("light").dark


def test_lights_are_words_in_the_dark_and_blocks_in_the_light() -> None:
    dark, light = themes.read("dark").colours, themes.read("light").colours

    assert {dark[f"{name}-ground"] for name in LIGHTS} == {TRANSPARENT}
    assert TRANSPARENT not in {light[f"{name}-ground"] for name in LIGHTS}


def test_a_theme_of_ones_own_is_listed_after_ours(tmp_path: Path) -> None:
    write(tmp_path, "amber", OWN)

    assert themes.names(tmp_path) == (*themes.names(), "amber")


def test_listing_reads_no_file(tmp_path: Path) -> None:
    write(tmp_path, "broken", "this is no [ TOML")

    assert "broken" in themes.names(tmp_path)


def test_a_folder_that_is_not_there_lists_ours_alone(tmp_path: Path) -> None:
    assert themes.names(tmp_path / "none") == themes.names()


def test_what_a_theme_leaves_out_comes_from_ours(tmp_path: Path) -> None:
    write(tmp_path, "amber", OWN)

    theme = themes.read("amber", tmp_path)

    assert theme.colours == {**themes.read("dark").colours, "accent": "#FFD9A0"}
    assert themes.check(theme) == ()


def test_ones_own_theme_stands_before_ours_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, "dark", OWN)

    assert themes.read("dark", tmp_path).colours["accent"] == "#FFD9A0"


def test_a_name_nobody_knows_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "own", OWN + 'acent = "#FFFFFF"')

    (problem,) = themes.check(themes.read("own", tmp_path))

    assert (problem.id, problem.values["name"]) == ("unknown-name", "acent")
    assert problem.values["near"] == "accent"


@pytest.mark.parametrize("colour", ["red", "#FFF", "transparent", "$accent", "[/x]", "1"])
def test_a_wrong_colour_is_a_problem(tmp_path: Path, colour: str) -> None:
    write(tmp_path, "own", f'dark = true\n[colours]\nforeground = "{colour}"')

    (problem,) = themes.check(themes.read("own", tmp_path))

    assert (problem.id, problem.values["name"]) == ("bad-colour", "foreground")


def test_only_the_ground_of_a_light_may_be_transparent(tmp_path: Path) -> None:
    write(tmp_path, "own", 'dark = true\n[colours]\nlight-red-ground = "transparent"')

    assert themes.check(themes.read("own", tmp_path)) == ()


def test_faint_text_is_a_problem_with_its_figures(tmp_path: Path) -> None:
    write(tmp_path, "own", 'dark = true\n[colours]\nmuted = "#555555"')

    first, *_ = themes.check(themes.read("own", tmp_path))

    assert first.id == "low-contrast"
    assert first.values["name"] == "muted"
    assert first.values["least"] == 7.0
    assert isinstance(first.values["ratio"], float)
    assert first.values["ratio"] < 3


def test_a_light_is_judged_on_its_own_block(tmp_path: Path) -> None:
    write(tmp_path, "own", 'dark = false\n[colours]\nlight-red-ground = "#FF9999"')

    problem, *others = themes.check(themes.read("own", tmp_path))

    assert (problem.values["name"], problem.values["ground"]) == ("light-red", "light-red-ground")
    assert {each.id for each in others} <= {"alike"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("this is no [ TOML", "no-toml"),
        ("x = " + "[" * 5000, "no-toml"),
        ("", "no-theme"),
        ('dark = "yes"\n[colours]', "no-theme"),
        ("dark = true\ncolours = 3", "no-theme"),
        ("#" * 70_000, "too-large"),
    ],
)
def test_a_file_that_is_no_theme_is_told_apart(tmp_path: Path, text: str, why: str) -> None:
    write(tmp_path, "own", text)

    assert problem_of(tmp_path, "own") == why


def test_bytes_that_are_no_text_are_no_theme(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes("dark = true # 主题".encode("gbk"))

    assert problem_of(tmp_path, "own") == "no-toml"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("dark = true\n\n[colours]\nacent = '#FFFFFF'", 4),
        ("dark = true\n[colours]\n# dim\nmuted = '#555555'", 4),
        ("dark = true\n[colours]\nmuted = 'grey'", 3),
        ("dark = true\n[colours]\nmuted = ", 3),
        ("dark = true\n[colours\nmuted = 1", 2),
    ],
)
def test_a_problem_names_its_line(tmp_path: Path, text: str, line: int) -> None:
    write(tmp_path, "own", text)

    try:
        first, *_ = themes.check(themes.read("own", tmp_path))
    except themes.Unreadable as error:
        first = error.problem

    assert first.values["line"] == line


def test_bytes_that_are_no_text_name_their_line(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes("dark = true\n# 主题".encode("gbk"))

    with pytest.raises(themes.Unreadable) as caught:
        themes.read("own", tmp_path)

    assert caught.value.problem.values["line"] == 2


def test_lights_that_look_alike_are_a_problem_that_names_the_eye(tmp_path: Path) -> None:
    write(tmp_path, "own", 'dark = true\n[colours]\nlight-green = "#C8D040"')

    problems = themes.check(themes.read("own", tmp_path))

    assert {each.id for each in problems} == {"alike"}
    assert {each.values["eye"] for each in problems} <= {*EYES}
    assert all("light-green" in (each.values["name"], each.values["ground"]) for each in problems)


def test_every_name_stands_in_one_group_of_a_file() -> None:
    listed = [name for names in GROUPS.values() for name in names]

    assert sorted(listed) == sorted(NAMES)


@pytest.mark.parametrize("name", themes.names())
def test_a_theme_that_is_written_reads_as_the_one_it_came_from(tmp_path: Path, name: str) -> None:
    base = themes.read(name)
    notes = {each: f"about {each}" for each in ("head", *GROUPS)}

    text = text_of(base, notes)
    write(tmp_path, "own", text)

    found = themes.read("own", tmp_path)
    assert (found.dark, found.colours) == (base.dark, base.colours)
    assert themes.check(found) == ()
    assert [line for line in text.splitlines() if line[:1] == "#"] == [
        f"# {note}" for note in notes.values()
    ]


@pytest.mark.parametrize("name", ["none", "../dark", "/etc/passwd", "", "dark\n", "DARK"])
def test_a_name_never_leaves_the_folder(tmp_path: Path, name: str) -> None:
    assert problem_of(tmp_path / "inner", name) == "missing"
