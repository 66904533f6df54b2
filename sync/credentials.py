"""Which secrets a source wants, and which of them this machine does not have. No network."""

from __future__ import annotations

from collections.abc import Callable

from core.settings import SourceSettings
from sync.secret import look_up, variable
from sync.trouble import Fatal

_APP = ("APP_ID", "APP_SECRET")
_TYPES: dict[str, tuple[tuple[str, ...], ...]] = {
    "feishu": (_APP,),
    "teambition": ((*_APP, "TENANT_ID"), ("USER_TOKEN",)),
    "sheet": ((),),
}
"""By type: sets of which any one will do, the usual one first."""
_OPERATOR = "OPERATOR_ID"
"""In whose name an app of Teambition writes."""


def wanted(
    name: str, settings: SourceSettings, has: Callable[[str, str], bool] | None = None
) -> dict[str, bool]:
    """The environment variables that a source is opened with, and whether each is there.

    Where several sets will do: the first that is whole, else the usual one. The keyring counts
    like the environment. `has` says whether a secret is there, by source and key.
    """
    known = has or _has
    sets = [
        {key: known(name, key) for key in _keys(settings, each)} for each in _TYPES[settings.type]
    ]
    chosen = next((each for each in sets if all(each.values())), sets[0])
    return {variable(name, key): there for key, there in chosen.items()}


def missing(
    name: str, settings: SourceSettings, has: Callable[[str, str], bool] | None = None
) -> tuple[str, ...]:
    """The variables of those that are not there; none where the source can be opened."""
    return tuple(each for each, there in wanted(name, settings, has).items() if not there)


def _keys(settings: SourceSettings, keys: tuple[str, ...]) -> tuple[str, ...]:
    """An app of Teambition writes in somebody's name; a person's own token is a name enough."""
    app = settings.type == "teambition" and keys[:2] == _APP
    return (*keys, _OPERATOR) if app and (settings.write or settings.actions) else keys


def _has(name: str, key: str) -> bool:
    try:
        look_up(name, key)
    except Fatal:
        return False
    return True
