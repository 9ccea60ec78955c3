"""What the sender of notices asks of the ledger: what waits for a channel, what is held back, what ends soon."""

from __future__ import annotations

import time
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import health, notices
from docvet.service.ledger.people_tables import endings_noticed
from docvet.service.ledger.tables import applications, deliveries, reports

_CATCHING_UP = "notices_catching_up"
_LONGEST = 86400.0
"""Seconds that a first start may hold notices back."""


def join(connection: Connection, channel: str) -> float:
    """Since when the channel hears of things: from now on, if it is new; from the beginning, if the service is."""
    key = f"channel {channel}"
    joined = health.setting(connection, key)
    if joined is None:
        joined = 0.0 if is_catching_up(connection) else time.time()
        health.remember(connection, key, joined)
    return float(joined)


def waiting(connection: Connection, channel: str) -> Sequence[RowMapping]:
    """Notices for a channel that are due, the first first; those about folders of a first start are held until all are done."""
    since = join(connection, channel)
    rows = [row for row in notices.unsent(connection, channel) if row["created_at"] >= since]
    held = _held(connection)
    return [row for row in rows if row["application_id"] is None or row["application_id"] not in held]


def last_sent(connection: Connection, channel: str) -> float | None:
    """When a message last went to the channel."""
    query = sa.select(sa.func.max(deliveries.c.sent_at)).where(deliveries.c.channel == channel)
    value = connection.execute(query).scalar()
    return None if value is None else float(value)


def tries(connection: Connection, notice: int, channel: str) -> int:
    """How often a notice has been tried on a channel."""
    query = sa.select(deliveries.c.tries).where(deliveries.c.notice_id == notice, deliveries.c.channel == channel)
    return int(connection.execute(query).scalar_one_or_none() or 0)


def begin(connection: Connection) -> None:
    """The sender starts: where nothing has been reported yet, what lies in the inbox now is old."""
    if health.setting(connection, _CATCHING_UP) is None:
        is_new = connection.execute(sa.select(sa.func.count()).select_from(reports)).scalar_one() == 0
        health.remember(connection, _CATCHING_UP, {"since": time.time(), "done": not is_new})


def is_catching_up(connection: Connection) -> bool:
    """The folders that lay there at the first start are still being read."""
    state = health.setting(connection, _CATCHING_UP)
    return state is not None and not state["done"]


def _held(connection: Connection) -> frozenset[str]:
    """Applications of which nobody is told yet."""
    if not is_catching_up(connection):
        return frozenset()
    state = health.setting(connection, _CATCHING_UP)
    walked = state.get("walked") or health.setting(connection, "walked_at")
    if walked is not None and "walked" not in state:
        # What the first whole walk met lay there before; a moment more, since a walk may end while files come in.
        state |= {"walked": walked}
        health.remember(connection, _CATCHING_UP, state)
    old = sa.select(applications.c.id).where(applications.c.first_seen_at <= (walked or time.time()))
    busy = old.where(applications.c.state.in_(("settling", "queued", "scanning")), applications.c.problem.is_(None))
    is_over = walked is not None and connection.execute(busy.limit(1)).first() is None
    if is_over or time.time() - state["since"] > _LONGEST:
        health.remember(connection, _CATCHING_UP, {**state, "done": True})
        return frozenset()
    return frozenset(identity for (identity,) in connection.execute(old))


def note_endings(connection: Connection, rows: Sequence[dict[str, object]]) -> int:
    """Put into the outbox what ends soon (rows of :mod:`docvet.service.overviews.endings`), each once. Returns how many."""
    known = {tuple(row) for row in connection.execute(sa.select(*_same(endings_noticed))).all()}
    added = 0
    for row in rows:
        key = (row["id"], row["file"], row["field"], row["ends_on"])
        if key in known:
            continue
        known.add(key)
        connection.execute(
            endings_noticed.insert().values(
                application_id=row["id"], file=row["file"], field=row["field"], ends_on=row["ends_on"],
                noticed_at=time.time(),
            )
        )  # fmt: skip
        body = {key: row[key] for key in ("kind", "field", "ends_on", "days_left")}
        notices.add(connection, "ending", str(row["id"]), body)
        added += 1
    return added


def _same(table_: sa.Table) -> list[sa.Column[object]]:
    return [table_.c[name] for name in ("application_id", "file", "field", "ends_on")]
