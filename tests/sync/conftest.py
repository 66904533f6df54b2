"""A scripted service and a source that reads from it without ever waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from sync.feishu.source import FeishuSource, open_source
from sync.http import Http, Limits
from sync.teambition.source import TeambitionSource
from sync.teambition.source import open_source as open_project
from tests.sync.feishu_service import FeishuService
from tests.sync.teambition_service import TeambitionService


@dataclass
class Time:
    """A clock that only moves when somebody waits."""

    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        """Seconds waited so far."""
        return sum(self.waits)

    def sleep(self, seconds: float) -> None:
        """Waits without waiting."""
        self.waits.append(seconds)


Open = Callable[..., FeishuSource]
OpenProject = Callable[..., TeambitionSource]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeishuService]:
    """A service with five tasks, and its credentials in the environment."""
    with FeishuService() as running:
        for name, value in running.environ().items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def time() -> Time:
    """The clock of every source opened in the test."""
    return Time()


@pytest.fixture
def open_feishu(service: FeishuService, time: Time) -> Iterator[Open]:
    """Opens a source on the service: `open_feishu(url=…, limits=…)`."""
    with ExitStack() as stack:

        def make(url: str | None = None, limits: Limits | None = None) -> FeishuSource:
            def http(base: str) -> Http:
                return Http(
                    base, limits=limits, clock=time.now, sleep=time.sleep, jitter=lambda: 0.0
                )

            source = open_source("feishu", url or service.url, service.base_url, http)
            return stack.enter_context(source)

        yield make


@pytest.fixture
def teambition(monkeypatch: pytest.MonkeyPatch) -> Iterator[TeambitionService]:
    """A project with five tasks, and its credentials in the environment."""
    with TeambitionService() as running:
        for name, value in running.environ().items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def open_teambition(teambition: TeambitionService, time: Time) -> Iterator[OpenProject]:
    """Opens a source on the project: `open_teambition(limits=…, wanted=…)`."""
    with ExitStack() as stack:

        def make(
            limits: Limits | None = None, wanted: frozenset[str] | None = None
        ) -> TeambitionSource:
            def http(base: str) -> Http:
                return Http(
                    base, limits=limits, clock=time.now, sleep=time.sleep, jitter=lambda: 0.0
                )

            found = open_project(
                "teambition", teambition.url, teambition.base_url, http, wanted=wanted
            )
            return stack.enter_context(found)

        yield make
