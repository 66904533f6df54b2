"""The chapters of the weekly report, each a function of the week's record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.calendar.sla import State
from core.documents import cells, sections, weekly_goals
from core.documents.content import Block, Cell, Heading, Listing, Table, Tone
from core.documents.voice import Voice
from core.domain.blocker import Blocker
from core.domain.board import Board
from core.domain.changes import Change, What
from core.domain.clocks import Clock
from core.domain.ids import Kind
from core.domain.meeting import Sort
from core.domain.progress import delivered
from core.domain.raci import Letter, parties
from core.domain.risk import Risk, RiskStatus, risk_urgency
from core.domain.rounds import DepartmentRow, Lag
from core.domain.task import LightLevel, Task
from core.domain.week import day_of
from core.domain.week_record import WeekRecord

_RUNGS = ("project_manager", "dept_head", "executive")


def late_blockers(record: WeekRecord) -> list[Blocker]:
    """Those whose clock has run out."""
    board, now = record.board, record.now
    return [each for each in record.blockers() if board.state_of(each, now) is State.LATE]


def blockers_moved(record: WeekRecord) -> tuple[int, int]:
    """How many blockers came up this week, and how many were closed."""
    changes = record.changes
    new = changes.of(What.ADDED, kind=Kind.BLOCKER)
    closed = changes.of(What.CLOSED, What.MERGED, kind=Kind.BLOCKER)
    return len(new), len(closed)


def open_risks(board: Board) -> list[Risk]:
    """What may yet happen, by light."""
    found = (each for each in board.risks.values() if each.status is RiskStatus.OPEN)
    return sorted(found, key=risk_urgency)


def _table(
    name: str, voice: Voice, keys: Iterable[str], rows: Iterable[tuple[Cell, ...]], empty: str
) -> Table:
    title = voice.say(f"documents.table.{name}")
    columns = sections.columns(voice, *keys)
    return Table(name, title, columns, tuple(rows), voice.say(f"documents.none.{empty}"))


def done(record: WeekRecord, voice: Voice) -> Iterator[Block]:
    """本周完成情况: what was delivered, what moved on, what was decided, which lights turned."""
    finished = ("id", "finished", "dept", "owner", "status")
    rows = (_finished(record, each, voice) for each in record.delivered())
    yield _table("finished", voice, finished, rows, "finished")
    yield Heading(voice.say("documents.chapters.progressed"), 2)
    keys = ("id", "task", "dept", "owner", "before", "after", "planned", "light", "remark")
    rows = (_moved_on(record, each, voice) for each in record.progressed())
    yield _table("progressed", voice, keys, rows, "progressed")
    for name, say in (("week_decisions", _decided), ("turned", _turned), ("moved", _moved)):
        told = tuple(say(record, voice))
        if told:
            yield Heading(voice.say(f"documents.chapters.{name}"), 2)
        yield Listing(name, told)


def _finished(record: WeekRecord, change: Change, voice: Voice) -> tuple[Cell, ...]:
    board = record.board
    task, item = board.tasks.get(change.id), board.actions.get(change.id)
    owner = task.owner if task else (item.owner if item else None)
    known = board.people.get(owner or "")
    kind, status = ("task", task.status) if task else ("action", item.status if item else "done")
    return (
        Cell(change.id),
        Cell(change.title),
        cells.said(task.dept if task else (known.dept if known else "")),
        sections.person(board, owner, voice),
        Cell(voice.say(f"term.{kind}.{status}"), tone=Tone.GREEN),
    )


def _moved_on(record: WeekRecord, change: Change, voice: Voice) -> tuple[Cell, ...]:
    board, task = record.board, record.board.tasks[change.id]
    stands = board.standings[task.id]
    return (
        Cell(task.id),
        Cell(task.title),
        cells.said(task.dept),
        sections.person(board, task.owner, voice),
        cells.per_cent(_whole(change.before)),
        cells.per_cent(_whole(change.after)),
        cells.per_cent(stands.planned),
        cells.light(stands.light, voice),
        cells.said(task.remark or task.delay_reason),
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _decided(record: WeekRecord, voice: Voice) -> Iterator[str]:
    """R26: what was decided this week, and by whom."""
    board = record.board
    for each in record.changes.of(What.ADDED, kind=Kind.DECISION):
        decision = board.decisions[each.id]
        day = day_of(decision.decided_at, board)
        if day is not None and day < record.figures.first:
            continue
        who = board.name_of(decision.maker) or voice.say("documents.no_maker")
        yield voice.say("documents.decided", id=each.id, title=each.title, who=who)


def _turned(record: WeekRecord, voice: Voice) -> Iterator[str]:
    for each in record.changes.of(What.LIGHT, kind=Kind.TASK):
        before, after = (voice.say(f"term.light.{one}") for one in (each.before, each.after))
        values = {"id": each.id, "title": each.title, "before": before, "after": after}
        yield voice.say("documents.weekly.turned", **values)


def _moved(record: WeekRecord, voice: Voice) -> Iterator[str]:
    """Days that moved, each once, from the first to the last."""
    for each in record.changes.of(What.DUE):
        then, now = (day_of(one, record.board) for one in (each.before, each.after))
        values = {"id": each.id, "title": each.title}
        told = voice.say(
            "documents.weekly.moved", **values, before=voice.day(then), after=voice.day(now)
        )
        yield voice.say("documents.because", who=told, why=each.why) if each.why else told


def departments(record: WeekRecord, voice: Voice) -> Table:
    """各部门进度: who reports, the worst light, what was kept, what lags and why (F12)."""
    keys = ("dept", "reporter_of", "light", "this_week", "situation")
    rows = (_department(record, each, voice) for each in record.departments)
    return _table("departments", voice, keys, rows, "departments")


def _department(record: WeekRecord, row: DepartmentRow, voice: Voice) -> tuple[Cell, ...]:
    told = [_lag(record, each, voice) for each in row.lags]
    if row.silent > 1:
        told.append(voice.say("documents.light.stale", n=row.silent))
    unexplained = any(each.unexplained for each in row.lags)
    return (
        Cell(row.department, tone=Tone.STRONG),
        cells.said(record.board.name_of(row.reporter)),
        cells.light(row.light, voice),
        Cell(f"{row.done}/{row.total}" if row.total else cells.DASH),
        Cell(
            "\n".join(told) or voice.say("documents.on_plan"),
            tone=Tone.AMBER if unexplained else Tone.PLAIN,
        ),
    )


def _lag(record: WeekRecord, lag: Lag, voice: Voice) -> str:
    title = record.board.tasks[lag.task].title
    planned = cells.DASH if lag.planned is None else f"{lag.planned}%"
    why = lag.reason or voice.say("light.unexplained")
    values = {"id": lag.task, "title": title, "actual": lag.actual, "planned": planned}
    return voice.say("documents.lag", **values, why=why)


def red(record: WeekRecord, voice: Voice) -> Table:
    """红灯必答: why, what is done about it, the new day, who has to decide; gaps stand out."""
    keys = ("id", "task", "owner", "actual_planned", "why", "response_measure", "new_date")
    rows = (_answers(record, each, voice) for each in record.lit(LightLevel.RED))
    return _table("red", voice, (*keys, "decides"), rows, "reds")


def _answers(record: WeekRecord, task: Task, voice: Voice) -> tuple[Cell, ...]:
    board = record.board
    return (
        Cell(task.id, tone=Tone.STRONG),
        Cell(task.title),
        sections.person(board, task.owner, voice),
        _against(board, task),
        sections.delay(board, task, voice),
        _or_missing(_measures(record, task, voice), voice),
        _new_day(record, task, voice),
        _or_missing(_decider(record, task, voice), voice),
    )


def _against(board: Board, task: Task) -> Cell:
    planned = board.standings[task.id].planned
    return Cell(f"{task.actual}% / {cells.DASH if planned is None else f'{planned}%'}")


def _or_missing(told: str, voice: Voice) -> Cell:
    return Cell(told) if told else Cell(voice.say("documents.missing"), tone=Tone.RED)


def _measures(record: WeekRecord, task: Task, voice: Voice) -> str:
    """What is done about it: its blockers' measures, else decisions, else what it waits for."""
    board = record.board
    told = [
        f"{each.id} {sections.measure(board, each, voice) or each.title}"
        for each in record.blockers_of(task.id)
    ]
    decided = (each for each in board.decisions.values() if task.id in each.links)
    told = told or [f"{each.id} {each.title}" for each in decided]
    return "\n".join(told or list(_upstream(record, task, voice)))


def _upstream(record: WeekRecord, task: Task, voice: Voice) -> Iterator[str]:
    """R32: the unfinished tasks that it waits for, each with what stands in its way."""
    for identity in task.depends_on:
        upstream = record.board.tasks.get(identity)
        if upstream is None or delivered(upstream):
            continue
        stuck = " ".join(each.id for each in record.blockers_of(identity))
        told = voice.say("documents.waits", id=identity, title=upstream.title)
        yield voice.say("documents.because", who=told, why=stuck) if stuck else told


def _new_day(record: WeekRecord, task: Task, voice: Voice) -> Cell:
    """The day that was given anew this week; one that is past is no answer, so it is missing."""
    if task.due is None or task.due < record.board.today:
        return _or_missing("", voice)
    moved = any(each.id == task.id for each in record.changes.of(What.DUE))
    return cells.day(task.due, voice) if moved else cells.said("")


def _decider(record: WeekRecord, task: Task, voice: Voice) -> str:
    """Who decides: the rung that its blocker was escalated to, else the task's A (R29)."""
    rung = max((each.rung for each in record.blockers_of(task.id)), default=0)
    if rung > 1:
        return voice.say(f"term.rung.{_RUNGS[min(rung, 3) - 1]}")
    board = record.board
    named = parties(board.raci.get(task.id), Letter.A)
    return voice.join(voice.party(board, each) for each in named)


def amber(record: WeekRecord, voice: Voice) -> Table:
    """黄灯: what is to be watched, and why."""
    board = record.board
    keys = ("id", "task", "dept", "owner", "actual_planned", "due", "delay_reason")
    rows = (
        (
            Cell(each.id, tone=Tone.STRONG),
            Cell(each.title),
            cells.said(each.dept),
            sections.person(board, each.owner, voice),
            _against(board, each),
            cells.day(each.due, voice),
            sections.delay(board, each, voice),
        )
        for each in record.lit(LightLevel.AMBER)
    )
    return _table("amber", voice, keys, rows, "ambers")


def next_week(record: WeekRecord, voice: Voice) -> Iterator[Block]:
    """下周计划: tasks, then the action items that are due."""
    keys = ("id", "task", "dept", "owner", "due", "actual", "plan")
    rows = (_next(record, each, voice) for each in record.next_tasks())
    yield _table("next", voice, keys, rows, "next")
    yield Heading(voice.say("documents.chapters.due_actions"), 2)
    board = record.board
    actions = (
        (
            Cell(each.id),
            Cell(each.title),
            sections.person(board, each.owner, voice),
            cells.moment(each.due, board.zone, voice),
            sections.action_note(each, record.now, board, voice),
        )
        for each in record.next_actions()
    )
    promises = ("id", "action", "owner", "due", "remark")
    yield _table("due_actions", voice, promises, actions, "due_actions")


def _next(record: WeekRecord, task: Task, voice: Voice) -> tuple[Cell, ...]:
    """A task of next week, and what is to be done about it then."""
    monday, sunday = record.next_week
    late = task.due is not None and task.due < record.board.today
    if task.due is not None and task.due < monday:
        plan, tone = ("late", Tone.RED) if late else ("this_week", Tone.PLAIN)
    elif task.due is not None and task.due <= sunday:
        plan, tone = "due", Tone.AMBER
    elif task.start is not None and task.start >= monday:
        plan, tone = "begins", Tone.PLAIN
    else:
        plan, tone = "goes_on", Tone.MUTED
    return (
        Cell(task.id),
        Cell(task.title),
        cells.said(task.dept),
        sections.person(record.board, task.owner, voice),
        cells.day(task.due, voice),
        cells.per_cent(task.actual),
        Cell(voice.say(f"documents.plan.{plan}"), tone=tone),
    )


def resources(record: WeekRecord, voice: Voice) -> Table:
    """需协调资源: what was asked for in meetings, then what other departments have to clear."""
    keys = ("source", "resource", "asked_by", "provided_by", "until")
    asked = (*_asked(record, voice), *weekly_goals.requested(record.board, voice))
    rows = (*asked, *_to_clear(record, voice))
    return _table("resources", voice, keys, rows, "resources")


def _asked(record: WeekRecord, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    board = record.board
    for each in board.points.values():
        if each.sort is Sort.RESOURCE and not each.settled:
            yield (
                Cell(each.meeting or each.id),
                Cell(each.text),
                cells.said(each.said_by),
                cells.listed((board.name_of(one) for one in each.people), voice),
                cells.said(""),
            )


def _to_clear(record: WeekRecord, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    """Blockers that were escalated, or that one department waits for another to clear."""
    board = record.board
    for each in record.blockers():
        waiting = {board.tasks[one].dept for one in each.tasks if one in board.tasks}
        elsewhere = bool(each.responsible_dept and waiting - {each.responsible_dept})
        if each.solved_at is not None or not (elsewhere or each.rung):
            continue
        rung = voice.say(f"term.rung.{_RUNGS[min(each.rung, 3) - 1]}") if each.rung else ""
        reading = board.reading_of(each, Clock.SOLUTION, record.now)
        yield (
            Cell(each.id),
            Cell(each.title),
            cells.said(each.reporter),
            cells.said(voice.join(filter(None, (each.responsible_dept, rung)))),
            cells.moment(reading.at if reading else None, board.zone, voice),
        )


def trend(record: WeekRecord, voice: Voice) -> Table:
    """Plan against actual at the end of each week, this one so far last."""
    rows = (
        (
            Cell(f"{each.day:%G-W%V}"),
            cells.day(each.day, voice),
            cells.number(each.planned),
            cells.number(each.actual),
            cells.number(each.variance, "{:+d}%"),
        )
        for each in record.figures.trend
        if each.planned
    )
    keys = ("week", "as_of_day", "planned_sum", "actual_sum", "sv")
    return _table("trend", voice, keys, rows, "trend")
