"""The weekly report (F14) leads with what needs solving and leaves no gap unnamed."""

from __future__ import annotations

from core.documents.content import Document, Figures, Paragraph, Signatures
from core.documents.weekly import weekly_document
from core.domain.week_record import WeekRecord
from tests.unit.core.documents.test_minutes import rows
from tui.voice import WordsVoice


def figures(document: Document) -> dict[str, tuple[str, str]]:
    (found,) = (each for each in document.blocks if isinstance(each, Figures))
    return {each.key: (each.text, each.note) for each in found.items}


def test_it_begins_with_what_needs_solving(week: WeekRecord, chinese: WordsVoice) -> None:
    document = weekly_document(week, chinese)
    first = next(each for each in document.blocks if isinstance(each, Paragraph))

    assert document.title == "项目周报  2024Q4新品全国推广"
    assert document.subtitle == "2024-W42(10-14 周一 至 10-20 周日) · 项目第 6 周"
    assert first.text.startswith("本周有 3 项红灯任务,需立即解决:T-08 ")
    assert "B-05 华南样品物流中断" in first.text


def test_the_figures_stand_beside_those_of_last_week(week: WeekRecord, chinese: WordsVoice) -> None:
    found = figures(weekly_document(week, chinese))

    assert found["red"] == ("3", "上周 1")
    assert found["sv"] == ("-14%", "上周 -10%")
    assert found["open_blockers"][0] == str(len(week.blockers()))
    assert all(found[each][1].startswith("上周 ") for each in ("red", "amber", "green"))
    assert found["rate"][1].startswith("任务与行动项:已交付 ")


def test_red_tasks_answer_four_questions(week: WeekRecord, chinese: WordsVoice) -> None:
    found = rows(weekly_document(week, chinese), "red")

    assert list(found) == ["T-08", "T-05", "T-04"]
    assert found["T-08"][4].startswith("B-07 ")
    assert found["T-05"][4] == "等 T-04 功能demo交付(B-08)"
    assert found["T-04"][-2:] == ["缺", "张伟"]
    assert found["T-08"][-2] == "–"  # nobody gave another day


def test_what_was_done_next_week_and_resources_are_told(
    week: WeekRecord, chinese: WordsVoice
) -> None:
    document = weekly_document(week, chinese)

    assert set(rows(document, "finished")) == {"T-01", "A-17", "A-18", "A-20"}
    assert rows(document, "progressed")["T-04"][3:5] == ["45%", "80%"]
    assert rows(document, "next")["T-04"][-1] == "逾期,补完"
    assert rows(document, "next")["T-05"][-1] == "下周到期"
    assert {"M-03", "B-05", "B-10"} == set(rows(document, "resources"))


def test_every_department_reports(week: WeekRecord, chinese: WordsVoice) -> None:
    found = rows(weekly_document(week, chinese), "departments")

    assert found["研发部"][:2] == ["赵倩", "红"]
    assert found["售后部"][-1] == "2 个工作日未更新"


def test_weeks_without_a_plan_leave_the_trend(week: WeekRecord, voice: WordsVoice) -> None:
    assert list(rows(weekly_document(week, voice), "trend")) == ["2024-W41", "2024-W42"]


def test_the_manager_signs_and_the_lead_department_approves(
    week: WeekRecord, chinese: WordsVoice
) -> None:
    document = weekly_document(week, chinese)
    (found,) = (each for each in document.blocks if isinstance(each, Signatures))

    assert found.people == ("编制  张伟", "审核  王敏")
