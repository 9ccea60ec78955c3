"""What a running service has towards people: its web side and its notices, as parts beside watcher and workers."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docvet.service.ledger import Away, Ledger, health
from docvet.service.listening import Listening
from docvet.service.log import log
from docvet.service.notices.channels import Channel
from docvet.service.notices.sender import ENDING_DAYS, Sender
from docvet.service.running import Part, Service

PUBLIC_URL = "public_url"
"""The setting of the ledger that says by which address people reach the service: what other commands put into links."""
_SIGN_OF_LIFE = 10.0
_TIDY = 3600.0


@dataclass(frozen=True, slots=True)
class Outside:
    """What ``docvet watch`` was asked for towards people."""

    listen: str | None = "127.0.0.1:8750"
    """None for no web side."""
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None
    public_url: str | None = None
    four_eyes: bool = False
    channels: Sequence[Channel] = ()
    ending_days: int = ENDING_DAYS
    end: Callable[[], None] | None = None
    """Ends the service, where a page may ask for that."""
    started: Callable[[str], None] = lambda _: None
    """Told the address once the web side listens."""

    def refuse(self) -> None:
        """Before anything starts: UsageError where the web side will not be able to listen."""
        if self.listen is not None:
            self._listening().bound().close()

    def _listening(self) -> Listening:
        assert self.listen is not None  # noqa: S101 - for the type checker
        return Listening.parsed(self.listen, certificate=self.certificate, key=self.key, proxy=self.proxy)

    def parts(self, service: Service) -> list[Part]:
        """The parts. UsageError where the web side cannot listen."""
        web = self._web(service) if self.listen is not None else None
        sender = Sender(
            service.ledger, service.home.path, self.channels, ending_days=self.ending_days,
            link=lambda: public_url(service.ledger),
        )  # fmt: skip
        if web is None:
            with service.ledger.write() as connection:
                health.tell(connection, "web", "off")
        return [Part("notices", sender.run), *([web] if web is not None else [])]

    def _web(self, service: Service) -> Part:
        from docvet.service.api.server import Web
        from docvet.service.api.site import Bounds, Site

        listening = self._listening()
        site = Site(
            ledger=service.ledger, jobs=service.engine, key=(service.home.path / "key").read_bytes(),
            home=service.home.path.resolve(), inbox=service.options.inbox.resolve(), four_eyes=self.four_eyes,
            ruleset=service.options.ruleset, bounds=Bounds.of_environment(), end=self.end,
        )  # fmt: skip
        web = Web(site, listening)
        web.start()
        url = (self.public_url or (f"https://{self.proxy}" if self.proxy else web.url)).rstrip("/")
        with service.ledger.write() as connection:
            health.remember(connection, PUBLIC_URL, url)
        log.info("listening", url=web.url)
        self.started(url)

        def serve(stop: threading.Event) -> None:
            from docvet.service import pictures

            left = 0.0
            if not web.is_alive:  # it ended by itself, and is to be started again
                web.start()
            try:
                while not stop.is_set() and web.is_alive:
                    with contextlib.suppress(Away), service.ledger.write() as connection:
                        health.tell(connection, "web", "ok", url=url)
                    site.pictures.rest()
                    if left <= 0:
                        left = _TIDY
                        pictures.expire(site.home)
                    stop.wait(_SIGN_OF_LIFE)
                    left -= _SIGN_OF_LIFE
            finally:
                web.stop()
            if not stop.is_set():
                raise RuntimeError("the web server ended by itself")

        return Part("web", serve)


def public_url(ledger: Ledger) -> str | None:
    """By which address people reach the service, as far as it has said so."""
    try:
        with ledger.read() as connection:
            value = health.setting(connection, PUBLIC_URL)
    except Away:
        return None
    return str(value) if value else None
