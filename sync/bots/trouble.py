"""What can go wrong with a text for a group, beside `Retry` and `Fatal`."""

from __future__ import annotations

from sync.trouble import Retry, SyncError


class Busy(Retry):
    """The service said that it did not take the text now."""


class Unsure(SyncError):
    """The text went out and no answer came: it may be in the group. It is not sent again."""
