"""How the parts of the service are, and what in the inbox cannot be read or lies at a wrong level."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.tables import components, inbox_problems, settings


def tell(connection: Connection, name: str, state: str, **detail: Any) -> bool:
    """A part says how it is (``ok``, ``away``, ``stopped`` …). True where the state is news."""
    now = time.time()
    row = connection.execute(sa.select(components).where(components.c.name == name)).mappings().one_or_none()
    if row is None:
        connection.execute(components.insert().values(name=name, state=state, detail=detail, since_at=now, seen_at=now))
        return True
    news = bool(row["state"] != state)
    since = now if news else row["since_at"]
    connection.execute(
        components.update()
        .where(components.c.name == name)
        .values(state=state, detail=detail, since_at=since, seen_at=now)
    )
    return news


def parts(connection: Connection) -> Mapping[str, RowMapping]:
    """Every part by name."""
    return {row["name"]: row for row in connection.execute(sa.select(components)).mappings()}


def set_inbox_problems(connection: Connection, problems: Mapping[str, tuple[str, str]]) -> None:
    """Path → problem and detail, as the last whole walk found them; those that are gone are taken out."""
    now = time.time()
    before = {row["path"]: row for row in inbox_problem_list(connection)}
    for path in before.keys() - problems.keys():
        connection.execute(inbox_problems.delete().where(inbox_problems.c.path == path))
    for path, (problem, detail) in problems.items():
        if path in before:
            values = {"problem": problem, "detail": detail, "seen_at": now}
            connection.execute(inbox_problems.update().where(inbox_problems.c.path == path).values(**values))
        else:
            connection.execute(
                inbox_problems.insert().values(path=path, problem=problem, detail=detail, since_at=now, seen_at=now)
            )


def inbox_problem_list(connection: Connection) -> Sequence[RowMapping]:
    """What lies in the inbox and belongs to no application, or cannot be read."""
    return connection.execute(sa.select(inbox_problems).order_by(inbox_problems.c.path)).mappings().all()


def setting(connection: Connection, key: str) -> Any:
    """A value that the service remembers; None where there is none."""
    return connection.execute(sa.select(settings.c.value).where(settings.c.key == key)).scalar_one_or_none()


def remember(connection: Connection, key: str, value: Any) -> None:
    """Set a value that the service remembers."""
    connection.execute(settings.delete().where(settings.c.key == key))
    connection.execute(settings.insert().values(key=key, value=value))


def drop(connection: Connection, key: str) -> None:
    """Forget a value."""
    connection.execute(settings.delete().where(settings.c.key == key))
