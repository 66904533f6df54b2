"""HTTP around the scripted service."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.sync.feishu_data import APP, NODE, Seen
from tests.sync.feishu_faults import Fault

if TYPE_CHECKING:
    from tests.sync.feishu_service import FeishuService

PREFIX = "/open-apis/bitable/v1/apps/"


class Server(ThreadingHTTPServer):
    """Serves one service; a client that hangs up is no news."""

    daemon_threads = True
    service: FeishuService

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: clients hang up on purpose here."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    @property
    def service(self) -> FeishuService:
        """The service it belongs to."""
        assert isinstance(self.server, Server)
        return self.server.service

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""

    def do_GET(self) -> None:
        """A read."""
        self._answer(None)

    def do_PUT(self) -> None:
        """A write."""
        self.do_POST()

    def do_POST(self) -> None:
        """A token request, a search or a write."""
        length = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(length)
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
                return self.service.fields(table, seen.query)
            case ["records", "search"]:
                return self.service.search(table, seen.query, seen.body)
            case _:
                return _dump(self.service.edit(table, seen, rest[1:]))

    def _send(self, status: int, body: bytes, fault: Fault) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in fault.headers.items():
            self.send_header(name, value)
        if fault.head_drip:
            self._drip(b"X-Slow: " + b"x" * 10_000, fault.drip or 0.0)
        self.end_headers()
        if fault.cut:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif fault.drip is not None:
            self._drip(body, fault.drip)
        else:
            self.wfile.write(body)
        self.wfile.flush()

    def _drip(self, body: bytes, seconds: float) -> None:
        self.flush_headers()
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(seconds)


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _data(**data: Any) -> bytes:
    return _dump({"code": 0, "msg": "success", "data": data})
