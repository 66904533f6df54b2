"""The screens are waited for as by the tests of `tests.pilot`."""

from __future__ import annotations

import pytest

from tests.pilot.calm import hasten
from tests.pilot.seat import PATIENCE


@pytest.fixture(autouse=True)
def no_idle_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key takes as long as the board takes for it."""
    hasten(monkeypatch)


@pytest.fixture(autouse=True)
def no_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests is no database that has fallen silent."""
    monkeypatch.setattr("tui.app.SILENT", PATIENCE)
    monkeypatch.setattr("tui.wishing.SLOW", PATIENCE)
