"""Whether a place of a form may be written as things stand, and what is asked first. Pure.

The rules decide (`core.domain.form_signed`); these are the words before somebody types in vain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain import form_signed
from core.domain.form import FormStatus

if TYPE_CHECKING:
    from core.domain.refusal import Refused
    from tui.form_acts import Sight
    from tui.form_places import Place


def live(spot: Place) -> bool:
    """Whether it goes on changing after the signatures."""
    return any(each.live for each in (spot.field, spot.outer) if each is not None)


def held(spot: Place, on: Sight) -> Refused | None:
    """Why nothing can be written there any more; None where it can."""
    if on.kind is None or live(spot):
        return None
    return form_signed.held(on.form, on.kind, {spot.name}, on.scene)


def asks(spot: Place, on: Sight) -> bool:
    """Whether people agreed on what stands there."""
    return on.kind is not None and not live(spot) and form_signed.stands(on.form, on.scene)


def wants_reason(on: Sight) -> bool:
    """Whether saving the draft changes what people agreed on."""
    if on.kind is None or not form_signed.stands(on.form, on.scene):
        return False
    values = {name: each for name, each in on.draft.values(on.form).items() if each is not None}
    return form_signed.says_more(on.form, on.kind, values)


def told(on: Sight) -> tuple[str, str]:
    """What is asked before the first change, and what it would come to."""
    say, names = on.words.say, form_signed.signers(on.form)
    about = {"id": on.form.id, "names": on.words.join(names)}
    if names:
        open_ = "_open" if on.form.status is FormStatus.OPEN else ""
        return say("form_page.signed.title", **about), say(f"form_page.signed.comes_to{open_}")
    return say("form_page.signed.title_done", **about), say("form_page.signed.comes_to_done")
