"""What may be imported without paying for a network client."""

from __future__ import annotations

import subprocess
import sys

MODULES = (
    "sync.record, sync.mapping, sync.guess, sync.translate, sync.plan, sync.patience, "
    "sync.secret, sync.source, sync.gather, sync.feishu.url"
)


def test_planning_and_mapping_load_no_network_client() -> None:
    script = f"import {MODULES}, sys; print(*{{'httpx', 'tenacity', 'keyring'}} & set(sys.modules))"

    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert found.stdout.strip() == b""
