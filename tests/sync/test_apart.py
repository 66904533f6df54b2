"""The process in which a board syncs ends with the board, however long a service takes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from core.settings import SourceSettings
from core.store import open_store
from core.store.exchange import Exchange
from sync.feishu.source import open_source
from sync.guess import guess
from sync.ledger import Ledger
from tests.hand_clock import HandClock
from tests.sync import feishu_faults as faults
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import new_project

AT_MOST = 4.0
"""Seconds; a silent service is waited for much longer."""


def _request(service: FeishuService, database: Path, project: int) -> bytes:
    with open_source("feishu", service.url, service.base_url) as source:
        mapping = guess(source.columns()).mapping.to_dict()
    settings = SourceSettings(url=service.url, base_url=service.base_url, mapping=mapping)
    asked: dict[str, object] = {
        "database": str(database),
        "actor": "张伟",
        "clock": None,
        "project": project,
        "name": "feishu",
        "answer": "",
        "makers": [],
        "settings": asdict(settings),
    }
    return json.dumps(asked).encode() + b"\n"


def test_a_board_that_quits_leaves_no_process_that_goes_on(
    service: FeishuService, tmp_path: Path
) -> None:
    store = open_store(str(tmp_path / "board.db"), create=True)
    ours = new_project(store, HandClock())
    request = _request(service, tmp_path / "board.db", ours.project)
    ledger = Ledger(ours, "feishu")
    service.requests.clear()
    service.fail_next(faults.drip(0.5, head=True), on="/search")
    command = (sys.executable, "-m", "tui.sync_apart")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(request)
        process.stdin.flush()
        _wait_for_the_pull(service, process)
        held = ledger.ask(Exchange.holder)

        process.stdin.close()

        assert process.wait(timeout=AT_MOST) == 0
    assert (held, ledger.ask(Exchange.holder)) == ("张伟", "")
    store.close()


def _wait_for_the_pull(service: FeishuService, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 20
    while not service.count("/search"):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.01)
