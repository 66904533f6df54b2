"""docs/commands.md tells what the program does: its verbs, options and JSON keys are there."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli
from tests.docs.guide_pages import GUIDE, LANGUAGES, ROOT, blocks, links, text
from tests.samples import NOW, sample_zh

PAGE = ROOT / "docs" / "commands.md"
_SHAPE = re.compile(r"^- `pengtou ([^`]+) --json`: `([^`]+)`", re.MULTILINE)
_TOKEN = re.compile(r"[A-Za-z_]+|[\[\]{}:,]")


def usages() -> Iterator[tuple[str, str]]:
    """Every line of usage: the verb, and what may follow it."""
    for block in blocks(PAGE, "text"):
        for line in block.splitlines():
            verb = re.match(r"[a-z ]+", line)
            assert verb is not None
            yield verb[0].strip(), line[verb.end() :]


def shapes() -> Iterator[tuple[list[str], Any]]:
    """Every command whose JSON is shown, and the keys that it is said to have."""
    for words, keys in _SHAPE.findall(text(PAGE)):
        yield shlex.split(words), Keys(keys).value()


class Keys:
    """Reads keys as the page writes them: `{id, people[], waits: {step}}`; capitals are any."""

    def __init__(self, keys: str) -> None:
        self._tokens = _TOKEN.findall(keys)

    def value(self) -> Any:
        """A map of keys, a list of one, or None for anything."""
        if self._tokens[0] == "[":
            self._take("[")
            inside = self.value() if self._tokens[0] != "]" else None
            self._take("]")
            return [inside]
        if self._tokens[0] != "{":
            return None
        found: dict[str, Any] = {}
        while self._tokens.pop(0) != "}":
            if self._tokens[0] == "}":
                continue
            name = self._tokens.pop(0)
            if self._tokens[0] == ":":
                self._take(":")
                found[name] = self.value()
            else:
                found[name] = self.value() if self._tokens[0] == "[" else None
        return found

    def _take(self, token: str) -> None:
        assert self._tokens.pop(0) == token


def differing(told: Any, found: Any, at: str = "") -> Iterator[str]:
    """Where what is printed has other keys than the page says."""
    if isinstance(told, list) and isinstance(found, list):
        for each in found[:1]:
            yield from differing(told[0], each, f"{at}[]")
    elif isinstance(told, dict) and isinstance(found, dict):
        if any(name.isupper() for name in told):
            return
        if told.keys() != found.keys():
            yield f"{at}: {sorted(told.keys() ^ found.keys())}"
        for name in told.keys() & found.keys():
            yield from differing(told[name], found[name], f"{at}.{name}")
    elif found is not None and isinstance(told, dict | list) != isinstance(found, dict | list):
        yield f"{at}: {found!r}"


@pytest.fixture
def sampled(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_template: Callable[..., Path]
) -> Cli:
    """The sample project with a request that is signed and approved, and goals."""
    file = tmp_path / "board.db"
    shutil.copyfile(sqlite_template(sample_zh), file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PENGTOU_DB", str(file))
    monkeypatch.setenv("PENGTOU_NOW", NOW)
    pairs = ("需求背景=铺开", "goal=3000", "support=两人", "涉及部门=研发部", "due=2024-12-31")
    for words in (
        *(("new", "request", *pairs), ("submit", "F-01"), ("sign", "F-01", "--as", "王敏")),
        *(("sign", "F-01", "--as", "陈总"), ("new", "goals")),
        ("new", "needs", "--dept", "研发部", "--as", "刘强"),
    ):
        done = cli("form", *words)
        assert done.status == 0, (words, done.err)
    return cli


def test_every_verb_and_every_option_that_is_named_is_there(cli: Cli) -> None:
    for verb, rest in usages():
        told = cli(*verb.split(), "--help", "--lang", "en")

        assert told.status == 0, verb
        lacking = [each for each in re.findall(r"--[a-z-]+", rest) if each not in told.out]
        assert lacking == [], verb


def test_the_keys_that_are_shown_are_those_that_are_printed(sampled: Cli) -> None:
    sampled("archive", "--to", "html", "--yes", "--out", "all.zip")
    seen = 0
    for words, told in shapes():
        ended = sampled(*words, "--json")
        assert ended.status == 0, (words, ended.err)
        assert list(differing(told, ended.json)) == [], words
        seen += 1
    assert seen >= 14


def test_a_key_too_many_or_too_few_is_found() -> None:
    told = Keys("{id, waits: {step, people[]}, rows: [{n}], map: {NAME}}").value()
    found = {"id": 1, "waits": {"step": 2, "people": []}, "rows": [{"n": 1}], "map": {"x": 1}}

    assert list(differing(told, found)) == []
    assert list(differing(told, {**found, "rows": [{"m": 1}]})) == [".rows[]: ['m', 'n']"]
    assert list(differing(told, {**found, "more": 1})) == [": ['more']"]


def test_the_index_and_the_guide_lead_there() -> None:
    assert PAGE.resolve() in {(GUIDE / each).resolve() for each in links(GUIDE / "README.md")}
    for language in LANGUAGES:
        page = GUIDE / language / "8-administrator.md"
        assert PAGE.resolve() in {(page.parent / each).resolve() for each in links(page)}
