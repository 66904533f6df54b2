"""The life of a source on the command line: its question answered, listed in words, removed."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from core.settings import read
from core.store import open_store
from core.store.exchange import Exchange, RunRow
from tests.cli.conftest import NOW, Cli, Copied, feishu_at, typed
from tests.seeds import Seed
from tests.sync.feishu_service import FeishuService
from tests.sync.scripted import Server


@pytest.fixture(scope="session")
def come_in(door: Server, with_source: Seed) -> Seed:
    """A project whose source `plan` came in."""

    def come_in(database: str) -> None:
        with_source(database)
        with feishu_at(door):
            typed(database, ("sync",))

    return come_in


@pytest.fixture
def synced(copied: Copied, come_in: Seed, feishu: FeishuService) -> Cli:
    """The same at its table."""
    return copied(come_in)


@pytest.fixture
def asked(synced: Cli, feishu: FeishuService) -> Cli:
    """The same, of whose five rows three went."""
    feishu.table.records = feishu.table.records[:2]
    assert synced("sync", "--full").status == 1
    return synced


def test_a_question_says_what_is_done_what_is_asked_and_how_to_answer(asked: Cli) -> None:
    ended = asked("sync", "--full")

    assert ended.out.startswith("plan:")
    for part in ("其余都已办完", "5 行中有 3 行", "T-03 ", "--yes", "--keep"):
        assert part in ended.err
    found = asked("sync", "--full", "--json").json
    assert (found["asks"], found["asked"]["count"]) == ("many-ended", 3)


def test_what_stays_linked_by_a_persons_word_is_no_question_any_more(asked: Cli) -> None:
    kept = asked("sync", "--full", "--keep")
    again = asked("sync", "--full", "--json")

    assert (kept.status, again.status, again.json["asks"]) == (0, 0, None)
    assert asked("sync", "--yes", "--keep").status == 2


def test_the_list_speaks_in_words(asked: Cli) -> None:
    listed = asked("source", "list").out

    assert "asks.many-ended" not in listed
    assert "5 行中有 3 行在来源里不见了" in listed
    assert "11-18 09:30" in listed
    assert "飞书多维表格" in listed


def test_what_is_written_back_is_told_by_the_names_of_the_fields(
    synced: Cli, feishu: FeishuService
) -> None:
    changed = synced("source", "change", "plan", "--write", "actual", "--actions")
    assert changed.status == 0, changed.err

    assert "实际、行动项建到来源" in synced("source", "list").out
    assert "回写:实际、行动项建到来源;多久同步:5m" in synced("source", "check", "plan").err


def test_a_removed_source_is_gone_everywhere_but_in_the_records(
    asked: Cli, config: Path, tmp_path: Path
) -> None:
    ended = asked("source", "remove", "plan")

    assert ended.status == 0
    assert "5 条记录留下" in ended.err
    assert "plan" not in read(config).sources
    assert "还没有来源" in asked("source", "list").err
    assert "plan(已移除)" in asked("show", "T-01").out
    with closing(open_store(str(tmp_path / "board.db"))) as store:
        number = store.projects()[0][0]
        known = store.ask(lambda each: Exchange(each, number, "plan").known())
    assert not any(known.values())
    assert asked("source", "remove", "plan").status == 2


def test_a_source_that_others_still_sync_stays_on_the_boards(
    synced: Cli, config: Path, tmp_path: Path
) -> None:
    with closing(open_store(str(tmp_path / "board.db"))) as store:
        number = store.projects()[0][0]
        run = RunRow(datetime.fromisoformat(NOW), "王敏", {"pulled": 5})
        store.tell(lambda each: Exchange(each, number, "plan").run_noted(run))

    ended = synced("source", "remove", "plan")

    assert (ended.status, "plan" in read(config).sources) == (0, False)
    assert "王敏 还在同步它" in ended.err
    assert synced("source", "remove", "plan").status == 0


def test_lists_without_lines_say_what_to_do(on_file: Cli) -> None:
    on_file("init", "--name", "新品")

    assert "没有冲突" in on_file("list", "clashes").err
    assert "pengtou source add" in on_file("sync", "--status").err
    assert "pengtou source add" in on_file("list", "sources").err


def test_oneself_under_another_name_is_not_somebody_else(
    synced: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.source_remove.getuser", lambda: "login")
    with closing(open_store(str(tmp_path / "board.db"))) as store:
        number = store.projects()[0][0]
        run = RunRow(datetime.fromisoformat(NOW), "login", {"pulled": 5})
        store.tell(lambda each: Exchange(each, number, "plan").run_noted(run))

    ended = synced("source", "remove", "plan")

    assert "还在同步它" not in ended.err
    assert "还没有来源" in synced("source", "list").err


def test_a_table_that_is_connected_already_is_refused_by_its_name(
    synced: Cli, feishu: FeishuService, monkeypatch: pytest.MonkeyPatch, config: Path
) -> None:
    again = ("source", "add", "twice", feishu.url, "--base-url", feishu.base_url)
    for name, value in feishu.environ("twice").items():
        monkeypatch.setenv(name, value)

    ended = synced(*again)

    assert ended.status == 1
    assert "已经接为来源 plan" in ended.err
    assert "twice" not in read(config).sources
    assert synced(*again, "--yes").status == 0


@pytest.mark.parametrize("url", ["https://example.feishu.cn/docx/abc", "ftp://a/b", "mk.py"])
def test_an_address_of_no_table_is_told_before_secrets_are_asked_for(
    on_file: Cli, url: str
) -> None:
    ended = on_file("source", "add", "x1", url)

    assert ended.status != 0
    assert "密钥" not in ended.err
    assert "地址" in ended.err or "链接" in ended.err or "文档" in ended.err


def test_who_switches_action_items_on_hears_that_open_ones_go_too(synced: Cli) -> None:
    assert synced("add", "写方案 @员工3").status == 0

    changed = synced("source", "change", "plan", "--actions")

    assert "现有未完成的行动项下次同步时也会在来源里新建:1 条(A-01)" in changed.err
    assert "在来源新建  A-01 写方案" in synced("sync", "--plan").out
    assert "A-01" not in synced("source", "change", "plan", "--write", "actual").err


def test_what_the_source_does_not_know_is_told_once(synced: Cli) -> None:
    synced("people", "add", "陌生人", "--dept", "市场部")
    synced("source", "change", "plan", "--actions")
    assert synced("add", "写方案 @陌生人").status == 0
    told = "来源不认识“陌生人”"

    first, again = synced("sync"), synced("sync")

    assert told in first.err
    assert told not in again.err
    assert "仍有 1 处没有回写,和上次一样" in again.err
    assert told in synced("-v", "sync").err
