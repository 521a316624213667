"""The web app: the record as pages, on this machine only unless another address is asked for.

In: a record file, an address to listen at. Out: pages in a browser. FastAPI and uvicorn are imported in this folder alone. The
pages are built from `web/` (npm) into `static/` here; they are shipped with the package and are not in the repository.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from twosource.errors import UsageError
from twosource.outlets.web.guard import LOOPBACK, Guard
from twosource.outlets.web.keeper import Keeper
from twosource.outlets.web.routes import BYTES, app_of
from twosource.settings import Settings

STATIC = Path(__file__).parent / "static"
"""Where the built pages lie."""
MOST = 3 * BYTES
"""The most bytes of one request."""


def guarded(keeper: Keeper, *, host: str = "127.0.0.1", token: str | None = None, pages: Path = STATIC) -> Guard:
    """Return the app behind its guard, as it is served. Raises UsageError for another address than loopback without a token."""
    from starlette.middleware.gzip import GZipMiddleware  # noqa: PLC0415

    if host not in LOOPBACK and not token:
        raise UsageError(f"serve: under {host} others can ask too, and without a token they would be answered")
    app = app_of(keeper, pages)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    hosts = LOOPBACK if host in LOOPBACK else () if host in {"0.0.0.0", "::"} else {*LOOPBACK, host}  # noqa: S104
    return Guard(app, hosts=hosts, token=token, most=MOST)


def serve(record: str, settings: Settings, *, host: str, port: int, opened: Callable[[str], None]) -> None:
    """Serve a record until it is stopped; `opened` is told the address once it answers.

    Raises UsageError where the pages are not built or the address cannot be listened at.
    """
    import uvicorn  # noqa: PLC0415

    if not (STATIC / "index.html").is_file():
        raise UsageError("serve: the pages are not built; run `make web` in the checkout, or install a wheel, which has them")
    token = None if host in LOOPBACK else os.environ.get("TWOSOURCE_TOKEN") or secrets.token_urlsafe(24)
    keeper = Keeper(record, settings)
    config = uvicorn.Config(
        guarded(keeper, host=host, token=token),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
    )
    try:
        listening = config.bind_socket()
    except SystemExit:  # uvicorn has said why, and would end the program
        keeper.close()
        raise UsageError(f"serve: {host}:{port} cannot be listened at; choose another --port") from None
    try:
        keeper.start()
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
        opened(f"{address}#token={token}" if token else address)
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        keeper.close()
        listening.close()
