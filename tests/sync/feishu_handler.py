"""HTTP around the scripted service."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.sync.feishu_data import APP, NODE, Seen
from tests.sync.feishu_faults import Fault
from tests.sync.scripted import Connection

PREFIX = "/open-apis/bitable/v1/apps/"


class Handler(Connection):
    """One connection."""

    def do_GET(self) -> None:
        """A read."""
        self._answer(None)

    def do_PUT(self) -> None:
        """A write."""
        self.do_POST()

    def do_POST(self) -> None:
        """A token request, a search or a write."""
        raw = self.raw_body()
        self._answer(json.loads(raw) if raw else None)

    def _answer(self, body: Any) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = Seen(self.command, parts.path, query, body, headers)
        self.service.requests.append(seen)
        self.service.peers.add(self.client_address)
        fault = self.service.next_fault(parts.path) or Fault()
        if fault.revoke:
            self.service.expire_tokens()
        try:
            if fault.body is not None:
                if fault.late:
                    self._right(seen)
                self._send(fault.status, fault.body, fault)
            else:
                self._send(*self._right(seen), fault)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _right(self, seen: Seen) -> tuple[int, bytes]:
        """What a service in good health says."""
        if seen.path.endswith("/tenant_access_token/internal"):
            return 200, _dump(self.service.new_token(seen.body))
        if not self.service.knows(seen.headers.get("authorization")):
            return 400, _dump({"code": 99991663, "msg": "Invalid access token"})
        if seen.path.endswith("/get_node"):
            return 200, _dump(self._node(seen.query))
        return self._bitable(seen)

    def _node(self, query: dict[str, str]) -> Any:
        if query.get("token") != NODE:
            return {"code": 131005, "msg": "not found"}
        node = {"obj_type": self.service.node_type, "obj_token": APP, "node_token": NODE}
        return {"code": 0, "msg": "success", "data": {"node": node}}

    def _bitable(self, seen: Seen) -> tuple[int, bytes]:
        app, *rest = seen.path.removeprefix(PREFIX).split("/")
        if app != APP:
            return 200, _dump({"code": 1254040, "msg": "BaseTokenNotFound"})
        match rest:
            case []:
                found = {"name": "推广进度表", "time_zone": self.service.time_zone}
                return 200, _data(app=found)
            case ["tables"]:
                names = [{"table_id": key, "name": key} for key in self.service.tables]
                return 200, _data(items=names, has_more=False, page_token="x")
            case ["tables", table, *more] if table in self.service.tables:
                return 200, self._table(table, more, seen)
            case _:
                return 200, _dump({"code": 1254041, "msg": "TableIdNotFound"})

    def _table(self, table: str, rest: list[str], seen: Seen) -> bytes:
        match rest:
            case ["fields"]:
                found: bytes = self.service.fields(table, seen.query)
            case ["records", "search"]:
                found = self.service.search(table, seen.query, seen.body)
            case _:
                found = _dump(self.service.edit(table, seen, rest[1:]))
        return found

    def _send(self, status: int, body: bytes, fault: Fault) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in fault.headers.items():
            self.send_header(name, value)
        if fault.head_drip:
            self.drip(b"X-Slow: " + b"x" * 10_000, fault.drip or 0.0)
        self.end_headers()
        self.send_body(body, cut=fault.cut, drip=fault.drip)


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _data(**data: Any) -> bytes:
    return _dump({"code": 0, "msg": "success", "data": data})
