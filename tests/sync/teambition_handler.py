"""HTTP around the scripted Teambition."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.sync.teambition_data import Seen
from tests.sync.teambition_faults import Fault

if TYPE_CHECKING:
    from tests.sync.teambition_service import TeambitionService

PREFIX = "/gateway"


class Server(ThreadingHTTPServer):
    """Serves one service; a client that hangs up is no news."""

    daemon_threads = True
    service: TeambitionService

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: clients hang up on purpose here."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    @property
    def service(self) -> TeambitionService:
        """The service it belongs to."""
        assert isinstance(self.server, Server)
        return self.server.service

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""

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
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
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
        if fault.cut:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif fault.drip is not None:
            self.flush_headers()
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(fault.drip)
        else:
            self.wfile.write(body)
        self.wfile.flush()
