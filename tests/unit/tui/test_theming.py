"""Theme files on a Textual screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.theme import Theme

import themes
from themes.roles import OURS
from tui.theming import DERIVED, BrokenTheme, defaults, load


@pytest.mark.parametrize("name", themes.names())
def test_every_theme_of_ours_becomes_one_of_textuals(name: str) -> None:
    theme = load(name)

    assert isinstance(theme, Theme)
    assert theme.name == name
    assert theme.dark == themes.read(name).dark


class Screenless(App[None]):
    """An app that names our variables in its style sheet and is given its theme later."""

    CSS = "Screen { color: $sla-late; background: $light-red-ground; border: solid $rule; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return defaults()


@pytest.mark.parametrize("name", themes.names())
async def test_a_style_sheet_can_name_all_our_variables(name: str) -> None:
    theme = load(name)
    assert isinstance(theme, Theme)
    app = Screenless()

    async with app.run_test():
        app.register_theme(theme)
        app.theme = name
        variables = app.get_css_variables()

    colours = themes.read(name).colours
    assert {role: variables[role] for role in OURS} == {role: colours[role] for role in OURS}
    assert {theirs: variables[theirs] for theirs in DERIVED} == {
        theirs: colours[ours] for theirs, ours in DERIVED.items()
    }


def test_every_variable_we_derive_is_one_that_textual_knows() -> None:
    plain = Theme(name="plain", primary="#8FD6C4").to_color_system().generate()

    assert plain.keys() >= DERIVED.keys()


def test_a_broken_theme_is_a_value(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("no [ theme", encoding="utf-8")

    broken = load("own", tmp_path)

    assert isinstance(broken, BrokenTheme)
    assert [problem.id for problem in broken.problems] == ["unreadable"]


def test_a_faint_theme_is_not_shown(tmp_path: Path) -> None:
    text = 'dark = true\n[colours]\nforeground = "#222222"'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")

    broken = load("own", tmp_path)

    assert isinstance(broken, BrokenTheme)
    assert {problem.id for problem in broken.problems} == {"low-contrast"}


def test_a_theme_that_is_not_there_is_a_value() -> None:
    assert isinstance(load("none"), BrokenTheme)
