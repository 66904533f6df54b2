"""Where a terminal draws some characters too wide, ASCII stands for them, cell for cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from tests.samples import sample_board
from tui import glyphs
from tui.terminal import guard
from tui.voice import WordsVoice
from tui.widgets.line_cells import fit
from tui.words import LANGUAGES, Words


@pytest.fixture
def ascii_set() -> Iterator[None]:
    """The screen is drawn with ASCII."""
    glyphs.choose(ascii_only=True)
    yield
    glyphs.choose(ascii_only=False)


def ambiguous(text: str) -> set[str]:
    return {
        each
        for each in text
        if unicodedata.east_asian_width(each) == "A" and unicodedata.category(each)[0] not in "LMC"
    }


@pytest.mark.usefixtures("ascii_set")
@given(st.text(st.characters(exclude_categories=["C", "M"])))
def test_nothing_whose_width_is_open_is_drawn_and_no_width_changes(text: str) -> None:
    drawn = glyphs.drawn(text)

    assert ambiguous(drawn) == set()
    assert cell_len(drawn) == cell_len(text)


@pytest.mark.usefixtures("ascii_set")
@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("┌─ 任务 ─┐", "+- 任务 -+"),
        ("│██░│", "|##-|"),
        ("╔═══╗║", "+===+|"),
        ("┏━┓┃┗━┛", ".-.|'-'"),
        ("“偏好” · 等…", '"偏好" . 等.'),
        ("B-05 → ①", "B-05 > 1"),
        ("Привет Ελλάς é", "Привет Ελλάς é"),
        ("✗红 !黄 ✓绿 ▸", "✗红 !黄 ✓绿 ▸"),
    ],
)
def test_a_character_is_drawn_as_its_twin(text: str, drawn: str) -> None:
    assert glyphs.drawn(text) == drawn


@pytest.mark.usefixtures("ascii_set")
def test_a_sentence_of_ours_is_spelled_out_before_it_is_measured() -> None:
    assert glyphs.spelled("① A → B …“”") == '(1) A -> B ...""'


@pytest.mark.usefixtures("ascii_set")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_keeps_a_character_whose_width_is_open(language: str) -> None:
    words = Words.load(language)
    texts = [form for id_ in words.ids() for form in (words.forms(id_) or ())]

    assert [text for text in texts if ambiguous(glyphs.spelled(text))] == []
    assert words.say("projector.stopped").count("<-->") == 1


@pytest.mark.usefixtures("ascii_set")
def test_what_is_written_in_a_document_does_not_depend_on_the_terminal() -> None:
    words = Words.load("zh")

    assert "←→" in WordsVoice(words).say("projector.stopped")


@pytest.mark.usefixtures("ascii_set")
@pytest.mark.parametrize(("width", "cut"), [(4, "abc."), (8, "abcde...")])
def test_a_text_that_is_cut_ends_in_dots(width: int, cut: str) -> None:
    assert "".join(span.text for span in fit("abcdefghijkl", width)) == cut


@pytest.mark.usefixtures("ascii_set")
def test_the_last_step_before_the_terminal_draws_the_twins() -> None:
    strip = Strip([Segment("│ “偏好” ─"), Segment("…\x1b")])

    assert guard._guarded(strip, Console(color_system=None)) == '| "偏好" -. '.rstrip()


def test_nothing_is_replaced_where_the_terminal_draws_everything() -> None:
    title = sample_board("zh").actions["A-19"].title

    assert glyphs.drawn(title) == title == glyphs.spelled(title)
    assert glyphs.ellipsis(4) == "…"
