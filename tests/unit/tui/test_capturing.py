"""A capture line in words: what each piece was understood as, what is open, what was noticed."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest
from rich.cells import cell_len

from core.capture.chips import Chip, Reading, Type
from core.capture.reading import read
from tests.unit.core.capture_ground import GROUND, ground, ids, speaking
from tests.unit.core.capture_lines import lines
from tui.capturing import (
    amber_text,
    chip_source,
    chip_spans,
    choice_text,
    due_text,
    suggestion_text,
    summary,
)
from tui.words import LANGUAGES, Words

ZH = Words.load("zh")
EN = Words.load("en")


def chip(line: str, kind: str) -> Chip:
    return next(each for each in read(line, GROUND).chips if each.kind == kind)


def told(line: str, kind: str, room: int = 200, words: Words = ZH) -> str:
    return "".join(each.text for each in chip_spans(chip(line, kind), words, room))


def ambers(line: str, kind: Type | None = None) -> list[str]:
    return [amber_text(each, ZH) for each in read(line, GROUND, kind).amber]


def notes(line: str, kind: Type | None = None) -> list[str]:
    return [suggestion_text(each, ZH) for each in read(line, GROUND, kind).suggestions]


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("交 下周三", "10-23 周三 18:00(下一自然周)"),
        ("交 3天后", "10-21 周一 18:00(原 10-19 周六)"),
        ("交 3个工作日", "10-21 周一 18:00(3 个工作日)"),
        ("交 11月底", "11-29 周五 18:00(月底、原 11-30 周六)"),
        ("交 2小时内", "10-16 周三 12:00(从现在起 02:00)"),
        ("交 周三", "10-23 周三 18:00(今天就是周三,取下周)"),
        ("交 本周一", "10-21 周一 18:00(下一自然周、10-14 周一 已过)"),
        ("交 10/8", "10-08 周二 18:00(已过 8 天)"),
        ("交 1-2", "2025-01-02 周四 18:00(2025 年日历未公布)"),
        ("交 元旦前", "12-31 周二 18:00(元旦 2025-01-01 周三)"),
        ("交 项目结束后5个工作日", "12-06 周五 18:00(项目结束 12-01 周日)"),
        ("交 今天", "10-16 周三 18:00"),
        ("交", "10-17 周四 09:30(站会)"),
    ],
)
def test_a_deadline_says_how_it_was_reckoned(line: str, due: str) -> None:
    assert due_text(read(line, GROUND).due_values, ZH) == due


def test_a_deadline_in_english() -> None:
    values = read("send it in 3 working days", GROUND).due_values

    assert due_text(values, EN) == "Mon 10-21 18:00 (3 working days)"


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        (
            "交 @wm #T-12",
            "owner",
            "@wm → 王敏 市场部 · 到会 · T-12 的 R  吴萌 财务部  留作正文",
        ),
        ("订 @行政部", "owner", "@行政部 → 钱进(行政部对接人)  留作正文"),
        ("@all 交", "owner", "@all → 全体 7 人  每人一条(7)  留作正文"),
        ("交 #T-12", "link", "#T-12 → T-12 新品宣传物料制作  留作正文"),
        ("交 !!", "priority", "!! → 紧急  留作正文"),
        ("阻塞：停了", "type", "阻塞： → 阻塞  留作正文"),
        ("阻塞：停了 已试:邮件", "field", "已试:邮件 → 邮件  留作正文"),
        ("交 今天", "due", "今天 → 10-16 周三 18:00  留作正文,不当期限"),
        ("交", "due", "默认 → 10-17 周四 09:30(站会)  不填"),
    ],
)
def test_a_chip_says_what_it_is_and_what_else_it_may_be(line: str, kind: str, text: str) -> None:
    assert told(line, kind) == text


def test_the_others_follow_in_the_order_of_tab() -> None:
    first = chip("交 @wm", "owner")
    second = replace(first, index=1)

    assert [each.text.strip() for each in chip_spans(second, ZH, 200)][2:] == [
        "吴萌 财务部",
        "留作正文",
        "王敏 市场部 · 到会",
    ]


def test_what_stays_text_is_quiet() -> None:
    taken, left = chip("交 今天", "due"), replace(chip("交 今天", "due"), index=1)

    assert [chip_spans(each, ZH, 80)[2].role for each in (taken, left)] == ["bold", "muted"]


@pytest.mark.parametrize("room", range(0, 60, 7))
@pytest.mark.parametrize("words", [ZH, EN], ids=LANGUAGES)
def test_a_chip_never_takes_more_room_than_there_is(room: int, words: Words) -> None:
    assert cell_len(told("交 @wm 下周三 #T-12", "owner", room, words)) <= room


def test_other_choices_are_left_out_whole() -> None:
    assert told("交 @wm", "owner", 37) == "@wm → 王敏 市场部 · 到会  吴萌 财务部"
    assert told("交 @wm", "owner", 36) == "@wm → 王敏 市场部 · 到会"


def test_a_default_says_where_it_comes_from() -> None:
    reading = read("交", speaking("wang"))

    assert [chip_source(each, ZH) for each in reading.chips] == ["默认", "发言人"]


@pytest.mark.parametrize(
    ("line", "questions"),
    [
        ("交", ["没有负责人,将存为待认领"]),
        ("交 @ll", ["“ll”不止一人"]),
        ("交 @wm @没这人", ["没有叫“没这人”的人,留作正文"]),
        ("@all 交", ["需唯一责任人,不能派给全体 7 人"]),
        ("交 #T-04", ["没写负责人,取 T-04 的 R 赵倩?"]),
        ("去 #12 号会议室 @zq", ["是指 T-12 新品宣传物料制作 吗?"]),
        ("交 @zq #T-99", ["#T-99 不存在,留作正文"]),
        ("交 @zq 10/8", ["日期已过:10-08 周二 18:00(已过 8 天)"]),
        ("交 @zq 11-10", ["这天是休息日:11-10 周日 18:00"]),
        ("交 @zq 11.5", ["是日期吗?11-05 周二 18:00"]),
        ("王敏的清单", ["没写 @,负责人是正文里的 王敏?"]),
        ("交 @zq 周四或周五", ["说了两个日子,取 10-17 周四 18:00?"]),
        ("10-18 周四 交 @zq", ["这天不是周四:10-18 周五 18:00"]),
    ],
)
def test_a_question_is_a_sentence(line: str, questions: list[str]) -> None:
    assert ambers(line) == questions


@pytest.mark.parametrize(
    ("line", "kind", "note"),
    [
        ("把周五的数据发出 @sl", None, "正文里提到 10-18 周五 18:00,没有当作期限"),
        ("决议：T-04 顺延到 10-18 @zw", None, "改 T-04 截止 → 10-18 周五 18:00 要走变更,这里不改"),
        ("催 T-04 的回复 @sl", None, "正文里提到 T-04,没有建链接"),
        ("王敏的清单", None, "以“王敏”开头,没有当作负责人"),
        ("交 #不存在的 @sl", None, "没有标题相符的记录,留作正文"),
        ("每周五交周报 @sl", None, "重复事项请在计划里建"),
        ("停了 @sl !!", Type.BLOCKER, "紧急:可开绿色通道"),
    ],
)
def test_what_was_noticed_is_a_sentence(line: str, kind: Type | None, note: str) -> None:
    assert note in notes(line, kind)


def test_the_summary_is_what_will_be_saved() -> None:
    reading = read("提交物料清单 @wm +hm 下周三 #T-12 !", GROUND)

    assert summary(reading, GROUND, ZH) == (
        ("内容", "提交物料清单"),
        ("负责人", "王敏"),
        ("协作", "韩梅"),
        ("截止", "10-23 周三 18:00"),
        ("链接", "T-12"),
        ("优先级", "高"),
    )


def test_the_summary_of_one_entry_each_names_them_all() -> None:
    reading = read(
        "@all 交", ground(present=frozenset(ids("wang", "zhao"))), None, {(0, 4): "each"}
    )

    assert dict(summary(reading, GROUND, ZH))["负责人"] == "王敏、赵倩"


def test_an_unclaimed_blocker_shows_its_fields() -> None:
    reading = read("阻塞：停了 影响:上线", GROUND)

    assert summary(reading, GROUND, EN) == (
        ("text", "停了"),
        ("owner", "unclaimed"),
        ("impact", "上线"),
    )


def every_word(reading: Reading, words: Words) -> str:
    pieces = [
        *("".join(one.text for one in chip_spans(each, words, 500)) for each in reading.chips),
        *(amber_text(each, words) for each in reading.amber),
        *(suggestion_text(each, words) for each in reading.suggestions),
        *(value for _, value in summary(reading, GROUND, words)),
        *(
            choice_text(each.kind, one, words, default=each.default)
            for each in reading.chips
            for one in each.choices
        ),
    ]
    return "\n".join(pieces)


@pytest.mark.parametrize("words", [ZH, EN], ids=LANGUAGES)
def test_whatever_a_line_means_there_are_words_for_it(words: Words) -> None:
    for place, line in enumerate(islice(lines(seed=23), 4000)):
        reading = read(line, GROUND, (None, *Type)[place % 6])

        assert "capture." not in every_word(reading, words).replace(line, "")
