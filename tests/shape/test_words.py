"""Both languages say the same things, and everything the code says has words."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from string import Formatter

import pytest

from core.domain.action import ActionStatus
from core.domain.blocker import BlockerStatus, Tier
from core.domain.kinds import RECORDS
from core.domain.meeting import Cadence, MeetingKind, MeetingStatus, Presence, Purpose, Sort
from core.domain.people import Function, Role
from core.domain.project import Phase
from core.domain.raci import Letter, RaciRule, Severity
from core.domain.task import LightLevel, Priority, TaskStatus
from sync.feishu.codes import CODES, UNKNOWN
from tests.shape.tree import calls, literal, short, sources
from tui.words import LANGUAGES, Words

WORDS = {language: Words.load(language) for language in LANGUAGES}
ZH = WORDS["zh"]

REASONS = {
    "Refused": "refused.",
    "Retry": "sync.reason.",
    "Fatal": "sync.reason.",
    "say": "",
    "has": "",
    "Reason": "light.",
}
"""What is called with an id first, and the area that its ids live in."""
SPEAKERS = ("Refused", "Retry", "Fatal", "say")
"""Those of them that take the values of the sentence as keywords."""
SECOND = {"created": "event.", "changed": "event.", "Skipped": "sync.reason."}
"""What is called with an id second, and the area that its ids live in."""
GIVEN = ("word", "words")
"""Keywords that name an id in full, wherever they are given."""

TERMS = {
    TaskStatus: "task",
    LightLevel: "light",
    Priority: "priority",
    BlockerStatus: "blocker",
    Tier: "tier",
    ActionStatus: "action",
    Letter: "raci",
    RaciRule: "finding",
    Severity: "severity",
    Function: "function",
    Role: "role",
    Phase: "phase",
    MeetingKind: "meeting",
    MeetingStatus: "meeting_status",
    Purpose: "purpose",
    Presence: "presence",
    Sort: "point",
    Cadence: "cadence",
}


def placeholders(words: Words, id: str) -> set[str]:  # noqa: A002 - as in Words
    """The values that the forms of a sentence want."""
    forms = words.forms(id)
    assert forms is not None
    found = (part for form in forms for part in Formatter().parse(form))
    return {name for _, name, _, _ in found if name is not None}


def wanted() -> Iterator[tuple[str, str]]:
    """Each id that a literal in the code asks for, with the place that asks."""
    for path in sources("core", "sync", "themes", "tui"):
        for name, call in calls(path):
            for id_ in _ids(name, call):
                yield id_, f"{short(path)}:{call.lineno}"


def _ids(name: str, call: ast.Call) -> Iterator[str]:
    first, second = (literal(call.args[at]) if len(call.args) > at else None for at in (0, 1))
    if name in REASONS and first is not None:
        yield REASONS[name] + first
    if name in SECOND and second is not None:
        yield SECOND[name] + second
    for keyword in call.keywords:
        if keyword.arg in GIVEN and (text := literal(keyword.value)):
            yield text


def test_both_languages_have_the_same_ids() -> None:
    ids = {language: set(words.ids()) for language, words in WORDS.items()}

    assert ids["zh"] ^ ids["en"] == set()


def test_both_languages_want_the_same_values() -> None:
    differing = {
        id_: [placeholders(words, id_) for words in WORDS.values()]
        for id_ in ZH.ids()
        if len({frozenset(placeholders(words, id_)) for words in WORDS.values()}) > 1
    }

    assert differing == {}


def test_values_are_plain_names() -> None:
    names = {
        name for words in WORDS.values() for id_ in words.ids() for name in placeholders(words, id_)
    }

    assert {name for name in names if not name.isidentifier()} == set()


def test_no_text_is_empty_or_holds_control_characters() -> None:
    texts = {
        (words.language, id_): form
        for words in WORDS.values()
        for id_ in words.ids()
        for form in (words.forms(id_) or ())[:1]
    }

    assert {key for key, text in texts.items() if not text or not text.isprintable()} == set()


def test_everything_the_code_says_has_words() -> None:
    assert {(id_, place) for id_, place in wanted() if not ZH.has(id_)} == set()


def test_the_code_gives_every_value_that_its_words_want() -> None:
    assert {place: lack for place, lack in lacking() if lack} == {}


def lacking() -> Iterator[tuple[str, set[str]]]:
    """The values that a call leaves out, of the calls that name an id and all their values."""
    for path in sources("core", "sync", "themes", "tui"):
        for name, call in calls(path):
            given = {keyword.arg for keyword in call.keywords}
            first = literal(call.args[0]) if call.args else None
            if name not in SPEAKERS or first is None or None in given:
                continue
            if ZH.has(id_ := REASONS[name] + first):
                yield (
                    f"{short(path)}:{call.lineno}",
                    placeholders(ZH, id_) - {str(g) for g in given},
                )


def test_the_search_for_ids_finds_some() -> None:
    assert "refused.title-missing" in {id_ for id_, _ in wanted()}


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_of_the_records_has_words(kind: type[TaskStatus]) -> None:
    ids = {f"term.{TERMS[kind]}.{member.value}" for member in kind}

    assert {id_ for id_ in ids if not ZH.has(id_)} == set()


def test_every_answer_of_feishu_has_words() -> None:
    reasons = {rule.reason for rule in (*CODES.values(), UNKNOWN)}

    assert {reason for reason in reasons if not ZH.has(f"sync.reason.{reason}")} == set()


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_field_of_a_record_has_a_name_for_people(words: Words) -> None:
    names = {each.name for kind in RECORDS.values() for each in dataclasses.fields(kind)}

    assert {name for name in names if not words.has(f"term.field.{name}")} == set()
