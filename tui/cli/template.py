"""`template`: the kinds of project that a project can begin as."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from core.domain.project_template import ProjectTemplate, TaskSketch, told
from tui.cli import lookup
from tui.cli.desk import Desk
from tui.cli.wrong import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.project_template import MeetingSketch
    from tui.cli.parser import Verbs
    from tui.words import Words


def register(verbs: Verbs) -> None:
    """`template list` and `template show NAME`."""
    say = verbs.words.say
    below = verbs.add_more(
        verbs.add("template", _list, told=say("template.help.template")), required=False
    )
    below.add("list", _list, told=say("template.help.list"))
    shown = below.add("show", _show, told=say("template.help.show"))
    shown.argument("name", metavar="NAME", help=say("template.help.name"))
    shown.argument("--toml", action="store_true", help=say("definition.help.toml"))


def known(desk: Desk) -> Mapping[str, ProjectTemplate]:
    """The templates of this machine, by id; what cannot be used is told, a line each."""
    from tui.beginning import known_templates
    from tui.cli.form_desk import tell_left_out

    found, out = known_templates()
    tell_left_out(desk, out)
    return found


def meant(text: str, desk: Desk) -> ProjectTemplate:
    """The template of that id, or of that name.

    Raises:
        Wrong: there is none; the nearest one is named.
    """
    found = known(desk)
    named = {each.id: each for each in found.values()}
    named |= {name: each for each in found.values() for name in each.names.values()}
    wanted = text.strip()
    if wanted in named:
        return named[wanted]
    parts = [each for name, each in named.items() if wanted and wanted in name]
    if len({each.id for each in parts}) == 1 and not wanted.isascii():
        return parts[0]
    raise lookup.no_such(text, named, found)


def _list(options: Namespace) -> int:
    with Desk(options) as desk:
        found, words = known(desk).values(), desk.words
        if desk.talk.json:
            desk.talk.value([_short(each, words.language) for each in found])
            return 0
        heads = [words.say(f"template.column.{each}") for each in ("id", "name", "n", "about")]
        rows = [
            [
                each.id,
                told(each.names, words.language),
                str(len(each.tasks)),
                told(each.about, words.language),
            ]
            for each in found
        ]
        desk.talk.table(heads, rows)
        desk.talk.tell("template.use")
    return 0


def _show(options: Namespace) -> int:
    with Desk(options) as desk:
        template, words = meant(options.name, desk), desk.words
        if options.toml:
            _print_toml(template, desk)
            return 0
        if desk.talk.json:
            desk.talk.value(shape(template, words.language))
            return 0
        desk.talk.line(f"{template.id}  {told(template.names, words.language)}")
        desk.talk.line(told(template.about, words.language))
        _print_facts(desk, template)
        heads = [words.say(f"template.column.{each}") for each in _TASK]
        desk.talk.line("")
        desk.talk.table(heads, [_row(each, template, words) for each in template.tasks])
    return 0


def _print_toml(template: ProjectTemplate, desk: Desk) -> None:
    """The file that comes with the program; of a customer's own template there is none."""
    from core.templates import written

    try:
        text = written(template.id)
    except KeyError:
        raise Told(word="definition.own_only", id=template.id) from None
    desk.talk.value(text) if desk.talk.json else desk.talk.block(text.rstrip())


_TASK = ("task", "dept", "days", "after", "raci")


def _print_facts(desk: Desk, template: ProjectTemplate) -> None:
    words, language = desk.words, desk.words.language
    meetings = words.join(_meeting(each, words) for each in template.meetings)
    functions = words.join(words.say(f"term.function.{each.value}") for each in template.functions)
    facts = {
        "depts": words.join(template.dept(key, language) for key in template.depts),
        "functions": functions,
        "meetings": meetings,
        "forms": words.join(_form(each.kind, language) for each in template.forms),
        "clocks": words.join(_clock(name, word, words) for name, word in template.clocks.items()),
        "policy": _policy(template, words),
        "naming": words.join(template.naming.values()),
        "milestones": words.join(
            words.say("template.on_day", what=told(title, language), n=day)
            for title, day in template.milestones
        ),
    }
    for name, text in facts.items():
        if text:
            desk.talk.line(
                words.say("template.fact", name=words.say(f"template.{name}"), text=text)
            )


def _meeting(each: MeetingSketch, words: Words) -> str:
    kind = words.say(f"term.meeting.{each.kind.value}")
    if each.every is not None:
        every = words.say(f"term.cadence.{each.every.value}")
        return words.say("template.held", kind=kind, every=every, at=each.at, n=each.minutes)
    return words.say("template.planned", kind=kind, day=each.day, at=each.at, n=each.minutes)


def _form(kind: str, language: str) -> str:
    from tui.known import known as definitions

    found = definitions().forms.get(kind)
    return found.name(language) if found is not None else kind


def _clock(name: str, word: str, words: Words) -> str:
    switch = f"template.clock.{word}"
    return f"{name} {words.say(switch) if words.has(switch) else word}"


def _policy(template: ProjectTemplate, words: Words) -> str:
    from datetime import timedelta

    from tui.clock_words import span_told

    spans = (
        words.say(f"template.span.{name.removesuffix('_minutes')}", span=span_told(span, words))
        for name, minutes in template.spans.items()
        for span in (timedelta(minutes=minutes),)
    )
    basis = words.say(f"term.basis.{template.basis.value}") if template.basis else ""
    return words.join(filter(None, (basis, *spans)))


def _row(each: TaskSketch, template: ProjectTemplate, words: Words) -> list[str]:
    language = words.language
    titles = {one.id: told(one.title, language) for one in template.tasks}
    letters = (f"{_party(who, template, words)} {said}" for who, said in each.raci.items())
    return [
        titles[each.id],
        template.dept(each.dept, language),
        f"{each.days[0]}–{each.days[1]}",
        words.join(titles[one] for one in each.after),
        words.join(letters),
    ]


def _party(who: str, template: ProjectTemplate, words: Words) -> str:
    known_dept = who in template.depts
    return template.dept(who, words.language) if known_dept else words.say(f"term.function.{who}")


def _short(each: ProjectTemplate, language: str) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": told(each.names, language),
        "about": told(each.about, language),
        "tasks": len(each.tasks),
        "days": each.days,
    }


def shape(each: ProjectTemplate, language: str) -> dict[str, Any]:
    """A template as it is printed."""
    return {
        **_short(each, language),
        "depts": [each.dept(key, language) for key in each.depts],
        "functions": [one.value for one in each.functions],
        "tasks": [_task(one, each, language) for one in each.tasks],
        "milestones": [
            {"title": told(title, language), "day": day} for title, day in each.milestones
        ],
        "meetings": [_held(one) for one in each.meetings],
        "forms": [one.kind for one in each.forms],
        "clocks": dict(each.clocks),
        "steps_off": list(each.steps_off or ()),
        "basis": each.basis.value if each.basis else None,
        "naming": dict(each.naming),
    }


def _task(one: TaskSketch, each: ProjectTemplate, language: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": told(one.title, language),
        "dept": each.dept(one.dept, language),
        "days": list(one.days),
        "after": list(one.after),
        "deliverable": told(one.deliverable, language) or None,
        "priority": one.priority.value,
        "raci": {
            each.dept(who, language) if who in each.depts else who: letter.value
            for who, letter in one.raci.items()
        },
    }


def _held(one: MeetingSketch) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "every": one.every.value if one.every else None,
        "weekday": one.weekday if one.every else None,
        "at": one.at,
        "minutes": one.minutes,
        "day": one.day or None,
    }
