"""Scripted group bots on a real socket: Feishu, DingTalk and WeCom, as the contract has them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from sync.secret import Secret, variable
from sync.trouble import Fatal
from tests.sync.feishu_data import Seen
from tests.sync.feishu_faults import Fault, text
from tests.sync.feishu_handler import Handler
from tests.sync.scripted import Scripted

KEY = "own-hook-Key_73f1"
SECRET = "SECown-signing-91ab"
PATHS = {
    "feishu": f"/open-apis/bot/v2/hook/{KEY}",
    "dingtalk": "/robot/send",
    "wecom": "/cgi-bin/webhook/send",
}
PARAMETERS = {"dingtalk": "access_token", "wecom": "key"}
HOUR = 3600.0


class BotHandler(Handler):
    """One connection."""

    def _right(self, seen: Seen) -> tuple[int, bytes]:
        return 200, json.dumps(self.service.take(seen), ensure_ascii=False).encode()


class BotService(Scripted):
    """The bots of one group at each service; runs while its `with` block does."""

    def __init__(self, now: float | None = None) -> None:
        super().__init__(BotHandler)
        self.now = now
        """The service's time, by which signatures are checked; any where None."""
        self.signed = True
        """Whether the bots ask for a signature."""
        self.requests: list[Seen] = []
        self.peers: set[tuple[str, int]] = set()
        self.group: list[str] = []
        """What is to be read in the group."""
        self.titles: list[str] = []
        self.clock: Callable[[], float] = lambda: 0.0
        self.times: list[float] = []
        """When each text came, by `clock`."""
        self._faults: list[tuple[int, Fault, bool]] = []

    def webhook(self, kind: str) -> str:
        """What the group's settings show."""
        query = f"?{PARAMETERS[kind]}={KEY}" if kind in PARAMETERS else ""
        return f"{self.base_url}{PATHS[kind]}{query}"

    def environ(self, name: str, kind: str) -> dict[str, str]:
        """The variables of a bot of that name."""
        found = {variable(name, "WEBHOOK"): self.webhook(kind)}
        return found | ({variable(name, "SECRET"): SECRET} if self.signed else {})

    def secrets(self, kind: str) -> Any:
        """The same as `open_bot` asks for them."""

        def look_up(name: str, key: str) -> Secret:
            found = self.environ(name, kind).get(variable(name, key))
            if found is None:
                raise Fatal("secret-missing", name=name, variable=variable(name, key))
            return Secret(found)

        return look_up

    def fail_next(self, fault: Fault, *, after: int = 0, arrives: bool = False) -> None:
        """The next text gets `fault`, after so many went well; it may arrive all the same."""
        with self._lock:
            self._faults.append((after, fault, arrives))

    def next_fault(self, _: str) -> Fault | None:
        """The fault that is due."""
        with self._lock:
            if not self._faults:
                return None
            after, fault, arrives = self._faults[0]
            if after:
                self._faults[0] = (after - 1, fault, arrives)
                return None
            del self._faults[0]
        if arrives and fault.body is not None:
            self.take(self.requests[-1])
        return fault

    def take(self, seen: Seen) -> dict[str, Any]:
        """What the service says to a text, which is in the group where it says yes."""
        if seen.path == PATHS["feishu"]:
            return self._feishu(seen.body, int(seen.headers["content-length"]))
        kind = next((each for each in PARAMETERS if PATHS[each] == seen.path), "")
        if not kind or seen.query.get(PARAMETERS[kind]) != KEY:
            return {"errcode": 300001 if kind == "dingtalk" else 93000, "errmsg": "no such hook"}
        if kind == "dingtalk" and not self._dingtalk_signed(seen):
            return {"errcode": 310000, "errmsg": "sign not match"}
        content = seen.body["text"]["content"]
        if kind == "wecom" and len(content.encode()) > 2048:
            return {"errcode": 40058, "errmsg": "content exceed max length"}
        self._taken("", content)
        return {"errcode": 0, "errmsg": "ok"}

    def _taken(self, title: str, text: str) -> None:
        with self._lock:
            self.group.append(text)
            self.titles.append(title)
            self.times.append(self.clock())

    def _feishu(self, body: Any, size: int) -> dict[str, Any]:
        if size > 20_000:
            return {"code": 9499, "msg": "Bad Request", "data": {}}
        if self.signed and not self._feishu_signed(body):
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
        post = body["content"]["post"]["zh_cn"]
        lines = ["".join(each["text"] for each in line) for line in post["content"]]
        self._taken(post["title"], "\n".join(lines))
        return {"code": 0, "msg": "success", "data": {}, "StatusCode": 0}

    def _feishu_signed(self, body: Any) -> bool:
        key = f"{body.get('timestamp')}\n{SECRET}".encode()
        known = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
        return body.get("sign") == known and self._lately(float(body["timestamp"]))

    def _dingtalk_signed(self, seen: Seen) -> bool:
        if not self.signed:
            return True
        moment = seen.query.get("timestamp", "0")
        digest = hmac.new(SECRET.encode(), f"{moment}\n{SECRET}".encode(), hashlib.sha256).digest()
        known = base64.b64encode(digest).decode()
        return seen.query.get("sign") == known and self._lately(float(moment) / 1000)

    def _lately(self, at: float) -> bool:
        return self.now is None or abs(at - self.now) <= HOUR


MARKED = (KEY, SECRET, quote(SECRET), f"hook/{KEY}")
"""What must not be read anywhere."""


def refusal(kind: str, code: int, message: str = "own", status: int = 200) -> Fault:
    """An error as the service words it."""
    names = ("code", "msg") if kind == "feishu" else ("errcode", "errmsg")
    return text(json.dumps({names[0]: code, names[1]: message}), status)


def without_signs(text: str) -> str:
    """A text as a service shows it that knows no Markdown; its title stands above it."""
    lines = (re.sub("^#+ (.+)$", r"【\1】", each) for each in text.split("\n")[1:])
    return "\n".join(lines)
