"""The rules that turn a command into events: pure, one module a kind of record."""
