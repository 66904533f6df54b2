"""What people say for yes and for no, in both languages: one table for all forms. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final

from core.domain.form_kind import FieldKind, Option

_YES: Final = (
    *("accept", "accepted", "agree", "agreed", "approve", "approved", "pass", "passed"),
    *("yes", "ok", "taken on"),
    *("同意", "承接", "通过", "接受", "认可", "赞成", "可以", "没有异议", "无异议"),
)
_NO: Final = (
    *("object", "objected", "disagree", "not agreed", "refuse", "refused", "reject", "rejected"),
    *("fail", "failed", "not passed", "no"),
    *("不同意", "异议", "有异议", "不承接", "不通过", "未通过", "不接受", "不认可", "反对", "拒绝"),
)


def meant(asked: FieldKind, text: str) -> Option | None:
    """The verdict that a word means on a form: its own id or label, else a yes or a no where the
    form has one such choice; None where that is not clear."""
    wanted = unicodedata.normalize("NFKC", text).strip().casefold()
    for each in asked.options:
        if wanted in map(str.casefold, (each.id, *each.label.values())):
            return each
    sides = [side for words, side in ((_YES, False), (_NO, True)) if wanted in words]
    found = [each for each in asked.options if each.refuses in sides]
    return found[0] if len(found) == 1 else None
