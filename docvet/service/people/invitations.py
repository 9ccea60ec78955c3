"""Sign-in links: made by an owner, used once."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from docvet.service.ledger import audit, people
from docvet.service.ledger.people import Role
from docvet.service.people import tokens
from docvet.service.people.names import cleaned

DAYS = 3
"""How long a link works."""
PATH = "/sign-in/"


def invite(connection: Connection, name: str, role: Role, *, by: str) -> tuple[str, str]:
    """Add a person, or give one a new link and this role. Returns the name and the path of the link.

    Raises:
        UsageError: a name that cannot be one.
    """
    name = cleaned(name)
    person = people.add(connection, name, role, by=by)
    secret = tokens.new()
    people.add_link(connection, person, tokens.digest(secret), by=by, seconds=DAYS * 86400.0)
    audit.add(connection, by, "person_added", name=name, role=role)
    return name, PATH + secret


def dismiss(connection: Connection, name: str, *, by: str) -> bool:
    """Remove a person; all sessions end at once. False where there is none of this name."""
    row = people.named(connection, name)
    if row is None:
        return False
    people.remove(connection, row["id"])
    audit.add(connection, by, "person_removed", name=name)
    return True
