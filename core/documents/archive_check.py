"""Whether a package is whole: every file as its checksum says, none beside, a log that holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from core.documents.archive import SUMS
from core.documents.archive_log import FILE, BrokenLog, read
from core.domain.event import Recorded
from core.domain.replay import made_again

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_END, _END_MARK = 22, b"PK\x05\x06"
"""How long the last record of a ZIP is that has no comment, and how it begins."""
_PART = 1 << 20
"""So many bytes are looked at together."""
_LARGEST_LOG = 1 << 30
"""A log beyond this is none of ours: it is not read into memory."""


class NoPackage(Exception):
    """A file cannot be read, and why; or it is no ZIP, or a broken one."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong; worded as `documents.archive.problem.<id>`."""

    id: str
    file: str = ""
    line: int = 0


@dataclass(slots=True)
class Checked:
    """What a package turned out to be."""

    files: int = 0
    """Those on its list."""
    events: int = 0
    records: int = 0
    """How many its log makes again."""
    problems: list[Problem] = field(default_factory=list)


def check(path: Path) -> Checked:
    """Looks through a whole package.

    Raises:
        NoPackage: it cannot be read at all.
    """
    try:
        with ZipFile(path) as package:
            return _checked(path, package)
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as problem:
        raise NoPackage from problem
    except OSError as problem:
        raise NoPackage(problem.strerror or type(problem).__name__) from problem


def _checked(path: Path, package: ZipFile) -> Checked:
    found = Checked()
    if _beside(path, package):
        found.problems.append(Problem("beside"))
    names = [each for each in package.namelist() if not each.endswith("/")]
    found.problems += [Problem("unsafe", each) for each in names if not _safe(each)]
    lists = sorted((each for each in names if PurePosixPath(each).name == SUMS), key=len)
    if not lists:
        found.problems.append(Problem("no-list"))
        return found
    root = lists[0].removesuffix(SUMS)
    wanted = dict(_listed(package.read(lists[0]), found))
    found.files = len(wanted)
    found.problems += _against(package, root, wanted, {*names} - {lists[0]})
    _log(package, [each for each in names if PurePosixPath(each).name == FILE], found)
    return found


def _beside(path: Path, package: ZipFile) -> bool:
    """Whether bytes lie before the first entry, behind the end, or in the ZIP's own comment: no
    checksum speaks of them, and a reader passes over them."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _END, 0))
        end = file.read()
    first = min((each.header_offset for each in package.infolist()), default=0)
    return first > 0 or bool(package.comment) or not end.startswith(_END_MARK)


def _safe(name: str) -> bool:
    """Whether unpacking it stays within its folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _listed(data: bytes, found: Checked) -> Iterator[tuple[str, str]]:
    """Each file on the list with its checksum."""
    for at, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            found.problems.append(Problem("list-line", line=at))
        else:
            yield match[2], match[1]


def _against(
    package: ZipFile, root: str, wanted: dict[str, str], there: set[str]
) -> Iterator[Problem]:
    for name, sum_ in wanted.items():
        if root + name not in there:
            yield Problem("missing", name)
        elif _sum(package, root + name) != sum_:
            yield Problem("changed", name)
    for name in sorted(there - {root + each for each in wanted}):
        yield Problem("unlisted", name)


def _sum(package: ZipFile, name: str) -> str:
    """A file's checksum; empty where the ZIP's own says that it is damaged."""
    told = sha256()
    try:
        with package.open(name) as file:
            while part := file.read(_PART):
                told.update(part)
    except (BadZipFile, ZlibError):
        return ""
    return told.hexdigest()


def _log(package: ZipFile, names: list[str], found: Checked) -> None:
    """The log can be read, runs in its order, and makes every record again."""
    if not names or package.getinfo(names[0]).file_size > _LARGEST_LOG:
        found.problems.append(Problem("no-log"))
        return
    events: list[Recorded] = []
    try:
        for at, each in enumerate(read(package.read(names[0])), 1):
            if events and each.seq <= events[-1].seq:
                found.problems.append(Problem("log-order", line=at))
            events.append(each)
        found.records = len(made_again(events))
    except BrokenLog as problem:
        found.problems.append(Problem("log-line", line=problem.line))
    except (BadZipFile, ZlibError):
        found.problems.append(Problem("changed", names[0]))
    except (KeyError, ValueError, TypeError):
        found.problems.append(Problem("log-whole"))
    found.events = len(events)
