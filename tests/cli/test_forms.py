"""Forms and the process page from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.places import form_folder
from tests.cli.conftest import Cli, Copied, typed

CAST = (
    ("王敏", "市场部", "lead_dept_head"),
    ("刘强", "研发部", "dept_head"),
    ("赵倩", "研发部", "liaison"),
    ("钱总", "总办", "collab_manager"),
)
NEEDS = ("background=铺开", "目标=3000 家", "support=研发两人", "depts=研发部", "due=下周三")


def _company(database: str) -> None:
    typed(
        database,
        ("init", "--name", "新品", "--code", "launch", "--lead", "市场部"),
        *(("people", "add", who, "--dept", dept, "--function", does) for who, dept, does in CAST),
    )


def _asked(database: str) -> None:
    _company(database)
    typed(
        database,
        ("form", "new", "request", *NEEDS),
        ("form", "submit", "F-01"),
        ("form", "sign", "F-01", "--as", "王敏"),
        ("form", "sign", "F-01", "--as", "钱总"),
    )


@pytest.fixture
def company(copied: Copied) -> Cli:
    """A project with everybody whom a request needs; 张伟 has the administration."""
    return copied(_company)


@pytest.fixture
def asked(copied: Copied) -> Cli:
    """A request that is signed and approved: 研发部 has F-02 to answer."""
    return copied(_asked)


def test_a_form_is_begun_by_its_number_and_its_labels(company: Cli) -> None:
    ended = company("form", "new", "F01", *NEEDS, "--json")

    assert (ended.status, ended.err) == (0, "")
    told = ended.json
    assert (told["id"], told["kind"], told["status"], told["missing"]) == (
        *("F-01", "request", "draft"),
        [],
    )
    assert told["fields"]["goal"] == "3000 家"
    assert told["fields"]["due"] == "2026-11-25"
    assert told["fields"]["depts"] == ["研发部"]


def test_lines_of_a_field_stay_lines(company: Cli) -> None:
    company("form", "new", "request", "milestones=10-20 样机\n11-01 上线")

    told = [each.strip() for each in company("form", "show", "F-01").out.splitlines()]
    assert "11-01 上线" in told
    assert company("form", "show", "F-01", "--json").json["fields"]["milestones"].count("\n") == 1


def test_a_refusal_names_fields_and_roles_as_people_do(company: Cli) -> None:
    company("form", "new", "request", "background=铺开")
    lacking = company("form", "submit", "F-01")
    assert lacking.status == 1
    assert "协作目标(量化)" in lacking.err

    company("form", "set", "F-01", *NEEDS)
    company("form", "submit", "F-01")
    stranger = company("form", "sign", "F-01")

    assert stranger.status == 1
    assert "负责人审核" in stranger.err
    assert "王敏" in stranger.err


def test_nobody_to_approve_is_named_by_the_glossary(on_file: Cli) -> None:
    on_file("init", "--name", "新品", "--code", "launch", "--lead", "市场部")
    on_file("form", "new", "request", *(each.replace("研发部", "市场部") for each in NEEDS))

    ended = on_file("form", "submit", "F-01")

    assert ended.status == 1
    assert "发起部门负责人" in ended.err


def test_what_it_waits_for_is_told_with_its_clock(asked: Cli) -> None:
    told = asked("form", "show", "F-01").out

    assert "✓ 王敏 11-18 09:30 签(负责人审核)" in told
    assert "截止 11-20 18:00(C01:自 11-18 09:30 起 2 个工作日)" in told
    waits = asked("form", "show", "F-01", "--json").json["waits"]
    assert (waits["forms"], waits["people"], waits["late"]) == (["F-02"], ["刘强", "赵倩"], False)


def test_an_answer_fills_hands_in_and_signs_at_once(asked: Cli) -> None:
    ended = asked("form", "answer", "f-2", "承接", "--as", "刘强", "--json")

    assert ended.json["status"] == "done"
    assert ended.json["fields"]["liaison"] == ["赵倩"]
    assert asked("form", "show", "F-01", "--json").json["status"] == "done"


def test_who_may_not_sign_hands_in_for_the_head(asked: Cli) -> None:
    ended = asked("form", "answer", "F-02", "accept", "--as", "赵倩", "--json")

    assert (ended.json["status"], ended.json["waits"]["people"]) == ("open", ["刘强"])


def test_an_objection_that_proposes_nothing_changes_nothing(asked: Cli) -> None:
    ended = asked("form", "answer", "F-02", "object", "--as", "刘强")

    assert (ended.status, "异议的调整建议" in ended.err) == (1, True)
    assert asked("form", "show", "F-02", "--json").json["fields"]["answer"] is None


def test_what_is_written_after_a_signature_wants_yes_and_a_reason_and_shows(asked: Cli) -> None:
    for more in ((), ("--yes",), ("--reason", "渠道加倍")):
        ended = asked("form", "set", "F-01", "goal=5000 家", *more)
        assert (ended.status, "--yes --reason" in ended.err) == (1, True)
        assert "F-01 已由 王敏、钱总 签字" in ended.err
    assert asked("form", "show", "F-01", "--json").json["fields"]["goal"] == "3000 家"

    asked("form", "set", "F-01", "goal=5000 家", "--yes", "--reason", "渠道加倍")

    told = asked("form", "show", "F-01").out
    assert told.count(" · 签后已改动") == 2
    assert "✎ 张伟 11-18 09:30 签后改动: 渠道加倍" in told
    signs = asked("form", "show", "F-01", "--json").json["signs"]
    assert [(each["verdict"], each["changed_since"]) for each in signs] == [
        *(("agree", True), ("agree", True), ("change", False)),
    ]
    assert "签后已改动" in asked("process").out


def test_a_field_tells_in_the_history_what_it_read_before(asked: Cli) -> None:
    asked("form", "set", "F-01", "goal=5000 家", "--yes", "--reason", "渠道加倍")

    assert "协作目标(量化): 3000 家 → 5000 家" in asked("show", "F-01").out


def test_a_deadline_that_was_agreed_on_names_the_change_request(asked: Cli) -> None:
    asked("form", "answer", "F-02", "承接", "--as", "刘强")

    ended = asked("form", "set", "F-01", "due=下周五", "--yes", "--reason", "推迟")

    assert (ended.status, "pengtou form new change" in ended.err) == (1, True)


def test_an_objection_that_was_lifted_is_told_in_a_document_by_its_signature_alone(
    asked: Cli, tmp_path: Path
) -> None:
    asked("form", "answer", "F-02", "object", "adjustment=请晚两周", "--as", "刘强")
    asked("form", "submit", "F-01")
    asked("form", "sign", "F-01", "--as", "王敏")
    asked("form", "sign", "F-01", "--as", "钱总")
    asked("form", "answer", "F-02", "accept", "--as", "刘强")

    texts: dict[str, str] = {}
    for form in ("F-01", "F-02"):
        out = tmp_path / f"{form}.md"
        asked("form", "export", form, "--to", "md", "-o", str(out))
        texts[form] = out.read_text("utf-8")
    signed = "| – | 刘强 研发部 | ✗ 异议 | 2026-11-18 09:30 | 请晚两周 | 1 |\n"
    assert signed in texts["F-02"]
    assert "请晚两周" not in "".join(texts.values()).replace(signed, "")
    assert "请晚两周" in asked("show", "F-02").out


def test_the_no_of_an_answer_sends_nothing_back_and_has_no_empty_brackets(asked: Cli) -> None:
    asked("form", "answer", "F-02", "object", "adjustment=请晚两周", "--as", "刘强")
    asked("form", "submit", "F-01")
    asked("form", "sign", "F-01", "--as", "王敏")
    asked("form", "sign", "F-01", "--as", "钱总")

    assert "  ✗ 刘强 11-18 09:30 异议: 请晚两周 · 第 1 轮\n" in asked("form", "show", "F-02").out
    english = asked("form", "show", "F-02", "--lang", "en").out
    assert "  ✗ 刘强 11-18 09:30 objected: 请晚两周 · round 1\n" in english
    told = asked("show", "F-02").out
    assert "异议 刘强(研发部): 请晚两周" in told
    for each in (told, english):
        assert not any(word in each for word in ("退回", "()", "refused"))


def test_a_form_tells_every_answer_it_collected_also_once_it_is_done(asked: Cli) -> None:
    waiting = asked("form", "show", "F-01").out
    assert (
        "  各方的回复\n    F-02  研发部 部门反馈意见表  草稿  刘强、赵倩  11-20 18:00\n" in waiting
    )
    assert waiting.count("F-02") == 1
    (answer,) = asked("form", "show", "F-01", "--json").json["answers"]
    assert (answer["person"], answer["verdict"]) == (None, None)

    asked("form", "answer", "F-02", "accept", "--as", "刘强")
    assert (
        "    F-02  研发部 刘强 部门反馈意见表  已完成  承接\n" in asked("form", "show", "F-01").out
    )
    assert asked("form", "show", "F-01", "--json").json["answers"] == [
        {"id": "F-02", "dept": "研发部", "person": "刘强", "verdict": "accept", "status": "done"}
    ]


def test_a_refusal_to_sign_says_why(company: Cli) -> None:
    company("form", "new", "request", *NEEDS)
    company("form", "submit", "F-01")

    assert company("form", "refuse", "F-01", "--as", "王敏").status == 1
    company("form", "refuse", "F-01", "--as", "王敏", "--reason", "写清楚")

    assert "写清楚" in company("form", "show", "F-01").out


def test_who_was_asked_answers_and_does_not_withdraw(asked: Cli) -> None:
    ended = asked("form", "withdraw", "F-02", "--as", "刘强")

    assert (ended.status, "F-01" in ended.err) == (1, True)


def test_a_reason_to_withdraw_stays_on_record(company: Cli) -> None:
    company("form", "new", "request")
    company("form", "withdraw", "F-01", "--reason", "改期")

    assert "改期" in company("form", "show", "F-01").out


def test_rows_are_added_changed_and_taken_away(company: Cli) -> None:
    company("form", "new", "goals", "goal=3000 家", "sub_goals=")
    company("form", "set", "F-01", "goals.sub_goals+=dept=研发部;子目标=零缺陷;target=0")
    company("form", "set", "F-01", "sub_goals+=dept=市场部;goal=铺货", "sub_goals.1.current=3")
    rows = company("form", "show", "F-01", "--json").json["fields"]["sub_goals"]
    assert [(each["dept"], each["current"]) for each in rows] == [("研发部", "3"), ("市场部", None)]

    company("form", "set", "F-01", "sub_goals-=1")

    rows = company("form", "show", "F-01", "--json").json["fields"]["sub_goals"]
    assert [each["goal"] for each in rows] == ["铺货"]


def test_fields_come_from_json_and_rows_from_csv(company: Cli, tmp_path: Path) -> None:
    whole, rows = tmp_path / "goals.json", tmp_path / "rows.csv"
    whole.write_text(json.dumps({"goal": "3000 家", "sub_goals": []}), "utf-8")
    rows.write_text("部门,子目标,target\n研发部,零缺陷,0\n,,\n", "utf-8-sig")
    company("form", "new", "goals", "--from", str(whole))

    ended = company("form", "set", "F-01", "--from", str(rows), "--json")

    assert (ended.status, ended.err) == (0, "")
    fields = ended.json["fields"]
    assert (fields["goal"], len(fields["sub_goals"])) == ("3000 家", 1)
    assert fields["sub_goals"][0]["goal"] == "零缺陷"


WRONG = (
    ("goal", "栏目=值"),
    ("gaol=1", "goal"),
    ("depts=火星部", "火星部"),
    ("due=明明", "明明"),
    ("goal.1.x=2", "不是明细"),
    ("goal+=2", "只有一个值"),
)


@pytest.mark.parametrize(("pair", "told"), WRONG)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    company: Cli, pair: str, told: str
) -> None:
    company("form", "new", "request")

    ended = company("form", "set", "F-01", "background=铺开", pair)

    assert ended.status in (1, 2)
    assert told in ended.err
    assert company("form", "show", "F-01", "--json").json["version"] == 1


def test_the_list_has_what_waits_and_what_waits_for_me(asked: Cli) -> None:
    company = asked
    company("form", "new", "evidence", "about=request", "link=https://example.com")

    every = [each["id"] for each in company("form", "list", "--json").json]
    mine = [each["id"] for each in company("form", "list", "--mine", "--as", "刘强", "--json").json]

    assert every == ["F-01", "F-02", "F-03"]
    assert mine == ["F-02"]
    assert company("form", "list", "--kind", "留痕", "--json").json[0]["id"] == "F-03"
    assert company("form", "list", "--kind", "没有的表").status == 2
    assert "F-01" in company("form", "list", "--status", "流转中").out


def test_a_customers_own_form_that_is_wrong_is_left_out_alone(company: Cli) -> None:
    folder = form_folder()
    folder.mkdir(parents=True)
    own = 'kind = "visit"\ncode = "X01"\nstage = "S8"\nby = "anyone"\nnames = { zh = ["拜访"] }\n'
    (folder / "visit.toml").write_text(own, "utf-8")
    assert "visit" in company("form", "kinds").out

    (folder / "visit.toml").write_text(own + 'colour = "red"\n', "utf-8")

    ended = company("form", "kinds")
    assert ended.status == 0
    assert "visit.toml 第 6 行:用不了,先不算;不认识 colour" in ended.err
    assert "request" in ended.out
    assert "visit" not in ended.out


def test_the_page_says_where_the_project_stands_and_what_to_type(asked: Cli) -> None:
    told = asked("process").out

    assert "部门反馈承接" in told
    assert "pengtou form answer F-02 accept/object" in told
    found = asked("process", "--json").json
    assert (found["current"], len(found["stages"])) == ("S3", 16)
    assert [(each["clock"], each["state"]) for each in found["clocks"]] == [("C01", "running")]


def test_the_page_counts_what_was_missed(asked: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENGTOU_NOW", "2026-11-23T09:30+08:00")

    told = asked("process", "--lang", "en").out

    assert "1 missed" in told
    assert "late: the departments' answers" in told


def test_the_messages_end_with_the_forms_that_wait_for_who_looks(asked: Cli) -> None:
    line = "等你办的表单:F-02 部门反馈意见表 · 研发部(pengtou form list --mine)"

    assert asked("inbox", "--as", "刘强").out.splitlines()[-1] == line
    english = asked("inbox", "--as", "刘强", "--lang", "en").out
    assert "Forms that wait for you: F-02" in english
    for nobody in ("王敏", "路人甲"):
        assert "form list" not in asked("inbox", "--as", nobody).out
    assert all("text" in each for each in asked("inbox", "--as", "刘强", "--json").json)

    for at in range(3, 7):
        asked("form", "new", "evidence", "--as", "刘强")
        assert f"F-0{at}" in asked("form", "list", "--mine", "--as", "刘强").out
    many = asked("inbox", "--as", "刘强").out.splitlines()[-1]
    assert ("F-02" in many, "F-06" in many, "等,另 2" in many) == (True, False, True)
