"""People who may sign in, and what they sign in with."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.people_tables import passkeys, people, sessions, sign_in_links

Role = Literal["viewer", "reviewer", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Each may do what those before it may."""


def add(connection: Connection, name: str, role: Role, *, by: str) -> int:
    """A person of this name, who has this role from now on; one who was removed comes back. Returns the id."""
    row = named(connection, name, removed=True)
    if row is not None:
        connection.execute(people.update().where(people.c.id == row["id"]).values(role=role, removed_at=None))
        return int(row["id"])
    return int(
        connection.execute(
            people.insert().values(name=name, role=role, added_by=by, added_at=time.time()).returning(people.c.id)
        ).scalar_one()
    )


def remove(connection: Connection, identity: int) -> None:
    """The person may not sign in any more; sessions, links, password and passkeys end at once."""
    now = time.time()
    connection.execute(people.update().where(people.c.id == identity).values(removed_at=now, password=None))
    connection.execute(passkeys.delete().where(passkeys.c.person_id == identity))
    connection.execute(sign_in_links.delete().where(sign_in_links.c.person_id == identity))
    connection.execute(
        sessions.update().where(sessions.c.person_id == identity, sessions.c.ended_at.is_(None)).values(ended_at=now)
    )


def set_password(connection: Connection, identity: int, digest: str | None) -> None:
    """The hash of a new password; None for none."""
    connection.execute(people.update().where(people.c.id == identity).values(password=digest))


def named(connection: Connection, name: str, *, removed: bool = False) -> RowMapping | None:
    """The person of this name; one who was removed only with ``removed``."""
    query = sa.select(people).where(people.c.name == name)
    if not removed:
        query = query.where(people.c.removed_at.is_(None))
    return connection.execute(query).mappings().one_or_none()


def find(connection: Connection, identity: int) -> RowMapping | None:
    """The person of this id, unless removed."""
    query = sa.select(people).where(people.c.id == identity, people.c.removed_at.is_(None))
    return connection.execute(query).mappings().one_or_none()


def listing(connection: Connection) -> Sequence[RowMapping]:
    """Everybody who may sign in, with the time of the latest visit (``seen_at``)."""
    seen = sa.select(sa.func.max(sessions.c.seen_at)).where(sessions.c.person_id == people.c.id).scalar_subquery()
    query = sa.select(people, seen.label("seen_at")).where(people.c.removed_at.is_(None)).order_by(people.c.name)
    return connection.execute(query).mappings().all()


def add_link(connection: Connection, person: int, digest: str, *, by: str, seconds: float) -> None:
    """A link that signs in once; an earlier one that was not used ends."""
    now = time.time()
    connection.execute(sign_in_links.delete().where(sign_in_links.c.person_id == person))
    connection.execute(
        sign_in_links.insert().values(person_id=person, digest=digest, made_by=by, expires_at=now + seconds)
    )


def link(connection: Connection, digest: str) -> RowMapping | None:
    """The person whose unused link this is, with ``expires_at``."""
    query = (
        sa.select(people, sign_in_links.c.expires_at)
        .join(sign_in_links, sign_in_links.c.person_id == people.c.id)
        .where(
            sign_in_links.c.digest == digest, sign_in_links.c.used_at.is_(None), people.c.removed_at.is_(None),
            sign_in_links.c.expires_at > time.time(),
        )
    )  # fmt: skip
    return connection.execute(query).mappings().one_or_none()


def use_link(connection: Connection, digest: str) -> RowMapping | None:
    """As :func:`link`, and nobody can use it again."""
    row = link(connection, digest)
    used = connection.execute(
        sign_in_links.update()
        .where(sign_in_links.c.digest == digest, sign_in_links.c.used_at.is_(None))
        .values(used_at=time.time())
    )
    return row if used.rowcount == 1 else None


def add_passkey(
    connection: Connection, person: int, *, credential: str, public_key: str, sign_count: int, label: str
) -> None:
    """A passkey that a person has just made."""
    connection.execute(
        passkeys.insert().values(
            person_id=person, credential=credential, public_key=public_key, sign_count=sign_count, label=label,
            added_at=time.time(),
        )
    )  # fmt: skip


def passkey(connection: Connection, credential: str) -> RowMapping | None:
    """The passkey of this credential."""
    query = sa.select(passkeys).where(passkeys.c.credential == credential)
    return connection.execute(query).mappings().one_or_none()


def passkeys_of(connection: Connection, person: int) -> Sequence[RowMapping]:
    """All passkeys of a person."""
    return connection.execute(sa.select(passkeys).where(passkeys.c.person_id == person)).mappings().all()


def use_passkey(connection: Connection, identity: int, sign_count: int) -> None:
    """A passkey has signed in."""
    connection.execute(
        passkeys.update().where(passkeys.c.id == identity).values(sign_count=sign_count, used_at=time.time())
    )


def remove_passkey(connection: Connection, person: int, identity: int) -> bool:
    """A person's passkey works no more. False where it is none of theirs."""
    query = passkeys.delete().where(passkeys.c.id == identity, passkeys.c.person_id == person)
    return connection.execute(query).rowcount == 1
