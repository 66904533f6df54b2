"""What happened to a form, in words: who signed what, which fields were written, where it went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len, set_cell_size

from core.domain.form import AGREES, CHANGES, ON_BEHALF, REFUSES, WITHDRAWS
from core.domain.form_kind import FormKind
from core.domain.form_objecting import is_answer
from core.domain.form_signed import changed_names
from tui.form_changes import changes
from tui.form_words import field_label, step_name
from tui.sign_words import no_of

if TYPE_CHECKING:
    from pathlib import Path

    from core.domain.board import Board
    from core.domain.event import Recorded
    from tui.words import Words

_CELLS: Final = 30
"""So wide a value is told."""
_GONE: Final = {
    AGREES: "unsigned",
    REFUSES: "unrefused",
    WITHDRAWS: "unwithdrawn",
    CHANGES: "unchanged",
    ON_BEHALF: "unspoken",
}
"""What is told of a word that was taken back, by what it said."""
_FEW: Final = 3
"""So many fields are named before it is told how many more there are."""


def kinds() -> Mapping[str, FormKind]:
    """What forms are like on this machine."""
    from core.places import form_folder

    return _read(form_folder())


@cache
def _read(folder: Path) -> Mapping[str, FormKind]:
    from core.forms import all_of

    return all_of(folder)


def told(head: str, recorded: Recorded, board: Board | None, words: Words) -> str:
    """An event of a form in a line: its head, and what reads otherwise now; never whole texts."""
    event = recorded.event
    kind = kinds().get(_kind_of(recorded, board))
    if event.creates:
        name = kind.name(words.language) if kind is not None else ""
        return "  ".join(filter(None, (head, name, _about(event.after, board))))
    return "  ".join([head, *_changes(recorded, kind, board, words)])


def _about(after: Mapping[str, Any], board: Board | None) -> str:
    """Of which department a new form is, and about whom."""
    person = board.people.get(after.get("subject") or "") if board is not None else None
    return " ".join(filter(None, (str(after.get("dept") or ""), person.name if person else "")))


def _kind_of(recorded: Recorded, board: Board | None) -> str:
    form = board.forms.get(recorded.event.subject) if board is not None else None
    return form.kind if form is not None else str(recorded.event.after.get("kind", ""))


def _changes(
    recorded: Recorded, kind: FormKind | None, board: Board | None, words: Words
) -> Iterator[str]:
    before, after = recorded.event.before, recorded.event.after
    if "signs" in after:
        yield from _signs(before.get("signs") or (), after["signs"] or (), kind, board, words)
    if "values" in after:
        values = before.get("values") or {}, after["values"] or {}
        yield _written(*values, kind, board, words)
    if after.get("step"):
        yield f"→ {step_name(str(after['step']), kind, words)}"
    elif "status" in after:
        status = words.say(f"term.form_status.{after['status']}")
        yield f"→ {status}"
    if after.get("due_at") and board is not None:
        at = datetime.fromisoformat(str(after["due_at"])).astimezone(board.zone)
        yield words.say("form.due", at=f"{at:%m-%d %H:%M}")


def _signs(
    before: Sequence[Mapping[str, Any]],
    after: Sequence[Mapping[str, Any]],
    kind: FormKind | None,
    board: Board | None,
    words: Words,
) -> Iterator[str]:
    """`签字 王敏(市场部)· 负责人审核`; what was taken back says so."""
    for gone, there, signs in ((False, before, after), (True, after, before)):
        for sign in signs:
            if sign not in there:
                yield _sign(sign, kind, board, words, gone=gone)


def _sign(
    sign: Mapping[str, Any], kind: FormKind | None, board: Board | None, words: Words, *, gone: bool
) -> str:
    person = board.people.get(sign["person"]) if board is not None else None
    dept = f"({person.dept})" if person is not None and person.dept else ""
    step, name = step_name(str(sign["step"]), kind, words), f"{sign['name']}{dept}"
    if is_answer(sign):
        word = f"form.event.{'unobjected' if gone else 'object'}"
        said = words.say(word, name=name, answer=no_of(kind, words))
    else:
        word = _GONE.get(sign["verdict"], sign["verdict"]) if gone else sign["verdict"]
        said = words.say(f"form.event.{word}", name=name, step=step).rstrip(" ·")
    return f"{said}: {sign['remark']}" if sign.get("remark") and not gone else said


def _written(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    kind: FormKind | None,
    board: Board | None,
    words: Words,
) -> str:
    """The first fields that read otherwise with what they read before, and how many more."""
    if kind is None or board is None:
        found = [field_label(each, kind, words) for each in sorted(changed_names(before, after))]
    else:
        found = [
            words.say("form.event.changed", field=label, before=_short(old), after=_short(new))
            for label, old, new in changes(before, after, kind, board, words)
        ]
    names = words.join(found[:_FEW])
    if len(found) <= _FEW:
        return names
    return words.say("form.event.more", names=names, n=len(found) - _FEW)


def _short(text: str) -> str:
    """A value in a line that has room for others; never whole texts."""
    line = " ".join(text.split())
    if not line:
        return "–"
    return line if cell_len(line) <= _CELLS else f"{set_cell_size(line, _CELLS - 1).rstrip()}…"
