"""The outbox: what happened that people want to hear of, and to which channels it has gone."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import applications
from docvet.service.ledger.tables import deliveries, notices

Kind = Literal["verdict", "failed", "unreadable", "inbox_away", "inbox_back", "ending"]


def add(
    connection: Connection, kind: Kind, application: str | None = None, body: Mapping[str, Any] | None = None
) -> int:
    """Put a notice into the outbox, in the transaction of what happened. Returns its id."""
    row = applications.find(connection, application) if application else None
    about = {"application": row["name"]} if row else {}
    return int(
        connection.execute(
            notices.insert()
            .values(
                kind=kind, application_id=application, client=row["client"] if row else None,
                body={**about, **(body or {})}, created_at=time.time(),
            )
            .returning(notices.c.id)
        ).scalar_one()
    )  # fmt: skip


def unsent(connection: Connection, channel: str) -> Sequence[RowMapping]:
    """Notices that have not gone to a channel, nor been given up, the first first."""
    settled = sa.select(deliveries.c.notice_id).where(
        deliveries.c.channel == channel,
        sa.or_(deliveries.c.state.in_(("sent", "given_up")), deliveries.c.next_try_at > time.time()),
    )
    query = sa.select(notices).where(notices.c.id.not_in(settled)).order_by(notices.c.id)
    return connection.execute(query).mappings().all()


def record(
    connection: Connection, notice: int, channel: str, state: Literal["sent", "waiting", "given_up"], *,
    fault: str | None = None, wait: float = 0.0,
) -> None:  # fmt: skip
    """What came of sending a notice to a channel; ``waiting`` is tried again after ``wait`` seconds."""
    now = time.time()
    tries = connection.execute(
        sa.select(deliveries.c.tries).where(deliveries.c.notice_id == notice, deliveries.c.channel == channel)
    ).scalar_one_or_none()
    values = {
        "state": state, "tries": (tries or 0) + 1, "next_try_at": now + wait, "sent_at": now if state == "sent" else None,
        "fault": fault,
    }  # fmt: skip
    if tries is None:
        connection.execute(deliveries.insert().values(notice_id=notice, channel=channel, **values))
    else:
        where = (deliveries.c.notice_id == notice, deliveries.c.channel == channel)
        connection.execute(deliveries.update().where(*where).values(**values))


def drop_old(connection: Connection, before: float) -> None:
    """Delete notices from before this time, sent or not."""
    connection.execute(notices.delete().where(notices.c.created_at < before))
