"""What stands between the pages and the world: who may ask, from where, and how much may be sent.

In: requests. Out: the app's answers with headers under which nothing in a report can run, or a refusal that gives nothing away.

- On this machine only, a request must name this machine: a foreign name that leads here (DNS rebinding) is refused.
- Under another address every question about the record needs the token. It is compared in constant time and never logged.
- A request that changes the record must come from our own page: it has a header that no foreign page can set without asking
  first, and an origin that is ours.
- A body larger than the limit is refused before it is kept.
- The app speaks HTTP alone: any other connection is closed.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
OURS = "x-twosource"
"""The header that our own page sets on each request that changes something."""
_CHARTS = "'sha256-+TfQir1nvDucAdvE6XUQBt4ayUjpAWkbw2kCdSfekHM=' 'sha256-vnLCBQhI2E03zAY/Mp8RxBhuZSloT7+cclqIlG2t6/M='"
"""The two style sheets that Observable Plot writes into its charts and legends, by their hashes: nobody else's may stand there.
A newer Plot has others; `tests/outlets/web/test_pages.py` fails then, and the browser's message names them."""
_MAY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": f"'self' {_CHARTS}",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_POLICY = "; ".join(f"{what} {whence}" for what, whence in _MAY.items())
"""What a page may load and run: our own files and nothing else. `data:` and `blob:` are for the map's own pictures."""
_HEADERS = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
)
_NOT_KEPT = (b"cache-control", b"no-store")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@?#\s]+)(?::[0-9]*)?", re.IGNORECASE)
"""A Host header: a name or an address, and a port."""


class Guard:
    """The app behind its guard. `hosts` are the names under which it may be asked for; none: any, and then a token is needed."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], token: str | None, most: int) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._token = None if token is None else token.encode()
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal:
            await _refuse(send, *refusal)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [one for one in message.get("headers", []) if one[0] != b"server"]
                kept = () if any(name == b"cache-control" for name, _ in own) else (_NOT_KEPT,)
                message = {**message, "headers": [*own, *_HEADERS, *kept]}
            await send(message)

        await self._app(scope, self._bounded(receive), with_headers)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        """Return the status and words with which a request is refused, None where it is not."""
        host = _name(headers.get("host", ""))
        if self._hosts and host not in self._hosts:
            return 421, "this address does not belong to this program; open the one that `twosource serve` has printed"
        if self._token and scope["path"].startswith("/api/") and not self._knows(headers.get("authorization", "")):
            return 401, "a token is needed; open the address that `twosource serve` has printed, with all that follows the #"
        if scope["method"] not in {"GET", "HEAD", "OPTIONS"} and not _is_ours(headers):
            return 403, "only this program's own pages may change the record"
        if _is_more(headers.get("content-length", ""), self._most):
            return 413, self._too_large()
        return None

    def _knows(self, authorization: str) -> bool:
        given = authorization.removeprefix("Bearer ").encode("latin-1")
        return hmac.compare_digest(given, self._token or b"")

    def _too_large(self) -> str:
        return f"more than {self._most // 1_000_000} MB at once; send fewer files, or use `twosource add`"

    def _bounded(self, receive: Receive) -> Receive:
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise HTTPException(413, self._too_large())  # the one exception that the app lets through while it reads a body
            return message

        return bounded


def _is_ours(headers: dict[str, str]) -> bool:
    """Tell whether a request comes from our own page, as far as a browser can tell us."""
    if OURS not in headers or headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _name(host: str) -> str:
    """Return the name in a Host header, without its port; nothing where the header is none."""
    found = _HOST.fullmatch(host)
    return found[1].strip("[]").lower() if found else ""


def _is_more(length: str, most: int) -> bool:
    """Tell whether a Content-Length is above a limit; one with more digits than the limit is, whatever they are."""
    digits = length.lstrip("0")
    return digits.isascii() and digits.isdigit() and (len(digits) > len(str(most)) or int(digits) > most)


async def _refuse(send: Send, status: int, words: str) -> None:
    body = json.dumps({"detail": words}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *_HEADERS, _NOT_KEPT]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
