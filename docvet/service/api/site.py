"""What the web side of the service stands on: the ledger, the folders, and how it is reached."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from docvet.limits import Limits
from docvet.service.cipher import Cipher, derived_key
from docvet.service.ledger import Ledger
from docvet.service.ledger.jobs import Jobs
from docvet.service.pictures import Pictures


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one request may bring."""

    body: int = 1_000_000
    """Bytes of any body but a hand-in."""
    upload: int = 2_000_000_000
    """Bytes of one hand-in."""
    file: int = 200_000_000
    """Bytes of one file of it."""
    files: int = 500

    @classmethod
    def of_environment(cls) -> Bounds:
        """Those of docvet for files (``DOCVET_LIMIT_FILES``, ``DOCVET_LIMIT_BYTES``), and ``DOCVET_LIMIT_UPLOAD``."""
        limits = Limits.from_environment()
        return cls(upload=limits.upload, file=min(limits.bytes, limits.upload), files=limits.files)


@dataclass(slots=True)
class Site:
    """One service, as its web side sees it."""

    ledger: Ledger
    jobs: Jobs
    key: bytes
    """Of ``HOME/key``."""
    home: Path
    inbox: Path
    four_eyes: bool = False
    public_hosts: tuple[str, ...] = ()
    """Names and addresses, besides those of the loopback, by which people may call the service."""
    secure: bool = False
    """People reach it by https."""
    behind_proxy: bool = False
    """A proxy stands in front that ends TLS."""
    ruleset: str | None = None
    """The ruleset that the service was told to use; None for the shipped one of each mode."""
    bounds: Bounds = Bounds()
    end: Callable[[], None] | None = None
    """Ends the service, where one person runs it for themselves and may ask for that from a page."""
    pictures: Pictures = field(init=False)
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set when the service ends: whoever streams to a browser stops."""

    def __post_init__(self) -> None:
        """Have a maker of pictures."""
        self.pictures = Pictures(self.home, self.stopping)

    @property
    def cipher(self) -> Cipher:
        """For values of personal fields and passwords in the ledger."""
        return Cipher(self.key)

    def derived_key(self, purpose: str) -> bytes:
        """A key of its own for signing something, from that of the home."""
        return derived_key(self.key, purpose)
