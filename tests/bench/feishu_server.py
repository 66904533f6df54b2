"""The scripted Feishu in a process of its own: its work is in nobody's figures."""

from __future__ import annotations

import json
import sys

from tests.sync.feishu_service import FeishuService


def main() -> None:
    """Serves as many records as the first argument says, until the input ends."""
    with FeishuService(int(sys.argv[1])) as service:
        told = {"url": service.url, "base_url": service.base_url, "env": service.environ("bench")}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
