"""How a source stands, as a sign: never told by its colour alone. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.domain.board import SourceState

MARKS: Final = {
    "failed": ("✗", "sla-late bold"),
    "asks": ("?", "sla-soon bold"),
    "partly": ("!", "sla-soon bold"),
    "running": ("…", "accent bold"),
    "fine": ("✓", "accent"),
    "new": ("—", "muted"),
}
"""The sign and its role, what needs a person first."""
TROUBLES: Final = ("failed", "asks", "partly")
"""What a person has to do something about."""


def standing(state: SourceState, *, running: bool = False) -> str:
    """`running`; `failed`: nothing came; `asks`: a question waits for an answer; `partly`: it came,
    with something left out until a person changes that; `fine`; `new`: never synced.
    """
    if running or state.running:
        return "running"
    if not state.failed:
        return "fine" if state.synced_at else "new"
    if state.failed.startswith("asks."):
        return "asks"
    came = state.synced_at and state.tried_at and state.synced_at >= state.tried_at
    return "partly" if came and not state.failures else "failed"
