"""A scripted Teambition on a real socket: what a sync reads and writes there, with its state."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterable
from typing import Any

from tests.sync.due_faults import DueFaults
from tests.sync.scripted import Scripted
from tests.sync.teambition_answers import answer
from tests.sync.teambition_data import OPERATOR, PROJECT, TENANT, Item, Project, Seen, task
from tests.sync.teambition_faults import Fault
from tests.sync.teambition_handler import PREFIX, Handler


class TeambitionService(Scripted):
    """Runs while its `with` block does. Change its public state at any time."""

    def __init__(self, count: int = 5) -> None:
        super().__init__(Handler)
        self.project = Project()
        self.put(task(number) for number in range(count))
        self.app_id, self.app_secret = "65f1a0c2e1a2b3c4d5e6f0aa", "own-example-secret"
        self.personal = "own-personal-token"
        """The token of the operator, who is a member like everybody."""
        self.size = 1000
        """The most items on a page, whatever is asked for."""
        self.refuses: tuple[str, ...] = ()
        """Words in queries that are answered with 400."""
        self.ignores: tuple[str, ...] = ()
        """Words in queries that are answered with nothing."""
        self.keeps: tuple[str, ...] = ()
        """Members that cannot be taken away."""
        self.lagging: set[str] = set()
        """Ids of tasks that the search does not know yet."""
        self.requests: list[Seen] = []
        self.created = 0
        self._faults = DueFaults[Fault]()
        self._revoked: set[str] = set()

    @property
    def base_url(self) -> str:
        """The base of the API, with a prefix."""
        return f"{super().base_url}{PREFIX}"

    @property
    def url(self) -> str:
        """What a person would copy from the browser."""
        return f"{super().base_url}/project/{PROJECT}/tasks/view/all"

    def environ(self, name: str = "teambition") -> dict[str, str]:
        """The variables that hold the credentials of a source called `name`."""
        found = {
            "APP_ID": self.app_id,
            "APP_SECRET": self.app_secret,
            "TENANT_ID": TENANT,
            "OPERATOR_ID": OPERATOR,
        }
        return {f"PENGTOU_{name.upper()}_{key}": value for key, value in found.items()}

    @property
    def tasks(self) -> dict[str, Item]:
        """All tasks by id, archived ones too."""
        return self.project.tasks

    def put(self, tasks: Iterable[Item]) -> None:
        """These are all tasks now."""
        self.project.tasks = {each["id"]: each for each in tasks}

    def fail_next(self, fault: Fault, *, on: str = "/task/query", after: int = 0) -> None:
        """The next request whose path holds `on` gets `fault`; `after` so many went well."""
        with self._lock:
            self._faults.add(fault, on, after)

    @property
    def pending(self) -> int:
        """Faults that are still to come."""
        return len(self._faults)

    def forget_faults(self) -> None:
        """All is well from now on."""
        with self._lock:
            self._faults.clear()

    def count(self, part: str, method: str = "") -> int:
        """Requests so far whose path holds `part`."""
        return sum(part in seen.path and method in ("", seen.method) for seen in self.requests)

    def revoke(self) -> None:
        """No token that was used so far holds any longer."""
        with self._lock:
            self._revoked |= {seen.headers.get("authorization", "") for seen in self.requests}

    # What the handler asks for.

    def next_fault(self, path: str) -> Fault | None:
        """The fault due for a request to `path`, if any; counts the request."""
        with self._lock:
            return self._faults.take(path)

    def admits(self, headers: dict[str, str]) -> bool:
        """Whether the token is the personal one, or made with our secret and not revoked."""
        told = headers.get("authorization", "")
        if told == f"Bearer {self.personal}":
            return True
        if told in self._revoked or headers.get("x-tenant-id") != TENANT:
            return False
        claims = decoded(told.removeprefix("Bearer "), self.app_secret)
        return claims is not None and claims.get("_appId") == self.app_id

    def serve(self, seen: Seen) -> Any:
        """The envelope that a service in good health answers with."""
        with self._lock:
            return answer(self, seen)


def decoded(token: str, key: str) -> Item | None:
    """The claims of a token signed with `key`; None for any other."""
    text, _, signature = token.rpartition(".")
    made = base64.urlsafe_b64encode(hmac.digest(key.encode(), text.encode(), "sha256"))
    if made.rstrip(b"=").decode() != signature:
        return None
    _, _, claims = text.partition(".")
    found: Item = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return found
