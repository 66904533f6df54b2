"""The sample project as a test's database begins with it; see `tests.seeds`."""

from __future__ import annotations

from core import sample
from core.calendar.clock import fixed
from core.store import open_store

NOW = "2024-10-16T09:30+08:00"
"""The moment of the sketches in the screen design."""


def sample_zh(url: str) -> None:
    """The sample project in Chinese, as project 1."""
    _build(url, "zh")


def sample_en(url: str) -> None:
    """The sample project in English, as project 1."""
    _build(url, "en")


def _build(url: str, language: str) -> None:
    store = open_store(url, create=True)
    sample.build(store, fixed(NOW)(), language=language)
    store.close()
