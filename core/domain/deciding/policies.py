"""Deciding about policies (process 1.5, 1.11): who may set one, and what one may say."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

from core.domain import clock_choice, naming, office
from core.domain.event import Event, created
from core.domain.ids import Kind
from core.domain.people import Function, Person, Role
from core.domain.policy import Policy, SetPolicy, in_force
from core.domain.refusal import Refused
from core.domain.scene import Scene

LONGEST = timedelta(days=366) // timedelta(minutes=1)
"""The most minutes that a clock may run: a leap year."""
_SPANS = ("response_minutes", "solution_minutes", "green_minutes")
_WISHES = (*_SPANS, "basis", "ack_minutes", "opens", "closes", "owner_may_close", "steps_off")
_LAID_OVER = ("clocks", "naming")
"""What is said of some and leaves the others as they were."""


def decide(command: SetPolicy, scene: Scene) -> tuple[Event, ...]:
    """What a wish for other clocks comes to: nothing, where they run so at that moment already.

    What it leaves open reads as in the policy that holds when it begins.

    Raises:
        Refused: who asks may not; a span, the office hours or the beginning cannot be.
    """
    _allowed(scene)
    effective = command.effective_at or scene.now
    if effective < scene.now:
        raise Refused("policy-in-past", at=effective)
    held = in_force(scene.policies, effective)
    wished = _checked(dataclasses.replace(held, **_wishes(command, held, scene)))
    if wished == held:
        return ()
    policy = dataclasses.replace(
        wished,
        id=scene.next_id(Kind.POLICY),
        version=0,
        removed=False,
        updated_at=None,
        effective_at=effective,
    )
    return (created(policy, "policy.set"),)


def _wishes(command: SetPolicy, held: Policy, scene: Scene) -> dict[str, Any]:
    clock_choice.check(command.clocks or {}, scene.clocks)
    naming.check(command.naming or {})
    named = {name: value for name in _WISHES if (value := getattr(command, name)) is not None}
    said = {name: value for name in _LAID_OVER if (value := getattr(command, name)) is not None}
    laid = {name: clock_choice.laid_over(getattr(held, name), each) for name, each in said.items()}
    return {**named, **laid}


def setters(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Who may set a policy: administrators and project managers."""
    return tuple(
        each
        for each in people
        if not each.removed
        and (each.role is Role.ADMIN or Function.PROJECT_MANAGER in each.functions)
    )


def _allowed(scene: Scene) -> None:
    """Where nobody is known who may, anybody may: a project is set up by whoever begins it."""
    known = setters(tuple(scene.people.values()))
    myself = scene.myself()
    if known and myself not in known:
        raise Refused("policy-who-may", names=[each.name for each in known])


def _checked(policy: Policy) -> Policy:
    for name in _SPANS:
        _within(getattr(policy, name), least=1)
    _within(policy.ack_minutes, least=0)
    opens, closes = office.hours(policy.opens, policy.closes)
    return dataclasses.replace(policy, opens=opens, closes=closes)


def _within(minutes: int, *, least: int) -> None:
    if not least <= minutes <= LONGEST:
        raise Refused("policy-span", minutes=minutes)
