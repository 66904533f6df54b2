"""The command palette: what a screen can do and whom and what the board knows, found by name.

Actions go by their words in both languages, records by number and title, people by their names;
Chinese also by pinyin and its initials. What was chosen lately comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from tui.actions import BOARD
from tui.key_names import keys_text
from tui.key_table import names
from tui.screens.picker import Choice, Picker
from tui.words import LANGUAGES, Words

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.form import Form
    from core.domain.record import Record
    from tui.actions import Action
    from tui.form_words import Kinds
    from tui.screens.doing import Doing

HIDDEN: Final = frozenset({"palette", "back"})
"""What it does not offer: itself, and what Esc does anyway."""
LATELY: Final = 5
"""So many of what was chosen lately come first."""
STAGE_IDS: Final = tuple(f"S{n}" for n in range(16))
"""The stages of the process, as `core.domain.stages` has them."""
_APP: Final = "app."
"""What the app itself does, and not a screen, is offered on every screen."""


def offered(actions: Iterable[Action]) -> list[Action]:
    """The actions of a screen, and those of the app that it has no keys for."""
    own = [each for each in actions if each.id not in HIDDEN]
    there = {each.id for each in own}
    beside = [each for each in BOARD if each.run.startswith(_APP) and each.id not in there]
    return own + beside


def choices(actions: Iterable[Action], words: Words) -> list[Choice]:
    """One choice an action: its words, its keys, and its words in the other languages."""
    every = [Words.load(each) for each in LANGUAGES]
    return [
        Choice(
            each.id,
            names(each, words)[0],
            keys_text(each, words),
            tuple(dict.fromkeys(word for other in every for word in names(each, other))),
        )
        for each in actions
        if each.id not in HIDDEN
    ]


def stages(words: Words) -> list[Choice]:
    """One choice a stage of the process, by its number and its name in every language."""
    every = [Words.load(each) for each in LANGUAGES]
    return [
        Choice(
            each,
            f"{each} {words.say(f'process.stage.{each}')}",
            words.say("palette.stage"),
            (each, *(other.say(f"process.stage.{each}") for other in every)),
        )
        for each in STAGE_IDS
    ]


def jumps(board: Board | None, words: Words, kinds: Kinds) -> list[Choice]:
    """One choice a person, and one a record of the board: by number and title."""
    if board is None:
        return []
    people = [
        Choice(each.id, each.name, words.say("palette.person", dept=each.dept), each.aliases)
        for each in board.people.values()
    ]
    forms = [_form(each, board, words, kinds) for each in board.forms.values()]
    return [*people, *(_jump(each, board, words) for each in _records(board)), *forms]


def _records(board: Board) -> Iterator[Record]:
    """Blockers, tasks, action items and open risks: what is urgent before what is not; then what
    was decided and the milestones."""
    yield from (board.blockers[each] for each in board.blocker_order)
    yield from (board.tasks[each] for each in board.task_order)
    yield from (board.actions[each] for each in board.action_order)
    yield from board.risks.values()
    yield from board.decisions.values()
    yield from board.milestones.values()


def _jump(record: Record, board: Board, words: Words) -> Choice:
    title = str(getattr(record, "title", ""))
    owner = getattr(record, "owner", None)
    kind = words.say(f"palette.kind.{record.id.partition('-')[0]}")
    hint = " ".join(part for part in (kind, board.name_of(owner) if owner else "") if part)
    others = (record.id, record.id.replace("-", ""), title)
    return Choice(record.id, f"{record.id} {title}", hint, others)


def _form(each: Form, board: Board, words: Words, kinds: Kinds) -> Choice:
    """A form by its number, its name in every language, its code, and what it is about."""
    from tui.form_words import title

    kind = kinds.get(each.kind)
    names = [name for several in kind.names.values() for name in several] if kind else []
    code = kind.code if kind else ""
    hint = f"{words.say('palette.kind.F')} {code}".strip()
    others = (each.id, each.id.replace("-", ""), code, *names)
    return Choice(each.id, f"{each.id} {title(each, kinds, board, words)}", hint, others)


def recent_first(found: Sequence[Choice], recent: Sequence[str]) -> list[Choice]:
    """What was chosen lately, the latest first, before all the rest."""
    by_id = {each.id: each for each in found}
    lately = [by_id[each] for each in recent if each in by_id][:LATELY]
    return [*lately, *(each for each in found if each not in lately)]


def theirs(board: Board, person: str, words: Words) -> list[Choice]:
    """What somebody has on their hands, and their own record last."""
    from core.domain.action import DELIVERED
    from core.domain.task import FINISHED

    tasks = (board.tasks[each] for each in board.task_order)
    items = (board.actions[each] for each in board.action_order)
    held: list[Record] = [
        *(board.blockers[each] for each in board.blocker_order),
        *(each for each in tasks if each.status not in FINISHED),
        *(each for each in items if each.status not in DELIVERED),
    ]
    found = [_jump(each, board, words) for each in held if getattr(each, "owner", "") == person]
    return [*found, Choice(person, words.say("palette.record"), person)]


def open_palette(screen: Doing) -> None:
    """Opens it over a screen, for all that can be done and gone to from there."""
    words, app = screen.words, screen.pengtou
    actions = offered(screen.actions)
    kinds = app.definitions.forms if app.definitions is not None else {}
    led = stages(words) if screen.board is not None else []
    found = [*choices(actions, words), *jumps(screen.board, words, kinds), *led]
    found = recent_first(found, app.recent)
    screen.run_worker(partial(warm, found), thread=True, group="palette")
    title, search = words.say("actions.palette"), words.say("palette.search")

    def chosen(name: str | None) -> None:
        if name is None:
            return
        app.used_lately([name, *(each for each in app.recent if each != name)][:LATELY])
        action = next((each for each in actions if each.id == name), None)
        if action is not None:
            screen.call_later(screen.run_action, action.run)
        else:
            go_to(screen, name)

    again = partial(open_palette, screen)
    app.push_screen(Picker(title, found, search=search, again=again), chosen)


def go_to(screen: Doing, identity: str) -> None:
    """Opens a record; of a person, what they have on their hands; a stage on its page."""
    if identity in STAGE_IDS:
        screen.pengtou.open_stage(identity)
        return
    board: Board | None = screen.board
    person = board.people.get(identity) if board is not None else None
    if board is None or person is None:
        screen.open_record(identity)
        return

    def chosen(name: str | None) -> None:
        if name is not None:
            screen.open_record(name)

    found = theirs(board, identity, screen.words)
    title = screen.words.say("palette.of", name=person.name, n=len(found) - 1)
    search = screen.words.say("board.entry.search")
    again = partial(go_to, screen, identity)
    screen.pengtou.push_screen(Picker(title, found, search=search, again=again), chosen)


def warm(found: Sequence[Choice]) -> None:
    """In a thread: spells everything out, so that the first letter typed need not wait."""
    from core.domain.names import find

    find("a", [(each.id, each.text, each.others) for each in found])
