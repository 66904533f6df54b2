"""What was measured beside what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    goal: int
    """Its number in the list of goals; 0 where it is told for comparison alone."""
    what: str
    measured: float
    limit: float | None = None
    """What it may be at most; None where nothing was promised."""
    unit: str = "×"
    beside: str = ""
    """What it was made from: absolute figures."""

    @property
    def missed(self) -> bool:
        """Whether a promise was broken."""
        return self.limit is not None and self.measured > self.limit

    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        limit = "" if self.limit is None else f"≤ {self.limit:g} {self.unit}"
        verdict = "" if self.limit is None else "MISSED" if self.missed else "met"
        number = str(self.goal) if self.goal else ""
        return number, self.what, f"{self.measured:.2f} {self.unit}", limit, verdict, self.beside


@dataclass(frozen=True, slots=True)
class Left:
    """What could not be measured, and why."""

    goal: int
    why: str


Found = Row | Left


def ratio(  # noqa: PLR0913 - a row says all of this
    goal: int, what: str, ours: float, theirs: float, limit: float | None, *, unit: str = "ms"
) -> Row:
    """A row of one figure over another."""
    beside = f"{ours:.2f} / {theirs:.2f} {unit}"
    return Row(goal, what, ours / theirs if theirs else float("inf"), limit, beside=beside)


def printed(found: Iterable[Found]) -> Iterator[str]:
    """The table, then an honest list of what was missed or left out."""
    everything = list(found)
    rows = [each for each in everything if isinstance(each, Row)]
    heads = ("goal", "what", "measured", "promised", "", "from")
    lines = [heads, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    for line in lines:
        yield "  ".join(
            cell.ljust(width) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
    yield ""
    missed = [row for row in rows if row.missed]
    gated = sum(row.limit is not None for row in rows)
    yield f"{gated - len(missed)} of {gated} met."
    for row in missed:
        yield f"missed: goal {row.goal}, {row.what}: {row.measured:.2f} {row.unit}, not {row.limit}"
    for each in everything:
        if isinstance(each, Left):
            yield f"not measured: goal {each.goal}, {each.why}"
