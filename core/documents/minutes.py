"""Minutes (F04, F20, F21): what a meeting was about, who was there, what came of it.

The chapters stand in the order in which the screen's digits go to them: decisions, action items,
progress, blockers, points; then the time it took, and who signs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from core.documents import cells, naming, sections, turns
from core.documents.content import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Listing,
    Paragraph,
    Table,
    Tone,
)
from core.documents.reading import as_edited
from core.documents.voice import Voice
from core.domain.action import ActionItem
from core.domain.decision import Decision
from core.domain.meeting import AgendaItem, MeetingKind, Point, Purpose, Sort
from core.domain.meeting_record import MeetingRecord
from core.domain.people import Person

_SORTS = (Sort.DISCUSSION, Sort.DISPUTE, Sort.CONSENSUS, Sort.RESOURCE, Sort.PARKED)
"""F21, then what is left for afterwards."""
_NAMES = {
    Sort.DISCUSSION: "discussions",
    Sort.DISPUTE: "disputes",
    Sort.CONSENSUS: "consensus",
    Sort.RESOURCE: "resources",
    Sort.PARKED: "parked",
}


def kept_minutes(record: MeetingRecord, voice: Voice) -> Document:
    """The minutes as somebody edited them, else as the records say."""
    document = minutes_document(record, voice)
    text = record.minutes.text if record.minutes is not None else ""
    return as_edited(document, text) if text else document


def minutes_document(record: MeetingRecord, voice: Voice) -> Document:
    """The minutes as the records say."""
    meeting = record.meeting
    kind = voice.say(f"term.meeting.{meeting.kind.value}")
    project = record.board.project.name
    return Document(
        kind="minutes",
        title=voice.say("documents.minutes.title", project=project, kind=kind),
        blocks=tuple(_blocks(record, voice)),
        subtitle=meeting.title,
        project=project,
        file=naming.file_of(record.board, voice.say("term.record.minutes"), voice, _day(record)),
        footer=voice.say("documents.footer", id=meeting.id, kind=voice.say("term.record.minutes")),
        page=voice.say("documents.page", page="{page}", pages="{pages}"),
        language=voice.language,
    )


def _day(record: MeetingRecord) -> str:
    at = record.meeting.started_at or record.meeting.starts_at or record.now
    return f"{at.astimezone(record.board.zone):%Y-%m-%d}-{record.meeting.id}"


def _blocks(record: MeetingRecord, voice: Voice) -> Iterator[Block]:
    yield _head(record, voice)
    yield sections.chapter(voice, 1, voice.say("documents.chapters.decisions"))
    yield decisions(record, voice)
    yield sections.chapter(voice, 2, voice.say("documents.chapters.actions"))
    yield actions(record, voice)
    yield from _handled(record, voice)
    yield sections.chapter(voice, 3, voice.say("documents.chapters.progress"))
    yield from _progress(record, voice)
    yield sections.chapter(voice, 4, voice.say("documents.chapters.blockers"))
    yield sections.blockers(record.board, record.blockers, record.now, voice, record.raised)
    if record.risks:
        yield Heading(voice.say("documents.table.risks"), 2)
    yield sections.risks(record.board, record.risks, voice)
    yield sections.chapter(voice, 5, voice.say("documents.chapters.points"))
    yield from _points(record, voice)
    yield sections.chapter(voice, 6, voice.say("documents.chapters.time"))
    yield timing(record, voice)
    yield sections.chapter(voice, 7, voice.say("documents.chapters.signed"))
    yield Paragraph(_closing(record, voice), Tone.MUTED)
    yield sections.signatures(record.board, _signing(record), record.meeting, voice)


def _head(record: MeetingRecord, voice: Voice) -> Facts:
    """F20 in its own words; 地点 and 目标 stay even when nobody filled them in."""
    meeting, board = record.meeting, record.board
    kind = voice.say(f"term.meeting.{meeting.kind.value}")
    values = {
        "subject": meeting.title or f"{board.project.name} {kind}",
        "time": _time(record, voice),
        "place": meeting.place or cells.DASH,
        "facilitator": board.name_of(meeting.facilitator) or cells.DASH,
        "recorder": board.name_of(meeting.recorder) or cells.DASH,
        "read_back": _read_back(record, voice),
        "present": _present(record, voice),
        "absent": _absent(record, voice),
        "goal": meeting.goal or cells.DASH,
        "materials": meeting.materials,
    }
    rows = tuple(
        Fact(key, voice.say(f"documents.fact.{key}"), text)
        for key, text in values.items()
        if text or key != "materials"
    )
    return Facts(rows, frozenset({"time", "present", "absent", "goal", "materials"}))


def _time(record: MeetingRecord, voice: Voice) -> str:
    """The day, from when to when, and how long against how long it was meant to last."""
    meeting, zone = record.meeting, record.board.zone
    start = (meeting.started_at or meeting.starts_at or record.now).astimezone(zone)
    end = f"{meeting.ended_at.astimezone(zone):%H:%M}" if meeting.ended_at else ""
    planned = meeting.minutes or sum(each.seconds for each in record.items) // 60
    return voice.say(
        "documents.minutes.time",
        day=voice.full_day(start.date()),
        start=f"{start:%H:%M}",
        end=end,
        took=voice.span(meeting.ran(record.now)),
        planned=voice.say("documents.minutes_long", n=planned),
    )


def _read_back(record: MeetingRecord, voice: Voice) -> str:
    at = record.meeting.recapped_at
    if at is None:
        return voice.say("documents.minutes.unread")
    return voice.say("documents.minutes.read", at=f"{at.astimezone(record.board.zone):%H:%M}")


def _present(record: MeetingRecord, voice: Voice) -> str:
    """参与部门及人员: who came, by department."""
    by_dept: defaultdict[str, list[str]] = defaultdict(list)
    people = record.people("present")
    for each in people:
        by_dept[each.dept].append(each.name)
    told = (f"{dept} {voice.join(names)}".strip() for dept, names in by_dept.items())
    listed = voice.say("documents.and").join(told)
    return voice.say("documents.minutes.present", n=len(people), who=listed) if listed else "–"


def _absent(record: MeetingRecord, voice: Voice) -> str:
    """Who did not come, and why, as far as anybody said."""
    found = []
    for how in ("absent", "excused"):
        for each in record.people(how):
            excuse = record.meeting.excuses.get(each.id, "")
            word = voice.say("term.presence.excused") if how == "excused" else ""
            why = voice.say("documents.and").join(dict.fromkeys(filter(None, (word, excuse))))
            named = voice.say("documents.because", who=each.name, why=why) if why else each.name
            found.append(named)
    return voice.join(found) or voice.say("documents.nobody")


def decisions(record: MeetingRecord, voice: Voice) -> Table:
    """决议事项: who decided, on what grounds, who was asked; an absent maker is yet to confirm."""
    keys = ("id", "decision", "maker", "grounds", "consulted", "links")
    rows = tuple(_decision(record, each, voice) for each in record.decisions)
    empty = voice.say("documents.none.decisions")
    return Table(
        "decisions",
        voice.say("documents.table.decisions"),
        sections.columns(voice, *keys),
        rows,
        empty,
    )


def _decision(record: MeetingRecord, each: Decision, voice: Voice) -> tuple[Cell, ...]:
    board = record.board
    maker = Cell(board.name_of(each.maker))
    if each.maker is None:
        maker = Cell(voice.say("documents.no_maker"), tone=Tone.RED)
    elif record.absent(each.maker):
        told = voice.say("documents.to_confirm", who=board.name_of(each.maker))
        maker = Cell(told, tone=Tone.AMBER)
    solves = [one.id for one in board.blockers.values() if one.decision == each.id]
    return (
        Cell(each.id, tone=Tone.STRONG),
        Cell(each.title),
        maker,
        cells.said(each.grounds),
        cells.listed((board.name_of(one) for one in each.consulted), voice),
        cells.said(" ".join(dict.fromkeys((*each.links, *solves)))),
    )


def actions(record: MeetingRecord, voice: Voice) -> Table:
    """待办事项: what was promised, then what was promised before and is still open."""
    keys = ("id", "action", "owner", "due", "links", "remark")
    rows = tuple(_action(record, each, voice) for each in (*record.actions, *record.carried))
    return Table(
        "actions",
        voice.say("documents.table.actions"),
        sections.columns(voice, *keys),
        rows,
        voice.say("documents.none.actions"),
    )


def _action(record: MeetingRecord, each: ActionItem, voice: Voice) -> tuple[Cell, ...]:
    board = record.board
    missing = Cell(voice.say("documents.no_due"), tone=Tone.RED)
    helpers = voice.join(board.name_of(one) for one in each.collaborators)
    who = sections.person(board, each.owner, voice)
    if helpers:
        who = Cell(voice.say("documents.with", who=who.text, others=helpers), tone=who.tone)
    return (
        Cell(each.id, tone=Tone.STRONG),
        Cell(each.title),
        who,
        cells.moment(each.due, board.zone, voice) if each.due else missing,
        cells.said(" ".join(each.links)),
        sections.action_note(each, record.now, board, voice, record.first_due.get(each.id)),
    )


def _handled(record: MeetingRecord, voice: Voice) -> Iterator[Block]:
    """What was promised before and dealt with now."""
    items = tuple(
        voice.say(
            "documents.handled",
            id=each.id,
            title=each.title,
            who=record.board.name_of(each.owner) or voice.say("term.action.unclaimed"),
            status=voice.say(f"term.action.{each.status.value}"),
        )
        for each in record.handled
    )
    if items:
        yield Heading(voice.say("documents.chapters.handled"), 2)
    yield Listing("handled", items)


def _progress(record: MeetingRecord, voice: Voice) -> Iterator[Block]:
    """计划与实际: in a standup person by person; the lights, the red and amber ones (R18)."""
    board = record.board
    if record.turns:
        yield Heading(voice.say("documents.table.turns"), 2)
        yield turns.turns(record, voice)
        yield Heading(voice.say("documents.table.progress"), 2)
    yield Paragraph(sections.lights(board, voice), Tone.STRONG)
    empty = voice.say("documents.none.red")
    yield sections.progress(board, sections.red_and_amber(board), voice, empty)
    if board.milestones:
        yield Heading(voice.say("documents.table.milestones"), 2)
        yield sections.milestones(board, voice)


def _points(record: MeetingRecord, voice: Voice) -> Iterator[Block]:
    """讨论要点, 争议点, 最终共识, 需协调资源, 停车场: what there is, and which were left empty."""
    missing = []
    for sort in _SORTS:
        found = tuple(_point(record, each, voice) for each in record.sorted_points(sort))
        title = voice.say(f"term.point.{sort.value}")
        if found:
            yield Heading(title, 2)
        else:
            missing.append(title)
        yield Listing(_NAMES[sort], found)
    if missing:
        told = voice.say("documents.none.points", sorts=voice.join(missing))
        yield Paragraph(told, Tone.MUTED)


def _point(record: MeetingRecord, point: Point, voice: Voice) -> str:
    """A point with who said it, and who takes it up; what was settled says so."""
    told = [point.text]
    if point.said_by:
        told.append(voice.say("documents.said_by", who=point.said_by))
    if point.people:
        names = voice.join(record.board.name_of(each) for each in point.people)
        told.append(voice.say("documents.taken_up", who=names))
    if point.settled:
        told.append(voice.say("term.field.settled"))
    return "  ".join(told)


def timing(record: MeetingRecord, voice: Voice) -> Table:
    """How long each agenda item took against its timebox."""
    rows = tuple(_timed(record, place, each, voice) for place, each in enumerate(record.items, 1))
    return Table(
        "agenda",
        voice.say("documents.table.agenda"),
        sections.columns(voice, "place", "item", "leader", "timebox", "took", "over"),
        rows,
        voice.say("documents.none.agenda"),
    )


def _timed(record: MeetingRecord, place: int, each: AgendaItem, voice: Voice) -> tuple[Cell, ...]:
    took = each.took(record.meeting, record.now)
    over = took.total_seconds() - each.seconds
    late = Cell(cells.clock(over), tone=Tone.AMBER) if each.seconds and over >= 1 else Cell("–")
    return (
        cells.number(place),
        Cell(item_title(record, each, voice)),
        cells.said(record.board.name_of(each.owner)),
        Cell(cells.clock(each.seconds) if each.seconds else "–"),
        _took(record, each, took.total_seconds(), voice),
        late,
    )


def _took(record: MeetingRecord, each: AgendaItem, seconds: float, voice: Voice) -> Cell:
    """How long it took, or why it took no time."""
    if reason := turns.silent(record, each, seconds):
        return Cell(voice.say(reason), tone=Tone.MUTED)
    return Cell(cells.clock(seconds))


def item_title(record: MeetingRecord, item: AgendaItem, voice: Voice) -> str:
    """What an agenda item is called: its title, else who speaks, else the words of its purpose."""
    speaker = record.board.name_of(item.owner) if item.purpose is Purpose.PERSON else ""
    named = item.title or speaker or voice.say(f"term.purpose.{item.purpose.value}")
    return voice.say("documents.added", title=named) if item.added else named


def _signing(record: MeetingRecord) -> tuple[Person, ...]:
    """R24: who was there signs; what was agreed on between departments, their heads sign, too."""
    here = record.people("present")
    if record.meeting.kind not in (MeetingKind.KICKOFF, MeetingKind.ALIGNMENT):
        return here
    return (*here, *(each for each in record.heads() if each not in here))


def _closing(record: MeetingRecord, voice: Voice) -> str:
    """C12 and 24 h without objection; who gets a copy (R12), who objected."""
    minutes, board, meeting = record.minutes, record.board, record.meeting
    copies = (
        minutes.cc
        if minutes is not None
        else tuple(each.id for each in record.heads() if each.id not in meeting.attendance)
    )
    told = [voice.say("documents.minutes.closing")]
    if copies:
        names = voice.join(board.name_of(each) for each in copies)
        told.append(voice.say("documents.minutes.copies", who=names))
    told += [
        voice.say("documents.minutes.objection", who=board.name_of(who), why=why)
        for who, why in meeting.objections.items()
    ]
    return "\n".join(told)
