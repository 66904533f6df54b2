"""The first run: which way somebody takes, what was answered, and what is asked next. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from core.domain.text import clean
from tui.actions import BOARD
from tui.founding import CODE, code_for
from tui.team_address import Address, parted
from tui.unfit import Unfit
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from tui.words import Words

Line = tuple[Span, ...]
MENU: Final = "menu"
CONNECT: Final = "exchange.add"
"""The action that begins the set-up of a source."""
WAYS: Final = ("sample", "own", "source", "team", "kind")
"""What the page offers, in the order of its digits."""
_OWN: Final = ("name", "code", "me", "dept")
_STEPS: Final[Mapping[str, Sequence[str]]] = {
    "own": _OWN,
    "source": _OWN,
    "kind": ("template", *_OWN),
    "team": ("url", "password", "project", "me"),
}
_LONGEST: Final = {"name": 60, "code": CODE, "me": 60, "dept": 60}


@dataclass(frozen=True, slots=True)
class Draft:
    """How far somebody has come. A password is in the address alone, which does not print it."""

    way: str = ""
    step: str = MENU
    answers: Mapping[str, str] = field(default_factory=dict)
    """What was answered, by step; defaults that were taken are in it."""
    address: Address | None = None
    projects: tuple[tuple[str, str], ...] = ()
    """The projects of the team's database: code and name."""
    templates: tuple[tuple[str, str, str], ...] = ()
    """The kinds of project: id, name, and the department that usually leads one."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the way taken: what needs no asking is left out."""
        gone = set()
        if self.address is not None and (self.address.password or not self.address.server):
            gone.add("password")
        if len(self.projects) == 1:
            gone.add("project")
        kept = (each for each in _STEPS.get(self.way, ()) if each not in gone)
        return tuple(kept)

    @property
    def after(self) -> str:
        """The step after this one; empty where it is the last."""
        at = self.steps.index(self.step) + 1 if self.step in self.steps else 0
        return self.steps[at] if at < len(self.steps) else ""

    @property
    def before(self) -> str:
        """The step before this one; the menu before the first."""
        at = self.steps.index(self.step) if self.step in self.steps else 0
        return self.steps[at - 1] if at else MENU

    @property
    def code(self) -> str:
        """The project that is meant in a team's database."""
        return self.answers.get("project") or (self.projects[0][0] if self.projects else "")


def ways() -> tuple[str, ...]:
    """What can be chosen: a source only where there is a way to set one up."""
    connects = any(each.id == CONNECT for each in BOARD)
    return tuple(each for each in WAYS if each != "source" or connects)


def usual(draft: Draft, me: str, words: Words) -> str:
    """What an empty line means at a step."""
    match draft.step:
        case "dept" if found := _chosen(draft):
            return found[2]
        case "name" | "dept":
            return words.say(f"first_run.usual.{draft.step}")
        case "code":
            return code_for(draft.answers.get("name", ""), ())
        case "me":
            return me
        case _:
            return ""


def answered(draft: Draft, text: str, usually: str) -> Draft:
    """With the answer to the step; the step stays.

    Raises:
        Unfit: nothing was typed where something must be, or there is no such project.
    """
    if draft.step == "url":
        return _addressed(draft, text)
    if draft.step == "password":
        assert draft.address is not None
        return replace(draft, address=replace(draft.address, password=text))
    said = clean(text, limit=_LONGEST.get(draft.step, 60)) or usually
    if draft.step == "project":
        said = _project(draft, said)
    if draft.step == "template":
        said = _template(draft, said)
    if not said:
        raise Unfit(word="first_run.wants.any")
    return replace(draft, answers={**draft.answers, draft.step: said})


def _addressed(draft: Draft, text: str) -> Draft:
    if not text.strip():
        raise Unfit(word="first_run.wants.url")
    try:
        address = parted(text)
    except ValueError:
        raise Unfit(word="first_run.wants.url") from None
    answers = {**draft.answers, "url": address.bare}
    return replace(draft, answers=answers, address=address, projects=())


def _project(draft: Draft, said: str) -> str:
    """A project by its number in the list, or by its code."""
    codes = [code for code, _ in draft.projects]
    if said.isdecimal() and 0 < int(said) <= len(codes):
        return codes[int(said) - 1]
    if said not in codes:
        raise Unfit(word="first_run.wants.project", n=len(codes))
    return said


def _template(draft: Draft, said: str) -> str:
    """A kind of project by its number in the list, or by its name."""
    ids = [each[0] for each in draft.templates]
    if said.isdecimal() and 0 < int(said) <= len(ids):
        return ids[int(said) - 1]
    named = {name: each for each, name, _ in draft.templates} | {each: each for each in ids}
    if said not in named:
        raise Unfit(word="first_run.wants.template", n=len(ids))
    return named[said]


def _chosen(draft: Draft) -> tuple[str, str, str] | None:
    """The kind of project that was chosen."""
    wanted = draft.answers.get("template")
    return next((each for each in draft.templates if each[0] == wanted), None)


def must_look(draft: Draft) -> bool:
    """Whether the team's database is to be looked at before the next step."""
    return draft.way == "team" and not draft.projects and draft.after != "password"


def title(draft: Draft, words: Words) -> str:
    """`碰头 · 建自己的项目  第 2/4 步`."""
    if draft.step == MENU:
        return words.say("first_run.title")
    at = words.say("first_run.at", n=draft.steps.index(draft.step) + 1, of=len(draft.steps))
    return f"{words.say(f'first_run.way.{draft.way}')}  {at}"


def lines(draft: Draft, words: Words) -> list[Line]:
    """What stands above the list or the line."""
    if draft.step == MENU:
        return [(Span(words.say("first_run.lead")),), (Span(words.say("first_run.how"), "muted"),)]
    found: list[Line] = []
    for step in draft.steps[: draft.steps.index(draft.step)]:
        said = _said(draft, step)
        label = f"{words.say(f'first_run.label.{step}')}  "
        found.append((Span("✓ ", "accent"), Span(label, "muted"), Span(said)))
    found += [(), (Span(words.say(f"first_run.ask.{draft.step}"), "bold"),)]
    if draft.step == "project":
        found += [
            (Span(f"  {at} ", "accent bold"), Span(f"{name}  "), Span(code, "muted"))
            for at, (code, name) in enumerate(draft.projects, 1)
        ]
    if draft.step == "template":
        found += [
            (Span(f"  {at} ", "accent bold"), Span(f"{name}  "), Span(id_, "muted"))
            for at, (id_, name, _) in enumerate(draft.templates, 1)
        ]
    return [*found, (Span(words.say(f"first_run.about.{draft.step}"), "muted"),)]


def _said(draft: Draft, step: str) -> str:
    """An answer as it may be shown."""
    if step == "password":
        return "•••"
    if step == "template" and (found := _chosen(draft)):
        return found[1]
    return draft.answers.get(step, "")


def foot(draft: Draft, words: Words) -> Line:
    """The keys of the page."""
    keys = {MENU: ("choose", "move", "language", "leave")}.get(draft.step, ("enter", "esc"))
    found: list[Span] = []
    for each in keys:
        key, told = words.say(f"first_run.key.{each}"), words.say(f"first_run.foot.{each}")
        found += [Span(key, "accent bold"), Span(f" {told}  ", "muted")]
    return tuple(found)
