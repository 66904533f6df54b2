"""What a form and a task say of the answers that refused them, and of words taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from core.domain.form import REFUSES, FillForm, SignForm, SubmitForm
from core.domain.form_standing import scene_of
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.message import Message
from tests.unit.core.forms_world import FormWorld
from tests.unit.core.standard import STANDARD
from tui.form_events import told as event_told
from tui.inbox import told as message_told
from tui.objections import below
from tui.sign_words import signed
from tui.words import Words

ZH, EN = Words("zh"), Words("en")
LEGAL = RecordId("F-03")


@pytest.fixture
def world() -> FormWorld:
    """研发部 takes a request on, 法务部 does not."""
    world = FormWorld.staffed()
    world.asked()
    world.answer("刘强", RecordId("F-02"), answer="accept", liaison=["P-04"])
    world.answer("周芳", LEGAL, answer="object", adjustment="合同要晚两周")
    return world


def test_a_form_says_below_itself_who_objects_and_why(world: FormWorld) -> None:
    board = world.board()
    scene = scene_of(board, STANDARD, world.now)

    (line,) = below(world.form("F-01"), scene, board, ZH)
    assert line == "F-03 法务部 周芳 异议  异议的调整建议:合同要晚两周"
    (line,) = below(world.form("F-01"), scene, board, EN)
    assert line == "F-03 法务部 周芳 objected  Adjustment proposed: 合同要晚两周"


def test_the_no_of_an_answer_reads_as_that_form_says_no(world: FormWorld) -> None:
    world.by("张伟", SubmitForm(form=RecordId("F-01")))
    world.by("王敏", SignForm(form=RecordId("F-01")))
    world.by("钱总", SignForm(form=RecordId("F-01")))
    board, kind = world.board(), STANDARD.forms["dept_response"]
    (no,) = [each for each in world.form(LEGAL).signs if each["verdict"] == REFUSES]

    at = f"{datetime.fromisoformat(no['at']).astimezone(board.zone):%m-%d %H:%M}"
    assert signed(no, kind, board.zone, ZH) == f"✗ 周芳 {at} 异议: 合同要晚两周"
    assert signed(no, kind, board.zone, EN) == f"✗ 周芳 {at} objected: 合同要晚两周"
    assert signed(no, None, board.zone, ZH) == f"✗ 周芳 {at} 不同意: 合同要晚两周"
    two = (*kind.verdict_field.options, kind.verdict_field.options[-1])  # type: ignore[union-attr]
    fields = tuple(replace(each, options=two) if each.verdict else each for each in kind.fields)
    assert "not agreed" in signed(no, replace(kind, fields=fields), board.zone, EN)

    (asked,) = [each for each in world.log if each.event.kind == "form.asked_again"]
    assert "异议 周芳(法务部): 合同要晚两周" in event_told("", asked, board, ZH)
    world.by("钱总", TakeBack(command=asked.command))
    (back,) = [each for each in world.log if each.event.undoes and each.event.subject == LEGAL]
    assert "异议取消 周芳(法务部)" in event_told("", back, world.board(), ZH)
    assert "no longer objected 周芳" in event_told("", back, world.board(), EN)


def test_the_message_of_it_reads_in_both_languages(world: FormWorld) -> None:
    (message,) = [each for each in world.records.values() if isinstance(each, Message)]

    assert message_told(message, ZH) == (
        "周芳 对 F-01 跨部门协作需求申请表 的答复是“异议”(F-03):异议的调整建议 合同要晚两周"
    )
    assert "“objected” (F-03): Adjustment proposed 合同要晚两周" in message_told(message, EN)


def test_undoing_a_change_after_signing_is_no_lost_signature() -> None:
    world = FormWorld.staffed()
    form = world.opened("张伟", "request", background="铺开", goal="3000 家", support="研发 2 人",
                        due="2026-12-31", depts=["研发部"])  # fmt: skip
    world.by("张伟", SubmitForm(form=form))
    world.by("王敏", SignForm(form=form))
    world.by("张伟", FillForm(form=form, values={"goal": "2000 家"}, reason="写错了"))
    world.by("张伟", TakeBack(command=world.log[-1].command))

    (back,) = [each for each in world.log if each.event.undoes and "signs" in each.event.after][:1]
    line = event_told("", back, world.board(), ZH)
    assert "签后改动取消 张伟(市场部)" in line
    assert "签字取消" not in line
    assert "2000 家 → 3000 家" in line
