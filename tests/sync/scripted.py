"""What scripted services share: a real socket, one handler a connection, a life in a `with`."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class Server(ThreadingHTTPServer):
    """Serves one service; a client that hangs up is no news."""

    daemon_threads = True
    service: Any

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: clients hang up on purpose here."""


class Connection(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    @property
    def service(self) -> Any:
        """The service it belongs to."""
        assert isinstance(self.server, Server)
        return self.server.service

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""

    def raw_body(self) -> bytes:
        """What the client sent."""
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def send_body(self, body: bytes, *, cut: bool = False, drip: float | None = None) -> None:
        """Sends it whole; half of it before hanging up; or so many seconds a byte."""
        if cut:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif drip is not None:
            self.drip(body, drip)
        else:
            self.wfile.write(body)
        self.wfile.flush()

    def drip(self, body: bytes, seconds: float) -> None:
        """Sends byte by byte."""
        self.flush_headers()
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(seconds)


class Scripted:
    """Runs while its `with` block does."""

    def __init__(self, handler: type[Connection]) -> None:
        self._lock = threading.RLock()
        self._server = Server(("127.0.0.1", 0), handler)
        self._server.service = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Goes away; a second time is no harm."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def base_url(self) -> str:
        """Scheme, host and port: the base of most APIs."""
        return f"http://127.0.0.1:{self._server.server_port}"
