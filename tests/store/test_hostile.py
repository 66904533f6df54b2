"""Texts that mean harm are stored as text, or cleaned, or refused; both databases alike."""

from __future__ import annotations

import pytest

from core.domain.blocker import RaiseBlocker
from core.domain.decision import WriteNote
from core.domain.ids import Kind, record_id
from core.domain.people import AddPerson
from core.domain.project import CreateProject
from core.domain.refusal import Refused
from core.domain.task import AddTask
from core.service import Service, create_project
from core.store import Store

HOSTILE = {
    "a\x00b": "ab",
    "a\ud800b": "a\ufffdb",
    "\x1b]52;c;aGk=\x07x\x1b[?1049l": "x",
    "[/路径] [P0] [@click=app.quit]点我[/]": "[/路径] [P0] [@click=app.quit]点我[/]",
    "'); DROP TABLE task; --": "'); DROP TABLE task; --",
    "%s %(x)s :name ? $1 {0}": "%s %(x)s :name ? $1 {0}",
    "\u202egnp.exe": "gnp.exe",
    "𬭊🏴󠁧󠁢󠁥󠁮󠁧󠁿👨‍👩‍👧": "𬭊🏴󠁧󠁢󠁥󠁮󠁧󠁿👨‍👩‍👧",
    "\\u0000 \\x00 \\": "\\u0000 \\x00 \\",
}


@pytest.mark.parametrize(("typed", "kept"), HOSTILE.items(), ids=ascii)
def test_a_hostile_text_is_kept_as_text(service: Service, typed: str, kept: str) -> None:
    service.perform(AddTask(title=typed, deliverable=typed))
    service.perform(RaiseBlocker(title=typed, description=typed))
    service.perform(AddPerson(name=typed, aliases=(typed,), remote_ids={"feishu": typed}))
    service.perform(WriteNote(subject=record_id(Kind.TASK, 4), text=typed))
    board = service.board()

    assert board.tasks["T-04"].title == board.tasks["T-04"].deliverable == kept
    assert board.blockers["B-01"].title == board.blockers["B-01"].description == kept
    person = board.people["P-04"]
    assert (person.name, person.aliases, person.remote_ids) == (kept, (kept,), {"feishu": kept})
    (note,) = service.all_of(Kind.NOTE)
    assert note.text == kept
    told = {str(each.event.subject): each.event.after for each in service.history()}
    assert told["T-04"]["title"] == told["N-01"]["text"] == kept


def test_who_acts_is_cleaned_too(store: Store) -> None:
    wish = CreateProject(code="a\x00b", name="\x1b[2J新品", lead_dept="市\ud800场")
    number = create_project(store, wish, actor="张\x00伟")
    service = Service(store, number, "李\x00强")
    (added,) = service.perform(AddTask(title="x"))

    assert added.actor == "李强"
    assert service.history()[-1].actor == "张伟"
    project = service.board().project
    assert (project.code, project.name, project.lead_dept) == ("ab", "新品", "市\ufffd场")


def test_a_title_of_ten_kilobytes_is_refused_and_a_note_of_it_is_kept(service: Service) -> None:
    with pytest.raises(Refused, match="text-too-long"):
        service.perform(AddTask(title="字" * 10_000))
    service.perform(WriteNote(subject=record_id(Kind.TASK, 1), text="字" * 10_000))

    (note,) = service.all_of(Kind.NOTE)
    assert note.text == "字" * 10_000


def test_a_title_of_nothing_visible_is_missing(service: Service) -> None:
    with pytest.raises(Refused, match="title-missing"):
        service.perform(AddTask(title="\u200b\x00 \u3000"))
