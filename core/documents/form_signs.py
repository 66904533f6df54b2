"""Who signed a form, when, and whether it was changed since; and who is still to sign (R24)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from core.documents import cells
from core.documents.content import Cell, Column, Signatures, Table, Tone
from core.documents.form_values import stamp
from core.documents.sections import titled
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.form import AGREES, Form, changed_since
from core.domain.form_kind import Act, FormKind, label_in
from core.domain.form_objecting import is_answer, no_label
from core.domain.form_standing import Waiting

_KEYS = ("step", "name", "verdict", "at", "remark")
_TONES = {AGREES: Tone.GREEN}
_SIGNED = (Act.SIGN, Act.APPROVE)
"""What is done at a step with a name."""


def step_told(step: str, kind: FormKind, voice: Voice) -> str:
    """What people call a step: as its file says, else by our own words, else its id."""
    own = next((each.label for each in kind.steps if each.id == step and each.label), None)
    if own is not None:
        return label_in(own, voice.language)
    return voice.say(f"form.step.{step}") if voice.has(f"form.step.{step}") else step


def signs_table(
    form: Form, kind: FormKind, found: Waiting | None, board: Board, voice: Voice
) -> Table:
    """Every signature there is, those of earlier rounds too, then whose are still missing."""
    keys = (*_KEYS, "round") if form.round > 1 else _KEYS
    columns = tuple(Column(key, voice.say(f"documents.form.column.{key}")) for key in keys)
    stale = changed_since(form, kind)
    rows = [_sign(each, each in stale, kind, board, voice) for each in form.signs]
    rows += _missing(kind, found, voice)
    return Table(
        "signs",
        voice.say("documents.form.signs"),
        columns,
        tuple(each[: len(keys)] for each in rows),
        voice.say("documents.form.unsigned"),
    )


def is_signed(form: Form, kind: FormKind) -> bool:
    """Whether there is anything to say of signatures: somebody gave a word, or is to sign."""
    return bool(form.signs) or any(each.act in _SIGNED for each in kind.steps)


def _verdict(sign: Mapping[str, Any], kind: FormKind, voice: Voice) -> str:
    """What was said; the no of an answer in the words of that form."""
    if not is_answer(sign):
        return voice.say(f"documents.form.verdict.{sign['verdict']}")
    answer = no_label(kind, voice.language) or voice.say("form.objected")
    return voice.say("documents.form.verdict.object", answer=answer)


def _sign(
    sign: Mapping[str, Any], stale: bool, kind: FormKind, board: Board, voice: Voice
) -> tuple[Cell, ...]:
    verdict = str(sign["verdict"])
    told = _verdict(sign, kind, voice)
    if stale:
        told = voice.say("documents.form.changed_since", verdict=told)
    person = board.people.get(sign.get("person") or "")
    name = " ".join(filter(None, (str(sign["name"]), person.dept if person else "")))
    tone = Tone.AMBER if stale else _TONES.get(verdict, Tone.PLAIN)
    round_ = int(sign["round"])
    return (
        cells.said(step_told(str(sign["step"]), kind, voice) if sign["step"] else ""),
        Cell(name),
        Cell(told, tone=tone),
        stamp(datetime.fromisoformat(str(sign["at"])), board),
        cells.said(str(sign.get("remark") or "")),
        Cell(str(round_), round_),
    )


def _missing(kind: FormKind, found: Waiting | None, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for each in signers(kind, found):
        step = found.step if found is not None else ""
        pending = Cell(voice.say("documents.form.pending"), tone=Tone.MUTED)
        blank = cells.said("")
        yield (Cell(step_told(step, kind, voice)), Cell(each), pending, blank, blank, blank)


def signers(kind: FormKind, found: Waiting | None) -> tuple[str, ...]:
    """Those whose names the step takes that a form waits at, with their departments."""
    step = next((each for each in kind.steps if found and each.id == found.step), None)
    if found is None or step is None or step.act not in _SIGNED:
        return ()
    return titled(found.people)


def lines_to_sign(kind: FormKind, found: Waiting | None, voice: Voice) -> Signatures:
    """A line for the hand of each who is still to sign."""
    return Signatures(
        signers(kind, found), voice.say("documents.sign"), voice.say("documents.dated")
    )
