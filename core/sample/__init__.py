"""The sample project of the demo, laid around any day through the same door as all other work."""

from __future__ import annotations

from datetime import datetime

from core.sample.story import LANGUAGES, Step, tell
from core.service import Service, create_project
from core.store import Store

__all__ = ["LANGUAGES", "build"]


def build(
    store: Store,
    now: datetime,
    actor: str | None = None,
    *,
    language: str = "zh",
    process: bool = False,
) -> int:
    """Builds the sample project so that its lights and clocks look the same at any `now`.

    Gives back the project's number. It is founded by `actor`, its manager where none is given;
    `language` is one of `LANGUAGES`. With `process` the forms of its way so far are there, too.

    Raises:
        Refused: the database has a project of that code already.
        ValueError: `now` has no offset, or there is no such language.
    """
    story = tell(now, language, process=process)
    founder = actor or story.manager
    number = create_project(store, story.project, actor=founder, now=story.created)
    for step in story.steps:
        _perform(store, number, step)
    return number


def _perform(store: Store, number: int, step: Step) -> None:
    """Each step by its own person at its own time, so that the log reads as it would have been."""
    Service(store, number, step.actor, lambda: step.at).perform(step.command)
