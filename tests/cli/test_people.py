"""`people set`: who is what in a project, changed by command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli, Copied, typed


def _founded(database: str) -> None:
    founding = ("init", "--name", "新品", "--code", "launch", "--lead", "市场部")
    typed(database, founding, ("people", "add", "王敏", "--dept", "研发部"))


@pytest.fixture
def founded(copied: Copied) -> Cli:
    """A project that 张伟 manages, with 王敏 in it."""
    return copied(_founded)


def of(cli: Cli, name: str) -> dict[str, object]:
    """What the list says of somebody."""
    found = cli("people", "list", "--json").json
    return next(dict(each) for each in found if each["name"] == name)


def test_functions_are_given_by_their_names_and_taken_by_an_empty_text(founded: Cli) -> None:
    assert founded("people", "set", "王敏", "--function", "部门负责人,liaison").status == 0
    assert of(founded, "王敏")["functions"] == ["dept_head", "liaison"]
    assert founded("people", "set", "王敏", "--function", "").status == 0
    assert of(founded, "王敏")["functions"] == []


def test_what_is_not_named_stays(founded: Cli) -> None:
    assert founded("people", "set", "王敏", "--function", "liaison", "--alias", "敏姐").status == 0
    assert founded("people", "set", "敏姐", "--name", "王小敏", "--dept", "法务部").status == 0

    found = of(founded, "王小敏")
    assert (found["dept"], found["functions"]) == ("法务部", ["liaison"])


def test_nothing_to_change_says_what_can_be(founded: Cli) -> None:
    ended = founded("people", "set", "王敏")

    assert ended.status == 2
    assert "--function" in ended.err


def test_who_may_not_is_told_who_may(founded: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENGTOU_USER", "王敏")

    ended = founded("people", "set", "王敏", "--role", "admin")

    assert ended.status == 1
    assert "张伟" in ended.err
