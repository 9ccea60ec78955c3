"""The app on a port: where it may listen, how it is reached from elsewhere, and how it stops."""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from docvet.errors import UsageError
from docvet.service.api import create_app
from docvet.service.api.site import Site
from docvet.service.hand_in.staging import recover
from docvet.words import localized

_STOP_SECONDS = 5
_START_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the service listens."""

    host: str
    port: int
    """0 for any that is free."""
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None
    """The name by which people reach the proxy that stands in front and ends TLS."""

    @classmethod
    def parsed(
        cls, listen: str, *, certificate: Path | None = None, key: Path | None = None, proxy: str | None = None
    ) -> Listening:
        """From ``HOST:PORT`` (``[::1]:8750`` for IPv6).

        Raises:
            UsageError: it is no address; a certificate without its key or one that cannot be read; an address other than
                loopback with neither TLS nor a proxy.
        """
        host, colon, port = listen.rpartition(":")
        host = host.removeprefix("[").removesuffix("]")
        if not colon or not host or not port.isdecimal() or int(port) > 65535:
            raise UsageError(**localized("web.bad_listen", listen=listen))
        for given in (certificate, key):
            if given is not None and not given.is_file():
                raise UsageError(**localized("web.no_certificate", path=given))
        if (certificate is None) != (key is None):
            raise UsageError(**localized("web.half_certificate"))
        if not is_loopback(host) and certificate is None and proxy is None:
            raise UsageError(**localized("web.needs_tls", listen=listen))
        return cls(host, int(port), certificate, key, proxy)

    @property
    def is_secure(self) -> bool:
        """People reach it by https."""
        return self.certificate is not None or self.proxy is not None

    @property
    def names(self) -> tuple[str, ...]:
        """By which it may be called, besides those of the loopback: the proxy's, the certificate's, its own address."""
        names = set() if self.host in ("0.0.0.0", "::") else {self.host.lower()}  # noqa: S104 - compared, not bound
        if self.proxy is not None:
            names.add(self.proxy.lower().partition(":")[0])
        if self.certificate is not None:
            names |= _names_of(self.certificate)
        return tuple(sorted(names))


def is_loopback(host: str) -> bool:
    """Only this machine reaches the address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
        where = f"{self._listening.host}:{self._listening.port}"
        family = socket.AF_INET6 if ":" in self._listening.host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((self._listening.host, self._listening.port))
            self._socket.listen(128)
        except OSError as error:
            self._socket.close()
            raise UsageError(**localized("web.cannot_listen", listen=where, cause=error.strerror or error)) from None
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


def _names_of(certificate: Path) -> set[str]:
    """The names and addresses that a certificate (PEM) is for; without wildcards."""
    from cryptography import x509

    try:
        loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
        names = loaded.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return set()
    dns = {name.lower() for name in names.get_values_for_type(x509.DNSName) if "*" not in name}
    return dns | {str(address) for address in names.get_values_for_type(x509.IPAddress)}
