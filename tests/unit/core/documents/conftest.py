"""Papers of the sample project, made once for all tests that only read them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.domain.board import Board
from core.domain.meeting_record import MeetingRecord
from core.domain.week_record import WeekRecord
from core.records_of import project_board, week_record
from core.service import Service
from core.store import open_store
from tests.hand_clock import HandClock
from tests.samples import sample_zh
from tests.unit.core.documents.held import hold_weekly
from tui.voice import WordsVoice
from tui.words import Words


@pytest.fixture(scope="session")
def after_the_weekly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The sample project three minutes after its weekly sync; nobody writes to it."""
    path = tmp_path_factory.mktemp("documents") / "board.db"
    sample_zh(str(path))
    store, clock = open_store(str(path)), HandClock()
    service = Service(store, 1, "张伟", clock)
    hold_weekly(service, clock)
    yield service
    store.close()


@pytest.fixture(scope="session")
def record(after_the_weekly: Service) -> MeetingRecord:
    """The facts of that meeting."""
    return after_the_weekly.meeting_record("M-03")


@pytest.fixture(scope="session")
def week(after_the_weekly: Service) -> WeekRecord:
    """The facts of its week."""
    return week_record(after_the_weekly)


@pytest.fixture(scope="session")
def board(after_the_weekly: Service) -> Board:
    """Every record there is."""
    return project_board(after_the_weekly)


@pytest.fixture(params=["zh", "en"])
def voice(request: pytest.FixtureRequest) -> WordsVoice:
    """Each language in turn."""
    return WordsVoice(Words.load(request.param))


@pytest.fixture
def chinese() -> WordsVoice:
    """Chinese alone, where the test quotes it."""
    return WordsVoice(Words.load("zh"))
