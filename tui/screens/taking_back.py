"""Taking back what a sync merged, or how a conflict was settled, from the list of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.intake import TakeBack
from tui.clash_words import about, told
from tui.outcome import way_back
from tui.screens.listed import Item, Listed
from tui.taking_back import came_of, foreseen
from tui.taking_back import told as parting_told
from tui.wording import changes, happened, headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.board import Board
    from core.domain.clash import Clash
    from core.domain.event import Recorded
    from tui.exchange_recent import Merged
    from tui.screens.exchange_sight import ExchangeSight
    from tui.words import Words

_KEYS = ("enter", "u")
"""What asks for the line under the cursor to be taken back."""
_NAMED = 3
"""So many fields are named before it is told that there are more."""


def take_back(screen: ExchangeSight, row: Merged) -> None:
    """Takes one line of the list back: that record's fields alone.

    Where the next sync would write over what a colleague put there, it is asked first.
    """
    board, words = screen.board, screen.words
    if board is None:
        return
    subjects = tuple(dict.fromkeys((row.event.event.subject, row.subject)))
    known = {each: board.record(each) or board.clashes.get(each) for each in subjects}
    seen = {each: record.version for each, record in known.items() if record is not None}
    wish = TakeBack(command=row.event.command, only=subjects, many=True, seen=seen)
    mine = [each for each in row.together if each.event.subject in subjects]
    partings = list(foreseen(mine, screen.pengtou.opening.settings.sources))

    def agreed(yes: bool | None) -> None:
        # Each key is answered at once: behind a sync the database may take its time.
        if yes:
            screen.tell(words.say("exchange.recent.taking_back", id=row.subject), "muted")
            screen.issue(wish)
        else:
            screen.tell(words.say("history.contest.left_alone"), "muted")

    if not any(each.written for each in partings):
        agreed(True)
        return

    title = str(getattr(known[row.subject], "title", ""))
    below = [
        *(line for each in mine for line in _back(each, board, words)),
        *(parting_told(each, board, words) for each in partings),
    ]
    hint = words.say("triage.list_keys")
    question = words.say("history.back.title")
    # Who looks at the line alone reads that an answer is awaited.
    screen.tell(f"{row.subject} {question}  {hint}", "sla-soon")
    items = [Item(row.subject, title)]
    asked = Listed(question, items, hint, "\n".join(below), opened_by=_KEYS)
    screen.app.push_screen(asked, agreed)


def _back(recorded: Recorded, board: Board, words: Words) -> list[str]:
    """Each field with what it reads now, and what it would again."""
    return [
        words.say("cli.changed", field=field, before=after, after=before)
        for field, before, after in changes(recorded, board, words)
    ]


def undone_told(screen: ExchangeSight, events: Sequence[Recorded]) -> str:
    """What an undo on the sync page came to; empty for any other change."""
    board, words = screen.board, screen.words
    if board is None or not any(each.event.undoes for each in events):
        return ""
    # Rows of one command share its events.
    merges = {each.seq: each for row in screen.recent.merges for each in row.together}.values()
    sources = screen.pengtou.opening.settings.sources
    partings = list(came_of(events, merges, sources))
    if not partings:
        return ""
    # The line is short: first what the next sync does, which the change is part of.
    pushed = [parting_told(each, board, words) for each in partings if each.written]
    stays = [parting_told(each, board, words) for each in partings if not each.written]
    first = next(each for each in events if each.event.subject == partings[0].subject)
    head = headline(first, words, board) if pushed else happened(first, board, words)
    parts = [head, *pushed, words.say(way_back(events)), *stays]
    return f"✓ {'  ·  '.join(parts)}"


def choice_told(clash: Clash, recorded: Sequence[Recorded], board: Board, words: Words) -> str:
    """What became of choices about clashes: settled, open again, or done again."""
    event = recorded[0].event
    if event.undoes is None:
        return ""
    if len(recorded) == 1:
        return told(recorded[0], board, words)
    clashes = [board.clashes.get(each.event.subject) for each in recorded]
    names = [about(each, board, words) for each in clashes if each is not None]
    listed = words.join(names[:_NAMED])
    if len(names) > _NAMED:
        listed = words.say("history.back.more", names=listed)
    return words.say("history.back.reopened", n=len(recorded), names=listed)
