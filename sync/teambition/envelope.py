"""A reply of the service into its data, or into the error it stands for.

HTTP 200 does not mean success: the outcome may stand in the header `X-Http-Status` or only in the
body's `code`. Texts of errors are shown, never read: only numbers decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from core.domain.text import clean
from sync.body import object_in
from sync.http import Answer
from sync.trouble import Fatal, Retry

GOOD = frozenset({0, 200, 201, 204})
"""Values of `code` that a success may carry."""
PASSING = frozenset({408, 425})
"""Statuses below 500, besides 429, that may get better by themselves."""
NO_ROLE = 10133
"""A `code` beside the HTTP ones: the operator may not."""
REQUEST = "teambition-request"
FINAL = {
    400: REQUEST,
    403: "teambition-permission",
    NO_ROLE: "teambition-permission",
    404: "teambition-not-found",
    421: "teambition-path",
}
"""The reason of each status that stays as it is; any other is unknown."""
UNKNOWN = "teambition-unknown"
NOTHING = "–"
"""Stands in a sentence for what the service did not say."""
SCOPE = "teambition-scope"
"""What the app was not granted; said instead of `teambition-permission` where scopes are named."""


class TokenRefused(Fatal):
    """The service does not take the token we sent."""


def judge(answer: Answer, hidden: tuple[str, ...] = ()) -> dict[str, Any]:
    """The whole envelope of a successful reply.

    Raises `Retry` or `Fatal`; the texts in `hidden` are taken out of what the service says.
    """
    envelope = object_in(answer.body)
    status = next(_failures(answer, envelope or {}), None)
    if status is not None:
        _failed(status, answer, envelope or {}, hidden)
    if envelope is None:
        raise Retry("reply-not-json", tries=3, status=answer.status)
    return envelope


def _failures(answer: Answer, envelope: dict[str, Any]) -> Iterator[int]:
    """Every sign of failure, the surest first."""
    if not 200 <= answer.status < 300:
        yield answer.status
    told = _number(answer.headers.get("x-http-status"))
    if told > 0 and not 200 <= told < 300:
        yield told
    code = _number(envelope.get("code"))
    if code not in GOOD:
        yield code


def _number(value: object) -> int:
    """An integer, also one in digits; 0 for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _failed(
    status: int, answer: Answer, envelope: dict[str, Any], hidden: tuple[str, ...]
) -> NoReturn:
    values: dict[str, Any] = {
        "code": status,
        "message": _said(envelope.get("errorMessage"), hidden) or NOTHING,
        "request": _said(envelope.get("requestId"), hidden) or NOTHING,
    }
    if status == 401:
        raise TokenRefused("teambition-token", **values)
    if status == 429:
        raise Retry("teambition-rate-limit", asked=answer.asked(), **values)
    if 500 <= status < 600 or status in PASSING:
        raise Retry("teambition-server", asked=answer.asked(), **values)
    if 300 <= status < 400:
        raise Fatal("http-redirected", status=status)
    scopes = _scopes(envelope, hidden)
    if scopes and FINAL.get(status) == FINAL[403]:
        raise Fatal(SCOPE, scopes=scopes, **values)
    raise Fatal(FINAL.get(status, UNKNOWN), **values)


def _scopes(envelope: dict[str, Any], hidden: tuple[str, ...]) -> str:
    """What the administrator is to grant, as the service names it."""
    detail = envelope.get("accessDeniedDetail")
    listed = detail.get("requiredScopes") if isinstance(detail, dict) else None
    names = (_said(name, hidden) for name in (listed if isinstance(listed, list) else ())[:20])
    return ", ".join(filter(None, names))


def _said(text: object, hidden: tuple[str, ...]) -> str:
    if not isinstance(text, str):
        return ""
    for secret in hidden:
        text = text.replace(secret, "•••")
    return clean(text, limit=300)
