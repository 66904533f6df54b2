"""The only package that talks SQL. What leaves it is frozen."""

from __future__ import annotations

from core.store.store import Store, open_store

__all__ = ["Store", "open_store"]
