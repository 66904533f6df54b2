"""What `doctor` says of row security: whether the database keeps projects apart, and does so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from core.domain.refusal import Refused, Unreachable
from tui.cli.checks import Checked
from tui.opening import Opening


def row_security(opening: Opening) -> Iterator[Checked]:
    """Nothing where the database cannot be opened: that is another check's news."""
    try:
        store = opening.store()
    except (Refused, Unreachable):
        return
    with closing(store):
        if store.path is not None:
            yield Checked("row_security", "ok", "roles.file", {"where": store.place})
        elif store.standing is None:
            yield Checked("row_security", "warning", "roles.off")
        else:
            from core.store.roles_check import checked

            broken = [each.name for each in store.ask(checked) if each.lacks]
            values = {"login": store.standing.login, "names": broken, "n": len(broken)}
            if broken:
                yield Checked("row_security", "error", "roles.broken", values)
            else:
                word = "roles.free" if store.standing.free else "roles.hold"
                yield Checked("row_security", "ok", word, values)
