"""The calls of the service that a sync needs, each one function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import partial
from typing import Any

from core.domain.text import clean
from sync.feishu.columns import Fields, fields
from sync.feishu.envelope import TokenRefused, judge
from sync.feishu.paging import Batch, Walk, batch
from sync.feishu.token import Tokens
from sync.feishu.url import ID
from sync.feishu.zone import zone
from sync.http import Ask, Http
from sync.trouble import Fatal

BITABLE = "/open-apis/bitable/v1/apps"
NODE = "/open-apis/wiki/v2/spaces/get_node"
FEW = 100
"""Page size of tables and fields."""


@dataclass(frozen=True, slots=True)
class Base:
    """A base as a whole."""

    name: str
    zone: tzinfo
    zone_name: str


class Client:
    """Talks to one tenant as one app. Every call may raise `Retry` or `Fatal`."""

    def __init__(self, http: Http, tokens: Tokens) -> None:
        self._http = http
        self._tokens = tokens

    def close(self) -> None:
        """Ends the connection."""
        self._http.close()

    def resolve(self, node: str) -> str:
        """The base that the wiki node stands for."""
        data = self._call(Ask("GET", NODE, {"token": node}))
        found = data.get("node")
        entry: dict[str, Any] = found if isinstance(found, dict) else {}
        kind, token = entry.get("obj_type"), entry.get("obj_token")
        if kind != "bitable":
            raise Fatal("wiki-not-a-base", kind=clean(str(kind), limit=40))
        if not isinstance(token, str) or not ID.fullmatch(token):
            raise Fatal("reply-not-understood", call="wiki")
        return token

    def base(self, app: str) -> Base:
        """Name and zone of a base."""
        found = self._call(Ask("GET", f"{BITABLE}/{app}")).get("app")
        entry: dict[str, Any] = found if isinstance(found, dict) else {}
        where = zone(entry.get("time_zone"))
        return Base(clean(str(entry.get("name") or ""), limit=200), where, str(where))

    def tables(self, app: str) -> dict[str, str]:
        """Names of the tables by their ids."""
        items = self._all(f"{BITABLE}/{app}/tables")
        found = (item for item in items if isinstance(item, dict))
        return {
            item["table_id"]: clean(str(item.get("name") or ""), limit=200)
            for item in found
            if isinstance(item.get("table_id"), str) and ID.fullmatch(item["table_id"])
        }

    def fields(self, app: str, table: str) -> Fields:
        """The columns of a table."""
        return fields(self._all(f"{BITABLE}/{app}/tables/{table}/fields"))

    def search(
        self, app: str, table: str, body: Mapping[str, object], token: str | None, size: int
    ) -> Batch:
        """One page of records. The place in the listing goes in the query, not in the body."""
        path = f"{BITABLE}/{app}/tables/{table}/records/search"
        asked = {"automatic_fields": True, **body}
        return batch(self._call(Ask("POST", path, _page(token, size), body=asked)))

    def get(self, app: str, table: str, ids: Sequence[str]) -> tuple[list[Any], frozenset[str]]:
        """At most 100 records by id, and the ids of those that the app may not see.

        What is gone is in neither. (Documented: 批量获取记录, app-table-record/batch_get; 100 ids,
        20 calls a second, the same scopes as a search.)
        """
        path = f"{BITABLE}/{app}/tables/{table}/records/batch_get"
        body = {"record_ids": list(ids), "automatic_fields": True}
        data = self._call(Ask("POST", path, body=body))
        found, hidden = data.get("records"), data.get("forbidden_record_ids")
        return (
            found if isinstance(found, list) else [],
            frozenset(map(str, hidden)) if isinstance(hidden, list) else frozenset(),
        )

    def update(self, app: str, table: str, record: str, cells: Mapping[str, object]) -> None:
        """Sets cells of one record. Once or twice is the same."""
        path = f"{BITABLE}/{app}/tables/{table}/records/{record}"
        self._call(Ask("PUT", path, body={"fields": dict(cells)}))

    def create(self, app: str, table: str, cells: Mapping[str, object], key: str) -> str:
        """Makes one record and gives back its id; `key` makes a repeat the same as once."""
        path = f"{BITABLE}/{app}/tables/{table}/records"
        ask = Ask("POST", path, {"client_token": key}, body={"fields": dict(cells)})
        found = self._call(ask).get("record")
        made = found.get("record_id") if isinstance(found, dict) else None
        if not isinstance(made, str) or not ID.fullmatch(made):
            raise Fatal("reply-not-understood", call="records")
        return made

    def _all(self, path: str) -> list[Any]:
        def fetch(token: str | None, size: int) -> Batch:
            return batch(self._call(Ask("GET", path, _page(token, size))))

        return [item for page in Walk(fetch, FEW) for item in page.items]

    def _call(self, ask: Ask) -> dict[str, Any]:
        """The data of a reply; a refused token is renewed once."""
        try:
            return self._send(ask)
        except TokenRefused:
            self._tokens.drop()
            return self._send(ask)

    def _send(self, ask: Ask) -> dict[str, Any]:
        token = self._tokens.current()
        headers = {"Authorization": f"Bearer {token}"}
        hidden = (token, self._tokens.secret)
        data = self._http.ask(replace(ask, headers=headers), partial(judge, hidden=hidden))
        found = data.get("data")
        return found if isinstance(found, dict) else {}


def _page(token: str | None, size: int) -> dict[str, str]:
    place = {"page_token": token} if token is not None else {}
    return {"page_size": str(size), **place}
