"""Where the service listens, and how it is reached from elsewhere."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

from docvet.errors import UsageError
from docvet.words import localized


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

    def bound(self) -> socket.socket:
        """A socket of this address, which nobody else has then.

        Raises:
            UsageError: the port is in use, or the address is not this machine's.
        """
        bound = socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((self.host, self.port))
        except OSError as error:
            bound.close()
            where, cause = f"{self.host}:{self.port}", error.strerror or error
            raise UsageError(**localized("web.cannot_listen", listen=where, cause=cause)) from None
        return bound


def is_loopback(host: str) -> bool:
    """Only this machine reaches the address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
