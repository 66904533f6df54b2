"""`themes`: which there are, how they measure, and a file for one of one's own."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from core.places import theme_folder
from tui.cli.desk import Desk
from tui.cli.wrong import REFUSED, WRONG, Told, Wrong

if TYPE_CHECKING:
    from themes import Problem, ThemeFile
    from themes.figures import Figure
    from tui.cli.parser import Verbs
    from tui.words import Words

DARK = "dark"
"""The theme that is worn where none is chosen."""


def register(verbs: Verbs) -> None:
    """`themes [check [NAME] | new NAME [--from NAME]]`."""
    say = verbs.words.say
    top = verbs.add("themes", run, told=say("cli.help.themes"))
    below = verbs.add_more(top, required=False)
    parser = below.add("check", check, told=say("theme.help.check"))
    parser.argument("name", metavar="NAME", nargs="?", default="", help=say("theme.help.name"))
    parser = below.add("new", new, told=say("theme.help.new"))
    parser.argument("name", metavar="NAME", help=say("theme.help.new_name"))
    parser.argument(
        "--from", dest="base", metavar="NAME", default=DARK, help=say("theme.help.from")
    )


def run(options: Namespace) -> int:
    """Prints their names, the one in use marked."""
    import themes

    with Desk(options) as desk:
        used = desk.opening.settings.board.theme or DARK
        names = themes.names(theme_folder())
        if desk.talk.json:
            desk.talk.value([{"name": name, "used": name == used} for name in names])
            return 0
        for name in names:
            desk.talk.line(f"{'*' if name == used else ' '} {name}")
    return 0


def check(options: Namespace) -> int:
    """Prints every figure of a theme, or of all; 1 where one of them is wanting."""
    import themes

    with Desk(options) as desk:
        folder = theme_folder()
        names = (options.name,) if options.name else themes.names(folder)
        if options.name and options.name not in themes.names(folder):
            raise Wrong(
                word="theme.unknown", name=options.name, known=", ".join(themes.names(folder))
            )
        found = {name: _judged(name, folder) for name in names}
        if desk.talk.json:
            desk.talk.value([_plain(name, *each, desk.words) for name, each in found.items()])
        else:
            for at, (name, each) in enumerate(found.items()):
                if at:
                    desk.talk.line("")
                _tell(desk, name, *each)
    return REFUSED if any(problems for _, problems in found.values()) else 0


def _judged(name: str, folder: Path) -> tuple[ThemeFile | None, tuple[Problem, ...]]:
    """The theme as far as it can be read, and what is wrong with it."""
    import themes

    try:
        theme = themes.read(name, folder)
    except themes.Unreadable as error:
        return None, (error.problem,)
    return theme, themes.check(theme)


def _figures(theme: ThemeFile | None, problems: tuple[Problem, ...]) -> tuple[Figure, ...]:
    """Its figures; none while there are colours that are no colours."""
    from themes.figures import figures

    measured = all(each.id in ("low-contrast", "alike") for each in problems)
    return figures(theme.colours) if theme is not None and measured else ()


def _plain(
    name: str, theme: ThemeFile | None, problems: tuple[Problem, ...], words: Words
) -> dict[str, object]:
    from tui.theme_words import problem_told

    measured = [
        {
            "name": each.name,
            "other": each.other,
            "eye": each.eye or None,
            "value": round(each.value, 2),
            "least": each.least,
            "ok": each.holds,
        }
        for each in _figures(theme, problems)
    ]
    told = [
        {"id": each.id, "line": each.values["line"] or None, "told": problem_told(each, words)}
        for each in problems
    ]
    return {"name": name, "ok": not problems, "problems": told, "figures": measured}


def _tell(desk: Desk, name: str, theme: ThemeFile | None, problems: tuple[Problem, ...]) -> None:
    """The table of one theme, and below it what has to be mended."""
    import themes
    from tui.theme_words import problem_told

    say, found = desk.words.say, _figures(theme, problems)
    desk.talk.line(say("theme.figures", name=name, n=len(found)))
    heads = [say(f"theme.column.{each}") for each in ("what", "on", "value", "least", "ok")]
    rows = [
        [
            each.name,
            f"{each.other} · {say(f'theme.eye.{each.eye}')}" if each.eye else each.other,
            f"{each.value:.1f}",
            f"{each.least:g}",
            "✓" if each.holds else "✗",
        ]
        for each in found
    ]
    if rows:
        desk.talk.table(heads, rows)
    if problems:
        desk.talk.line(
            say("theme.to_mend", path=themes.place_of(name, theme_folder()), n=len(problems))
        )
        for each in problems:
            desk.talk.line(f"✗ {problem_told(each, desk.words)}")


def new(options: Namespace) -> int:
    """Writes a theme of one's own; a file that is there is left as it is."""
    import themes
    from themes.reading import NAME

    with Desk(options) as desk:
        name, folder = options.name, theme_folder()
        if not NAME.match(name):
            raise Told(word="theme.bad_name", name=name)
        if name in themes.BUILT_IN:
            raise Told(word="theme.built_in", name=name)
        base, problems = _judged(options.base, folder)
        if base is None or problems:
            known = ", ".join(themes.names(folder))
            unknown = options.base not in themes.names(folder)
            status = WRONG if unknown else REFUSED
            raise Told(word="theme.no_base", status=status, name=options.base, known=known)
        path = folder / f"{name}.toml"
        _write(path, base, desk.words)
        if desk.talk.json:
            desk.talk.value(str(path))
        else:
            desk.talk.line(str(path))
            desk.talk.tell("theme.made", name=name)
    return 0


def _write(path: Path, base: ThemeFile, words: Words) -> None:
    """Writes a file that was not there. Raises `Told`."""
    from core.places import private_folder
    from themes.roles import GROUPS
    from themes.writing import text_of

    notes = {each: words.say(f"theme.group.{each}") for each in ("head", *GROUPS)}
    try:
        private_folder(path.parent)
        with path.open("x", encoding="utf-8") as file:
            file.write(text_of(base, notes))
    except FileExistsError:
        raise Told(word="theme.there", path=path) from None
    except OSError as problem:
        raise Told(word="theme.unwritable", path=path, why=problem.strerror) from None
