"""`meet`: the meeting that the screens run, by verbs."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.domain import opening
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.meeting import MeetingKind, Presence, Sort
from core.domain.meeting_wishes import CancelMeeting, EditMeeting
from core.domain.text import clean
from core.meetings import template
from tui.cli import (
    at_table,
    lookup,
    meet_agenda,
    meet_edit,
    meet_propose,
    meet_schedule,
    meet_wishes,
)
from tui.cli.change import tell
from tui.cli.desk import Desk
from tui.cli.typed_line import ground_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.event import Recorded
    from core.domain.meeting_template import Template
    from tui.cli.meet_wishes import Make
    from tui.cli.parser import Run, Verbs

_KINDS = " ".join(each.value for each in MeetingKind)


def register(verbs: Verbs) -> None:
    """`meet` and the verbs below it."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("meet", _nothing, told=say("meet.help.meet")))
    _ahead(below)
    _through(below)
    _people(below)
    _on_record(below)
    _told(below)
    meet_schedule.register(below)
    meet_propose.register(below)


def _nothing(_: Namespace) -> int:
    """Argparse asks for a verb before this is reached."""
    return 0


def _ahead(below: Verbs) -> None:
    say = below.words.say
    start = below.add("start", _start, told=say("meet.help.start"))
    start.argument("kind", metavar="KIND", help=_KINDS)
    start.argument("--absent", default="", metavar="NAME,…", help=say("meet.help.absent_list"))
    plan = below.add("plan", _plan, told=say("meet.help.plan"))
    plan.argument("kind", metavar="KIND", help=_KINDS)
    plan.argument("words", nargs="+", metavar="WHEN", help=say("meet.help.when"))
    plan.argument("--goal", default="", metavar="TEXT", help=say("meet.help.goal"))
    plan.argument("--materials", default="", metavar="TEXT", help=say("meet.help.materials"))
    meet_edit.guests(plan, below)
    for parser in (start, plan):
        parser.argument("--title", default="", metavar="TEXT", help=say("meet.help.title"))
        parser.argument("--minutes", type=int, metavar="N", help=say("meet.help.minutes"))
        parser.argument("--place", default="", metavar="P", help=say("meet.help.place"))
    cancel = below.add("cancel", _cancel, told=say("meet.help.cancel"))
    cancel.argument("meeting", metavar="MEETING", help=say("meet.help.meeting"))
    cancel.argument("--reason", default="", metavar="R", help=say("meet.help.reason"))


def _through(below: Verbs) -> None:
    say = below.words.say
    below.add("next", _doing(meet_wishes.go_on), told=say("meet.help.next"))
    below.add("back", _doing(meet_wishes.go_back), told=say("meet.help.back"))
    go = below.add("go", _doing(meet_wishes.go_to), told=say("meet.help.go"))
    go.argument("item", metavar="N", help=say("meet.help.item"))
    skip = below.add("skip", _doing(meet_wishes.skip), told=say("meet.help.skip"))
    skip.argument("item", nargs="?", metavar="N", help=say("meet.help.item"))
    below.add("pause", _doing(meet_wishes.pause), told=say("meet.help.pause"))
    below.add("resume", _doing(meet_wishes.resume), told=say("meet.help.resume"))
    below.add("read-back", _read_back, told=say("meet.help.read_back"))
    end = below.add("end", _doing(meet_wishes.end), told=say("meet.help.end"))
    end.argument("--unread", action="store_true", help=say("meet.help.unread"))


def _people(below: Verbs) -> None:
    say = below.words.say
    here = below.add("here", _doing(meet_wishes.here), told=say("meet.help.here"))
    absent = below.add("absent", _doing(meet_wishes.absent), told=say("meet.help.absent"))
    absent.argument("--reason", default="", metavar="R", help=say("meet.help.reason"))
    absent.argument("--excused", action="store_true", help=say("meet.help.excused"))
    hand = below.add("hand-over", _hand_over, told=say("meet.help.hand_over"))
    hand.argument("--recorder", action="store_true", help=say("meet.help.recorder"))
    for parser in (here, absent, hand):
        parser.argument("words", nargs="+", metavar="NAME", help=say("meet.help.name"))


def _on_record(below: Verbs) -> None:
    say = below.words.say
    park = below.add("park", _park, told=say("meet.help.park"))
    point = below.add("point", _point, told=say("meet.help.point"))
    point.argument("sort", metavar="SORT", help=" ".join(each.value for each in Sort))
    for parser in (park, point):
        parser.argument("words", nargs="+", metavar="TEXT", help=say("meet.help.text"))


def _told(below: Verbs) -> None:
    say = below.words.say
    parser = below.add("show", _show, told=say("meet.help.show"))
    parser.argument("meeting", nargs="?", metavar="MEETING", help=say("meet.help.meeting"))
    meet_agenda.register(below)
    meet_edit.register(below)


def _start(options: Namespace) -> int:
    with Desk(options) as desk:
        held = _template(desk, options.kind)
        away = at_table.people_of([options.absent], desk, ground_for(desk, ()))
        wish = opening.start(desk.board, held, desk.words.language, away)
        missing: dict[str, str] = dict.fromkeys(away, Presence.ABSENT.value)
        wish = replace(
            wish,
            title=clean(options.title),
            minutes=wish.minutes if options.minutes is None else options.minutes,
            attendance={**wish.attendance, **missing},
        )
        recorded = desk.service.perform(wish)
        meeting = _meeting_of(recorded)
        if place := clean(options.place):
            recorded += desk.service.perform(EditMeeting(meeting=meeting, place=place))
        return _answer(desk, recorded, meeting)


def _plan(options: Namespace) -> int:
    with Desk(options) as desk:
        held = _template(desk, options.kind)
        at = lookup.when(" ".join(options.words), ground_for(desk, ()), desk.words)
        wish = opening.plan(desk.board, held, desk.words.language, at)
        wish = replace(
            wish,
            title=clean(options.title),
            place=clean(options.place),
            materials=clean(options.materials),
            goal=clean(options.goal) or wish.goal,
            invited=meet_edit.invitation(options, wish.invited, desk),
            minutes=wish.minutes if options.minutes is None else options.minutes,
        )
        recorded = desk.service.perform(wish)
        return _answer(desk, recorded, _meeting_of(recorded))


def _cancel(options: Namespace) -> int:
    identity = lookup.identity(options.meeting)
    with Desk(options) as desk:
        wish = CancelMeeting(meeting=identity, reason=clean(options.reason))
        return _answer(desk, desk.service.perform(wish), identity)


def _template(desk: Desk, text: str) -> Template:
    kind = lookup.member(MeetingKind, text, lookup.terms(MeetingKind, "meeting"))
    return template(kind, desk.opening.config.parent / "meetings")


def _meeting_of(recorded: Sequence[Recorded]) -> RecordId:
    return next(
        each.event.subject for each in recorded if kind_of(each.event.subject) is Kind.MEETING
    )


def _doing(make: Make) -> Run:
    """What runs a verb of the meeting that is going on."""

    def run(options: Namespace) -> int:
        with Desk(options) as desk:
            table = at_table.running(desk)
            return _answer(desk, desk.service.perform(make(table, options)), table.id)

    return run


def _hand_over(options: Namespace) -> int:
    """Says who has the chair now; who was not there is marked present by it, and that is said."""
    with Desk(options) as desk:
        table = at_table.running(desk)
        wish = meet_wishes.hand_over(table, options)
        recorded = desk.service.perform(wish)
        person = wish.recorder or wish.facilitator
        if recorded and person is not None:
            say = "recorder" if wish.recorder else "facilitator"
            desk.talk.tell(f"meet.handed.{say}", name=desk.board.name_of(person))
            if person not in table.meeting.present():
                desk.talk.tell("meet.handed.was_away", name=desk.board.name_of(person))
        return _answer(desk, recorded, table.id)


def _read_back(options: Namespace) -> int:
    """R11: what is to be read aloud is printed."""
    from tui.cli import meeting_lines

    with Desk(options) as desk:
        table = at_table.running(desk)
        recorded = desk.service.perform(meet_wishes.read_back(table, options))
        if not desk.talk.json:
            record = desk.service.meeting_record(table.id)
            for line in meeting_lines.to_read(record, desk.words):
                desk.talk.line(line)
        return _answer(desk, recorded, table.id)


def _park(options: Namespace) -> int:
    return _put_down(options, Sort.PARKED)


def _point(options: Namespace) -> int:
    return _put_down(options, meet_wishes.sort_of(options.sort))


def _put_down(options: Namespace, sort: Sort) -> int:
    with Desk(options) as desk:
        recorded = desk.service.perform(meet_wishes.point(options, sort))
        if desk.talk.json:
            from tui.cli import meeting_shapes

            made = desk.look_again().points[recorded[0].event.subject]
            desk.talk.value(meeting_shapes.point(made, desk.board))
        else:
            tell(desk, recorded)
    return 0


def _answer(desk: Desk, recorded: Sequence[Recorded], meeting: RecordId) -> int:
    """The meeting as it reads now: in one line, or as JSON."""
    from tui.cli import meeting_lines, meeting_shapes

    desk.look_again()
    table = at_table.named(desk, meeting)
    if desk.talk.json:
        desk.talk.value(meeting_shapes.meeting(table.sitting, desk.words))
        return 0
    if not recorded:
        desk.talk.tell("cli.unchanged")
    desk.talk.line(meeting_lines.headline(table.sitting, desk.words))
    return 0


def _show(options: Namespace) -> int:
    with Desk(options) as desk:
        show(desk, at_table.named(desk, options.meeting))
    return 0


def show(desk: Desk, table: at_table.Table, **extra: Any) -> None:
    """A meeting with its agenda and its record; `extra` joins the JSON."""
    from tui.cli import meeting_lines, meeting_shapes

    if desk.talk.json:
        desk.talk.value(meeting_shapes.meeting(table.sitting, desk.words) | extra)
        return
    record = desk.service.meeting_record(table.id)
    for line in meeting_lines.whole(table.sitting, record, desk.words):
        desk.talk.line(line)
