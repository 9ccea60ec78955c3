"""Sessions of people who have signed in; the browser holds a secret of which only the hash stands here."""

from __future__ import annotations

import time
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.people_tables import people, sessions

IDLE = 7 * 86400.0
"""Seconds without a visit after which a session is over."""
LONGEST = 30 * 86400.0
_SEEN_EVERY = 60.0


def start(connection: Connection, person: int, digest: str, browser: str) -> int:
    """A new session. Returns its id."""
    now = time.time()
    return int(
        connection.execute(
            sessions.insert()
            .values(person_id=person, digest=digest, started_at=now, seen_at=now, browser=browser[:200])
            .returning(sessions.c.id)
        ).scalar_one()
    )


def find(connection: Connection, digest: str) -> RowMapping | None:
    """The session that this cookie opens, with ``name``, ``role`` and ``person_id`` of its person."""
    query = (
        sa.select(sessions, people.c.name, people.c.role)
        .join(people, people.c.id == sessions.c.person_id)
        .where(sessions.c.digest == digest, *_open())
    )
    return connection.execute(query).mappings().one_or_none()


def is_stale(row: RowMapping) -> bool:
    """Its last visit was noted long enough ago to be noted again."""
    return bool(time.time() - row["seen_at"] > _SEEN_EVERY)


def visit(connection: Connection, identity: int) -> None:
    """Its person is at work."""
    connection.execute(sessions.update().where(sessions.c.id == identity).values(seen_at=time.time()))


def end(connection: Connection, identity: int, *, person: int | None = None) -> bool:
    """End a session, if it is that person's where one is given. False where there is none."""
    query = sessions.update().where(sessions.c.id == identity, sessions.c.ended_at.is_(None))
    if person is not None:
        query = query.where(sessions.c.person_id == person)
    return connection.execute(query.values(ended_at=time.time())).rowcount == 1


def end_all(connection: Connection, person: int, *, but: int | None = None) -> None:
    """End a person's sessions, but for one."""
    query = sessions.update().where(sessions.c.person_id == person, sessions.c.ended_at.is_(None))
    if but is not None:
        query = query.where(sessions.c.id != but)
    connection.execute(query.values(ended_at=time.time()))


def of_person(connection: Connection, person: int) -> Sequence[RowMapping]:
    """A person's open sessions, the latest visit first."""
    query = (
        sa.select(sessions)
        .join(people, people.c.id == sessions.c.person_id)
        .where(sessions.c.person_id == person, *_open())
        .order_by(sessions.c.seen_at.desc())
    )
    return connection.execute(query).mappings().all()


def drop_old(connection: Connection) -> None:
    """Delete sessions that have long been over."""
    connection.execute(sessions.delete().where(sessions.c.started_at < time.time() - 2 * LONGEST))


def _open() -> tuple[sa.ColumnElement[bool], ...]:
    now = time.time()
    return (
        sessions.c.ended_at.is_(None), sessions.c.seen_at > now - IDLE, sessions.c.started_at > now - LONGEST,
        people.c.removed_at.is_(None),
    )  # fmt: skip
