"""Passwords of protected files, which people gave; they stand encrypted."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from docvet.service.ledger.tables import passwords

if TYPE_CHECKING:
    from docvet.service.cipher import Cipher


def enter(
    connection: Connection, cipher: Cipher, application: str, file: str, password: str | None, *, person: str
) -> None:
    """Set the password of a file (a path in the folder); None takes it out."""
    connection.execute(passwords.delete().where(passwords.c.application_id == application, passwords.c.file == file))
    if password is not None:
        connection.execute(
            passwords.insert().values(
                application_id=application, file=file, secret=cipher.hide(password), person=person,
                entered_at=time.time(),
            )
        )  # fmt: skip


def of(connection: Connection, cipher: Cipher, application: str) -> Mapping[str, str]:
    """Path → password."""
    query = sa.select(passwords.c.file, passwords.c.secret).where(passwords.c.application_id == application)
    return {file: cipher.show(secret) for file, secret in connection.execute(query)}
