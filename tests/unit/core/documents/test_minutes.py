"""Minutes hold every field of F04, F20 and F21."""

from __future__ import annotations

from datetime import datetime

from core.documents.agenda import agenda_document
from core.documents.checks import checks, due
from core.documents.content import Document, Facts, Signatures, Table, Tone
from core.documents.minutes import minutes_document
from core.domain.meeting_record import MeetingRecord
from tests.unit.core.documents.held import LASTED, NASTY
from tui.voice import WordsVoice


def facts(document: Document) -> dict[str, str]:
    (head,) = (each for each in document.blocks if isinstance(each, Facts))
    return {each.key: each.text for each in head.rows}


def rows(document: Document, name: str) -> dict[str, list[str]]:
    """A table by the first cell of each row."""
    table = next(each for each in document.tables if each.name == name)
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


def test_the_head_says_what_the_communication_record_asks_for(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    found = facts(minutes_document(record, chinese))

    assert found["subject"] == "2024Q4新品全国推广 周会"
    assert found["time"] == "2024年10月16日 周三 10:00–10:27(用时 27 分,计划 30 分)"
    assert found["place"] == "3楼会议室/腾讯会议"
    assert (found["facilitator"], found["recorder"]) == ("张伟", "李雷")
    assert found["goal"] == "同步进度、解决卡点、确认下周计划"
    assert found["present"].startswith("项目部 张伟、李雷;市场部 王敏;")
    assert found["present"].endswith("(共 10 人)")
    assert set(found["absent"].split("、")) == {"林琳(出差)", "郑洁(请假)"}
    assert found["read_back"] == "✓ 已复述 10:27"


def test_decisions_have_maker_grounds_and_who_was_asked(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    found = rows(minutes_document(record, chinese), "decisions")

    assert found["D-05"][:4] == [
        "T-04 demo 顺延至 10-18,T-05 同步后移",
        "张伟",
        "接口权限周四开放",
        "王敏",
    ]
    assert "B-08" in found["D-05"][4]
    assert found["D-06"][1] == "郑洁(待本人确认)"


def test_action_items_have_owner_due_and_links_and_gaps_stand_out(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    document = minutes_document(record, chinese)
    found = rows(document, "actions")
    table = next(each for each in document.tables if each.name == "actions")
    gaps = next(row for row in table.rows if row[0].text == "A-26")

    assert found["A-24"] == ["申请支付接口白名单", "赵倩", "10-17 周四 18:00", "B-08", "–"]
    assert found["A-25"][0] == NASTY
    assert [cell.text for cell in gaps[2:4]] == ["待认领", "缺时限"]
    assert {cell.tone for cell in gaps[2:4]} == {Tone.RED}


def test_what_was_open_is_carried_over_and_what_was_done_is_told(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    document = minutes_document(record, chinese)
    found = rows(document, "actions")

    assert list(found)[3:] == ["A-19", "A-22", "A-23", "A-21"]
    assert found["A-19"][-1] == "逾期 结转×2"
    assert document.fields()["handled"] == ["A-20 确认培训场地与讲师(钱进):已提交"]


def test_progress_is_plan_against_actual_with_the_reason_for_each_delay(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    found = rows(minutes_document(record, chinese), "progress")

    assert list(found) == ["T-08", "T-05", "T-04", "T-02", "T-09", "T-06", "T-12"]
    assert found["T-04"][3:6] == ["100%", "80%", "-20"]
    assert found["T-04"][-1] == "接口权限未开放(B-08)(逾期 1 个工作日,落后计划 20 个百分点)"


def test_blockers_have_their_clocks_as_they_stood_when_the_meeting_ended(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    found = rows(minutes_document(record, chinese), "blockers")

    assert found["B-07"][-2] == "10-16 10:08 超时"
    assert found["B-08"][-1] == "D-05 T-04 demo 顺延至 10-18,T-05 同步后移"
    assert "B-11" in found


def test_points_are_told_by_sort_and_empty_sorts_are_named(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    found = minutes_document(record, chinese).fields()

    assert found["discussions"] == ["demo 顺延对素材的影响  — 王敏"]
    assert found["resources"] == ["支付接口白名单(IT部)  — 赵倩"]
    assert found["parked"] == ["预算口径  — 吴刚  会后:王敏、吴刚"]
    assert (found["disputes"], found["consensus"]) == ([], [])


def test_the_time_of_each_item_adds_up_to_the_meeting(
    record: MeetingRecord, chinese: WordsVoice
) -> None:
    found = rows(minutes_document(record, chinese), "agenda")
    spent = [each.took(record.meeting, record.now) for each in record.items]

    assert found["2"] == ["上次行动项", "–", "05:00", "05:38", "00:38"]
    assert sum(spent, start=LASTED - LASTED) == LASTED


def test_everybody_who_was_there_signs(record: MeetingRecord, chinese: WordsVoice) -> None:
    document = minutes_document(record, chinese)
    (found,) = (each for each in document.blocks if isinstance(each, Signatures))

    assert len(found.people) == 10
    assert "张伟 项目部" in found.people


def test_both_languages_have_the_same_blocks(record: MeetingRecord, voice: WordsVoice) -> None:
    document = minutes_document(record, voice)

    assert [type(each).__name__ for each in document.blocks].count("Table") == 7
    assert document.fields().keys() >= {"decisions", "actions", "parked", "signatures", "time"}
    assert document.file.endswith("-2024-10-16-M-03")


def test_the_checks_name_what_is_missing(record: MeetingRecord) -> None:
    found = {each.id: each for each in checks(record)}

    assert found["maker"].ok
    assert found["read_back"].ok
    assert found["in_time"].ok
    assert (found["owner"].ok, found["owner"].values["ids"]) == (False, "A-26")
    assert (found["due"].ok, found["due"].values["ids"]) == (False, "A-26")
    assert found["maker_away"].values == {"id": "D-06", "who": "郑洁"}
    assert found["stuck"].values == {"id": "A-19", "n": 2}
    assert due(record) == datetime.fromisoformat("2024-10-17T10:27:00+08:00")


def test_every_check_has_words(record: MeetingRecord, voice: WordsVoice) -> None:
    for each in checks(record):
        word = f"documents.check.{each.id}.{'ok' if each.ok else 'no'}"
        assert voice.say(word, **each.values)


def test_an_agenda_says_from_when_to_when(record: MeetingRecord, chinese: WordsVoice) -> None:
    document = agenda_document(record, chinese)
    table: Table = document.tables[0]

    assert [row[1].text for row in table.rows][:3] == ["10:00–10:02", "10:02–10:07", "10:07–10:15"]
    assert document.title == "会议议程  2024Q4新品全国推广 周会"
    assert "郑洁 品牌部" in facts(document)["invited"]
