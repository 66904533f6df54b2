"""What foreign text looks like once it is let in."""

from __future__ import annotations

import sys
import time
from unicodedata import category, is_normalized

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.text import UNSAFE, clean, replaced, search_key

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\x9b\x9c\x9d\x90[]\\;m2JP\r\n\t \u200d\u200c\u0301\ud800"),
        st.sampled_from("\U0001f3f4\U000e0067\U000e007f\U0001f1e8\U0001f1f3\U0001f3fd王"),
    )
)


@given(HOSTILE, st.integers(0, 40), st.booleans())
def test_cleaning_twice_changes_nothing(text: str, limit: int, lines: bool) -> None:
    once = clean(text, limit=limit, lines=lines)

    assert once == clean(once, limit=limit, lines=lines)
    assert len(once) <= limit
    assert is_normalized("NFC", once)


@given(HOSTILE)
def test_a_cleaned_line_holds_nothing_unsafe(text: str) -> None:
    assert UNSAFE.search(clean(text)) is None


@given(HOSTILE)
def test_cleaned_lines_keep_only_line_feeds_and_tabs(text: str) -> None:
    cleaned = clean(text, lines=True)

    assert UNSAFE.search(cleaned.replace("\n", "").replace("\t", "")) is None


def test_every_control_format_and_surrogate_is_unsafe_but_the_joiners() -> None:
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    let_through = {
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if category(char) in unsafe and not UNSAFE.match(char)
    }

    assert let_through == {"\u200c", "\u200d"}


def test_no_assigned_printable_character_is_unsafe() -> None:
    assert not [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if char.isprintable() and UNSAFE.match(char)
    ]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[2J",
        "\x1b[?1049l",
        "\x1b[38;2;1;2;3m",
        "\x9b31m",
        "\x1b]0;title\x07",
        "\x1b]52;c;aGk=\x1b\\",
        "\x9d8;;http://x\x9c",
        "\x1bPq#0\x1b\\",
        "\x90q\x9c",
        "\x1b_app\x1b\\",
        "\x1b^pm\x1b\\",
        "\x1bXsos\x1b\\",
        "\x1bc",
        "\x1b(B",
        "\x1b#8",
        "\x1b",
        "\x1b[12",
    ],
)
def test_escape_sequences_go_whole(sequence: str) -> None:
    assert clean(f"接口{sequence}密钥") == "接口密钥"
    assert replaced(f"接口{sequence}密钥") == len(sequence)


def test_a_string_sequence_that_never_ends_does_not_swallow_the_text() -> None:
    assert clean("a\x1b]0;密钥") == "a0;密钥"


def test_a_million_openers_are_cleaned_in_passing() -> None:
    started = time.perf_counter()
    for opener in ("\x9d", "\x1b]", "\x1b[0", "\x1b ", "\U000e0041"):
        clean(opener * 100_000)

    assert time.perf_counter() - started < 2


def test_line_ends_become_line_feeds_or_spaces() -> None:
    assert clean("a\r\nb\u2028c\td", lines=True) == "a\nb\nc\td"
    assert clean("a\r\nb\u2029c\td") == "a b c d"


def test_impossible_characters_are_shown_as_replaced() -> None:
    assert clean("a\ud800b\ufffec\ufdd0d\U0010ffff") == "a\ufffdb\ufffdc\ufffdd\ufffd"


def test_a_chinese_title_is_stored_as_it_was_typed() -> None:
    title = "补充“购买偏好”数据①,50㎡…(买买提·艾力)"

    assert clean(title) == title
    assert replaced(title) == 0


def test_letters_are_composed() -> None:
    assert clean("e\u0301") == "é"


def test_joiners_and_flag_tags_stay_where_they_mean_something() -> None:
    family = "👨\u200d👩\u200d👧"
    england = "🏴\U000e0067\U000e0062\U000e007f"

    assert clean(family) == family
    assert clean(england) == england
    assert clean(f"a{england[1:]}") == "a"


def test_direction_and_zero_width_marks_are_removed_and_counted() -> None:
    assert clean("\ufeff付\u202e款\u200b单") == "付款单"
    assert replaced("\ufeff付\u202e款\u200b单") == 3


def test_surrounding_blanks_go() -> None:
    assert clean("\u3000\u200d 站会 \n\u00a0") == "站会"


def test_line_ends_and_tabs_are_not_counted_as_replaced() -> None:
    assert replaced("a\r\nb\tc\n") == 0


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("aaa中文", "aaa中"),
        ("aaab\u0323\u0301", "aaa"),
        ("aa👍🏽", "aa👍🏽"),
        ("aaa👍🏽", "aaa"),
        ("aa👨\u200d👩", "aa"),
        ("aa🇨🇳🇩🇪", "aa🇨🇳"),
        ("aaa🇨🇳🇩🇪", "aaa"),
        ("aaa🏴\U000e0067\U000e007f", "aaa"),
        ("aaa b", "aaa"),
    ],
)
def test_a_cut_falls_between_characters_as_people_see_them(text: str, kept: str) -> None:
    assert clean(text, limit=4) == kept


def test_an_endless_character_is_cut_all_the_same() -> None:
    assert len(clean("a" + "\u0323" * 1000, limit=100)) == 100


def test_ten_thousand_titles_are_cleaned_in_no_time() -> None:
    titles = [f"补充“购买偏好”客户数据 demo {number}" for number in range(10_000)]

    assert min(_seconds(titles) for _ in range(5)) < 0.1


def test_search_ignores_width_case_and_spaces() -> None:
    assert search_key("Ｄｅｍｏ　交付 １") == "demo交付1"
    assert search_key(" Demo 2 ") == "demo2"
    assert search_key("Straße") == "strasse"


@given(st.text())
@example("a¨")
@example("A ̃")
def test_a_search_key_is_its_own_key(text: str) -> None:
    key = search_key(text)

    assert search_key(key) == key


def _seconds(titles: list[str]) -> float:
    started = time.perf_counter()
    for title in titles:
        clean(title)
    return time.perf_counter() - started
