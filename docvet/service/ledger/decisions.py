"""What people decided of an application: values confirmed, findings accepted, and taken back."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.tables import decisions

if TYPE_CHECKING:
    from docvet.decisions import Decisions
    from docvet.service.cipher import Cipher

Kind = Literal["confirm", "accept"]


def add(
    connection: Connection,
    cipher: Cipher,
    application: str,
    kind: Kind,
    entry: Mapping[str, Any],
    *,
    person: str,
    needs_second: bool = False,
) -> int:
    """Write a decision down; ``entry`` has the keys of ``decisions.yaml``, as JSON. Returns its id.

    What a person typed as a value is encrypted. With ``needs_second`` it counts once another person agrees.
    """
    plain = {key: value for key, value in entry.items() if key != "value"}
    secret = cipher.hide(str(entry["value"])) if "value" in entry else None
    return int(
        connection.execute(
            decisions.insert()
            .values(
                application_id=application, kind=kind, entry=plain, secret=secret, person=person, made_at=time.time(),
                needs_second=needs_second,
            )
            .returning(decisions.c.id)
        ).scalar_one()
    )  # fmt: skip


def agree(connection: Connection, identity: int, person: str) -> bool:
    """A second person agrees. False where it is the same person, nothing to agree to, or agreed already."""
    result = connection.execute(
        decisions.update()
        .where(
            decisions.c.id == identity, decisions.c.needs_second, decisions.c.second_person.is_(None),
            decisions.c.undone_at.is_(None), decisions.c.person != person,
        )
        .values(second_person=person, second_at=time.time())
    )  # fmt: skip
    return result.rowcount == 1


def undo(connection: Connection, identity: int, person: str) -> bool:
    """Take a decision back. False where it was taken back before."""
    result = connection.execute(
        decisions.update()
        .where(decisions.c.id == identity, decisions.c.undone_at.is_(None))
        .values(undone_by=person, undone_at=time.time())
    )
    return result.rowcount == 1


def find(connection: Connection, identity: int) -> RowMapping | None:
    """The decision of this id."""
    return connection.execute(sa.select(decisions).where(decisions.c.id == identity)).mappings().one_or_none()


def of_application(connection: Connection, application: str) -> Sequence[RowMapping]:
    """All decisions of an application, also those taken back, the latest first."""
    query = sa.select(decisions).where(decisions.c.application_id == application).order_by(decisions.c.id.desc())
    return connection.execute(query).mappings().all()


def in_force(connection: Connection, cipher: Cipher, application: str) -> Decisions:
    """Those that count in a scan: not taken back, agreed to where that is needed; a later confirmation wins."""
    from docvet.decisions import Decisions

    query = (
        sa.select(decisions)
        .where(
            decisions.c.application_id == application, decisions.c.undone_at.is_(None),
            sa.or_(sa.not_(decisions.c.needs_second), decisions.c.second_person.is_not(None)),
        )
        .order_by(decisions.c.id)
    )  # fmt: skip
    entries: dict[str, list[dict[str, Any]]] = {"confirm": [], "accept": []}
    for row in connection.execute(query).mappings():
        entry = dict(row["entry"])
        if row["secret"] is not None:
            entry["value"] = cipher.show(row["secret"])
        entries[row["kind"]].append(entry)
    return Decisions.model_validate({"confirmed": entries["confirm"], "accepted": entries["accept"]})
