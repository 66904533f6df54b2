"""What can be done to a form on its screen, what each would be refused for, what comes next. Pure.

These are the words that a menu shows beforehand; the rules themselves decide (`core.domain`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.domain.form import FillForm, Form, FormStatus, SubmitForm, agreed
from core.domain.form_checks import missing
from core.domain.form_kind import Act, FormKind, StepKind
from core.domain.form_standing import MENDING, WRITING, Waiting, waiting
from core.domain.parties import parties
from core.domain.people import Role
from core.domain.prefill import followed
from tui.form_words import step_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.scene import Scene
    from tui.form_draft import FormDraft
    from tui.words import Words

ACTS: Final = (
    *("submit", "sign", "refuse", "answer", "withdraw"),
    *("add_row", "drop_row", "give_up"),
)
"""By their digits, 1 to 8."""
SIGNS: Final = (Act.SIGN, Act.APPROVE)


@dataclass(frozen=True, slots=True)
class Sight:
    """What acts are judged by."""

    form: Form
    kind: FormKind | None
    draft: FormDraft
    board: Board
    scene: Scene
    words: Words
    on_row: bool = False
    """Whether the cursor is on a row, or where one is added."""

    @property
    def waits(self) -> Waiting | None:
        """What the form waits for."""
        return waiting(self.form, self.scene)

    @property
    def step(self) -> StepKind | None:
        """The step it stands at."""
        steps = self.kind.steps if self.kind is not None else ()
        return next((each for each in steps if each.id == self.form.step), None)


def why_not(act: str, on: Sight) -> str:
    """Why an act would come to nothing now, in a few words; empty where it would not."""
    say, me = on.words.say, on.scene.myself()
    if me is not None and me.role is Role.VIEWER:
        return say("form_page.not.viewer")
    here = {"add_row": _not_row, "drop_row": _not_row, "give_up": _not_clean}
    if act in here:
        return here[act](on)
    if on.form.status in (FormStatus.DONE, FormStatus.WITHDRAWN):
        return say("form_page.not.closed")
    known = on.scene.forms.get(on.form.kind)
    if known is None or known.held:
        return say("definition.not_usable")
    return _NOT[act](on)


def _not_row(on: Sight) -> str:
    return "" if on.on_row else on.words.say("form_page.not.no_row")


def _not_clean(on: Sight) -> str:
    return "" if on.draft.text else on.words.say("form_page.not.clean")


def _not_submit(on: Sight) -> str:
    found = on.waits
    if found is None or found.step in (WRITING, MENDING):
        return ""
    return on.words.say("form_page.not.draft_only", step=step_name(found.step, on.kind, on.words))


def _not_sign(on: Sight) -> str:
    say, step = on.words.say, on.step
    if on.form.status is not FormStatus.OPEN or step is None:
        return say("form_page.not.not_open")
    if step.act not in SIGNS:
        name = step_name(step.id, on.kind, on.words)
        return say("form_page.not.draft_only", step=name)
    me, wanted = on.scene.myself(), parties(step.who, on.form, on.scene)
    if me is None or me.id not in {each.id for each in wanted}:
        names = on.words.join(each.name for each in wanted)
        return say("form_page.not.not_signer", names=names)
    signed = on.kind is not None and me.id in agreed(on.form, step.id, on.kind)
    return say("form_page.not.signed") if signed else ""


def _not_answer(on: Sight) -> str:
    if on.kind is None or on.kind.verdict_field is None:
        return on.words.say("form_page.not.no_verdict")
    return _not_submit(on)


def _not_withdraw(on: Sight) -> str:
    if on.form.parent is not None:
        return on.words.say("form_page.not.asked", parent=on.form.parent)
    return ""


_NOT: Final[Mapping[str, Callable[[Sight], str]]] = {
    "submit": _not_submit,
    "sign": _not_sign,
    "refuse": _not_sign,
    "answer": _not_answer,
    "withdraw": _not_withdraw,
}


def mine_below(on: Sight) -> Form | None:
    """Of the answers that the form waits for, the one that waits for who looks."""
    found, me = on.waits, on.scene.myself()
    for each in found.forms if found is not None and me is not None else ():
        wait = waiting(each, on.scene)
        if wait is not None and me in wait.people:
            return each
    return None


def next_act(on: Sight) -> str:
    """What the one key does now: `fill`, `answer`, `submit`, `sign`, `open` (one's own answer),
    `look` or nothing."""
    found = on.waits
    if found is None or on.kind is None:
        return ""
    if found.step in (WRITING, MENDING):
        lacking = set(lacks(on))
        asked = on.kind.verdict_field
        if asked is not None and (lacking == {asked.name} or _said_before(asked.name, on)):
            return "answer"
        return "fill" if lacking else "submit"
    if not _not_sign(on):
        return "sign"
    return "open" if mine_below(on) is not None else "look"


def lacks(on: Sight) -> tuple[str, ...]:
    """The fields that still have to be filled: not those that follow from what was written."""
    if on.kind is None:
        return ()
    values = on.draft.values(on.form)
    form = replace(on.form, values=values)
    return missing(on.kind, values | followed(on.kind, form, on.draft.edits, on.scene))


def _said_before(verdict: str, on: Sight) -> bool:
    """Whether the answer is that of an earlier round: what was mended since is answered anew."""
    return on.form.round > 1 and verdict not in on.draft.edits


def fill(form: Form, draft: FormDraft, reason: str = "") -> list[Command]:
    """The wish that saves what was typed; none where nothing was. A reason goes with what people
    agreed on."""
    if not draft.edits:
        return []
    values = dict(draft.edits)
    return [FillForm(form=form.id, values=values, reason=reason, seen=form.version)]


def hand_in(form: Form, draft: FormDraft) -> list[Command]:
    """The wishes that save what was typed and hand the form in."""
    before = fill(form, draft)
    seen = None if before else form.version
    return [*before, SubmitForm(form=form.id, seen=seen)]
