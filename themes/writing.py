"""A theme file as text: every name there is, by groups, each under a line that says what it is."""

from __future__ import annotations

from collections.abc import Mapping

from themes.reading import ThemeFile
from themes.roles import GROUPS


def text_of(theme: ThemeFile, notes: Mapping[str, str]) -> str:
    """The file of a theme; `notes` has a sentence for `head` and for each of `roles.GROUPS`."""
    import tomli_w

    parts = [f"{_note(notes['head'])}{tomli_w.dumps({'dark': theme.dark})}\n[colours]"]
    for group, names in GROUPS.items():
        table = tomli_w.dumps({name: theme.colours[name] for name in names})
        parts.append(f"{_note(notes[group])}{table}")
    return "\n".join(parts)


def _note(sentence: str) -> str:
    return "".join(f"# {line}\n" for line in sentence.splitlines())
