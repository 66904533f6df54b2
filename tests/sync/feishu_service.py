"""A scripted Feishu on a real socket: the part of the service that a sync talks to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from tests.sync.due_faults import DueFaults
from tests.sync.feishu_data import APP, DAY, NODE, TABLE, Item, Seen, Table, task
from tests.sync.feishu_faults import Fault, lost, reset
from tests.sync.feishu_handler import Handler
from tests.sync.feishu_writes import Writes, holds
from tests.sync.scripted import Scripted


class FeishuService(Scripted):
    """Runs while its `with` block does. Change its public state at any time."""

    def __init__(self, count: int = 5) -> None:
        super().__init__(Handler)
        self.tables = {TABLE: Table([task(number) for number in range(count)])}
        self.time_zone = "Asia/Beijing"
        self.app_id, self.app_secret = "cli_own_example", "own-example-secret"
        self.expire = 7200
        self.node_type = "bitable"
        self.requests: list[Seen] = []
        self.peers: set[tuple[str, int]] = set()
        """The ends of all connections so far."""
        self.writes = Writes()
        self._leaving: int | None = None
        self._faults = DueFaults[Fault]()
        self._tokens: set[str] = set()
        self._token_count = 0
        self._cache: dict[tuple[str, int, int, int], bytes] = {}

    @property
    def url(self) -> str:
        """What a person would copy from the browser."""
        return f"{self.base_url}/base/{APP}?table={TABLE}"

    @property
    def wiki_url(self) -> str:
        """The same table inside a wiki."""
        return f"{self.base_url}/wiki/{NODE}?table={TABLE}"

    @property
    def table(self) -> Table:
        """The first table."""
        return self.tables[TABLE]

    def environ(self, name: str = "feishu") -> dict[str, str]:
        """The variables that hold the credentials of a source called `name`."""
        known = name.upper().replace("-", "_")
        return {
            f"PENGTOU_{known}_APP_ID": self.app_id,
            f"PENGTOU_{known}_APP_SECRET": self.app_secret,
        }

    def known_to(self, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
        """Puts the credentials of sources of these names into the environment."""
        for name in names:
            for variable, value in self.environ(name).items():
                monkeypatch.setenv(variable, value)

    def fail_next(self, fault: Fault, *, on: str = "/search", after: int = 0) -> None:
        """The next request whose path holds `on` gets `fault`; `after` so many went well.

        A `$` stands for the end of the path.
        """
        with self._lock:
            self._faults.add(fault, on, after)

    def leave(self, after: int) -> None:
        """Answers so many requests, then none; the first unanswered one is carried out."""
        self._leaving = after

    def come_back(self) -> None:
        """Answers again."""
        self._leaving = None

    @property
    def pending(self) -> int:
        """Faults that are still to come."""
        return len(self._faults)

    def forget_pages(self) -> None:
        """Forgets the pages it has made: lists that are gone leave their ids to others."""
        self._cache.clear()

    def expire_tokens(self) -> None:
        """Revokes every token given out, as the service may do at any time."""
        with self._lock:
            self._tokens.clear()

    def count(self, part: str) -> int:
        """Requests so far whose path holds `part`."""
        return sum(part in seen.path for seen in self.requests)

    # What the handler asks for.

    def next_fault(self, path: str) -> Fault | None:
        """The fault due for a request to `path`, if any; counts the request."""
        with self._lock:
            if self._leaving is not None:
                self._leaving -= 1
                if self._leaving < 0:
                    return lost() if self._leaving == -1 else reset()
            return self._faults.take(path)

    def new_token(self, body: Any) -> Item:
        """The reply to a token request."""
        if body != {"app_id": self.app_id, "app_secret": self.app_secret}:
            return {"code": 10014, "msg": "app secret invalid"}
        with self._lock:
            self._token_count += 1
            token = f"t-own-{self._token_count}"
            self._tokens.add(token)
        return {"code": 0, "msg": "ok", "tenant_access_token": token, "expire": self.expire}

    def knows(self, authorization: str | None) -> bool:
        """Whether the header carries a token that still holds."""
        return (authorization or "").removeprefix("Bearer ") in self._tokens

    def search(self, table: str, query: Mapping[str, str], body: Item) -> bytes:
        """One page of records, serialised; unfiltered pages are made only once."""
        offset, size = _place(query)
        plain = not (body.keys() & {"filter", "view_id"})
        key = (table, id(self.tables[table].records), offset, size)
        if not (plain and key in self._cache):
            page = _slice(self._chosen(table, body), offset, size)
            self._cache[key] = json.dumps(page, ensure_ascii=False).encode()
            if not plain:
                return self._cache.pop(key)
        return self._cache[key]

    def edit(self, table: str, seen: Seen, rest: list[str]) -> Item:
        """Reads by id, changes and creations."""
        with self._lock:
            return self.writes.answer(self.tables[table], seen, rest)

    def fields(self, table: str, query: Mapping[str, str]) -> bytes:
        """One page of the field list."""
        page = _slice(self.tables[table].columns, *_place(query))
        page["data"].setdefault("page_token", "fldLast")
        return json.dumps(page, ensure_ascii=False).encode()

    def _chosen(self, table: str, body: Item) -> list[Item]:
        records = self.tables[table].records
        if body.get("filter") and _operator(body["filter"]) == "contains":
            return [item for item in records if holds(item, body["filter"])]
        if body.get("filter"):
            name, midnight = _condition(body["filter"])
            assert name in {each["field_name"] for each in self.tables[table].columns}
            return [item for item in records if item["last_modified_time"] >= midnight + DAY]
        if body.get("view_id"):
            shown = self.tables[table].views[body["view_id"]]
            return [item for item in records if item["record_id"] in shown]
        return records


def _place(query: Mapping[str, str]) -> tuple[int, int]:
    token = query.get("page_token", "at:0")
    return int(token.removeprefix("at:")), int(query.get("page_size", "20"))


def _slice(items: Iterable[Item], offset: int, size: int) -> Item:
    listed = list(items)
    more = offset + size < len(listed)
    data: Item = {"has_more": more, "total": len(listed), "items": listed[offset : offset + size]}
    if more:
        data["page_token"] = f"at:{offset + size}"
    return {"code": 0, "msg": "success", "data": data}


def _operator(found: Item) -> str:
    return str(found["conditions"][0]["operator"])


def _condition(found: Item) -> tuple[str, int]:
    (condition,) = found["conditions"]
    assert condition["operator"] == "isGreater"
    word, moment = condition["value"]
    assert word == "ExactDate"
    return condition["field_name"], int(moment)
