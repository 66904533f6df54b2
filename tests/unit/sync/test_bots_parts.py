"""Parts of a long text: none too heavy, none splits a character, nothing is lost."""

from __future__ import annotations

from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from sync.bots.pace import BURST, Pace
from sync.bots.parts import in_bytes, parts

TEXTS = st.text(
    st.sampled_from("aé中文。；\n \t👍🏽👩‍🚀🇨🇳e\u0301") | st.characters(codec="utf-8"), max_size=400
)


def bodies(found: tuple[str, ...]) -> list[str]:
    """The parts without their numbers."""
    return [each.partition("\n")[2] for each in found] if len(found) > 1 else list(found)


def test_a_text_that_fits_is_one_part_without_a_number() -> None:
    assert parts("一\n二", 100) == ("一\n二",)


def test_nothing_to_say_is_no_part() -> None:
    assert parts(" \n\n ", 100) == ()


def test_parts_end_at_the_end_of_a_line() -> None:
    text = "\n".join(f"{at} 第{at}行" for at in range(10, 30))

    found = parts(text, 60)

    assert found[0] == f"(1/{len(found)})\n10 第10行\n11 第11行\n12 第12行\n13 第13行"
    assert "\n".join(bodies(found)) == text


def test_a_line_too_long_for_a_part_ends_at_the_end_of_a_sentence() -> None:
    found = parts("一二三四。五六七八九十", 30)

    assert bodies(found) == ["一二三四。", "五六七八九十"]


def test_a_family_is_never_parted() -> None:
    family = "👨‍👩‍👧"

    for each in bodies(parts(family * 20, 60)):
        assert len(each) % len(family) == 0


def test_more_than_nine_parts_are_numbered_all_the_same() -> None:
    found = parts("字" * 200, 40)

    assert found[0].startswith(f"(1/{len(found)})\n")
    assert found[-1].startswith(f"({len(found)}/{len(found)})\n")
    assert len(found) > 9


@given(text=TEXTS, limit=st.integers(48, 300))
def test_every_part_fits_and_nothing_but_line_ends_is_lost(text: str, limit: int) -> None:
    found = parts(text, limit)

    assert all(in_bytes(each) <= limit for each in found)
    assert all(each.strip() for each in bodies(found))
    kept = "".join("".join(bodies(found)).split())
    assert kept == "".join(text.split())
    assert parts(text, limit) == found


@given(text=TEXTS, limit=st.integers(150, 300))
def test_no_part_begins_with_half_a_character(text: str, limit: int) -> None:
    plain = "".join(each for each in text if category(each)[0] != "M")

    for each in bodies(parts(plain, limit))[1:]:
        assert each[0] not in "\u200d\ufe0f🏽"


@given(
    waits=st.lists(st.floats(0, 5), max_size=60),
    used=st.integers(0, 20),
    a_minute=st.sampled_from([20, 100]),
)
def test_no_minute_ever_holds_too_many_texts(waits: list[float], used: int, a_minute: int) -> None:
    pace, at, taken = Pace(a_minute, 0.0, used), 0.0, [0.0] * used
    for wait in waits:
        at += wait
        if pace.wait(at) > 0:
            at += pace.wait(at)
        pace.take(at)
        taken.append(at)

    for start in taken:
        assert sum(start <= each < start + 60 - 1e-6 for each in taken) <= a_minute


def test_a_few_texts_go_at_once() -> None:
    pace = Pace(20, 0.0)
    for _ in range(BURST):
        assert pace.wait(0.0) == 0
        pace.take(0.0)

    assert pace.wait(0.0) > 3
