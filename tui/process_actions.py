"""What the screens of the process answer to: the process page, the list of forms, one form.

See `tui.actions` for what an action is and for the other screens.
"""

from __future__ import annotations

from tui.actions import BOARD, Action

_SAME = (
    *("change.redo", "app.language", "app.theme", "palette", "projector.open"),
    *("record.copy", "view.export"),
)
_EVERYWHERE: tuple[Action, ...] = tuple(each for each in BOARD if each.id in _SAME)
"""What has the same keys as on the board."""

PROCESS: tuple[Action, ...] = (
    Action("process.next", ("n", "space"), "next_step", rank=1),
    Action("process.record", ("enter",), "open", rank=2, shown="Enter"),
    Action("forms.open", ("f", "f3"), "forms", rank=3),
    Action("forms.new", ("c", "f9"), "new_form", rank=4),
    Action("process.pane", ("tab",), "pane", rank=8, roomy=True, shown="Tab"),
    Action("process.met", ("v",), "met", rank=9, roomy=True),
    Action("process.appoint", ("o", "f6"), "appoint"),
    Action("process.aims", ("e", "f7"), "aims"),
    Action("record.history", ("H",), "history"),
    Action("record.menu", (".",), "menu", rank=10, roomy=True),
    Action("change.undo", ("u",), "undo", rank=5),
    *_EVERYWHERE,
    Action("help", ("?", "f1"), "help", rank=6),
    Action("back", ("escape", "w", "f4", "q"), "back", rank=7, shown="Esc"),
)
"""What the process page answers to."""

FORMS: tuple[Action, ...] = (
    Action("forms.show", ("enter",), "open", rank=1, shown="Enter"),
    Action("forms.all", ("1",), "only('all')", rank=2, brief="forms.only", shown="1-4"),
    Action("forms.mine", ("2",), "only('mine')"),
    Action("forms.waiting", ("3",), "only('waiting')"),
    Action("forms.over", ("4",), "only('over')"),
    Action("forms.kind", ("5", "/"), "kind", rank=3),
    Action("forms.new", ("c", "f9"), "new_form", rank=4),
    Action("change.undo", ("u",), "undo", rank=5),
    *_EVERYWHERE,
    Action("help", ("?", "f1"), "help", rank=6),
    Action("back", ("escape", "f", "f3", "q"), "back", rank=7, shown="Esc"),
)
"""What the list of forms answers to."""

FORM: tuple[Action, ...] = (
    Action("form.edit", ("enter",), "edit", rank=1, shown="Enter"),
    Action("form.save", ("f2",), "save", rank=2),
    Action("form.next", ("n", "space"), "next_step", rank=3),
    Action("form.submit", ("1",), "act('submit')", rank=4, brief="form.acts", shown="1-8"),
    Action("form.sign", ("2",), "act('sign')"),
    Action("form.refuse", ("3",), "act('refuse')"),
    Action("form.answer", ("4",), "act('answer')"),
    Action("form.withdraw", ("5",), "act('withdraw')"),
    Action("form.add_row", ("6", "+"), "act('add_row')"),
    Action("form.drop_row", ("7", "-"), "act('drop_row')"),
    Action("form.give_up", ("8",), "act('give_up')"),
    Action("form.down", ("down", "j", "tab"), "step(1)"),
    Action("form.up", ("up", "k", "shift+tab"), "step(-1)"),
    Action("form.first", ("home", "g"), "edge(0)"),
    Action("form.last", ("end", "G"), "edge(-1)"),
    Action("form.page_down", ("pagedown",), "page(1)"),
    Action("form.page_up", ("pageup",), "page(-1)"),
    Action("form.clear", ("backspace", "delete"), "clear"),
    Action("record.menu", (".",), "menu", rank=8, roomy=True),
    Action("record.history", ("H",), "history", rank=9, roomy=True),
    Action("change.undo", ("u",), "undo", rank=5),
    *_EVERYWHERE,
    Action("help", ("?", "f1"), "help", rank=6),
    Action("back", ("escape", "q"), "back", rank=7, shown="Esc"),
)
"""What a form answers to while nobody types into it."""
