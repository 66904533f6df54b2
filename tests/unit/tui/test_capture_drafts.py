"""What a person typed outlives the program."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.drafts import UNDO, Draft, Drafts, Waiting

LINE = Draft("催样本 @wm", "blocker", ((4, 7, "P-02"),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


@pytest.fixture
def drafts(folder: Path) -> Iterator[Drafts]:
    made = Drafts(folder, "sqlite:///board.db", "张伟")
    yield made
    made.close()


def another(folder: Path, database: str = "sqlite:///board.db", actor: str = "张伟") -> Drafts:
    """What the next start finds."""
    return Drafts(folder, database, actor)


def ended(drafts: Drafts) -> None:
    """As a program that is killed: nothing more is written, its locks are gone."""
    drafts.flush()
    lock = drafts._file._lock
    assert lock is not None
    lock.close()


def wait_for(path: Path) -> None:
    end = time.monotonic() + 5
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_an_open_line_is_on_file_within_a_second(drafts: Drafts) -> None:
    begun = time.monotonic()
    drafts.typing(LINE)
    wait_for(drafts.path)

    assert time.monotonic() - begun < 1
    assert "催样本" in drafts.path.read_text(encoding="utf-8")


def test_only_its_owner_may_read_it(drafts: Drafts) -> None:
    drafts.typing(LINE)
    drafts.flush()

    assert drafts.path.stat().st_mode & 0o777 == 0o600
    assert drafts.path.parent.stat().st_mode & 0o777 == 0o700


def test_after_a_kill_the_next_start_has_the_open_line_last(drafts: Drafts, folder: Path) -> None:
    drafts.shelve(Draft("先放着的一行"))
    drafts.typing(LINE)
    ended(drafts)
    later = another(folder)

    assert later.adopt("p1") == ((), True)
    assert [later.taken_up(), later.taken_up(), later.taken_up()] == [
        LINE,
        Draft("先放着的一行"),
        None,
    ]


def test_a_board_that_still_runs_keeps_its_lines(drafts: Drafts, folder: Path) -> None:
    drafts.typing(LINE)
    drafts.flush()

    assert another(folder).adopt("p1") == ((), False)


def test_another_person_and_another_database_have_their_own(drafts: Drafts, folder: Path) -> None:
    drafts.typing(LINE)
    ended(drafts)

    assert another(folder, actor="王敏").adopt("p1") == ((), False)
    assert another(folder, database="sqlite:///other.db").adopt("p1") == ((), False)


def test_what_is_empty_leaves_no_file(drafts: Drafts, folder: Path) -> None:
    drafts.typing(LINE)
    drafts.flush()
    drafts.typing(None)
    drafts.flush()
    drafts.close()

    assert list(folder.iterdir()) == []


def test_a_wish_takes_the_place_of_the_line_it_was_typed_as(drafts: Drafts, folder: Path) -> None:
    drafts.typing(LINE)
    drafts.wish(Waiting("w1", "p1", {"is": "AddTask", "title": "甲"}, LINE))
    ended(drafts)
    mine, opened = another(folder).adopt("p1")

    assert [(each.id, each.line) for each in mine] == [("w1", LINE)]
    assert not opened


def test_wishes_come_back_in_their_order_and_only_for_their_project(
    drafts: Drafts, folder: Path
) -> None:
    for name, project in (("w1", "p1"), ("w2", "p2"), ("w3", "p1")):
        drafts.wish(Waiting(name, project, UNDO))
    ended(drafts)
    later = another(folder)

    assert [each.id for each in later.adopt("p1")[0]] == ["w1", "w3"]
    later.answered("w1")
    later.answered("w3")
    ended(later)
    assert [each.id for each in another(folder).adopt("p2")[0]] == ["w2"]


def test_a_wish_that_was_answered_does_not_come_back(drafts: Drafts, folder: Path) -> None:
    drafts.wish(Waiting("w1", "p1", UNDO, LINE))
    drafts.shelve(Draft("乙"))

    answered = drafts.answered("w1")
    assert answered is not None
    assert answered.line == LINE
    assert drafts.answered("w1") is None
    ended(drafts)
    assert another(folder).adopt("p1") == ((), False)


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"version": 99}', '{"version": 1}'])
def test_a_damaged_file_is_put_aside_not_thrown_away(
    drafts: Drafts, folder: Path, damage: str
) -> None:
    drafts.typing(LINE)
    ended(drafts)
    drafts.path.write_text(damage, encoding="utf-8")

    assert another(folder).adopt("p1") == ((), False)
    assert [each.read_text(encoding="utf-8") for each in folder.glob("*.damaged")] == [damage]


def test_a_folder_that_cannot_be_written_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("no folder", encoding="utf-8")
    drafts = Drafts(tmp_path / "drafts", "db", "张伟")
    drafts.typing(LINE)
    drafts.flush()
    drafts.close()


def test_the_file_is_json_that_a_person_can_rescue(drafts: Drafts) -> None:
    drafts.typing(LINE)
    drafts.flush()

    assert json.loads(drafts.path.read_text(encoding="utf-8"))["open"]["text"] == LINE.text


def test_a_line_is_still_to_be_saved_where_its_wish_only_took_the_old_one_back() -> None:
    taken_back = {"is": "TakeBack", "command": "w0"}

    assert Waiting("w1", "p1", taken_back, LINE).only_cleared_the_way
    assert not Waiting("w1", "p1", taken_back).only_cleared_the_way
    assert not Waiting("w1", "p1", {"is": "AddTask", "title": "甲"}, LINE).only_cleared_the_way
    assert not Waiting("w1", "p1", UNDO, LINE).only_cleared_the_way
