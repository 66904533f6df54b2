"""Comparing two boards of a project, one module a kind of record."""
