"""How the program ends: every trouble as a sentence on stderr and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from core.domain.refusal import Conflict, Refused, Unreachable
from core.settings import Misconfigured
from tui.cli.talk import warn
from tui.cli.wrong import AWAY, CONFLICT, INTERRUPTED, REFUSED, WRONG, Told
from tui.wording import actor_name, worded
from tui.words import Words

_ADDRESS = frozenset({"database-url", "database-kind"})
_CLOSED = frozenset(
    {"database-absent", "database-empty", "database-newer", "database-older"}
    | {"database-denied", "login-no-seat", "upgrade-not-owner"}
)
"""What the store refuses before any rule is asked."""
_REMOTE_SETUP = ("url-", "mapping-", "secret-", "table-not-chosen", "source-", "sheet-")
"""How the reasons of a source begin that a person mends in the configuration."""


def ended(run: Callable[[], int], words: Words, *, verbose: bool = False) -> int:
    """Runs a verb to its end; the exit status of the process."""
    try:
        status = run()
        sys.stdout.flush()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    except BrokenPipeError:
        _let_go()
        status = 0
    except KeyboardInterrupt:
        # The terminal has just shown ^C.
        sys.stderr.write("\n" if sys.stderr.isatty() else "")
        warn(words.say("cli.interrupted"))
        status = INTERRUPTED
    except Exception as problem:
        status = _told(problem, words, verbose)
    return status


def _told(problem: Exception, words: Words, verbose: bool) -> int:
    answer = explained(problem, words)
    if answer is None:
        return _bug(problem, words)
    status, text = answer
    warn(f"pengtou: {text}")
    if verbose:
        warn(f"  {type(problem).__name__}: {problem}")
        if problem.__cause__ is not None:
            warn(f"  {type(problem.__cause__).__name__}: {problem.__cause__}")
    return status


def explained(problem: Exception, words: Words) -> tuple[int, str] | None:
    """The exit status and the sentence for what is foreseen; None for a bug."""
    match problem:
        case Told():
            status, word = problem.status, problem.word
        case Misconfigured():
            status, word = WRONG, f"cli.config.{problem.reason}"
        case Refused():
            status, word = _refusal(problem.reason), f"refused.{problem.reason}"
        case Unreachable():
            status, word = AWAY, f"store.{problem.reason}"
        case Conflict():
            return CONFLICT, conflict(problem, words)
        case _:
            return _remote(problem, words)
    return status, worded(words, word, _named(problem.values, words))


def _named(values: Mapping[str, object], words: Words) -> dict[str, object]:
    """The values, with what stands for an argument (NAME) in the person's language."""
    found = dict(values)
    if words.has(what := f"cli.metavar.{values.get('what')}"):
        found["what"] = words.say(what)
    if "origin" in values:
        from tui.source_names import called

        found["origin"] = called(str(values["origin"]), None, words)
    return found


def _refusal(reason: str) -> int:
    if reason in _ADDRESS:
        return WRONG
    return AWAY if reason in _CLOSED else REFUSED


def conflict(problem: Conflict, words: Words) -> str:
    """Who wrote what in between, as far as that is known."""
    if not problem.actor:
        return words.say("cli.conflict", id=problem.subject)
    return words.say(
        "cli.conflict_with",
        id=problem.subject,
        who=actor_name(problem.actor, words),
        fields=problem.fields,
    )


def _remote(problem: Exception, words: Words) -> tuple[int, str] | None:
    # Only a run that met a source has loaded this module.
    trouble = sys.modules.get("sync.trouble")
    if trouble is None or not isinstance(problem, trouble.SyncError):
        return None
    status = WRONG if problem.reason.startswith(_REMOTE_SETUP) else AWAY
    values, kind = dict(problem.values), f"syncing.kind.{problem.values.get('kind')}"
    if words.has(kind):
        values["kind"] = words.say(kind)
    return status, worded(words, f"sync.reason.{problem.reason}", values)


def _bug(problem: Exception, words: Words) -> int:
    import logging

    from tui.terminal.log import log_path, logging_to

    path = log_path()
    with logging_to(path):
        logging.getLogger("pengtou.cli").critical("bug", exc_info=problem)
    warn(f"pengtou: {words.say('cli.bug', path=path)}")
    return REFUSED


def _let_go() -> None:
    """The reader has gone: what is left in the buffer must not fail once more at exit."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError):
        return
