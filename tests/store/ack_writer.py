"""A program that writes as fast as it can and says so, to be killed at any moment."""

from __future__ import annotations

import sys

from core.domain.task import AddTask
from core.service import Service
from core.store import open_store


def main(url: str, name: str) -> None:
    """Adds tasks for ever; prints each title once it is saved."""
    service = Service(open_store(url), 1, name)
    number = 0
    while True:
        number += 1
        title = f"{name}-{number}"
        service.perform(AddTask(title=title))
        sys.stdout.write(f"{title}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
