"""`people set NAME --leave` and `--return`: who leaves, who takes their work, what stays."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli, Copied, typed


def _team(database: str) -> None:
    people = (("people", "add", name, "--dept", "研发部") for name in ("王敏", "刘强"))
    work = (
        ("add", "--type", kind, f"出一版 {kind} @王敏 >周五")
        for kind in ("task", "action", "blocker")
    )
    founding = ("init", "--name", "新品", "--code", "launch", "--lead", "市场部")
    typed(database, founding, *people, *work)


@pytest.fixture
def team(copied: Copied) -> Cli:
    """A project that 张伟 manages; 王敏 has a task, a promise and a blocker in hand."""
    return copied(_team)


def owners(cli: Cli) -> dict[str, str]:
    """Who owns what, by id."""
    found = {}
    for what in ("tasks", "actions", "blockers"):
        for each in cli("list", what, "--json").json:
            owner = each["owner"]
            found[each["id"]] = owner["name"] if isinstance(owner, dict) else owner
    return found


def test_who_has_work_in_hand_is_not_let_go_before_somebody_takes_it(team: Cli) -> None:
    ended = team("people", "set", "王敏", "--leave")

    assert ended.status == 1
    assert "A-01 出一版" in ended.out
    assert "T-01" in ended.err
    assert "--to" in ended.err
    assert team("people", "list", "--json").json[1]["left_at"] is None


def test_the_heir_owns_all_of_it_and_one_undo_takes_it_back(team: Cli) -> None:
    assert team("people", "set", "王敏", "--leave", "--to", "刘强").status == 0
    assert set(owners(team).values()) == {"刘强"}

    assert team("undo").status == 0
    assert set(owners(team).values()) == {"王敏"}


def test_who_left_is_not_offered_and_history_keeps_them(team: Cli) -> None:
    team("people", "set", "王敏", "--leave", "--to", "刘强")

    refused = team("add", "--type", "action", "催货 @王敏 >周五")
    assert refused.status != 0
    assert "王敏" in team("show", "T-01").out
    again = team("people", "add", "王敏", "--dept", "研发部")
    assert again.status == 1
    assert "--return" in again.err
    (line,) = [each for each in team("people", "list").out.splitlines() if "王敏" in each]
    assert "已离开 20" in line
    english = team("people", "list", "--lang", "en").out
    assert "left 20" in next(each for each in english.splitlines() if "王敏" in each)
    barred = team("people", "set", "刘强", "--alias", "强子", "--as", "王敏")
    assert "王敏 已在 20" in barred.err


def test_it_may_stay_under_their_name_where_that_was_said(team: Cli) -> None:
    assert team("people", "set", "王敏", "--leave", "--keep").status == 0
    assert set(owners(team).values()) == {"王敏"}


def test_who_left_comes_back_as_what_they_were(team: Cli) -> None:
    team("people", "set", "王敏", "--function", "dept_head")
    team("people", "set", "王敏", "--leave", "--keep")
    assert team("people", "set", "王敏", "--leave", "--keep").status == 1

    assert team("people", "set", "王敏", "--return").status == 0
    (wang,) = [each for each in team("people", "list", "--json").json if each["name"] == "王敏"]
    assert (wang["left_at"], wang["functions"]) == (None, ["dept_head"])
    assert team("people", "set", "王敏", "--return").status == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("--to", "刘强"),
        ("--leave", "--return"),
        ("--leave", "--keep", "--to", "刘强"),
        ("--leave", "--role", "viewer"),
    ],
)
def test_what_does_not_go_together_is_said(team: Cli, wrong: tuple[str, ...]) -> None:
    assert team("people", "set", "王敏", *wrong).status == 2


def test_only_who_runs_the_project_lets_somebody_go(
    team: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGTOU_USER", "刘强")
    ended = team("people", "set", "王敏", "--leave", "--to", "刘强")

    assert ended.status == 1
    assert "张伟" in ended.err


def test_whoever_leaves_and_comes_back_is_named_in_the_line_and_in_the_history(team: Cli) -> None:
    left = team("people", "set", "王敏", "--leave", "--to", "刘强").out
    back = team("people", "set", "王敏", "--return").out
    events = team("list", "events").out

    for told in (left, events):
        assert "张伟 记下 王敏 离开项目" in told
    for told in (back, events):
        assert "张伟 请 王敏 回到项目" in told
