"""The few pages that are not a board: written in both languages, as nobody knows who is there."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import jinja2
import textual_serve
from aiohttp import web

from tui.words import LANGUAGES, Words

_STATIC: Final = Path(textual_serve.__file__).parent / "static"
_OURS: Final = Path(str(files("tui.web"))) / "page"
STATIC: Final = {
    "board.css": (_OURS / "board.css", "text/css"),
    "board.js": (_OURS / "board.js", "text/javascript"),
    "xterm.css": (_STATIC / "css" / "xterm.css", "text/css"),
    "textual.js": (_STATIC / "js" / "textual.js", "text/javascript"),
    "mono.ttf": (_STATIC / "fonts" / "RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""Every file that a browser may have, by its name; there is no folder behind it."""
_HEADERS: Final = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: a form would then say that it comes from nowhere.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {socket}; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The terminal in the page writes its style elements itself, hence 'unsafe-inline' for styles."""


def guarded(response: web.StreamResponse, socket: str = "") -> None:
    """Puts the headers on that keep a browser from doing more than it should."""
    response.headers.update(_HEADERS)
    response.headers["Content-Security-Policy"] = _POLICY.format(socket=socket)
    response.headers["Server"] = "pengtou"


def page(name: str, status: int = 200, /, **values: object) -> web.Response:
    """One of our pages; what is written into it is never markup."""
    text = _templates().get_template(f"{name}.html").render(both=both, **values)
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def told(word: str, status: int, /, **values: object) -> web.Response:
    """A page that says one thing."""
    return page("told", status, lines=both(word, **values))


def both(word: str, **values: object) -> list[tuple[str, str]]:
    """A sentence in every language, with the language's name."""
    return [(each, Words.load(each).say(word, **values)) for each in LANGUAGES]


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_OURS), autoescape=True, undefined=jinja2.StrictUndefined
    )
