"""The screens are waited for as by the tests of `tests.pilot`."""

from __future__ import annotations

import pytest

from tests.pilot.calm import hasten


@pytest.fixture(autouse=True)
def no_idle_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key takes as long as the board takes for it."""
    hasten(monkeypatch)
