"""What each error code of the service asks us to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Act(Enum):
    """How to go on after an error code."""

    FATAL = auto()
    RETRY = auto()
    TOKEN = auto()
    """Fetch a new token and send the request once more."""
    RESTART = auto()
    """In the middle of a listing: begin it again, once."""
    SHRINK = auto()
    """After the repeats: ask for half as much."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means."""

    act: Act
    reason: str
    tries: int = 5
    """Attempts, the first included."""
    pause: float = 1.0
    """Seconds before the first repeat."""


def _fatal(reason: str, *codes: int) -> dict[int, Rule]:
    return {code: Rule(Act.FATAL, reason) for code in codes}


FILTER = "feishu-filter"
COLUMN_GONE = "feishu-column-gone"
KEY_USED = "feishu-key-used"
RECORD_GONE = "feishu-record-gone"
SENT_TWICE = "feishu-sent-twice"
UNKNOWN = Rule(Act.FATAL, "feishu-unknown")

CODES: dict[int, Rule] = {
    99991400: Rule(Act.RETRY, "feishu-rate-limit"),
    1254290: Rule(Act.RETRY, "feishu-rate-limit"),
    1254291: Rule(Act.RETRY, "feishu-write-conflict", pause=0.5),
    1254607: Rule(Act.SHRINK, "feishu-not-ready", tries=3),
    1254036: Rule(Act.RETRY, "feishu-being-copied", tries=3, pause=10.0),
    1254608: Rule(Act.RETRY, SENT_TWICE, tries=2, pause=2.0),
    1255040: Rule(Act.RETRY, "feishu-server"),
    1255001: Rule(Act.RETRY, "feishu-server", tries=2),
    1255002: Rule(Act.RETRY, "feishu-server", tries=2),
    1255003: Rule(Act.RETRY, "feishu-server", tries=2),
    1255004: Rule(Act.RETRY, "feishu-server", tries=2),
    1255005: Rule(Act.RETRY, "feishu-server", tries=2),
    131001: Rule(Act.RETRY, "feishu-server"),
    1254002: Rule(Act.RESTART, "feishu-listing-lost", tries=2),
    1254030: Rule(Act.SHRINK, "feishu-too-large", tries=1),
    1254104: Rule(Act.SHRINK, "feishu-too-large", tries=1),
    99991663: Rule(Act.TOKEN, "feishu-token"),
    99991664: Rule(Act.TOKEN, "feishu-token"),
    99991665: Rule(Act.TOKEN, "feishu-token"),
    **_fatal("feishu-quota", 99991403),
    **_fatal("feishu-credentials", 10003, 10014, 99991543),
    **_fatal("feishu-token", 99991661, 99991668, 99991671, 99991677),
    **_fatal("feishu-app-disabled", 99991662, 99991673),
    **_fatal("feishu-scope", 99991672, 99991676, 99991679),
    **_fatal("feishu-not-collaborator", 91403),
    **_fatal("feishu-permission", 1254301, 1254302, 1254303, 1254304, 131006),
    **_fatal("feishu-plan-limit", 1254306),
    **_fatal("feishu-request", 99992402, 1254000, 1254001, 1254010, 131002, 131004),
    **_fatal("feishu-request", 1254011, 1254016, 1254024, 1254027, 1254037),
    **_fatal(KEY_USED, 1255006),
    **_fatal(FILTER, 1254018),
    **_fatal("feishu-id", 1254003, 1254004, 1254005, 1254006, 1254009, 99992361, 131013),
    **_fatal("feishu-not-found", 1254040, 1254041, 1254042, 1254044, 131005, 131012),
    **_fatal("feishu-not-found", 131014),
    **_fatal(RECORD_GONE, 1254043),
    **_fatal(COLUMN_GONE, 1254045),
    **_fatal("feishu-value", 1254015, *range(1254060, 1254070), 1254072, 1254074),
    **_fatal("feishu-limit", 1254103, 1254105, 1254107, 1254108, 1254130),
    **_fatal("feishu-internal", 131007),
}


def rule(code: int) -> Rule:
    """The rule for `code`; an unknown one is final."""
    return CODES.get(code, UNKNOWN)
