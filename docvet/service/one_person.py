"""The service as one person starts it for themselves: own folders, loopback, signed in by opening the page."""

from __future__ import annotations

import os
import signal
import threading
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from docvet.errors import UsageError
from docvet.service import prefork, temporary
from docvet.service.home import Home
from docvet.service.listening import Listening, is_loopback
from docvet.service.outside import Outside
from docvet.service.people import invitations
from docvet.service.running import Options, Part, Service, watch
from docvet.words import localized

_PERSON = {"zh": "我", "en": "Me"}
_SETTLE = 2.0
"""Seconds: files come by the page, which puts a folder there as a whole."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``docvet desk`` was asked for."""

    home: Path | None = None
    """None for a folder of the user's own data."""
    listen: str = "127.0.0.1:0"
    browser: bool = True
    workers: int = 1
    ruleset: str | None = None
    verbose: bool = False
    started: Callable[[str], None] = lambda _: None
    """Told the address that signs in, once the page is there."""


def serve(asked: Asked) -> None:
    """Run until the page, Ctrl-C or SIGTERM ends it.

    Raises:
        DocvetError: as :func:`docvet.service.running.watch`; the address is not loopback.
    """
    listening = Listening.parsed(asked.listen)
    if not is_loopback(listening.host):
        raise UsageError(**localized("desk.only_loopback", listen=asked.listen))
    temporary.enter()
    prefork.begin()
    home = asked.home or platformdirs.user_data_path("docvet", appauthor=False) / "desk"
    inbox = home.with_name(home.name + "-inbox")
    inbox.mkdir(parents=True, exist_ok=True)
    outside = _Alone(asked)
    watch(
        Options(
            inbox=inbox, home=Home(home), workers=asked.workers, settle=_SETTLE, ruleset=asked.ruleset,
            verbose=asked.verbose,
        ),
        outside.parts, refuse=lambda: listening.bound().close(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Alone:
    asked: Asked

    def parts(self, service: Service) -> Sequence[Part]:
        """The web side, which opens the browser once it listens."""

        def started(url: str) -> None:
            with service.ledger.write() as connection:
                _, path = invitations.invite(connection, _name(), "owner", by="docvet")
            link = f"{url}{path}#now"
            threading.Thread(target=_prepare_pages, name="pages", daemon=True).start()
            self.asked.started(link)
            if self.asked.browser:
                webbrowser.open(link)

        outside = Outside(listen=self.asked.listen, started=started, end=lambda: os.kill(os.getpid(), signal.SIGINT))
        return outside.parts(service)


def _prepare_pages() -> None:
    """What the first page needs is loaded while the browser starts."""
    from docvet.rules.load import load_ruleset, ruleset_for
    from docvet.service.desk.shell import prepare

    load_ruleset(ruleset_for("pop"))
    prepare("hand_in.html")


def _name() -> str:
    from docvet.words import default_language

    return _PERSON.get(default_language(), _PERSON["en"])
