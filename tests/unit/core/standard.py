"""The process as it comes with the program."""

from __future__ import annotations

from core.definitions import defined

STANDARD = defined()
