"""`parse`, and `add` and `do` where they read by the same grammar."""

from __future__ import annotations

import pytest

from core.domain.ids import Kind
from core.service import Service
from tests.cli.conftest import ON_SQLITE, Cli


def test_a_line_is_told_in_the_public_shape(board: Cli) -> None:
    line = "提交物料清单 @王敏 +lq 下周三 #T-02 !"

    assert board("parse", line, "--json").json == {
        "type": "action",
        "text": "提交物料清单",
        "owner": "王敏",
        "owner_choices": ["王敏"],
        "collaborators": ["李强"],
        "due": "2026-11-25T18:00:00+08:00",
        "due_rule": "next-weekday",
        "due_choices": ["2026-11-25T18:00:00+08:00"],
        "links": ["T-02"],
        "priority": "high",
        "fields": {},
        "amber": [],
        "chips": [
            chip(line, "@王敏", "owner", "王敏"),
            chip(line, "+lq", "collaborator", "李强"),
            chip(line, "下周三", "due", "2026-11-25T18:00:00+08:00"),
            chip(line, "#T-02", "link", "T-02"),
            chip(line, "!", "priority", "high"),
        ],
    }


def chip(line: str, source: str, kind: str, meaning: str) -> dict[str, object]:
    start = line.index(source)
    return {
        "start": start,
        "end": start + len(source),
        "kind": kind,
        "source": source,
        "meaning": meaning,
        "choices": [meaning, "text"],
    }


@ON_SQLITE
def test_what_is_absent_is_null(board: Cli) -> None:
    told = board("parse", "决议：改用顺丰 依据:报价", "--json").json

    assert (told["type"], told["fields"]) == ("decision", {"grounds": "报价"})
    assert [told[each] for each in ("owner", "due", "due_rule")] == [None, None, None]


@ON_SQLITE
def test_lines_of_stdin_are_told_as_a_list(board: Cli) -> None:
    told = board("parse", "-", "--json", stdin="写方案 @王敏\n\n订会议室\n").json

    assert [each["owner"] for each in told] == ["王敏", None]
    assert [each["amber"] for each in told] == [[], ["no-owner"]]


@ON_SQLITE
def test_parsing_writes_nothing(board: Cli, service: Service) -> None:
    before = service.store.revision(1)

    board("parse", "写方案 @王敏 下周三 #T-02")

    assert service.store.revision(1) == before


@ON_SQLITE
def test_a_person_can_read_what_a_line_means(board: Cli) -> None:
    told = board("parse", "阻塞：样机没到 #T-02 !! 周五 已试:催办").out

    assert "类型 阻塞   内容 样机没到 周五   负责人 王敏" in told
    assert "#T-02 → T-02 打样 / 留作正文" in told
    assert "? 没写负责人,取 T-02 的 R 王敏?" in told
    assert "· 紧急:可开绿色通道" in told


@ON_SQLITE
def test_everybody_is_told_apart_from_one_owner(board: Cli) -> None:
    told = board("parse", "@all 更新周报", "--json").json

    assert (told["owner"], told["amber"]) == (None, ["everyone"])
    assert told["chips"][0]["choices"] == ["everyone", "each", "text"]


@ON_SQLITE
def test_a_risk_is_understood_with_its_light(board: Cli) -> None:
    told = board("parse", "风险：供应商延期 @王敏 红 应对:备选", "--json").json

    assert (told["type"], told["text"]) == ("risk", "供应商延期")
    assert told["fields"] == {"response": "备选"}
    assert [each["meaning"] for each in told["chips"] if each["kind"] == "light"] == ["red"]
    assert "灯 红" in board("parse", "风险：供应商延期 @王敏 红").out
    assert "灯 黄" in board("parse", "风险：供应商延期 @王敏").out


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("提交清单 @王敏 下周三", Kind.ACTION),
        ("阻塞：样机没到 @王敏 #T-02", Kind.BLOCKER),
        ("决议：改用顺丰 @张伟", Kind.DECISION),
        ("任务：打包 @王敏 12-01", Kind.TASK),
    ],
)
def test_the_line_is_kept_as_it_was_typed(
    board: Cli, service: Service, line: str, kind: Kind
) -> None:
    assert board("add", line).status == 0

    assert service.all_of(kind)[-1].raw_text == line


@ON_SQLITE
def test_a_line_can_link_what_the_line_before_it_made(board: Cli) -> None:
    lines = "写方案 @王敏 #T-02\n评审方案 @李强 #A-01\n"

    assert board("add", "-", stdin=lines).status == 0
    assert board("list", "actions", "--json").json[1]["links"] == ["A-01"]


@ON_SQLITE
def test_a_deadline_is_moved_in_the_words_of_a_line(board: Cli) -> None:
    board("add", "写方案 @王敏 #T-02")

    moved = []
    for words in ("下周三", ">z5", "月底前", "明天下午3点", "2026-11-24 09:00"):
        assert board("do", "A-01", "due", words).status == 0
        moved.append(board("list", "actions", "--json").json[0]["due"])

    assert moved == [
        "2026-11-25T18:00:00+08:00",
        "2026-11-20T18:00:00+08:00",
        "2026-11-30T18:00:00+08:00",
        "2026-11-19T15:00:00+08:00",
        "2026-11-24T09:00:00+08:00",
    ]


@ON_SQLITE
def test_a_deadline_that_is_past_is_asked_about_unless_its_year_is_said(board: Cli) -> None:
    board("add", "写方案 @王敏")

    asked = board("do", "A-01", "due", "11-02")

    assert (asked.status, "可选:2026-11-02 / 2027-11-02" in asked.err) == (1, True)
    assert board("do", "A-01", "due", "2026-11-02").status == 0


@ON_SQLITE
def test_a_name_is_read_as_in_a_line(board: Cli) -> None:
    assert "负责人 王敏→李强" in board("do", "T-02", "assign", "lq").out
    assert "负责人 李强→张伟" in board("do", "T-02", "assign", "@我").out
    assert board("do", "T-02", "assign", "@all").status == 1
    assert board("do", "T-02", "assign", "王敏 你").status == 1


@ON_SQLITE
def test_of_namesakes_the_one_who_has_the_task_is_meant(board: Cli) -> None:
    board("people", "add", "王敏(财务部)", "--dept", "财务部")

    assert board("do", "T-03", "assign", "王敏").status == 1
    assert board("do", "T-02", "assign", "王敏").err == "没有变化\n"
    assert board("do", "T-03", "assign", "王敏(财务部)").status == 0


@ON_SQLITE
@pytest.mark.parametrize("line", ["", "@王敏", "@王敏 下周三"])
def test_a_line_that_says_nothing_to_do_is_refused_for_that(board: Cli, line: str) -> None:
    for more in ((), ("--accept",)):
        told = board("add", line, *more)

        assert (told.status, "没有内容" in told.err, "负责人" in told.err) == (1, True, False)


@ON_SQLITE
def test_pieces_without_a_text_are_told_so(board: Cli) -> None:
    assert "· 还没写内容" in board("parse", "@王敏").out


@ON_SQLITE
@pytest.mark.parametrize("verb", ["add", "parse"])
def test_a_line_in_several_words_wants_quotes(board: Cli, verb: str) -> None:
    told = board(verb, "写", "方案", "@王敏")

    assert (told.status, "pengtou add '写 方案 @王敏'" in told.err) == (2, True)


@ON_SQLITE
def test_who_is_not_known_by_name_hears_how_to_be(board: Cli) -> None:
    told = board("add", "写方案 @我", "--as", "nobody")

    assert (told.status, "pengtou config set me.name" in told.err) == (1, True)


@ON_SQLITE
def test_a_name_that_nobody_has_is_refused_and_the_nearest_is_named(board: Cli) -> None:
    told = board("add", "写方案 @小王 #T-02")

    assert (told.status, "没有叫“小王”的人" in told.err, "可选:王敏" in told.err) == (1, True, True)


@ON_SQLITE
def test_a_wrong_type_hears_the_nearest(board: Cli) -> None:
    assert "blocker" in board("parse", "写方案", "--type", "bloker").err
