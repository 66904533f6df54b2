"""What a line is about: the records it links, and those its place suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.capture.chips import DEFAULT_SPANS, TEXT, Amber, Chip, Choice, Chosen
from core.capture.ground import Ground
from core.capture.line import Line
from core.capture.pieces import Piece
from core.domain.ids import RecordId

_COUNTED = re.compile(r"[ ]?[号楼栋层室个次期版季轮批份条名位页章节级]")
"""What makes a bare number a count of its own: #12 号会议室."""


@dataclass(slots=True)
class Links:
    """What the links of a line came to."""

    ids: list[RecordId] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    amber: list[Amber] = field(default_factory=list)


def links_of(pieces: Iterable[Piece], line: Line, ground: Ground, chosen: Chosen) -> Links:
    """The records that a line links."""
    found = Links()
    for piece in pieces:
        if piece.linked is None:
            continue
        choices = (*(_choice(each, ground) for each in piece.linked.ids), Choice(TEXT))
        ids = tuple(each.id for each in choices)
        wanted = chosen.get(piece.span, ids[0])
        index = ids.index(wanted) if wanted in ids else 0
        source = line.raw[piece.start : piece.end]
        found.chips.append(Chip(*piece.span, "link", source, choices, index))
        found.ids.append(RecordId(ids[index]))
        asked = _asked(piece, line, ground)
        if asked and piece.span not in chosen:
            found.amber.append(Amber(asked, *piece.span, choices[0].values, ids))
    found.ids = list(dict.fromkeys(found.ids))
    return found


def _asked(piece: Piece, line: Line, ground: Ground) -> str:
    """What a link leaves open: the id of the question, or nothing."""
    if piece.linked is None or piece.linked.way == "id":
        return ""
    if piece.linked.way == "number":
        counted = _COUNTED.match(line.safe, piece.end) is not None
        return "link-number" if counted or len(piece.linked.ids) > 1 else ""
    return "link-ambiguous" if len(piece.linked.ids) > 1 else ""


def default_link(found: Links, ground: Ground, chosen: Chosen) -> None:
    """Where a line links nothing: the selected record, else the agenda item's."""
    context = ground.context
    span = DEFAULT_SPANS["link"]
    for source, record in (("selected", context.selected), ("agenda", context.agenda)):
        if record is None or found.ids:
            continue
        index = int(chosen.get(span) == TEXT)
        choices = (_choice(record, ground), Choice(TEXT))
        found.chips.append(Chip(*span, "link", source, choices, index, default=True))
        if not index:
            found.ids.append(record)
        return


def _choice(record: RecordId, ground: Ground) -> Choice:
    return Choice(record, {"id": record, "title": ground.records.get(record, "")})
