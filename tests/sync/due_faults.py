"""DueFaults: what goes wrong next in a scripted service, by the path of a request."""

from __future__ import annotations

from typing import Generic, TypeVar

Fault = TypeVar("Fault")


class DueFaults(Generic[Fault]):
    """Each is due once, at a path that holds a text, after so many requests to it went well."""

    def __init__(self) -> None:
        self._due: list[tuple[str, int, Fault]] = []

    def __len__(self) -> int:
        return len(self._due)

    def add(self, fault: Fault, on: str, after: int) -> None:
        """A `$` in `on` stands for the end of the path."""
        self._due.append((on, after, fault))

    def clear(self) -> None:
        """All is well from now on."""
        self._due.clear()

    def take(self, path: str) -> Fault | None:
        """The fault due for a request to `path`, if any; counts the request."""
        for place, (on, after, fault) in enumerate(self._due):
            if on not in f"{path}$":
                continue
            if after == 0:
                del self._due[place]
                return fault
            self._due[place] = (on, after - 1, fault)
            return None
        return None
