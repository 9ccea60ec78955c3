"""Names of people, as they stand in the audit trail."""

from __future__ import annotations

import unicodedata

from docvet.errors import UsageError
from docvet.words import localized

MOST = 60
RESERVED = frozenset({"owner", "docvet"})
"""Who comes with the owner's token, and the service itself."""


def cleaned(name: str) -> str:
    """The name in one spelling. UsageError for one that is empty, too long, reserved, or has what cannot be seen."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    unseen = any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in name)
    if not name or len(name) > MOST or unseen or name.lower() in RESERVED:
        raise UsageError(**localized("people.bad_name", most=MOST))
    return name
