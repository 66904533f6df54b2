"""A word under a form in a line: who signed, refused or said no, when, and why. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from core.domain.form_objecting import is_answer, no_label
from tui.form_words import step_name

if TYPE_CHECKING:
    from core.domain.form_kind import FormKind
    from tui.words import Words

Sign = Mapping[str, Any]


def signed(sign: Sign, kind: FormKind | None, zone: tzinfo, words: Words) -> str:
    """`✗ 王敏 10-16 09:30 退回(负责人审核): 目标不清`; an answer says no, it sends nothing back."""
    at = f"{datetime.fromisoformat(sign['at']).astimezone(zone):%m-%d %H:%M}"
    if is_answer(sign):
        line = words.say("form.sign.object", name=sign["name"], at=at, answer=no_of(kind, words))
    else:
        step = step_name(sign["step"], kind, words)
        line = words.say(f"form.sign.{sign['verdict']}", name=sign["name"], step=step, at=at)
    remark = f": {sign['remark']}" if sign.get("remark") else ""
    return f"{line.rstrip()}{remark}"


def no_of(kind: FormKind | None, words: Words) -> str:
    """The no of an answer in the words of its form: 不通过, 异议."""
    return no_label(kind, words.language) or words.say("form.objected")
