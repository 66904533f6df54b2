"""The calls of the service that a sync needs, each one function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from core.domain.text import clean
from sync.http import Ask, Http
from sync.teambition.envelope import TokenRefused, judge
from sync.teambition.paging import Batch, batch, walk
from sync.teambition.token import Tokens
from sync.trouble import Fatal

SIZE = 100
"""Items asked for on one page; fewer may come."""
TOGETHER = 50
"""Ids in one call."""
ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Member:
    """On whose behalf requests are made."""

    tokens: Tokens
    tenant: str = ""
    """The organization's id; may be empty with a personal token."""
    operator: Callable[[], str] | None = field(default=None, repr=False)
    """Gives the userId that writes are done by, or raises `Fatal`; None asks the service."""


class Client:
    """Talks about one project. Every call may raise `Retry` or `Fatal`."""

    def __init__(self, http: Http, member: Member, project: str) -> None:
        self._http = http
        self._member = member
        self.project = project
        self._me = ""

    def close(self) -> None:
        """Ends the connection."""
        self._http.close()

    def title(self) -> str:
        """The project's name.

        Raises `Fatal("teambition-project")` when it is not among what comes back: the service
        answers a question it does not understand with other projects.
        """
        found = batch(self._get("/v3/project/query", projectIds=self.project), "project").items
        for item in found:
            if isinstance(item, dict) and item.get("id") == self.project:
                return clean(str(item.get("name") or ""), limit=200)
        raise Fatal("teambition-project", id=self.project)

    def listed(self, what: str) -> list[Any]:
        """All of `taskflowstatus`, `stage`, `customfield` or `tag` of the project."""
        return self._all(f"/v3/project/{self.project}/{what}/search", what)

    def priorities(self) -> list[Any]:
        """The organization's levels of priority: a list, or an object that holds one."""
        found = self._get("/v3/project/priority/list").get("result")
        held = found.values() if isinstance(found, dict) else (found,)
        for each in held:
            if isinstance(each, list):
                return each
        raise Fatal("reply-not-understood", call="priority")

    def tasks(self, query: str, token: str = "", *, size: int = 0, archived: bool = False) -> Batch:
        """One page of the project's tasks."""
        more = {"q": query} if query else {}
        more |= {"includeArchived": "true"} if archived else {}
        return self._page(f"/v3/project/{self.project}/task/query", token, "task", more, size)

    def by_id(self, ids: Iterable[str]) -> list[Any]:
        """Tasks wherever they are now; those nobody knows or may see are just missing."""
        found: list[Any] = []
        for some in _together(ids):
            found += self._all("/v3/task/query", "task", taskId=",".join(some))
        return found

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Names of people by userId; those nobody knows are just missing."""
        found: dict[str, str] = {}
        for some in _together(ids):
            ask = Ask("POST", "/org/member/batchGet", body={"userIds": list(some)})
            for item in batch(self._call(ask), "member").items:
                if isinstance(item, dict) and isinstance(item.get("userId"), str):
                    found[item["userId"]] = clean(str(item.get("name") or ""), limit=100)
        return found

    def dependencies(self, ids: Iterable[str]) -> list[Any]:
        """What these tasks wait for and what waits for them."""
        found: list[Any] = []
        for some in _together(ids):
            found += self._all("/v3/task/dependency", "dependency", taskId=",".join(some))
        return found

    def change(self, task: str, method: str, part: str, body: Mapping[str, object]) -> None:
        """Sets one member of one task; doing it twice is the same as once."""
        self._write(Ask(method, f"/v3/task/{task}/{part}", body=dict(body)))

    def create(self, body: Mapping[str, object]) -> Any:
        """Makes a task, and never sends the wish again by itself; what came back of it."""
        told = {"projectId": self.project, **body}
        ask = Ask("POST", "/v3/task/create", body=told, repeatable=False)
        return self._write(ask).get("result")

    def operator(self) -> str:
        """The userId on whose behalf we write.

        Raises `Fatal("secret-missing", …)` when an app has none, for it cannot write without.
        """
        if not self._me:
            given = self._member.operator
            self._me = given() if given else self._whoami()
        return self._me

    def _whoami(self) -> str:
        """Whose personal token it is."""
        found = self._get("/users/me").get("result")
        entry: dict[str, Any] = found if isinstance(found, dict) else {}
        for name in ("userId", "id", "_id"):
            if isinstance(entry.get(name), str) and ID.fullmatch(entry[name]):
                return str(entry[name])
        raise Fatal("reply-not-understood", call="users/me")

    def _all(self, path: str, call: str, **params: str) -> list[Any]:
        def fetch(token: str) -> Batch:
            return self._page(path, token, call, params)

        return [item for page in walk(fetch) for item in page.items]

    def _page(
        self, path: str, token: str, call: str, params: Mapping[str, str], size: int = 0
    ) -> Batch:
        place = {"pageToken": token} if token else {}
        return batch(self._get(path, pageSize=str(size or SIZE), **place, **params), call)

    def _get(self, path: str, **params: str) -> dict[str, Any]:
        return self._call(Ask("GET", path, params))

    def _write(self, ask: Ask) -> dict[str, Any]:
        return self._call(replace(ask, headers={"X-Operator-Id": self.operator()}))

    def _call(self, ask: Ask) -> dict[str, Any]:
        """A successful reply; a refused token is renewed once, and the same request sent again."""
        try:
            return self._send(ask)
        except TokenRefused:
            if not self._member.tokens.renew():
                raise
            return self._send(ask)

    def _send(self, ask: Ask) -> dict[str, Any]:
        tokens = self._member.tokens
        headers = {
            **ask.headers,
            "Authorization": f"Bearer {tokens.current()}",
            "X-Tenant-Type": "organization",
        }
        if self._member.tenant:
            headers["X-Tenant-Id"] = self._member.tenant
        return self._http.ask(replace(ask, headers=headers), partial(judge, hidden=tokens.hidden))


def _together(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    """The well-formed among `ids`, once each, in portions."""
    found = [each for each in dict.fromkeys(ids) if ID.fullmatch(each)]
    for first in range(0, len(found), TOGETHER):
        yield found[first : first + TOGETHER]
