"""A door before PostgreSQL: behind it all can fall silent, and no connection ends."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url


class Blackhole:
    """Passes bytes on both ways, until it is told not to."""

    def __init__(self, target: str) -> None:
        url = make_url(target)
        self._server = f"{url.query['host']}/.s.PGSQL.{url.port or 5432}"
        self._door = socket.create_server(("127.0.0.1", 0))
        host, port = self._door.getsockname()
        self.url = url.set(host=host, port=port, query={}).render_as_string(hide_password=False)
        self._open = threading.Event()
        self._open.set()
        self._ends: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def swallow(self) -> None:
        """Nothing comes through from now on."""
        self._open.clear()

    def let_through(self) -> None:
        """What was held back comes through."""
        self._open.set()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._ends += [client, server]
                carrier = threading.Thread(target=self._carry, args=(client, server))
                self._threads.append(carrier)
                carrier.start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        other = {client: server, server: client}
        with client, server, suppress(OSError, ValueError):
            while True:
                for end in select.select([client, server], [], [])[0]:
                    data = end.recv(65536)
                    self._open.wait()
                    if not data:
                        return
                    other[end].sendall(data)

    def close(self) -> None:
        """Ends all connections."""
        self.let_through()
        for each in (self._door, *self._ends):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for thread in self._threads:
            thread.join(5)


@contextmanager
def before(target: str) -> Iterator[Blackhole]:
    """A door before the database of an URL."""
    door = Blackhole(target)
    try:
        yield door
    finally:
        door.close()
