"""Links that show something without a sign-in, until they expire or are revoked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.people_tables import links

Kind = Literal["client", "calendar"]


def add(connection: Connection, kind: Kind, *, client: str | None, days: float, by: str) -> int:
    """A new link. Returns its id."""
    now = time.time()
    return int(
        connection.execute(
            links.insert()
            .values(kind=kind, client=client, made_by=by, made_at=now, expires_at=now + days * 86400)
            .returning(links.c.id)
        ).scalar_one()
    )


def find(connection: Connection, identity: int, kind: Kind) -> RowMapping | None:
    """The link of this id, if it works."""
    query = sa.select(links).where(links.c.id == identity, links.c.kind == kind, *_open())
    return connection.execute(query).mappings().one_or_none()


def listing(connection: Connection, client: str | None = None) -> Sequence[RowMapping]:
    """All links that work, or those of a client."""
    query = sa.select(links).where(*_open()).order_by(links.c.id.desc())
    if client is not None:
        query = query.where(links.c.client == client)
    return connection.execute(query).mappings().all()


def revoke(connection: Connection, *, identity: int | None = None, client: str | None = None) -> int:
    """End one link, or all of a client. Returns how many."""
    query = links.update().where(links.c.revoked_at.is_(None))
    query = query.where(links.c.id == identity) if identity is not None else query.where(links.c.client == client)
    return connection.execute(query.values(revoked_at=time.time())).rowcount


def _open() -> tuple[sa.ColumnElement[bool], ...]:
    return links.c.revoked_at.is_(None), links.c.expires_at > time.time()
