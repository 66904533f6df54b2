"""What is opened: the line over the environment over the file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core import places
from core.domain.refusal import Refused
from core.settings import BoardSettings, Database, Me, Settings, write
from tui.cli.wrong import Wrong
from tui.opening import Opening, resolve, spoken


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A file that names everything."""
    path = tmp_path / "config.toml"
    settings = Settings(
        project="file", me=Me("文件"), database=Database("file.db"), board=BoardSettings("zh")
    )
    write(path, settings)
    return path


ENVIRON = {
    "PENGTOU_DB": "environ.db",
    "PENGTOU_PROJECT": "environ",
    "PENGTOU_USER": "环境",
    "PENGTOU_LANG": "en",
}


def facts(opening: Opening) -> tuple[str, str | None, str, str]:
    return opening.database, opening.project, opening.actor, opening.language


def test_each_word_beats_the_one_below(config: Path) -> None:
    line = {"db": "line.db", "project": "line", "actor": "命令行", "lang": "zh"}
    named = {"config": str(config)}

    assert facts(resolve(named, {})) == ("file.db", "file", "文件", "zh")
    assert facts(resolve(named, ENVIRON)) == ("environ.db", "environ", "环境", "en")
    assert facts(resolve({**named, **line}, ENVIRON)) == ("line.db", "line", "命令行", "zh")


def test_nothing_said_means_the_usual_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "wei\x1b[31m")

    opening = resolve({}, {"LANG": "zh_CN.UTF-8"})

    assert facts(opening) == (str(places.default_database()), None, "wei", "zh")
    assert opening.config == places.config_file()
    assert opening.clock is None


def test_a_clock_that_stands() -> None:
    opening = resolve({}, {"PENGTOU_NOW": "2024-10-16T09:30+08:00"})

    assert opening.clock is not None
    assert opening.clock() == datetime(2024, 10, 16, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("environ", [{"PENGTOU_NOW": "today"}, {"PENGTOU_LANG": "fr"}])
def test_what_is_not_understood_is_wrong(environ: dict[str, str]) -> None:
    with pytest.raises(Wrong):
        resolve({}, environ)


def test_a_broken_file_still_lets_the_program_speak(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[board", encoding="utf-8")

    assert spoken({"config": str(config)}, {"LANG": "zh_CN.UTF-8"}) == "zh"
    assert spoken({"config": str(config), "lang": "fr"}, {"PENGTOU_LANG": "zh"}) == "zh"


def test_what_is_remembered_holds_no_password() -> None:
    opening = Opening("postgresql://wei:hush@db/team", project="one")

    assert opening._choose({"one": 1, "two": 2}) == 1

    remembered = (places.state_folder() / "last-project.json").read_text(encoding="utf-8")
    assert "hush" not in remembered
    assert Opening("postgresql://li:other@db/team")._choose({"one": 1, "two": 2}) == 1
    with pytest.raises(Refused):
        Opening("postgresql://wei:hush@db/other")._choose({"one": 1, "two": 2})


def test_a_state_folder_that_refuses_is_no_trouble() -> None:
    places.private_folder(places.state_folder().parent)
    places.state_folder().write_text("in the way", encoding="utf-8")

    assert Opening("a.db", project="one")._choose({"one": 1, "two": 2}) == 1
