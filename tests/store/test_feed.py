"""A feed says that something was committed, soon, whoever did it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from core.domain.refusal import Unreachable
from core.domain.task import AddTask
from core.service import Service
from core.store import Store, feed
from core.store.feed import Feed
from tests.backends import on_postgres, on_sqlite
from tests.postgres import Postgres

SOON = 1.0
"""Seconds; the goal is 0.05, and machines that test are busy."""


@pytest.fixture
def news(service: Service) -> Iterator[Feed]:
    """A feed on the database of `service`, with nothing new."""
    opened = service.store.feed()
    while opened.wait(0):
        pass
    yield opened
    opened.close()


def elapsed(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


def meanwhile(work: Callable[[], object]) -> threading.Thread:
    """Works beside the waiting reader."""
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_ones_own_commit_wakes(news: Feed, service: Service) -> None:
    service.perform(AddTask(title="x"))

    assert news.wait(5)
    assert not news.wait(0)


def test_a_commit_by_another_thread_ends_the_wait_soon(news: Feed, service: Service) -> None:
    committed: list[float] = []

    def commit() -> None:
        service.perform(AddTask(title="x"))
        committed.append(time.monotonic())

    writer = meanwhile(commit)
    assert news.wait(10)
    woken = time.monotonic()
    writer.join()

    assert woken - committed[0] < SOON


def test_a_commit_by_another_process_ends_the_wait_soon(news: Feed, database_url: str) -> None:
    command = [sys.executable, "-m", "tests.store.ack_writer", database_url, "other"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as program:
        assert news.wait(30)
        woken = time.monotonic()
        assert program.stdout is not None
        assert program.stdout.readline() == b"other-1\n"
        said = time.monotonic()
        program.kill()

    assert woken - said < SOON


def test_a_burst_is_heard_of_in_a_few_words_and_its_end_is_not_missed(
    news: Feed, service: Service
) -> None:
    seen = service.store.revision(1)
    writer = meanwhile(lambda: [service.perform(AddTask(title="x")) for _ in range(20)])
    words = 0
    while seen < 29:
        assert news.wait(10)
        words += 1
        seen = service.store.revision(1)
    writer.join()

    assert words <= 20


def test_a_transaction_that_is_undone_wakes_nobody(news: Feed, service: Service) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        service.perform_with(AddTask(title="x"), beside=fail)

    assert not news.wait(0.05)


def test_a_wait_without_news_ends_in_time(news: Feed) -> None:
    assert not news.wait(0)
    assert 0.1 <= elapsed(lambda: news.wait(0.1)) < SOON


def test_a_poke_ends_the_wait_of_a_reader(service: Service, news: Feed) -> None:
    service.perform(AddTask(title="x"))
    news.poke()

    assert news.wait(5)


def test_closing_ends_the_wait_for_good(service: Service) -> None:
    opened = service.store.feed()
    answers: list[bool] = []
    reader = meanwhile(lambda: answers.append(opened.wait(30)))
    took = elapsed(opened.close)
    reader.join(10)

    assert answers == [False]
    assert took < SOON
    assert not opened.wait(30)
    opened.poke()
    opened.close()


@on_sqlite
def test_where_files_tell_nothing_a_look_now_and_then_still_finds_it(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "_observe", lambda path, woken: None)
    monkeypatch.setattr(feed, "_POLL", 0.02)
    opened = service.store.feed()
    writer = meanwhile(lambda: service.perform(AddTask(title="x")))

    assert elapsed(lambda: opened.wait(20)) < 5
    writer.join()
    opened.close()


@on_sqlite
def test_a_path_through_a_link_is_watched_where_the_file_is(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "_POLL", 60.0)
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "board.db"
    link.symlink_to(str(service.store.path))
    opened = feed.SqliteFeed(str(link))
    writer = meanwhile(lambda: service.perform(AddTask(title="x")))

    assert elapsed(lambda: opened.wait(20)) < 5
    writer.join()
    opened.close()


@on_sqlite
def test_a_watched_file_that_is_damaged_is_told(service: Service) -> None:
    opened = service.store.feed()
    service.store.close()
    opened._connection.close()  # type: ignore[attr-defined]

    with pytest.raises(Unreachable):
        opened.wait(0)
    opened.close()


@on_postgres
def test_a_feed_that_was_cut_off_says_so(news: Feed, postgres: Postgres, store: Store) -> None:
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
    with postgres.administration(str(store.url.database)) as connection:
        connection.execute(text(query + " AND datname = current_database()"))

    with pytest.raises(Unreachable, match="database-unreachable"):
        news.wait(10)


@on_postgres
def test_a_feed_on_a_server_that_is_away_cannot_be_opened(store: Store) -> None:
    away = Store(store.url.set(query={"host": "127.0.0.1", "port": "1"}))

    with pytest.raises(Unreachable, match="database-unreachable"):
        away.feed()


@pytest.mark.parametrize("rounds", [15])
def test_feeds_leave_neither_threads_nor_files_behind(service: Service, rounds: int) -> None:
    def opened() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()

    service.store.feed().close()
    before = opened()
    for _ in range(rounds):
        service.store.feed().close()

    assert opened() == before
