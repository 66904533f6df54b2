"""The configuration file: what is understood, what is refused, and how it is written."""

from __future__ import annotations

import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import (
    BoardSettings,
    HandWritten,
    Me,
    Misconfigured,
    Settings,
    SourceSettings,
    read,
    set_value,
    understood,
    value_of,
    write,
)

FULL = Settings(
    project="launch",
    me=Me("张伟"),
    board=BoardSettings("zh", "light"),
    keys={"progress.set": ("p", "f5")},
    sources={
        "feishu": SourceSettings(
            url="https://acme.example/base/x?table=tbl1",
            interval="5m",
            mapping={"columns": {"title": {"id": "fld1", "name": "任务"}}, "fraction": True},
        )
    },
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet, in a folder that is not there either."""
    return tmp_path / "pengtou" / "config.toml"


def test_no_file_means_the_defaults(path: Path) -> None:
    assert read(path) == Settings()


def test_what_was_written_reads_the_same(path: Path) -> None:
    write(path, FULL)

    assert read(path) == FULL
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_one_value_is_set_and_the_others_stay(path: Path) -> None:
    write(path, FULL)

    after = set_value(path, "board.theme", "dark")

    assert after == read(path)
    assert after.board == BoardSettings("zh", "dark")
    assert after.sources == FULL.sources
    assert value_of(after, "board.theme") == "dark"
    assert value_of(after, "keys.progress.set") == ["p", "f5"]


def test_a_value_can_be_taken_out(path: Path) -> None:
    write(path, FULL)

    assert set_value(path, "sources.feishu", None).sources == {}
    assert set_value(path, "project", None).project == ""


def test_a_file_kept_by_hand_is_never_written(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("# mine\nproject = 'a'\n", encoding="utf-8")

    with pytest.raises(HandWritten) as refusal:
        set_value(path, "board.theme", "light")

    assert refusal.value.lines == '[board]\ntheme = "light"'
    assert path.read_text(encoding="utf-8") == "# mine\nproject = 'a'\n"
    with pytest.raises(HandWritten):
        write(path, FULL)


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    real = tmp_path / "dotfiles.toml"
    write(real, FULL)
    path.symlink_to(real)

    set_value(path, "project", "other")

    assert path.is_symlink()
    assert read(real).project == "other"


def test_keys_may_be_quoted_or_nested(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('[keys]\n"a.b" = "x"\nc.d = ["y", "z"]\n', encoding="utf-8")

    assert read(path).keys == {"a.b": ("x",), "c.d": ("y", "z")}


@pytest.mark.parametrize(
    ("document", "reason", "key"),
    [
        ({"me": {"nme": "x"}}, "key-unknown", "me.nme"),
        ({"projects": "x"}, "key-unknown", "projects"),
        ({"me": "x"}, "value", "me"),
        ({"project": 3}, "value", "project"),
        ({"board": {"language": "fr"}}, "value-of", "board.language"),
        ({"keys": {"a": 3}}, "value", "keys.a"),
        ({"keys": {"a": ["b", 3]}}, "value", "keys.a"),
        ({"sources": {"a": {"type": "jira"}}}, "value-of", "sources.a.type"),
        ({"bots": {"a": {"type": "webhook"}}}, "value-of", "bots.a.type"),
        ({"sources": {"a": {"interval": "5 minutes"}}}, "value", "sources.a.interval"),
        ({"sources": {"a": {"app_secret": "x"}}}, "key-unknown", "sources.a.app_secret"),
    ],
)
def test_what_nobody_understands_is_refused(
    document: dict[str, object], reason: str, key: str
) -> None:
    with pytest.raises(Misconfigured) as refusal:
        understood(document, Path("config.toml"))

    assert refusal.value.reason == reason
    assert refusal.value.values["key"] == key


def test_the_nearest_known_key_is_named() -> None:
    with pytest.raises(Misconfigured) as refusal:
        understood({"board": {"langauge": "zh"}}, Path("config.toml"))

    assert refusal.value.values["near"] == "board.language"


@pytest.mark.parametrize(
    ("document", "near"),
    [
        ({"url": "board.db"}, "database.url"),
        ({"name": "王敏"}, "me.name"),
        ({"projets": "launch"}, "project"),
        ({"boards": {"theme": "light"}}, "board.theme"),
        ({"interval": "5m"}, "sources.NAME.interval"),
        ({"sources": {"a": {"titel": "x"}}}, "sources.a.title"),
    ],
)
def test_the_whole_key_that_can_be_set_is_named_wherever_it_stands(
    document: dict[str, object], near: str
) -> None:
    with pytest.raises(Misconfigured) as refusal:
        understood(document, Path("config.toml"))

    assert refusal.value.values["near"] == near


@pytest.mark.parametrize(("text", "seconds"), [("", None), ("30s", 30), ("5m", 300), ("2h", 7200)])
def test_an_interval_in_seconds(text: str, seconds: int | None) -> None:
    assert SourceSettings(interval=text).seconds == seconds


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_table_raises_anything_else(value: object) -> None:
    for document in ({"me": value}, {"keys": value}, {"sources": {"a": value}}, {"board": value}):
        with suppress(Misconfigured):
            understood(document, Path("config.toml"))
