"""Defined: a screen that knows what forms and clocks are like; a thread reads it once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message

from core.domain.form_standing import scene_of
from tui.definition_words import all_told
from tui.form_words import reworded
from tui.screens.doing import Doing
from tui.wording import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.definitions import Definitions
    from core.domain.form_kind import FormKind
    from core.domain.scene import Scene
    from tui.messages import CommandRefused


class DefinitionsRead(Message):
    """What forms and clocks are like was read; what of it cannot be used is left out."""

    def __init__(self, known: Definitions) -> None:
        super().__init__()
        self.known = known


def read() -> DefinitionsRead:
    """Reads the definitions; for a thread."""
    from core.definitions import defined
    from core.places import clock_file, form_folder

    return DefinitionsRead(defined(form_folder(), clock_file()))


def anything_own() -> bool:
    """Whether a customer defines anything on this machine; for a thread."""
    from core.places import clock_file, form_folder

    return clock_file().exists() or form_folder().is_dir()


class Defined(Doing):
    """A screen about the process; nothing is shown before its definitions are known."""

    SAYS_LEFT_OUT: ClassVar[bool] = True
    """Whether it says, as it is opened, what of the definitions cannot be used."""

    def on_mount(self) -> None:
        """Has them read, where no screen before did."""
        if self.known is None:
            self.run_worker(self._read, thread=True, group="definitions", exit_on_error=False)
        else:
            self.call_after_refresh(self._say_left_out)

    def _read(self) -> None:
        """In a thread."""
        self.post_message(read())

    @on(DefinitionsRead)
    def _definitions(self, message: DefinitionsRead) -> None:
        self.pengtou.definitions = message.known
        if self.alive and self.board is not None:
            self.watch_board()
        self._say_left_out()

    def _say_left_out(self) -> None:
        """What of a customer's definitions cannot be used; all else works as if without it."""
        if self.alive and self.SAYS_LEFT_OUT and self.known is not None and self.known.left_out:
            self.tell(f"! {all_told(self.known.left_out, self.words)}", "sla-soon")

    @property
    def known(self) -> Definitions | None:
        """The definitions; None while they are read."""
        return self.pengtou.definitions

    @property
    def kinds(self) -> Mapping[str, FormKind]:
        """What forms are like; nothing while that is read."""
        return self.known.forms if self.known is not None else {}

    def scene(self) -> Scene | None:
        """The board as the rules look at it on behalf of who acts; None while it is not known."""
        if self.known is None or self.board is None:
            return None
        return scene_of(self.board, self.known, self.moment, self.actor)

    def refused(self, message: CommandRefused) -> None:
        """What the rules refuse is said with the names of steps, roles and fields."""
        if not message.reason.startswith("form-"):
            super().refused(message)
            return
        from core.domain.refusal import Refused

        self._sent.pop(message.command_id, None)
        problem = Refused(message.reason, **message.values)
        told = reworded(problem, self.kind_meant(message), self.kinds, self.words)
        self.tell("✗ " + refusal(told.reason, told.values, self.words), "sla-late bold")

    def kind_meant(self, message: CommandRefused) -> FormKind | None:
        """What the form is like that a refusal speaks of."""
        form = self.board.forms.get(str(message.values.get("id", ""))) if self.board else None
        return self.kinds.get(form.kind) if form is not None else None
