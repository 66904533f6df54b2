"""Putting on record what a run does, and what it works with."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.domain.ids import SYSTEM
from core.domain.message import ClaimMessage, DoubtMessage, MessageFailed, MessageSent, PartSent
from core.domain.refusal import Conflict, Refused, Unreachable
from core.service import Service, new_command_id
from core.settings import BotSettings
from sync.bots.bot import Bot, open_bot

AGAIN = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between tries to put on record what happened, while the database is away."""
Step = ClaimMessage | PartSent | MessageSent | MessageFailed | DoubtMessage


@dataclass(frozen=True, slots=True)
class Tools:
    """What tests put something else in the place of."""

    open: Callable[[str, BotSettings], Bot] = open_bot
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.monotonic
    """Seconds, for the pace."""
    jitter: Callable[[], float] = random.random
    stop: Callable[[], bool] = field(default=lambda: False)
    """Whether to leave off after the part that is under way."""


class Books:
    """The database of one run, in the name of the system."""

    def __init__(self, service: Service, tools: Tools) -> None:
        self.tools = tools
        self.holder = uuid.uuid4().hex
        """By what the run is known while it holds messages."""
        self._service = Service(service.store, service.project, SYSTEM, service.now)

    def now(self) -> datetime:
        """The database's time."""
        return self._service.now()

    def ask(self, question: Callable[..., Any], *arguments: Any) -> Any:
        """The answer of a query function of the store about the project."""
        return self._service.store.ask(question, self._service.project, *arguments)

    def wish(self, step: Step) -> bool:
        """Whether the rules let a step happen, and it did."""
        try:
            return bool(self._service.perform(step))
        except (Refused, Conflict):
            return False

    def tell(self, step: Step) -> bool:
        """As `wish`, for what happened outside already: told again while the database is away.

        Raises:
            Unreachable: it stays away.
        """
        name = new_command_id()
        for pause in AGAIN:
            try:
                return self._told(step, name)
            except Unreachable:
                self.tools.sleep(pause)
        return self._told(step, name)

    def _told(self, step: Step, name: str) -> bool:
        try:
            return bool(self._service.perform(step, command_id=name))
        except (Refused, Conflict):
            return False
