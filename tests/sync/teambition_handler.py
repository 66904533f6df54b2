"""HTTP around the scripted Teambition."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.sync.scripted import Connection
from tests.sync.teambition_data import Seen
from tests.sync.teambition_faults import Fault

PREFIX = "/gateway"


class Handler(Connection):
    """One connection."""

    def do_GET(self) -> None:
        """A read."""
        self._answer(None)

    def do_POST(self) -> None:
        """A read with a body, or a write."""
        self._answer(self._body())

    def do_PUT(self) -> None:
        """A write of one member."""
        self._answer(self._body())

    def _body(self) -> Any:
        raw = self.raw_body()
        return json.loads(raw) if raw else None

    def _answer(self, body: Any) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = parts.path.removeprefix(PREFIX) if parts.path.startswith(PREFIX) else "?"
        seen = Seen(self.command, path, dict(parse_qsl(parts.query)), body, headers)
        self.service.requests.append(seen)
        fault = self.service.next_fault(path) or Fault()
        if fault.revoke:
            self.service.revoke()
        try:
            self._fail(fault, seen)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _fail(self, fault: Fault, seen: Seen) -> None:
        if fault.reset == "before":
            self.close_connection = True
            return
        if fault.body is not None:
            self._send(fault.status, fault.body, fault)
            return
        told = self._right(seen)
        if fault.reset == "after":
            self.close_connection = True
            return
        self._send(200, json.dumps(told, ensure_ascii=False).encode(), fault)

    def _right(self, seen: Seen) -> Any:
        """What a service in good health says; every answer comes as HTTP 200."""
        if not self.service.admits(seen.headers):
            return {"code": 401, "errorMessage": "token invalid", "requestId": "req-own-2"}
        return self.service.serve(seen)

    def _send(self, status: int, body: bytes, fault: Fault) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in fault.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.send_body(body, cut=fault.cut, drip=fault.drip)
