"""Deadlines as people say them, on Wednesday, 2024-10-16, at 10:00 (a year only where another)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from core.calendar.workdays import Feast
from core.capture.reading import read
from tests.unit.core.capture_ground import GROUND, ZONE, ground

SAID = {
    "节后第一个工作日": "2025-01-02 18:00",
    "明年春节前": "2025-01-27 18:00",
    "年前": "2025-01-27 18:00",
    "年后": "2025-02-05 18:00",
    "五一前": "2025-04-30 18:00",
    "中秋后": "2025-10-07 18:00",
    "before spring festival": "2025-01-27 18:00",
    "双十一前": "11-08 18:00",
    "上线后3天": "11-25 18:00",
    "上线前": "11-20 18:00",
    "项目结束前": "11-29 18:00",
    "例会前": "10-17 09:30",
    "下个月5号": "11-05 18:00",
    "下月初": "11-01 18:00",
    "下个月": "11-29 18:00",
    "这个月底": "10-31 18:00",
    "下下个月底": "12-31 18:00",
    "10月底": "10-31 18:00",
    "明年3月底": "2025-03-31 18:00",
    "11月前": "10-31 18:00",
    "11月中旬前": "11-20 18:00",
    "Q4末": "12-31 18:00",
    "四季度末": "12-31 18:00",
    "by Q4": "12-31 18:00",
    "明年底": "2025-12-31 18:00",
    "本周内": "10-18 18:00",
    "下周末": "10-25 18:00",
    "三天内": "10-18 18:00",
    "三天后": "10-21 18:00",
    "再过三天": "10-21 18:00",
    "一周内": "10-23 18:00",
    "一个月内": "11-15 18:00",
    "半个月后": "10-31 18:00",
    "半年后": "2025-04-16 18:00",
    "两个工作日内": "10-18 18:00",
    "3个工作日后下午3点半": "10-21 15:30",
    "两周后上午10点": "10-30 10:00",
    "半小时内": "10-16 10:30",
    "一个半小时": "10-16 11:30",
    "90分钟内": "10-16 11:30",
    "十一点半": "10-16 11:30",
    "下午三点一刻": "10-16 15:15",
    "15:30": "10-16 15:30",
    "晚上8点前": "10-16 20:00",
    "晚上12点": "10-16 23:59",
    "后天上午": "10-18 12:00",
    "明天下午三点": "10-17 15:00",
    "下午三点 明天": "10-17 15:00",
    "明晚8点": "10-17 20:00",
    "下周三上午10点": "10-23 10:00",
    "周五下班前": "10-18 18:00",
    "周五 15:00前": "10-18 15:00",
    "10月18日下午3点": "10-18 15:00",
    "星期三": "10-23 18:00",
    "礼拜五下午": "10-18 18:00",
    "下个星期三": "10-23 18:00",
    "星期5": "10-18 18:00",
    "十一月五号": "11-05 18:00",
    "十月二十三": "10-23 18:00",
    "廿三号": "10-23 18:00",
    "二十三日前": "10-23 18:00",
    "2024年10月23日": "10-23 18:00",
    "2024/10/23": "10-23 18:00",
    "2024.10.23": "10-23 18:00",
    "10/23": "10-23 18:00",
    "10月25日(周五)前": "10-25 18:00",
    "最晚下周一": "10-21 18:00",
    "截止：10-25": "10-25 18:00",
    "DDL 周五": "10-18 18:00",
    "（周五前）": "10-18 18:00",
    "请于10月25日之前": "10-25 18:00",
    "today": "10-16 18:00",
    "tonight": "10-16 22:00",
    "tonight 8pm": "10-16 20:00",
    "tmr": "10-17 18:00",
    "tomorrow 3pm": "10-17 15:00",
    "by tomorrow noon": "10-17 12:00",
    "day after tomorrow": "10-18 18:00",
    "this Friday": "10-18 18:00",
    "next Friday": "10-25 18:00",
    "Mon": "10-21 18:00",
    "3pm on Friday": "10-18 15:00",
    "Friday EOD": "10-18 18:00",
    "EOD Friday": "10-18 18:00",
    "Oct 23": "10-23 18:00",
    "23 Oct": "10-23 18:00",
    "October 23rd, 2024": "10-23 18:00",
    "in two weeks": "10-30 18:00",
    "in an hour": "10-16 11:00",
    "in half an hour": "10-16 10:30",
    "within 3 days": "10-18 18:00",
    "3 working days": "10-21 18:00",
    "two weeks later": "10-30 18:00",
    "end of next week": "10-25 18:00",
    "by end of month": "10-31 18:00",
    "end of October": "10-31 18:00",
    "mid November": "11-15 18:00",
    "next month": "11-29 18:00",
    "by November": "10-31 18:00",
    ">mt": "10-17 18:00",
    ">ht": "10-18 18:00",
    ">x3": "10-23 18:00",
    ">xx1": "10-28 18:00",
    ">3d": "10-21 18:00",
    ">2w": "10-30 18:00",
    ">4h": "10-16 14:00",
    ">yd": "10-31 18:00",
    ">nd": "12-31 18:00",
    ">xb": "10-16 18:00",
    ">lh": "10-17 09:30",
    "> 10-25": "10-25 18:00",
    "10月18日—10月22日": "10-22 18:00",
    "10-25至10-28": "10-28 18:00",
    "11月18日-22日": "11-22 18:00",
    "周四到周五": "10-18 18:00",
    "10/18-10/22": "10-22 18:00",
    "Oct 23 to Oct 25": "10-25 18:00",
    "a week from Friday": "10-25 18:00",
    "two weeks from tomorrow": "10-31 18:00",
    "nxt wednesday": "10-23 18:00",
    "weds": "10-23 18:00",
    "tomorrow morning": "10-17 10:00",
    "明早": "10-17 10:00",
    "10月25前": "10-25 18:00",
    "Q4 结束前": "12-31 18:00",
    "本周结束前": "10-18 18:00",
    "本月结束前": "10-31 18:00",
    "今年结束前": "12-31 18:00",
    "下季度初": "2025-01-01 18:00",
}

ASKED = {
    "国庆后第一个工作日": ("due-past", "10-08 18:00"),
    "国庆前": ("due-past", "09-30 18:00"),
    "今年国庆前": ("due-past", "09-30 18:00"),
    "周三或周四": ("due-either", "10-16 18:00"),
    "周四或者周五": ("due-either", "10-17 18:00"),
    "Thu or Fri": ("due-either", "10-17 18:00"),
    "下周二三": ("due-either", "10-22 18:00"),
    "周四五": ("due-either", "10-17 18:00"),
    "周一二三": ("due-either", "10-21 18:00"),
    "11.4-11.8": ("number-or-date", "11-08 18:00"),
    "25/10": ("day-month", "10-25 18:00"),
    "tommorow": ("misspelt", "10-17 18:00"),
    "next wensday": ("misspelt", "10-23 18:00"),
    "月中": ("due-past", "11-15 18:00"),
    "十五号": ("due-past", "11-15 18:00"),
    "the 3rd": ("due-past", "11-03 18:00"),
    "9月30日": ("due-past", "09-30 18:00"),
    "9点": ("due-past", "10-17 09:00"),
    "二十号": ("rest-day", "10-20 18:00"),
    "周日": ("rest-day", "10-20 18:00"),
    "礼拜天": ("rest-day", "10-20 18:00"),
    "下星期天": ("rest-day", "10-27 18:00"),
    "11.5": ("number-or-date", "11-05 18:00"),
    "10-18 周四": ("weekday-mismatch", "10-18 18:00"),
}

NO_DEADLINE = (
    "王敏下周三交物料清单",
    "3天后到货的样机跟踪",
    "本周内部评审",
    "每周三次例会",
    "every Friday send report",
    "12号会议室修灯",
    "2-3 人到场",
    "安排 2-3 人到场",
    "发布 3.2 版本",
    "review the Friday report",
    "review the 3rd draft",
    "上周五的纪要补发",
    "3年前的合同",
    "3天前反馈的问题",
    "今年国庆前的总结",
    "周三到周五培训",
    "客户反馈24小时内响应率统计",
    "Q4 目标拆解",
    "10月报表",
    "收入 > 100万",
    "比例 16:9",
    "3点建议整理",
    "周五的数据汇总",
    "元旦晚会",
    "a->b 联调",
    "《周五前》改版",
    "2-30 对账",
    "N天后",
    "按 2024-10-01 的口径重算",
    "周五例会纪要",
    "两周后举行发布会",
    "2小时培训",
    "客户说，周五到货",
)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text if len(text) > 11 else f"2024-{text}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(("phrase", "due"), SAID.items(), ids=SAID)
def test_people_say_a_deadline_like_this(phrase: str, due: str) -> None:
    before = read(f"{phrase} @zf 办事", GROUND)
    after = read(f"办事 @zf {phrase}", GROUND)

    assert (before.due, before.text, before.amber) == (instant(due), "办事", ())
    assert (after.due, after.text, after.amber) == (instant(due), "办事", ())


@pytest.mark.parametrize("phrase", ASKED)
def test_what_may_be_meant_otherwise_is_asked(phrase: str) -> None:
    amber, due = ASKED[phrase]

    reading = read(f"办事 @zf {phrase}", GROUND)

    assert [each.id for each in reading.amber] == [amber]
    assert reading.due == instant(due)
    assert len(reading.amber[0].choices) > 1


@pytest.mark.parametrize("line", NO_DEADLINE)
def test_what_only_looks_like_a_deadline_stays_text(line: str) -> None:
    reading = read(f"{line} @zf", GROUND)

    assert reading.text == line
    assert reading.due_rule == "next-meeting"


def test_a_phrase_that_began_another_word_gives_the_word_back() -> None:
    assert read("周五前端联调 @zf", GROUND).text == "前端联调"


def test_the_strongest_of_two_deadlines_is_taken_and_the_other_suggested() -> None:
    reading = read("下周一 备会 周五前 @zf", GROUND)

    assert reading.due == instant("10-18 18:00")
    assert reading.text == "下周一 备会"
    assert [each.id for each in reading.suggestions] == ["due-in-text"]


def test_a_hint_inside_of_a_text_is_a_deadline() -> None:
    reading = read("请客户下周三前交清单", GROUND)

    assert (reading.text, reading.due) == ("请客户交清单", instant("10-23 18:00"))


@pytest.mark.parametrize(
    "line", ["两周后复盘", "两周后 复盘", "@zf 两周后复盘", "复盘，@zf 两周后"]
)
def test_a_day_that_opens_the_line_may_touch_what_is_to_be_done(line: str) -> None:
    reading = read(line, GROUND)

    assert (reading.text, reading.due) == ("复盘", instant("10-30 18:00"))


@pytest.mark.parametrize("line", ["给方案@zf，周五", "给方案，周五 @zf", "给方案；@zf：周五。"])
def test_a_stop_of_either_width_lets_a_day_begin(line: str) -> None:
    reading = read(line, GROUND)

    assert (reading.text, reading.due) == ("给方案", instant("10-18 18:00"))


def test_a_range_is_due_at_its_end_and_tells_its_beginning() -> None:
    reading = read("10-25至10-28 出差 @zf", GROUND)

    assert reading.due == instant("10-28 18:00")
    assert reading.due_values["from"] == "2024-10-25"


def test_of_two_days_either_can_be_chosen() -> None:
    dues = read("周四或周五 给方案 @zf", GROUND).due_choices

    assert dues[:2] == tuple(
        instant(each).isoformat(timespec="minutes") for each in ("10-17 18:00", "10-18 18:00")
    )


def test_a_feast_that_is_over_offers_the_next_one() -> None:
    dues = read("国庆前 @zf 办事", GROUND).due_choices

    assert [each[:10] for each in dues] == ["2024-09-30", "2025-09-30", "text"]


def test_a_feast_is_named_by_its_own_day_and_by_when_the_rest_begins() -> None:
    feast = Feast("春节", date(2025, 1, 28), date(2025, 2, 4), date(2025, 1, 29))
    values = read(
        "年前 @zf 办事", ground(calendar=replace(GROUND.calendar, feasts=(feast,)))
    ).due_values

    assert (values["anchor_day"], values["off_from"]) == ("2025-01-29", "2025-01-28")


def test_today_said_in_the_evening_is_tonight() -> None:
    evening = ground(now=instant("10-16 19:30"))

    assert read("今天 回复 @zf", evening).due == instant("10-16 22:00")


def test_the_end_of_work_said_in_the_evening_is_asked_about() -> None:
    reading = read("下班前 回复 @zf", ground(now=instant("10-16 19:30")))

    assert reading.due == instant("10-17 18:00")
    assert [each.id for each in reading.amber] == ["due-past"]


def test_after_the_feast_means_this_one_while_it_lasts() -> None:
    reading = read("节后 回复 @zf", ground(now=instant("10-03 10:00")))

    assert reading.due == instant("10-08 18:00")


def test_a_ground_without_a_meeting_gives_no_default() -> None:
    from core.capture.ground import Context

    assert read("回复 @zf", ground(context=Context(), next_meeting=None)).due is None
