"""Links by id, by number and by a piece of a title; quotes, escapes and fields."""

from __future__ import annotations

import pytest

from core.capture.chips import Type
from core.capture.line import literal
from core.capture.reading import read
from tests.unit.core.capture_ground import GROUND, ground, ids


@pytest.mark.parametrize(
    "typed", ["#T-12", "#t12", "＃Ｔ－１２", "#12", "#物料", "#wl", "#xpxcwl", "#新品宣传物料制作"]
)
def test_a_record_is_linked_as_it_is_typed(typed: str) -> None:
    reading = read(f"办事 {typed} @zq", GROUND)

    assert (reading.links, reading.text, reading.amber) == (ids("T-12"), "办事", ())


def test_a_piece_of_several_titles_is_asked_about() -> None:
    reading = read("办事 #计 @zq", ground(records={**GROUND.records, ids("T-20")[0]: "设计计划"}))

    assert set(reading.amber[0].choices) == {"T-05", "T-07", "T-20", "text"}
    assert reading.amber[0].id == "link-ambiguous"


def test_a_number_that_several_records_have_is_asked_about() -> None:
    reading = read("办事 #8 @zq", ground(records={**GROUND.records, ids("T-08")[0]: "海报"}))

    assert reading.amber[0].choices == ("T-08", "B-08", "text")


def test_an_id_that_nothing_has_is_asked_about_and_stays() -> None:
    reading = read("办事 #T-99 @zq", GROUND)

    assert (reading.text, [each.id for each in reading.amber]) == ("办事 #T-99", ["link-unknown"])


def test_a_title_that_nothing_has_is_only_said() -> None:
    reading = read("#周报模板 更新 @zq", GROUND)

    assert (reading.text, reading.amber) == ("#周报模板 更新", ())
    assert [each.id for each in reading.suggestions] == ["link-not-found"]


def test_an_id_in_the_text_is_suggested() -> None:
    notes = read("核对 T-04 的进度 @zq", GROUND).suggestions

    assert [(each.id, each.values["id"]) for each in notes] == [("link-in-text", "T-04")]


@pytest.mark.parametrize(
    "line", ["T-04 核对 @zq", "核对 T-04 @zq", "核对 @zq t-04", "核对@zq，Ｔ-04"]
)
def test_an_id_by_itself_at_an_edge_of_the_text_is_a_link(line: str) -> None:
    reading = read(line, GROUND)

    assert (reading.links, reading.text) == (ids("T-04"), "核对")


@pytest.mark.parametrize(
    "line", ["跟进 T-04 和 T-05 的进度", "看 T-99", "XT-04 核对", "T-041 核对"]
)
def test_an_id_within_a_sentence_or_of_nothing_stays(line: str) -> None:
    reading = read(f"{line} @zq", GROUND)

    assert (reading.links, reading.text) == ((), line)


@pytest.mark.parametrize("text", ["“@wm 周五”", "《10月底总结》", "「#T-12」", '"!!"'])
def test_what_is_quoted_is_not_read(text: str) -> None:
    assert read(f"改 {text} @zq", GROUND).text == f"改 {text}"


def test_a_path_keeps_its_backslashes() -> None:
    assert read("归档 D:\\项目\\temp @zq", GROUND).text == "归档 D:\\项目\\temp"


def test_an_escaped_line_is_text() -> None:
    line = "@王敏 周五前 #T-12 ! >z5 待办："

    reading = read(literal(line), GROUND)

    assert (reading.text, reading.owner, reading.links) == (line, None, ())


def test_the_fields_of_a_blocker_end_at_a_blank_or_are_quoted() -> None:
    line = '阻塞：登录失败 原因：没权限，已催 已试:"邮件 电话" 影响：T-05'

    reading = read(line, GROUND)

    assert reading.text == "登录失败"
    assert reading.fields == {"reason": "没权限，已催", "attempted": "邮件 电话", "impact": "T-05"}


def test_an_action_item_has_no_fields() -> None:
    assert read("查原因: 网络 @zq", GROUND).fields == {}


def test_a_blocker_keeps_a_day_in_its_text() -> None:
    reading = read("登录失败 周五前 @zq", GROUND, Type.BLOCKER)

    assert (reading.text, reading.due) == ("登录失败 周五前", None)
    assert [each.id for each in reading.suggestions] == ["due-in-text"]
