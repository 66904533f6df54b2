"""Process 1.9: what groups and files are called."""

from __future__ import annotations

import pytest

from core.domain.naming import EVERYBODY, FILE, GROUP, called, check
from core.domain.refusal import Refused

VALUES = {"project": "2024新品推广", "stage": "筹备", "dept": "市场部", "what": "协作群"}


def test_names_read_as_in_the_documents() -> None:
    assert called(GROUP, VALUES, {}) == "[2024新品推广]-[筹备]-[市场部]"
    assert called(EVERYBODY, VALUES, {}) == "2024新品推广-协作群"
    assert called(FILE, {**VALUES, "what": "纪要"}, {}) == "2024新品推广-市场部-纪要"


def test_what_is_not_known_leaves_its_place_out() -> None:
    assert called(GROUP, {**VALUES, "dept": ""}, {}) == "[2024新品推广]-[筹备]"


def test_a_hyphen_within_a_part_does_not_part_it() -> None:
    assert called(FILE, {**VALUES, "project": "A-B"}, {}) == "A_B-市场部-协作群"


def test_a_project_has_a_rule_of_its_own() -> None:
    own = {"group": "{dept}·{project}群"}

    check(own)
    assert called(GROUP, VALUES, own) == "市场部·2024新品推广群"


@pytest.mark.parametrize(
    "naming",
    [
        {"chat": "{project}"},
        {"file": "{projekt}"},
        {"file": "{project"},
        {"file": "固定"},
        {"file": "{project!r}"},
        {"file": "{project:>9}"},
        {"file": "{dept.x}"},
    ],
)
def test_a_rule_that_cannot_be_filled_is_refused(naming: dict[str, str]) -> None:
    with pytest.raises(Refused, match="naming-"):
        check(naming)
