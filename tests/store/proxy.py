"""A door before PostgreSQL that can lose what the server answers."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url

COMMIT = b"COMMIT\x00"
"""The whole word: a transaction begins with READ COMMITTED."""


class Proxy:
    """Forwards connections; may cut one off at its commit, after the server has had it."""

    def __init__(self, target: str) -> None:
        url = make_url(target)
        self._server = f"{url.query['host']}/.s.PGSQL.{url.port or 5432}"
        self._door = socket.create_server(("127.0.0.1", 0))
        host, port = self._door.getsockname()
        self.url = url.set(host=host, port=port, query={})
        self.lose_commits = 0
        """How many answers to a commit are still to be lost."""
        self.lost = 0
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                carrier = threading.Thread(target=self._carry, args=(client,))
                self._threads.append(carrier)
                carrier.start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self._server)
            losing = False
            while True:
                ready, _, _ = select.select([client, server], [], [])
                if server in ready:
                    if losing:
                        # It has committed, for it answers. Nobody will hear of it.
                        self.lost += 1
                        return
                    if not _pass_on(server, client):
                        return
                if client in ready:
                    request = client.recv(65536)
                    losing = self._to_lose(request)
                    server.sendall(request)
                    if not request:
                        return

    def _to_lose(self, request: bytes) -> bool:
        losing = COMMIT in request and self.lose_commits > 0
        self.lose_commits -= losing
        return losing

    def close(self) -> None:
        """Takes no more connections, and waits until the last one was left."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for each in self._threads:
            each.join(5)


def _pass_on(source: socket.socket, target: socket.socket) -> bool:
    data = source.recv(65536)
    target.sendall(data)
    return bool(data)


@contextmanager
def before(target: str) -> Iterator[Proxy]:
    """A proxy before the database of an URL."""
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
