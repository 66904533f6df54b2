"""Addresses, tokens, instants, queries and pages of Teambition, each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from sync.http import Answer
from sync.secret import Secret
from sync.teambition.envelope import FINAL, SCOPE, UNKNOWN, TokenRefused, judge
from sync.teambition.instants import day_of, end_of, instant, start_of
from sync.teambition.marking import carries, line, marked
from sync.teambition.paging import Batch, batch, walk
from sync.teambition.token import AppTokens, PersonalToken
from sync.teambition.tql import changed_since, holding
from sync.teambition.url import is_project, parse
from sync.trouble import Fatal, Retry, SyncError
from tests.sync.teambition_data import PROJECT
from tests.sync.teambition_faults import Fault, Style, html, refused, text
from tests.sync.teambition_service import decoded
from tui.words import LANGUAGES, Words

SITE = "https://www.teambition.com"


@pytest.mark.parametrize(
    "path", ["", "/", "/tasks/view/all", "/tasks/scrum/65f1?x=1#y", "/app/65f1a0c2e1a2b3c4d5e6f0aa"]
)
def test_any_page_of_a_project_names_the_project(path: str) -> None:
    found = parse(f" {SITE}/project/{PROJECT}{path} ")

    assert (found.project, found.api) == (PROJECT, "https://open.teambition.com/api")
    assert found.task("65f2") == f"{SITE}/task/65f2"


def test_a_company_has_its_gateway_below_its_own_domain() -> None:
    found = parse(f"https://tb.example.cn:8443/organization/x/project/{PROJECT}")

    assert found.api == "https://tb.example.cn:8443/gateway"
    assert found.task("1") == "https://tb.example.cn:8443/task/1"


def test_a_project_is_known_on_any_host_by_its_address() -> None:
    assert is_project(f"https://tb.example.cn/project/{PROJECT}")
    assert not is_project("https://x.feishu.cn/base/bascn1?table=tbl1")
    assert not is_project("http://[::1/project")


def test_a_given_base_keeps_its_prefix() -> None:
    found = parse(f"{SITE}/project/{PROJECT}", "https://tb.example.cn/a/gateway/")

    assert found.api == "https://tb.example.cn/a/gateway"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"{SITE}/project/65f1", "teambition-url"),
        (f"{SITE}/project/{PROJECT}0", "teambition-url"),
        (f"{SITE}/task/{PROJECT}", "teambition-url"),
        ("https://[::1/project", "teambition-url"),
        ("没有地址", "teambition-url"),
        (f"ftp://tb.example.cn/project/{PROJECT}", "teambition-url"),
        (f"https://wei:x@tb.example.cn/project/{PROJECT}", "url-not-safe"),
        (f"http://tb.example.cn/project/{PROJECT}", "url-not-safe"),
    ],
)
def test_other_addresses_are_refused(url: str, reason: str) -> None:
    with pytest.raises(Fatal) as refusal:
        parse(url)

    assert refusal.value.reason == reason


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 1_772_358_300.9

    def __call__(self) -> float:
        return self.now


def test_a_token_is_minted_here_and_renewed_five_minutes_before_its_end() -> None:
    clock = Clock()
    tokens = AppTokens(Secret("65f1"), Secret("own-secret"), clock)
    first = tokens.current()

    clock.now += 3299
    assert tokens.current() == first
    clock.now += 2
    second = tokens.current()

    assert decoded(first, "own-secret") == {
        "_appId": "65f1",
        "iat": 1_772_358_270,
        "exp": 1_772_361_900,
    }
    assert decoded(first, "another") is None
    assert second != first
    assert first.startswith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.")
    assert set(tokens.hidden) == {"own-secret", second}


def test_a_refused_token_gives_way_to_another_within_the_same_second() -> None:
    tokens = AppTokens(Secret("65f1"), Secret("own-secret"), Clock())
    minted = {tokens.current()}
    for _ in range(3):
        assert tokens.renew()
        minted.add(tokens.current())

    assert len(minted) == 4


def test_a_personal_token_cannot_be_renewed() -> None:
    token = PersonalToken(Secret("own-token"))

    assert (token.current(), token.renew(), token.hidden) == ("own-token", False, ("own-token",))


def _judged(fault: Fault) -> SyncError:
    headers = {name.lower(): value for name, value in fault.headers.items()}
    with pytest.raises(SyncError) as caught:
        judge(Answer(fault.status, headers, fault.body or b""), ("own-secret",))
    return caught.value


ROWS = {
    400: (Fatal, "teambition-request"),
    401: (TokenRefused, "teambition-token"),
    403: (Fatal, "teambition-permission"),
    404: (Fatal, "teambition-not-found"),
    421: (Fatal, "teambition-path"),
    429: (Retry, "teambition-rate-limit"),
    500: (Retry, "teambition-server"),
    502: (Retry, "teambition-server"),
    418: (Fatal, "teambition-unknown"),
}


@pytest.mark.parametrize("style", ["status", "body", "header"])
@pytest.mark.parametrize("code", ROWS)
def test_every_error_means_the_same_wherever_it_stands(code: int, style: Style) -> None:
    kind, reason = ROWS[code]

    error = _judged(refused(code, style, "bad \x1b[31mown-secret"))

    assert (type(error), error.reason) == (kind, reason)
    assert error.values["message"] == "bad •••"
    assert error.values["request"] == "req-own-1"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (text('{"code": "403", "errorMessage": "no"}'), "teambition-permission"),
        (text('{"code": 10133}'), "teambition-permission"),
        (text('{"code": 77}'), "teambition-unknown"),
        (html(403), "teambition-permission"),
        (html(421), "teambition-path"),
        (html(502), "teambition-server"),
        (html(), "reply-not-json"),
        (text(""), "reply-not-json"),
        (text("[1]"), "reply-not-json"),
        (text('{"code": 200, "result": ['), "reply-not-json"),
        (text('{"a":' * 100_000), "reply-not-json"),
        (Fault(302, b"", {"Location": "https://example.cn/"}), "http-redirected"),
    ],
)
def test_what_is_no_proper_answer_has_a_reason_too(fault: Fault, reason: str) -> None:
    assert _judged(fault).reason == reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words_and_gives_what_they_want(language: str) -> None:
    words = Words.load(language)
    for code in (*ROWS, 10133, 408):
        error = _judged(refused(code, "body"))
        told = words.say(f"sync.reason.{error.reason}", **error.values)
        assert "{" not in told
    assert set(FINAL.values()) | {SCOPE, UNKNOWN} <= {
        name.removeprefix("sync.reason.") for name in words.ids()
    }


def test_missing_scopes_are_named_for_the_administrator() -> None:
    detail = {"requiredScopes": ["tb-core:task:update", 7, "tb-core:task:list"]}

    error = _judged(refused(403, "body", accessDeniedDetail=detail))

    assert error.reason == "teambition-scope"
    assert error.values["scopes"] == "tb-core:task:update, tb-core:task:list"


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-03-14T16:00:00.000Z", "2026-03-15"),
        ("2026-03-15T15:59:59.999Z", "2026-03-15"),
        ("2026-03-15T10:00:00Z", "2026-03-15"),
        ("2026-03-15T18:00:00+08:00", "2026-03-15"),
        ("2026-03-14T16:00:00.123456789Z", "2026-03-15"),
        ("2026-03-14T16:00", "2026-03-15"),
        ("2026-03-15", "2026-03-15"),
        ("2026-03-14t16:00:00-0000", "2026-03-15"),
    ],
)
def test_an_instant_is_the_day_it_falls_on_in_china(told: str, day: str) -> None:
    moment = instant(told)

    assert moment is not None
    assert day_of(moment).isoformat() == day


@pytest.mark.parametrize(
    "told", ["", "soon", "2026-02-30", "9999-12-31T23:00:00Z", 7, None, "2026"]
)
def test_what_is_no_instant_is_none(told: object) -> None:
    assert instant(told) is None


def test_a_day_is_sent_as_the_instant_at_its_end_or_at_its_beginning() -> None:
    day = date(2026, 3, 15)

    assert end_of(day) == "2026-03-15T15:59:59.999Z"
    assert start_of(day) == "2026-03-14T16:00:00.000Z"
    assert day_of(datetime(2026, 3, 14, 17, tzinfo=UTC)) == day


def test_queries_quote_what_they_are_given() -> None:
    assert holding("a'b\\") == "text ~ 'a\\'b\\\\'"
    moment = datetime(2026, 3, 8, 16, tzinfo=UTC)
    assert changed_since(moment) == "updated >= '2026-03-09T00:00:00+08:00'"


def test_a_marker_is_a_line_of_its_own_and_stays_when_the_note_changes() -> None:
    note = f"{line('AI-4')}\n等财务确认"

    assert line("碰头 AI-4") == line("AI-4") == "（碰头 AI-4）"
    assert carries(note, "AI-4")
    assert not carries(note, "AI-42")
    assert not carries("见（碰头 AI-4）那条", "AI-4")
    assert marked(note, "财务已确认") == "（碰头 AI-4）\n财务已确认"
    assert marked("pengtou:AI-4\n旧", "新") == "pengtou:AI-4\n新"
    assert marked("", "") == ""


def _walked(pages: Iterator[Batch]) -> tuple[int, str]:
    asked: list[str] = []

    def fetch(token: str) -> Batch:
        asked.append(token)
        return next(pages)

    try:
        return sum(len(page.items) for page in walk(fetch)), ""
    except Fatal as error:
        return len(asked), error.reason


def test_only_an_empty_token_ends_a_listing() -> None:
    short = [Batch([{"id": "1"}], "a"), Batch([], "b"), Batch([], "c"), Batch([{"id": "2"}], "")]

    assert _walked(iter(short)) == (2, "")


def test_a_token_that_comes_again_ends_the_listing() -> None:
    pages = (Batch([{"id": str(n)}], "ab"[n % 2]) for n in range(9))

    assert _walked(pages) == (3, "page-token-repeated")


def test_three_pages_without_a_new_id_end_the_listing() -> None:
    pages = (Batch([{"taskId": "1"}], f"t{n}") for n in range(9))

    assert _walked(pages) == (4, "teambition-pages-stale")


def test_a_listing_has_a_last_page_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.teambition.paging.MOST_PAGES", 6)
    pages = (Batch([{"id": str(n)}], f"t{n}") for n in range(9))

    assert _walked(pages) == (6, "pages-endless")


@pytest.mark.parametrize("told", [{}, {"result": None}, {"result": {}}, {"result": "x"}])
def test_an_answer_without_a_list_is_never_an_empty_one(told: dict[str, object]) -> None:
    with pytest.raises(Fatal, match="reply-not-understood"):
        batch(told, "task")


@pytest.mark.parametrize(("told", "token"), [(None, ""), ("", ""), ("10", "10"), (10, "10")])
def test_a_page_token_is_whatever_it_is(told: object, token: str) -> None:
    assert batch({"result": [], "nextPageToken": told}, "task").token == token
