"""Applications: folders of the inbox, each with its state, its verdict and who works on it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.tables import applications, runs

State = Literal["settling", "queued", "scanning", "done", "failed", "gone"]
STATES: tuple[State, ...] = ("settling", "queued", "scanning", "done", "failed", "gone")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_ID_LENGTH = 12
PAGE = 50
"""Applications on a page of the list."""


def meet(connection: Connection, client: str, name: str, path: str) -> str:
    """The id of the application of this client and name, which is made when it is new; it is settling then."""
    row = connection.execute(
        sa.select(applications.c.id, applications.c.gone_at).where(
            applications.c.client == client, applications.c.name == name
        )
    ).one_or_none()
    now = time.time()
    if row is None:
        identity = "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))
        connection.execute(
            applications.insert().values(
                id=identity, client=client, name=name, path=path, state="settling", settling=True,
                first_seen_at=now, changed_at=now,
            )
        )  # fmt: skip
        return identity
    if row.gone_at is not None:
        change(connection, row.id, gone_at=None, settling=True)
        refresh(connection, row.id)
    return str(row.id)


def change(connection: Connection, identity: str, **values: Any) -> None:
    """Set columns, and the time of change."""
    connection.execute(
        applications.update().where(applications.c.id == identity).values(**values, changed_at=time.time())
    )


def refresh(connection: Connection, identity: str) -> State:
    """The state as it follows from the folder and its runs, written down."""
    row = connection.execute(
        sa.select(applications.c.state, applications.c.gone_at, applications.c.settling).where(
            applications.c.id == identity
        )
    ).one()
    state: State
    if row.gone_at is not None:
        state = "gone"
    elif row.settling:
        state = "settling"
    else:
        state = _state_of_runs(connection, identity)
    if state != row.state:
        change(connection, identity, state=state)
    return state


def _state_of_runs(connection: Connection, identity: str) -> State:
    query = sa.select(runs.c.state).where(runs.c.application_id == identity).order_by(runs.c.id.desc()).limit(20)
    states = list(connection.execute(query).scalars())
    if "scanning" in states:
        return "scanning"
    if "queued" in states:
        return "queued"
    last = next((state for state in states if state != "discarded"), None)
    return "failed" if last == "failed" else "done" if last == "done" else "settling"


def settling(connection: Connection, identity: str, moving: bool = True) -> None:
    """Its files move, or no longer do."""
    change(connection, identity, settling=moving)
    refresh(connection, identity)


def gone(connection: Connection, identity: str) -> None:
    """Its folder is no longer in the inbox; reports and history stay."""
    change(
        connection, identity, gone_at=time.time(), settling=False, stat_digest=None, problem=None, problem_detail=None
    )
    refresh(connection, identity)


def set_problem(connection: Connection, identity: str, problem: str | None, detail: str = "") -> bool:
    """Why it cannot go on now, or None; true where that is news."""
    row = one(connection, identity)
    if (row["problem"], row["problem_detail"] or "") == (problem, detail if problem else ""):
        return False
    news = row["problem"] != problem
    since = time.time() if news else row["problem_since_at"]
    change(
        connection, identity, problem=problem, problem_detail=detail if problem else None,
        problem_since_at=since if problem else None,
    )  # fmt: skip
    return bool(news)


def assign(connection: Connection, identity: str, person: str | None) -> None:
    """Who works on it; None for nobody."""
    change(connection, identity, assignee=person)


def find(connection: Connection, identity: str) -> RowMapping | None:
    """The application of this id."""
    return connection.execute(sa.select(applications).where(applications.c.id == identity)).mappings().one_or_none()


def one(connection: Connection, identity: str) -> RowMapping:
    """As :func:`find`, where it is there for certain."""
    return connection.execute(sa.select(applications).where(applications.c.id == identity)).mappings().one()


def named(connection: Connection, client: str, name: str | None = None) -> Sequence[RowMapping]:
    """Those of a client, or the one of that name."""
    query = sa.select(applications).where(applications.c.client == client)
    if name is not None:
        query = query.where(applications.c.name == name)
    return connection.execute(query.order_by(applications.c.name)).mappings().all()


def names(connection: Connection, identities: Collection[str]) -> dict[str, str]:
    """The names of those of these that there are, by id."""
    query = sa.select(applications.c.id, applications.c.name).where(applications.c.id.in_(identities))
    return {str(identity): str(name) for identity, name in connection.execute(query)}


def any_yet(connection: Connection) -> bool:
    """There is or was one."""
    return connection.execute(sa.select(applications.c.id).limit(1)).first() is not None


def listing(
    connection: Connection,
    *,
    client: str | None = None,
    state: str | None = None,
    verdict: str | None = None,
    assignee: str | None = None,
    page: int = 1,
    size: int | None = PAGE,
) -> Sequence[RowMapping]:
    """Applications, the latest changed first; ``page`` counts from 1, without ``size`` all of them."""
    query = _chosen(client=client, state=state, verdict=verdict, assignee=assignee)
    query = query.order_by(applications.c.changed_at.desc(), applications.c.id)
    if size is not None:
        query = query.limit(size).offset((page - 1) * size)
    return connection.execute(query).mappings().all()


def with_runs(connection: Connection) -> Sequence[RowMapping]:
    """Every application, by client and name, with the reason why its latest run failed or came to nothing."""
    query = (
        sa.select(applications, runs.c.reason, runs.c.reason_detail)
        .outerjoin(runs, runs.c.id == applications.c.run_id)
        .order_by(applications.c.client, applications.c.name)
    )
    return connection.execute(query).mappings().all()


def count(connection: Connection, **chosen: str | None) -> int:
    """How many :func:`listing` would give on all pages."""
    return int(connection.execute(sa.select(sa.func.count()).select_from(_chosen(**chosen).subquery())).scalar_one())


def counts(connection: Connection) -> Mapping[str, int]:
    """How many are in each state."""
    query = sa.select(applications.c.state, sa.func.count()).group_by(applications.c.state)
    return {str(name): value for name, value in connection.execute(query)}


def known(connection: Connection) -> Sequence[RowMapping]:
    """What the walk compares the inbox with: every application that is not gone, without its history."""
    columns = [
        applications.c[name]
        for name in ("id", "client", "name", "path", "stat_digest", "problem", "problem_detail", "settling", "version_id")
    ]  # fmt: skip
    return connection.execute(sa.select(*columns).where(applications.c.gone_at.is_(None))).mappings().all()


def _chosen(**chosen: str | None) -> sa.Select[Any]:
    query = sa.select(applications)
    for name, value in chosen.items():
        if value is not None:
            query = query.where(applications.c[name] == value)
    return query
