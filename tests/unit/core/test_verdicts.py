"""Yes and no are said with the same words on every form."""

from __future__ import annotations

import pytest

from core.definitions import defined
from core.domain import verdicts
from core.domain.form_kind import FieldKind, Option, Shape

FORMS = [each for each in defined(None, None).forms.values() if each.verdict_field is not None]
YES = ("accept", "Agree", "passed", "OK", "yes", "同意", "承接", "通过", "接受")
NO = ("object", "reject", "FAILED", "no", "异议", "不同意", "不通过", "反对", "ＮＯ")


@pytest.mark.parametrize("kind", FORMS, ids=lambda each: each.kind)
def test_the_words_for_yes_and_no_are_those_of_every_form(kind: object) -> None:
    asked = kind.verdict_field  # type: ignore[attr-defined]
    said = {word: verdicts.meant(asked, word) for word in (*YES, *NO)}

    assert {word: found and found.refuses for word, found in said.items()} == {
        **dict.fromkeys(YES, False),
        **dict.fromkeys(NO, True),
    }


def test_there_are_forms_with_verdicts() -> None:
    assert {each.kind for each in FORMS} == {"dept_response", "opinion", "opinion_on_change"}


def test_a_yes_that_may_be_either_of_two_choices_is_none() -> None:
    options = (
        Option("full", {"zh": "全部"}),
        Option("part", {"zh": "部分"}),
        Option("none", {}, True),
    )
    asked = FieldKind("answer", Shape.CHOICE, {}, options=options, verdict=True)

    assert verdicts.meant(asked, "同意") is None
    assert verdicts.meant(asked, "部分") == options[1]
    assert verdicts.meant(asked, "不同意") == options[2]
    assert verdicts.meant(asked, "好像") is None
