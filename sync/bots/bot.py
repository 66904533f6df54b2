"""One group bot: its settings and secrets, and the way to send a text through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from core.settings import BotSettings
from sync.bots.address import Webhook, webhook
from sync.bots.dialect import Dialect
from sync.bots.dingtalk import DINGTALK
from sync.bots.feishu import FEISHU
from sync.bots.parts import parts
from sync.bots.reply import judged
from sync.bots.trouble import Busy, Unsure
from sync.bots.wecom import WECOM
from sync.http import Answer, Ask, Http, Limits
from sync.secret import Secret, look_up
from sync.trouble import Fatal, Retry

DIALECTS: Mapping[str, Dialect] = {each.kind: each for each in (FEISHU, DINGTALK, WECOM)}
LIMITS = Limits(deadline=30.0, silence=15.0, body=64 * 1024)
NOT_REACHED = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"})
"""Faults of the network before anything was sent."""

Opened = Callable[[str], Http]
"""The connection to a base address."""


def _http(base: str) -> Http:
    return Http(base, limits=LIMITS, proxies=False)


class _HiddenAsk(Ask):
    """A request whose address is a secret."""

    def __repr__(self) -> str:
        return "Ask(•••)"


class Bot:
    """Sends texts to one group. Holds no connection between two of them."""

    def __init__(
        self, name: str, dialect: Dialect, hook: Webhook, secret: Secret | None, http: Opened
    ) -> None:
        self.name = name
        self.dialect = dialect
        self.signed = secret is not None
        self._hook, self._secret, self._http = hook, secret, http

    def parts(self, title: str, text: str) -> tuple[str, ...]:
        """The text as it will be sent: the same parts whenever it is asked."""
        weigh = self.dialect.weigh
        return parts(text, self.dialect.limit, lambda part: weigh(title, part))

    def send(self, title: str, text: str, now: datetime | None = None) -> None:
        """Sends one part; the time goes into the signature.

        Raises:
            Retry: it is certainly not in the group, and may be sent again.
            Fatal: it is certainly not in the group, and would not be the next time.
            Unsure: it may be in the group.
        """
        try:
            self._send(title, text, now or datetime.now(UTC))
        except Busy:
            raise
        except Retry as fault:
            if fault.values.get("kind") in NOT_REACHED:
                raise
            raise Unsure("bot-no-answer", code=0, message=fault.reason) from None
        except Fatal as fault:
            if fault.reason == "body-too-large":
                raise Unsure("bot-no-answer", code=0, message=fault.reason) from None
            raise

    def _send(self, title: str, text: str, now: datetime) -> None:
        dressed = self.dialect.dress(title, text, self._secret, now)
        key = {} if self._hook.key is None else {self.dialect.shape.key: self._hook.key.reveal()}
        ask = _HiddenAsk(
            "POST",
            self._hook.path.reveal(),
            params={**key, **dressed.params},
            body=dressed.body,
            repeatable=False,
        )
        with self._http(self._hook.base) as http:
            http.ask(ask, self._judge)

    def _judge(self, answer: Answer) -> None:
        known = (self._hook.path, self._hook.key, self._secret)
        hidden = [each for each in known if each is not None]
        if self._hook.key is None:
            hidden.append(Secret(self._hook.path.reveal().rpartition("/")[2]))
        dialect = self.dialect
        judged(answer, dialect.codes, dialect.says, dialect.meant, hidden)


def open_bot(
    name: str,
    settings: BotSettings,
    secrets: Callable[[str, str], Secret] = look_up,
    http: Opened = _http,
) -> Bot:
    """The bot of that name, checked as far as it can be without sending anything.

    Raises `Fatal`: `secret-missing` without a webhook, `secret-not-webhook` where it does not lead
    to the service, `url-not-safe`.
    """
    dialect = DIALECTS[settings.type]
    hook = webhook(name, secrets(name, "WEBHOOK"), dialect.shape, settings.base_url)
    return Bot(name, dialect, hook, _signing(name, dialect, secrets), http)


def _signing(name: str, dialect: Dialect, secrets: Callable[[str, str], Secret]) -> Secret | None:
    """A group may do without a signature."""
    if not dialect.signs:
        return None
    try:
        return secrets(name, "SECRET")
    except Fatal:
        return None
