"""A reply of the service into its data, or into the error it stands for.

The code inside the body decides, the HTTP status only when the body is no envelope: failures come
with status 200, final ones with 429, and passing ones with 400.
"""

from __future__ import annotations

from typing import Any, NoReturn

from core.domain.text import clean
from sync.body import object_in
from sync.feishu.codes import Act, rule
from sync.http import Answer
from sync.trouble import Fatal, Retry

PASSING = frozenset({408, 425, 429})
"""Statuses below 500 that may get better by themselves."""


class TokenRefused(Fatal):
    """The service no longer takes the token we sent."""


class ListingLost(Retry):
    """The place in a listing is no longer known."""


class TooHeavy(Retry):
    """The service could not put this much together."""


def judge(answer: Answer, hidden: tuple[str, ...] = ()) -> dict[str, Any]:
    """The whole envelope of a successful reply.

    Raises `Retry` or `Fatal`; the texts in `hidden` are taken out of what the service says.
    """
    envelope = object_in(answer.body)
    code = envelope.get("code") if envelope is not None else None
    if envelope is None or not isinstance(code, int) or isinstance(code, bool):
        _no_envelope(answer)
    if code == 0:
        return envelope
    _failed(code, envelope, answer, hidden)


def _no_envelope(answer: Answer) -> NoReturn:
    status = answer.status
    if 300 <= status < 400:
        raise Fatal("http-redirected", status=status)
    if 400 <= status < 500 and status not in PASSING:
        raise Fatal("http-status", status=status)
    if 200 <= status < 300:
        raise Retry("reply-not-json", tries=3, status=status)
    raise Retry("http-status", asked=answer.asked(), status=status)


def _failed(
    code: int, envelope: dict[str, Any], answer: Answer, hidden: tuple[str, ...]
) -> NoReturn:
    found = rule(code)
    values = {
        "code": code,
        "message": _message(envelope.get("msg"), hidden),
        "log_id": clean(answer.headers.get("x-tt-logid", ""), limit=80),
    }
    if found.act is Act.FATAL:
        raise Fatal(found.reason, **values)
    if found.act is Act.TOKEN:
        raise TokenRefused(found.reason, **values)
    kinds = {Act.RESTART: ListingLost, Act.SHRINK: TooHeavy}
    kind = kinds.get(found.act, Retry)
    asked = answer.asked()
    raise kind(found.reason, asked=asked, tries=found.tries, pause=found.pause, **values)


def _message(text: object, hidden: tuple[str, ...]) -> str:
    if not isinstance(text, str):
        return ""
    for secret in hidden:
        text = text.replace(secret, "•••")
    return clean(text, limit=300)
