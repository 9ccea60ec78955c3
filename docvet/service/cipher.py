"""What must not stand in the ledger in clear: encrypted with the key of the home."""

from __future__ import annotations

import hashlib

from cryptography.fernet import Fernet, InvalidToken

from docvet.errors import DocvetError
from docvet.words import default_language, words


class Cipher:
    """Hides and shows texts with one key (Fernet: AES-128-CBC with HMAC-SHA256)."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    def hide(self, text: str) -> str:
        """The text, encrypted."""
        return self._fernet.encrypt(text.encode()).decode()

    def show(self, secret: str) -> str:
        """The text that was hidden. DocvetError where another key hid it."""
        try:
            return self._fernet.decrypt(secret.encode()).decode()
        except InvalidToken:
            raise DocvetError(words(default_language())("service.other_key")) from None


def derived_key(key: bytes, purpose: str) -> bytes:
    """A key of its own for signing something, from that of the home."""
    return hashlib.blake2b(purpose.encode(), key=key[:64], digest_size=32).digest()


def new_key() -> bytes:
    """A fresh key."""
    return Fernet.generate_key()
