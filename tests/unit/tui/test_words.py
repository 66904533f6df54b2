"""What a person reads: sentences by id, days and ages in each language's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.words import MissingWord, Words, catalogue, language_of

ZH, EN = Words.load("zh"), Words.load("en")
TODAY = date(2024, 10, 16)
NOW = datetime(2024, 10, 16, 9, 30)  # noqa: DTZ001 - words speak of local wall time


@pytest.fixture
def other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of Chinese words in place of ours."""
    folder = tmp_path / "zh"
    folder.mkdir()
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    forget()
    yield folder
    forget()


def forget() -> None:
    """Have the files read again."""
    catalogue.areas.cache_clear()
    catalogue.area.cache_clear()


def test_a_sentence_takes_its_values() -> None:
    assert ZH.say("refused.stale", who="王敏").startswith("王敏 ")
    assert EN.say("refused.stale", who="Wang Min").startswith("Wang Min ")


def test_one_and_many_are_told_apart_where_the_language_does() -> None:
    assert EN.say("exchange.recent.clashes", n=1) == "1 conflict"
    assert EN.say("exchange.recent.clashes", n=2) == "2 conflicts"
    assert ZH.say("exchange.recent.clashes", n=1) == "冲突 1"


def test_a_value_is_never_read_as_a_sentence() -> None:
    assert EN.say("refused.stale", who="{n}[b]").startswith("{n}[b] ")


def test_a_missing_id_raises_when_strict() -> None:
    with pytest.raises(MissingWord, match=r"refused\.no-such-reason"):
        Words.load("zh", strict=True).say("refused.no-such-reason")


def test_a_missing_id_is_shown_to_a_person() -> None:
    assert Words.load("zh", strict=False).say("refused.no-such-reason") == "refused.no-such-reason"


def test_a_missing_value_raises_when_strict() -> None:
    with pytest.raises(MissingWord, match=r"refused\.stale.*who"):
        Words.load("en", strict=True).say("refused.stale")


def test_a_missing_value_stays_visible_to_a_person() -> None:
    assert Words.load("en", strict=False).say("refused.stale").startswith("{who} ")


def test_words_are_strict_under_test() -> None:
    assert Words.load("zh").strict


def test_words_are_lenient_everywhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_VERSION")

    assert not Words.load("zh").strict


def test_one_can_ask_whether_there_are_words() -> None:
    assert ZH.has("term.task.in_review")
    assert not ZH.has("term.task")
    assert not ZH.has("term.task.in_review.more")
    assert not ZH.has("nowhere.to.be.found")
    assert not ZH.has("")


def test_a_language_we_do_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        Words.load("fr")


def test_an_area_is_read_when_first_asked_for(other_files: Path) -> None:
    (other_files / "good.toml").write_text('[deep.down]\nhere = "ja"', encoding="utf-8")
    (other_files / "broken.toml").write_text("no [ TOML", encoding="utf-8")

    assert ZH.say("good.deep.down.here") == "ja"


@pytest.mark.parametrize("text", ["a = 3", "a = ['x']", "a = {one = 'x', other = 2}"])
def test_a_word_file_holds_nothing_but_texts(other_files: Path, text: str) -> None:
    (other_files / "odd.toml").write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match="no text"):
        ZH.has("odd.a")


@pytest.mark.parametrize(
    ("away", "zh", "en"),
    [
        (0, "今天", "today"),
        (1, "明天", "tomorrow"),
        (-1, "昨天", "yesterday"),
        (2, "周五", "Fri"),
        (7, "周三", "Wed"),
        (8, "10-24", "10-24"),
        (-2, "10-14", "10-14"),
        (80, "2025-01-04", "2025-01-04"),
    ],
)
def test_a_day_is_said_as_near_as_it_is(away: int, zh: str, en: str) -> None:
    day = TODAY + timedelta(days=away)

    assert (ZH.day(day, TODAY), EN.day(day, TODAY)) == (zh, en)


def test_a_day_in_full() -> None:
    assert ZH.full_date(TODAY) == "2024年10月16日 周三"
    assert EN.full_date(TODAY) == "Wed 16 Oct 2024"


def test_the_header_says_the_moment() -> None:
    assert ZH.stamp(NOW) == "周三 10-16 09:30"
    assert EN.stamp(NOW) == "Wed 10-16 09:30"


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (0.5, "09:00", "09:00"),
        (24, "昨天", "1d ago"),
        (48, "2天前", "2d ago"),
        (240, "10-06", "10-06"),
    ],
)
def test_the_last_update_is_a_time_today_and_an_age_before(hours: float, zh: str, en: str) -> None:
    moment = NOW - timedelta(hours=hours)

    assert (ZH.since(moment, NOW), EN.since(moment, NOW)) == (zh, en)


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "刚刚", "now"),
        (0.9, "刚刚", "now"),
        (1, "1分前", "1m ago"),
        (59.9, "59分前", "59m ago"),
        (60, "1小时前", "1h ago"),
        (1439, "23小时前", "23h ago"),
        (1440, "1天前", "1d ago"),
        (-3, "刚刚", "now"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(minutes: float, zh: str, en: str) -> None:
    assert (ZH.ago(minutes), EN.ago(minutes)) == (zh, en)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "00:00"), (59, "00:00"), (4200, "01:10"), (-4200, "01:10"), (359_999, "99:59")],
)
def test_a_span_is_hours_and_minutes(seconds: float, text: str) -> None:
    assert (ZH.span(seconds), EN.span(seconds)) == (text, text)


def test_a_long_span_is_days() -> None:
    assert (ZH.span(360_000), EN.span(360_000)) == ("4天", "4d")


@given(st.floats(-1e9, 1e9))
def test_a_span_fits_its_column(seconds: float) -> None:
    assert len(ZH.span(seconds).encode("gbk")) <= 7


def test_a_list_is_joined_in_each_languages_way() -> None:
    assert ZH.join(["张伟", "郑洁"]) == "张伟、郑洁"
    assert EN.join(["Zhang Wei", "Zheng Jie"]) == "Zhang Wei, Zheng Jie"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
        ({"LC_ALL": "", "LANG": "ZH"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language
