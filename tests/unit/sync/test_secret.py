"""Where secrets come from, and where they never go."""

from __future__ import annotations

import pickle
import sys

import keyring
import pytest
from keyring.errors import NoKeyringError

from sync.secret import Secret, from_keyring, look_up, variable
from sync.trouble import Fatal


def test_the_variable_is_made_from_the_name() -> None:
    assert variable("team-base", "APP_ID") == "PENGTOU_TEAM_BASE_APP_ID"


def test_the_environment_comes_first() -> None:
    found = look_up("a", "APP_ID", {"PENGTOU_A_APP_ID": " x\n"}, lambda _: "other")

    assert found.reveal() == "x"


def test_the_keyring_comes_second() -> None:
    assert look_up("a", "APP_ID", {}, {"PENGTOU_A_APP_ID": "y"}.get).reveal() == "y"


def test_a_missing_secret_is_refused_by_the_name_of_its_variable() -> None:
    with pytest.raises(Fatal) as refusal:
        look_up("a", "APP_SECRET", {"PENGTOU_A_APP_SECRET": "  "}, lambda _: None)

    assert refusal.value.reason == "secret-missing"
    assert refusal.value.values == {"name": "a", "variable": "PENGTOU_A_APP_SECRET"}


def test_a_machine_without_a_keyring_has_nothing_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: str) -> str:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "get_password", nowhere)

    assert from_keyring("PENGTOU_A_APP_ID") is None


def test_a_keyring_that_is_not_installed_has_nothing_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert from_keyring("PENGTOU_A_APP_ID") is None


def test_the_keyring_is_asked_for_our_service(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = {("pengtou", "PENGTOU_A_APP_ID"): "z"}
    monkeypatch.setattr(keyring, "get_password", lambda *key: stored.get(key))

    assert from_keyring("PENGTOU_A_APP_ID") == "z"


def test_a_secret_prints_as_dots_however_it_is_printed() -> None:
    secret = Secret("own-example")

    assert {str(secret), repr(secret), f"{secret}", f"{secret:>3}", f"{secret!r}"} == {"•••"}
    assert "own-example" not in repr([secret])


def test_a_secret_cannot_be_stored() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret("own-example"))
