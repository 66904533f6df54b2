"""Textual's driver for a board behind a server: it takes any bytes, and ends with its server."""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TextIO

from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver

from tui.browsing import is_page
from tui.terminal.input import Decoder, TolerantParser

if TYPE_CHECKING:
    from textual.app import App

_ONE_READ = 16_384
_ESCAPE_CHECK = 0.02
"""Seconds between two looks at an escape key that may begin a sequence."""
_log = logging.getLogger("pengtou.web")


class BoardDriver(WebDriver):
    """Speaks with the server over two pipes; nothing but text, sizes and the end goes over them."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._write: Any = self._write_all
        self._wake = os.pipe()
        self._gone = False

    def _write_all(self, data: bytes) -> int:
        """Writes the whole of it; a server that is gone is no reason to fail."""
        left = memoryview(data)
        while left and not self._gone:
            try:
                left = left[os.write(self.fileno, left) :]
            except OSError:
                self._gone = True
        return len(data)

    def stop_application_mode(self) -> None:
        """Says that this is the end, and wakes the thread that listens."""
        super().stop_application_mode()
        os.write(self._wake[1], b".")

    def run_input_thread(self) -> None:
        """Hands on what the server sends, until the end."""
        assert sys.__stdin__ is not None
        source, wake = sys.__stdin__.fileno(), self._wake[0]
        packets, parser, decode = ByteStream(), TolerantParser(), Decoder()
        while not self.exit_event.is_set():
            patience = _ESCAPE_CHECK if parser.is_waiting else None
            ready, _, _ = select.select([source, wake], [], [], patience)
            if source in ready:
                data = _read(source)
                if not data:
                    os.kill(os.getpid(), signal.SIGHUP)
                    return
                for kind, payload in packets.feed(data):
                    self._take(kind, payload, parser, decode)
            for message in parser.tick():
                self.process_message(message)

    def _take(self, kind: str, payload: bytes, parser: TolerantParser, decode: Decoder) -> None:
        if kind != "D":
            try:
                self._on_meta(kind, payload)
            except (ValueError, KeyError, TypeError):
                _log.warning("a packet that cannot be read: %.40r", payload)
        elif text := decode(payload):
            for message in parser.feed(text):
                self.process_message(message)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Opens a page of the web beside the visitor's board; nothing else."""
        if is_page(url):
            super().open_url(url, new_tab=True)

    def _deliver_file(  # noqa: PLR0913 - as in Textual
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"],
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """No file leaves this way."""
        binary.close()


def _read(source: int) -> bytes:
    try:
        return os.read(source, _ONE_READ)
    except OSError:
        return b""
