"""What becomes of a clash, in sentences and facts: for histories, answers and the shell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.clash import Choice, Clash
from core.domain.event import apply, begin
from core.domain.ids import Kind, kind_of
from tui.exchange_words import apart, by_whom, field_told, moment, reading
from tui.source_names import called
from tui.wording import actor_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from tui.words import Words


def told(recorded: Recorded, board: Board | None, words: Words) -> str:
    """An event of a clash in one line; empty where the board does not know the clash."""
    clash = board.clashes.get(recorded.event.subject) if board is not None else None
    if board is None or clash is None:
        return ""
    if not recorded.event.creates:  # the board may still be the one before
        clash = apply(clash, recorded.event, recorded.at)
    word = _word(recorded, clash)
    if not word:
        return ""
    values = {
        "ours": reading(clash, clash.ours, board, words),
        "theirs": reading(clash, clash.theirs, board, words),
        "base": reading(clash, clash.base, board, words),
        "value": reading(clash, clash.chosen, board, words),
    }
    values["source"] = called(clash.source, board, words)
    who = actor_name(recorded.actor, words)
    title = getattr(board.record(clash.subject), "title", "")
    said = words.say(word, id=clash.id, who=who, about=about(clash, board, words), **values)
    return apart(said, *values.values(), who, str(title))


def _word(recorded: Recorded, clash: Clash) -> str:
    """The sentence for an event; empty where it says too little, as those of older programs."""
    event = recorded.event
    match event.kind.partition(".")[2]:
        case "found" | "moved" | "dropped" as kind:
            return f"history.clash.{kind}"
        case "lapsed":
            return "history.clash.lapsed" if clash.ours == clash.theirs else ""
        case "settled":
            return f"history.clash.{event.after.get('choice') or clash.choice or Choice.OURS}"
        case "undone" if event.before == event.after:
            return "history.clash.kept"
        case "undone":
            return "history.clash.written" if clash.reopened else "history.clash.reopened"
        case _:
            return "history.clash.redone" if clash.choice else ""


def briefly(clash: Clash, board: Board, words: Words) -> str:
    """How it was settled, for a narrow list: `T-03 实际进度 用来源 55% · 王敏`."""
    return words.say(
        "history.clash.brief",
        id=clash.subject,
        field=field_told(clash.field, words),
        side=words.say(f"term.choice.{clash.choice or Choice.OURS}"),
        value=reading(clash, clash.chosen, board, words),
        who=actor_name(clash.settled_by, words),
    )


def about(clash: Clash, board: Board, words: Words) -> str:
    """`T-03 竞品分析 实际进度`."""
    title = getattr(board.record(clash.subject), "title", "")
    parts = (clash.subject, str(title), field_told(clash.field, words))
    return " ".join(filter(None, parts))


def knowing(board: Board, events: Iterable[Recorded]) -> dict[int, Board]:
    """By the numbers of events about clashes: the board with the clash as each left it."""
    listed = [each for each in events if kind_of(each.event.subject) is Kind.CLASH]
    found: dict[int, Board] = {}
    standing: dict[str, Clash] = {}
    for each in sorted(listed, key=lambda one: one.seq):
        event, subject = each.event, each.event.subject
        if event.creates:
            standing[subject] = begin(Clash, event, each.at)
        elif subject in standing:
            standing[subject] = apply(standing[subject], event, each.at)
        if subject in standing:
            found[each.seq] = knows(board, standing[subject])
    return found


def knows(board: Board, clash: Clash) -> Board:
    """The board with one clash as it reads then."""
    return replace(board, clashes={**board.clashes, clash.id: clash})


def facts(clash: Clash, board: Board, words: Words) -> Iterator[tuple[str, str]]:
    """What a clash says: labels and values."""
    say = words.say
    title = getattr(board.record(clash.subject), "title", "")
    yield say("history.clash.fact.subject"), f"{clash.subject} {title}".rstrip()
    yield say("history.clash.fact.field"), field_told(clash.field, words)
    yield say("history.clash.fact.status"), say(f"term.clash.{clash.status}")
    ours, theirs, base = (
        reading(clash, each, board, words) for each in (clash.ours, clash.theirs, clash.base)
    )
    here = by_whom(clash.ours_by, clash.ours_at, board, words)
    yield say("history.clash.fact.ours"), _by(ours, here)
    there = by_whom(clash.theirs_by, clash.theirs_at, board, words)
    yield called(clash.source, board, words), _by(theirs, there)
    yield say("history.clash.fact.base"), _by(base, moment(clash.agreed_at, board))
    if clash.choice is not None:
        side = say(f"term.choice.{clash.choice}")
        value = f"{side} {reading(clash, clash.chosen, board, words)}"
        chosen = by_whom(clash.settled_by, clash.settled_at, board, words)
        earlier = "earlier" if clash.reopened else "choice"
        yield say(f"history.clash.fact.{earlier}"), _by(value, chosen)
    if again := reopened(clash, board, words):
        yield say("history.clash.fact.now"), again
    yield say("history.clash.fact.found"), moment(clash.found_at, board)
    if clash.url:
        yield say("history.clash.fact.url"), clash.url


def _by(value: str, who: str) -> str:
    return value if who in ("", "–") else f"{value} · {who}"


def reopened(clash: Clash, board: Board, words: Words) -> str:
    """What a choice that was written and taken back means by now; empty for any other clash."""
    if not clash.reopened:
        return ""
    there, theirs = (reading(clash, each, board, words) for each in (clash.there, clash.theirs))
    source = called(clash.source, board, words)
    said = words.say("history.clash.again", source=source, there=there, theirs=theirs)
    return apart(said, source, there, theirs)
