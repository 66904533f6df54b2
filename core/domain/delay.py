"""Why a task is behind, in the numbers that people type (keys.md 3.2)."""

from __future__ import annotations

REASONS = ("resource", "scope", "other_dept", "technical", "external", "estimate", "other")
"""Delay reasons by their number, counted from 1; worded as `term.delay.<name>`."""
