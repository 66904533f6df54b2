"""Reading: text that scrolls, by keys of its own or by those of its screen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class Reading(VerticalScroll):
    """Scrolls by the keys that lists have."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
    ]


class FollowedReading(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Scrolls when the cursor in it moves; its keys are the screen's."""
