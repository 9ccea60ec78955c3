"""The channels that notices go to: URLs of Apprise, one a line in ``HOME/notify``, or given at the start."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docvet.errors import UsageError
from docvet.words import localized

if TYPE_CHECKING:
    import apprise

FILE = "notify"
_SECONDS = 15.0
"""How long a channel may take to answer."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One address. Its URL carries secrets and is shown nowhere."""

    url: str = field(repr=False)

    @property
    def key(self) -> str:
        """Its name in the ledger."""
        return hashlib.sha256(self.url.encode()).hexdigest()[:32]

    @property
    def shown(self) -> str:
        """What people may see of it."""
        made = _made(self.url)
        if made is None:
            return self.url.partition(":")[0]
        return str(made.url(privacy=True)).partition("?")[0]  # type: ignore[no-untyped-call]

    def send(self, title: str, body: str) -> bool:
        """Send a message; false where the channel did not take it. It may take its time, or raise what it likes."""
        import apprise

        made = _made(self.url)
        return made is not None and bool(
            made.notify(title=title, body=body, notify_type=apprise.NotifyType.INFO, body_format=apprise.NotifyFormat.TEXT)
        )  # fmt: skip


def given(urls: Sequence[str]) -> list[Channel]:
    """Channels from the command line. UsageError for what is no URL of a channel, named by its number alone."""
    for number, url in enumerate(urls, 1):
        if _made(url) is None:
            raise UsageError(**localized("notices.bad_url", number=number))
    return [Channel(url) for url in urls]


def in_file(home: Path) -> tuple[list[Channel], int]:
    """Those of ``HOME/notify``, and how many lines of it are no URL of a channel."""
    try:
        lines = (home / FILE).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return [], 0
    urls = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    good = [url for url in urls if _made(url) is not None]
    return [Channel(url) for url in dict.fromkeys(good)], len(urls) - len(good)


def _made(url: str) -> apprise.NotifyBase | None:
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # the sender says what was not taken, without addresses
    # Nothing is fetched for looks, kept on the disk, or filled in from the text.
    asset = apprise.AppriseAsset(
        app_id="docvet", app_desc="docvet", app_url="", image_url_mask="", image_url_logo="", async_mode=False,
        storage_mode="memory", service_timeout=_SECONDS, allow_templates=False, secure_logging=True,
    )  # fmt: skip
    made = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    return made if isinstance(made, apprise.NotifyBase) else None
