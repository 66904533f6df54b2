"""A service's reply: it took the text, it did not, or nobody knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn

from core.domain.text import clean
from sync.bots.codes import Meaning
from sync.bots.trouble import Busy, Unsure
from sync.http import Answer
from sync.secret import Secret
from sync.trouble import Fatal

Meant = Callable[[int, str], Meaning]
TOO_MANY = 429
SAID = 160
"""So much of what a service says is kept."""


def judged(
    answer: Answer,
    codes: tuple[str, ...],
    says: tuple[str, ...],
    meant: Meant,
    hidden: list[Secret],
) -> None:
    """Raises `Busy` or `Fatal` where the text was not taken, `Unsure` where that is not certain.

    `codes` and `says` are the names under which a reply has its code and its text.
    """
    reply = _parsed(answer.body)
    code = next((reply[name] for name in codes if type(reply.get(name)) is int), None)
    if code is None:
        _no_reply(answer)
    if code == 0:
        return
    said = next((reply[name] for name in says if isinstance(reply.get(name), str)), "")
    meaning = meant(code, said)
    values: dict[str, Any] = {"code": code, "message": _shown(said, hidden)}
    if meaning.again:
        raise Busy(meaning.reason, asked=answer.asked(), pause=meaning.pause, **values)
    raise Fatal(meaning.reason, **values)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _no_reply(answer: Answer) -> NoReturn:
    """Something answered that is not the service: what it did with the text is its secret."""
    status = answer.status
    if status == TOO_MANY:
        raise Busy("bot-limited", asked=answer.asked(), pause=60.0, code=status, message="")
    if 300 <= status < 400:
        raise Fatal("http-redirected", status=status)
    if 400 <= status < 500 and status != 408:
        raise Fatal("http-status", status=status)
    raise Unsure("bot-no-answer", code=status, message="")


def _shown(said: str, hidden: list[Secret]) -> str:
    for each in hidden:
        said = said.replace(each.reveal(), repr(each))
    return clean(said, limit=SAID)
