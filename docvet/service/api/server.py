"""The app on a port: how it starts, and how it stops."""

from __future__ import annotations

import logging
import socket
import threading
import time
from pathlib import Path

import uvicorn

from docvet.errors import UsageError
from docvet.service.api import create_app
from docvet.service.api.site import Site
from docvet.service.hand_in.staging import recover
from docvet.service.listening import Listening
from docvet.words import localized

_STOP_SECONDS = 5
_START_SECONDS = 20.0


class Web:
    """The web side of a service, in a thread of its own."""

    def __init__(self, site: Site, listening: Listening) -> None:
        site.secure = listening.is_secure
        site.behind_proxy = listening.proxy is not None
        site.public_hosts = (*site.public_hosts, *listening.names)
        self._site = site
        self._listening = listening
        self._socket: socket.socket | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it is reached on this machine, once it has started."""
        assert self._socket is not None  # noqa: S101 - for the type checker
        host, port = self._socket.getsockname()[:2]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - replaced, not bound
        scheme = "https" if self._listening.certificate else "http"
        return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"

    @property
    def is_alive(self) -> bool:
        """It serves."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begin to listen; returns when it does.

        Raises:
            UsageError: the port is in use, the address is not this machine's, or the certificate does not fit its key.
        """
        self._site.stopping.clear()
        recover(self._site.inbox)
        self._socket = self._listening.bound()
        self._socket.listen(128)
        # What goes wrong is logged by the app itself, without the values that a traceback would quote.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
        config = uvicorn.Config(
            create_app(self._site), log_config=None, access_log=False, server_header=False, proxy_headers=False,
            timeout_graceful_shutdown=_STOP_SECONDS, timeout_keep_alive=15, h11_max_incomplete_event_size=64_000,
            limit_concurrency=400, ssl_certfile=_text(self._listening.certificate),
            ssl_keyfile=_text(self._listening.key), ws="none", lifespan="off",
        )  # fmt: skip
        try:
            config.load()
        except OSError as error:
            self._socket.close()
            raise UsageError(**localized("web.bad_certificate", cause=error)) from None
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="docvet-web", daemon=True)
        self._thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._server.started and self._thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        """Finish what is being answered, for a few seconds, and end."""
        self._site.stopping.set()
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(_STOP_SECONDS + 3)
        if self._socket is not None:
            self._socket.close()
        self._site.pictures.close()


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
