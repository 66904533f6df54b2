"""The door: every request passes it, and most end there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from tui.web.addresses import Addresses
from tui.web.forwarded import HEADER, Proxies
from tui.web.gate import DAY, Gate
from tui.web.pages import both, guarded, page, told

OPEN: Final = frozenset({"/enter", "/login", "/static/board.css"})
"""What is answered to those who have no cookie yet."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Door:
    """Asks what name a request was sent to, what page it comes from, and who it is, in this order.

    `used` is called when somebody came in by the link, which is worth nothing from then on.
    """

    def __init__(
        self, gate: Gate, addresses: Addresses, proxies: Proxies, used: Callable[[], object]
    ) -> None:
        self._gate = gate
        self._addresses = addresses
        self._proxies = proxies
        self._used = used

    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The answer to a request, with the headers that every answer has."""
        if self._scheme(request) is None:
            response: web.StreamResponse = told("serve.page.host", 421)
            guarded(response)
            return response
        response = await self._answered(request, handler)
        if not response.prepared:
            sockets = self._addresses.sockets(request.host, _local(request))
            guarded(response, " ".join(sockets))
        return response

    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._may_come_from(request):
            return told("serve.page.origin", 403)
        if not (request.path in OPEN or self._knows(request)):
            return self._stranger()
        try:
            return await handler(request)
        except web.HTTPException as problem:
            return told("serve.page.none", problem.status)

    def _scheme(self, request: web.Request) -> str | None:
        return self._addresses.scheme(request.host, _local(request))

    def _may_come_from(self, request: web.Request) -> bool:
        """A page of ours says where it comes from when it sends something, or opens a socket."""
        origin = request.headers.get("Origin")
        if origin is None:
            return request.method == "GET" and request.path != "/ws"
        return self._addresses.origin_fits(origin, request.host, _local(request))

    def _knows(self, request: web.Request) -> bool:
        return self._gate.knows(request.cookies.get(self._cookie, ""))

    @property
    def _cookie(self) -> str:
        """Browsers send a cookie to every port of a machine: each server has its own."""
        return f"pengtou-{self._addresses.port}"

    def _stranger(self) -> web.Response:
        if self._gate.by_password:
            return page("login", 401, trouble=[])
        return told("serve.page.link", 401)

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Whoever has the link gets a cookie."""
        cookie = self._gate.redeem(request.query.get("token", ""))
        if cookie is None:
            return await self.login(request)
        self._used()
        return self._with_cookie(cookie, request)

    async def login(self, request: web.Request) -> web.StreamResponse:
        """What is told to who comes without a secret; the way on for who has been let in."""
        return page("entered") if self._knows(request) else self._stranger()

    async def log_in(self, request: web.Request) -> web.StreamResponse:
        """Whoever knows the password gets a cookie; who guesses waits longer each time."""
        peer = self._proxies.visitor(request.remote or "", request.headers.getall(HEADER, []))
        if (wait := self._gate.wait(peer)) > 0:
            seconds = int(wait) + 1
            response = page("login", 429, trouble=both("serve.page.wait", n=seconds))
            response.headers["Retry-After"] = str(seconds)
            return response
        given = (await request.post()).get("password", "")
        cookie = self._gate.log_in(given, peer) if isinstance(given, str) else None
        if cookie is None:
            return page("login", 401, trouble=both("serve.page.wrong"))
        return self._with_cookie(cookie, request)

    def _with_cookie(self, cookie: str, request: web.Request) -> web.Response:
        """A page and no redirection: one would go without the cookie where a link elsewhere led
        here."""
        made = page("entered")
        # Behind a proxy that renames, only the page itself says what it was asked for under.
        asked = (self._scheme(request), request.headers.get("Origin", "").partition(":")[0])
        secure = "https" in asked
        made.set_cookie(
            self._cookie, cookie, max_age=int(DAY), httponly=True, samesite="Strict", secure=secure
        )
        return made


def _local(request: web.Request) -> str:
    """The address of this machine that a request came to."""
    transport = request.transport
    name = transport.get_extra_info("sockname") if transport else None
    return str(name[0]) if name else ""
