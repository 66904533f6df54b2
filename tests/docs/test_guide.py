"""The guide tells what the program does: its commands run, its keys and files are there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.docs.guide_pages import (
    GUIDE,
    LANGUAGES,
    blocks,
    commands,
    keys,
    levels,
    links,
    messages,
    pages,
    text,
    typed_lines,
)
from tests.samples import NOW, sample_en, sample_zh
from tui.cli.parser import understand
from tui.key_names import SHOWN, keys_text
from tui.key_table import SCREENS, host_page
from tui.words import Words

HOST, LINE, TROUBLE = "9-host-keys.md", "3-one-line.md", "10-when-something-is-wrong.md"
MOST_PAGES, LARGEST_PICTURE = 10, 100_000
TYPING = frozenset({"F2", "F9"})
"""Keys of the line one types in, which no table of actions holds."""
SAMPLE = {"en": sample_en, "zh": sample_zh}
MANAGER = {"en": "Zhang Wei", "zh": "张伟"}
BOTH = pytest.mark.parametrize("language", LANGUAGES)
EACH = pytest.mark.parametrize(
    "page",
    [each for name in LANGUAGES for each in pages(name)],
    ids=lambda p: f"{p.parent.name}-{p.stem}",
)


@pytest.fixture
def desk(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_template: Callable[..., Path]
) -> Callable[[Path], Cli]:
    """The command line in a scratch folder, in a page's language, on what the page begins with."""

    def seated(page: Path) -> Cli:
        language, file = page.parent.name, tmp_path / "board.db"
        monkeypatch.chdir(tmp_path)
        for name, value in (
            *(("PENGTOU_LANG", language), ("PENGTOU_USER", MANAGER[language])),
            *(("PENGTOU_DB", str(file)), ("PENGTOU_NOW", NOW)),
        ):
            monkeypatch.setenv(name, value)
        founded = any(words[0] == "init" for words in commands(page, "console"))
        if founded:
            # Who founds a project there says first who they are.
            monkeypatch.delenv("PENGTOU_USER")
        else:
            shutil.copyfile(sqlite_template(SAMPLE[language]), file)
        return cli

    return seated


@EACH
def test_every_command_marked_so_runs(page: Path, desk: Callable[[Path], Cli]) -> None:
    run = desk(page)
    for words in commands(page, "console"):
        ended = run(*words)
        assert ended.status == 0, (words, ended.err)


@EACH
def test_every_other_command_is_one_that_the_program_knows(page: Path) -> None:
    words = Words.load(page.parent.name)
    for line in commands(page, "sh"):
        assert understand(line, words).run


@EACH
def test_every_line_of_a_block_to_run_is_a_command_of_ours(page: Path) -> None:
    lines = [line for block in blocks(page, "console") for line in block.splitlines()]
    assert all(line.startswith("$ pengtou ") for line in lines)


@EACH
def test_every_key_is_one_that_a_screen_answers_to(page: Path) -> None:
    words = Words.load(page.parent.name)
    known = {
        key
        for each in SCREENS.values()
        for action in each
        for key in keys_text(action, words).split()
    }
    assert set(keys(page)) <= known | set(SHOWN.values()) | TYPING | {str(n) for n in range(10)}


@EACH
def test_every_link_leads_to_a_file(page: Path) -> None:
    assert [each for each in links(page) if not (page.parent / each).exists()] == []


@BOTH
def test_a_typed_line_is_read_as_the_guide_says(language: str, desk: Callable[[Path], Cli]) -> None:
    page = GUIDE / language / LINE
    run, lines = desk(page), typed_lines(page)
    for line, pieces in lines:
        told = run("parse", line).out
        assert [each for each in pieces if each not in told] == [], (line, told)
    assert len(lines) == 12


@BOTH
def test_a_quoted_message_is_one_that_the_program_gives(language: str) -> None:
    words = Words.load(language)
    forms = [entry for each in words.ids() if (entry := words.forms(each))]
    said = [text for entry in forms for text in (entry.one, entry.other) if text]
    quoted = messages(GUIDE / language / TROUBLE)
    assert [each for each in quoted if not any(all(p in text for p in each) for text in said)] == []
    assert len(quoted) >= 20


@BOTH
def test_the_page_to_print_is_what_the_program_prints(language: str) -> None:
    page = host_page(SCREENS, Words.load(language))
    told = "pengtou keys --markdown --lang " + language
    assert text(GUIDE / language / HOST).rstrip() == page.rstrip(), f"made by: {told}"


def test_both_languages_have_the_same_pages() -> None:
    ours, theirs = (pages(language) for language in LANGUAGES)
    assert [each.name for each in ours] == [each.name for each in theirs]
    assert 0 < len(ours) <= MOST_PAGES
    for one, other in zip(ours, theirs, strict=True):
        assert levels(one) == levels(other), one.name
        assert len(links(one)) == len(links(other)), one.name
        for kind in ("console", "sh"):
            assert len(list(commands(one, kind))) == len(list(commands(other, kind))), one.name
        if one.name != HOST:
            assert set(keys(one)) == {"space" if key == "空格" else key for key in keys(other)}


def test_the_index_names_every_page() -> None:
    named = {(GUIDE / each).resolve() for each in links(GUIDE / "README.md")}
    assert {each.resolve() for language in LANGUAGES for each in pages(language)} <= named


def test_pictures_are_small_and_all_are_shown() -> None:
    files = set((GUIDE / "pictures").iterdir())
    shown = {
        (page.parent / each).resolve()
        for language in LANGUAGES
        for page in pages(language)
        for each in links(page)
    }
    assert {each for each in files if each.resolve() not in shown} == set()
    assert {each.name for each in files if each.stat().st_size > LARGEST_PICTURE} == set()
