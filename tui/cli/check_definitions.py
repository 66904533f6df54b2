"""What `doctor` says of a customer's own forms, clocks and templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core import places
from tui.cli.checks import Checked

if TYPE_CHECKING:
    from tui.opening import Opening


def definitions(opening: Opening) -> Iterator[Checked]:
    """A line for each that cannot be used: the file, the line, what may stand there."""
    from tui.beginning import known_templates
    from tui.definition_words import left_out_told

    _, found = known_templates()
    folder, words = places.config_file().parent, opening.words()
    for each in found:
        values = {"told": left_out_told(each, words), "folder": folder}
        yield Checked("definitions", "error", "definition", values)
    if not found and any(
        each.exists()
        for each in (places.form_folder(), places.template_folder(), places.clock_file())
    ):
        yield Checked("definitions", "ok", "definitions", {"folder": folder})
