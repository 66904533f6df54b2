"""The only package that talks SQL. What leaves it is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.store.store import Store, open_store

__all__ = ["Store", "open_store"]


def __getattr__(name: str) -> Any:
    """Loads the store when it is first asked for: `glance` does without its tools."""
    if name not in __all__:
        raise AttributeError(name)
    from core.store import store

    return getattr(store, name)
