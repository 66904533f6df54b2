"""《项目周报》 (F14): done this week, next week, resources to coordinate, lights with reasons."""

from __future__ import annotations

from collections.abc import Iterator

from core.documents import cells, naming, sections, weekly_goals, weekly_parts
from core.documents.content import (
    Block,
    Document,
    Fact,
    Facts,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Signatures,
    Tone,
)
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.health import RANK
from core.domain.people import Function
from core.domain.phases import phase_of
from core.domain.task import LightLevel
from core.domain.week_record import WeekRecord

_HEADS = (Function.LEAD_DEPT_HEAD, Function.COLLAB_MANAGER, Function.EXECUTIVE_SPONSOR)


def weekly_document(record: WeekRecord, voice: Voice) -> Document:
    """The report of one week, as the records say it."""
    board, figures = record.board, record.figures
    week, project = f"{figures.first:%G-W%V}", board.project
    number = project.week(figures.first) or project.week(figures.last)
    values = {"week": week, "start": voice.day(figures.first), "end": voice.day(figures.last)}
    subtitle = voice.say("documents.weekly.subtitle", **values)
    if number:
        subtitle = voice.say("documents.weekly.subtitle_week", **values, n=number)
    name = voice.say("term.record.weekly_report")
    return Document(
        kind="weekly",
        title=voice.say("documents.weekly.title", project=project.name),
        blocks=tuple(_blocks(record, voice)),
        subtitle=subtitle,
        project=project.name,
        file=naming.file_of(board, name, voice, week),
        footer=voice.say("documents.footer", id=week, kind=name),
        page=voice.say("documents.page", page="{page}", pages="{pages}"),
        language=voice.language,
    )


def _blocks(record: WeekRecord, voice: Voice) -> Iterator[Block]:
    board, now = record.board, record.now
    yield _head(record, voice)
    yield Paragraph(summary(record, voice), Tone.STRONG)
    yield _figures(record, voice)
    yield sections.chapter(voice, 1, voice.say("documents.chapters.done"))
    yield from weekly_parts.done(record, voice)
    yield sections.chapter(voice, 2, voice.say("documents.chapters.by_dept"))
    yield weekly_parts.departments(record, voice)
    yield sections.chapter(voice, 3, voice.say("documents.chapters.risks"))
    yield Heading(voice.say("documents.chapters.red"), 2)
    yield weekly_parts.red(record, voice)
    yield Heading(voice.say("documents.chapters.amber"), 2)
    yield weekly_parts.amber(record, voice)
    yield Heading(voice.say("documents.table.blockers"), 2)
    yield sections.blockers(board, record.blockers(), now, voice)
    yield Heading(voice.say("documents.table.risks"), 2)
    yield sections.risks(board, weekly_parts.open_risks(board), voice)
    yield sections.chapter(voice, 4, voice.say("documents.chapters.next"))
    yield from weekly_parts.next_week(record, voice)
    yield sections.chapter(voice, 5, voice.say("documents.chapters.resources"))
    yield weekly_parts.resources(record, voice)
    yield sections.chapter(voice, 6, voice.say("documents.chapters.milestones"))
    yield sections.milestones(board, voice)
    yield from weekly_goals.blocks(board, voice)
    yield sections.chapter(voice, 7, voice.say("documents.chapters.trend"))
    yield weekly_parts.trend(record, voice)
    yield _signatures(board, voice)


def _named(board: Board, *functions: Function) -> list[str]:
    here = (each for each in board.people.values() if each.here)
    people = (each for each in here if set(functions) & set(each.functions))
    return [each.name for each in people]


def _head(record: WeekRecord, voice: Voice) -> Facts:
    board = record.board
    local = record.now.astimezone(board.zone)
    values = {
        "manager": voice.join(_named(board, Function.PROJECT_MANAGER)) or cells.DASH,
        "lead_dept": board.project.lead_dept or cells.DASH,
        "phase": voice.say(f"term.phase.{phase_of(board).value}"),
        "as_of": f"{voice.day(local.date())} {local:%H:%M}",
    }
    rows = (Fact(key, voice.say(f"documents.fact.{key}"), text) for key, text in values.items())
    return Facts(tuple(rows))


def summary(record: WeekRecord, voice: Voice) -> str:
    """How the week was, in a few sentences that lead with what needs solving."""
    reds, ambers = record.lit(LightLevel.RED), record.lit(LightLevel.AMBER)
    late = weekly_parts.late_blockers(record)
    told = []
    if reds:
        tasks = voice.join(f"{each.id} {each.title}" for each in reds)
        told.append(voice.say("documents.weekly.trouble", red=len(reds), tasks=tasks))
    elif ambers:
        told.append(voice.say("documents.weekly.watch", amber=len(ambers)))
    elif not late:
        told.append(voice.say("documents.weekly.all_good"))
    if late:
        ids = voice.join(f"{each.id} {each.title}" for each in late)
        told.append(voice.say("documents.weekly.late", n=len(late), ids=ids))
    stands = record.board.standings
    missing = [each for each in (*reds, *ambers) if stands[each.id].unexplained]
    if missing:
        ids = voice.join(each.id for each in missing)
        told.append(voice.say("documents.weekly.waiting", n=len(missing), ids=ids))
    return "\n".join(told)


def _figures(record: WeekRecord, voice: Voice) -> Figures:
    """The lights, what was kept of what was promised, plan against actual, blockers."""
    lights = (
        Figure(
            level.value,
            voice.say(f"documents.figure.{level.value}"),
            str(record.board.lights[level]),
            _before(record, level, voice),
            cells.TONES[level] if record.board.lights[level] else Tone.PLAIN,
        )
        for level in RANK
    )
    return Figures((*lights, _kept(record, voice), _variance(record, voice), _stuck(record, voice)))


def _before(record: WeekRecord, level: LightLevel, voice: Voice) -> str:
    """How many there were; nought is told, too, where anything is known of last week."""
    then = record.changes.lights_then
    return voice.say("documents.weekly.sv_note", before=then.get(level, 0)) if then else ""


def _kept(record: WeekRecord, voice: Voice) -> Figure:
    figures = record.figures
    told = cells.DASH if figures.rate is None else f"{figures.rate}%"
    values = {"done": len(figures.done), "n": len(figures.promised)}
    note = voice.say("documents.weekly.promised_note", **values)
    return Figure("rate", voice.say("documents.figure.tasks_done"), told, note)


def _variance(record: WeekRecord, voice: Voice) -> Figure:
    now, before = record.figures.variance, record.figures.variance_before
    told = cells.DASH if now is None else f"{now:+d}%"
    note = voice.say("documents.weekly.sv_formula")
    if before is not None:
        note = voice.say("documents.weekly.sv_note", before=f"{before:+d}%")
    return Figure("sv", voice.say("documents.figure.sv"), told, note)


def _stuck(record: WeekRecord, voice: Voice) -> Figure:
    new, closed = weekly_parts.blockers_moved(record)
    note = voice.say("documents.weekly.blockers_note", new=new, closed=closed)
    tone = Tone.RED if weekly_parts.late_blockers(record) else Tone.PLAIN
    label = voice.say("documents.figure.open_blockers")
    return Figure("open_blockers", label, str(len(record.blockers())), note, tone)


def _signatures(board: Board, voice: Voice) -> Signatures:
    """Who made it, and who looks at it."""
    makers = voice.join(_named(board, Function.PROJECT_MANAGER))
    heads = next((found for each in _HEADS if (found := _named(board, each))), [])
    roles = (("prepared", makers), ("approved", voice.join(heads)))
    people = (f"{voice.say(f'documents.weekly.{role}')}  {who}".strip() for role, who in roles)
    return Signatures(tuple(people), voice.say("documents.sign"), voice.say("documents.dated"))
