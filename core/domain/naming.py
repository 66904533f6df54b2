"""What groups and files are called (process 1.9). Pure.

`[项目名称]-[协作阶段]-[部门]` is the group of one department, `项目名称-协作群` everybody's, and
`项目-部门-文件类型` a file. A project may call them otherwise: `Policy.naming`.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

from core.domain.refusal import Refused

GROUP: Final = "group"
EVERYBODY: Final = "all"
FILE: Final = "file"
USUAL: Final[Mapping[str, str]] = {
    GROUP: "[{project}]-[{stage}]-[{dept}]",
    EVERYBODY: "{project}-{what}",
    FILE: "{project}-{dept}-{what}",
}
"""As the documents write them, by what is named."""
PARTS: Final = frozenset({"project", "stage", "dept", "what"})
"""What a pattern may be made of."""
_BETWEEN: Final = "-"
_INSIDE: Final = "_"
_LONGEST: Final = 120


def called(which: str, values: Mapping[str, str], naming: Mapping[str, str]) -> str:
    """A name after the project's pattern, else the usual one.

    What is not known leaves its place out. A hyphen within a part is written `_`, so that the
    parts of a name can be told apart.
    """
    pattern = naming.get(which) or USUAL[which]
    told = {name: values.get(name, "").replace(_BETWEEN, _INSIDE) for name in PARTS}
    pieces = (each for each in pattern.split(_BETWEEN) if _known(each, told))
    return _BETWEEN.join(each.format_map(told) for each in pieces)


def _known(piece: str, told: Mapping[str, str]) -> bool:
    names = [name for _, name, _, _ in Formatter().parse(piece) if name]
    return not names or any(told[each] for each in names)


def check(naming: Mapping[str, str]) -> None:
    """Whether a project may call its groups and files so.

    Raises:
        Refused: nothing is named so, or a pattern is made of something else than `PARTS`.
    """
    for which, pattern in naming.items():
        if which not in USUAL:
            raise Refused("naming-what", what=which, known=", ".join(USUAL))
        if pattern and not _sound(pattern):
            parts = " ".join(f"{{{each}}}" for each in sorted(PARTS))
            raise Refused("naming-pattern", text=pattern, parts=parts)


def _sound(pattern: str) -> bool:
    """Each piece between hyphens is read by itself, so that no part may hold one."""
    try:
        read = [part for piece in pattern.split(_BETWEEN) for part in Formatter().parse(piece)]
    except ValueError:
        return False
    named = [part for part in read if part[1] is not None]
    plain = all(part[1] in PARTS and not part[2] and not part[3] for part in named)
    return plain and bool(named) and len(pattern) <= _LONGEST
