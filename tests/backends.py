"""Marks that keep a test to one kind of database, where the other has nothing of the sort."""

from __future__ import annotations

import pytest

on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
