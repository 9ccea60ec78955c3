"""The list of applications as people work it off: searched, filtered, sorted, and who has to act next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger.tables import applications, decisions, outcomes, reports, requests, runs

PAGE = 50
WAITS = ("clerk", "second", "client", "submit", "docvet", "nobody")
"""Who acts next: a clerk, a second person, the client, whoever submits, docvet itself, or nobody any more."""
_BUSY = ("settling", "queued", "scanning")
_RANK = {"error": 0, "reject": 1, "review": 2, "clear": 3}


def _exists(table: sa.Table, *where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(table.c.application_id == applications.c.id, *where)


_asked = _exists(requests, requests.c.version_id == applications.c.version_id)
_answered = _exists(outcomes, outcomes.c.version_id == applications.c.version_id)
_passed = _exists(outcomes, outcomes.c.version_id == applications.c.version_id, outcomes.c.result == "passed")
_unseconded = _exists(
    decisions, decisions.c.needs_second, decisions.c.second_person.is_(None), decisions.c.undone_at.is_(None)
)
_clear = applications.c.verdict == "clear"
waits = sa.case(
    (applications.c.gone_at.is_not(None), "nobody"),
    (applications.c.state.in_(_BUSY), "docvet"),
    (applications.c.state == "failed", "clerk"),
    (_passed, "nobody"),
    (_unseconded, "second"),
    (_clear & sa.not_(_answered), "submit"),
    (_asked, "client"),
    else_="clerk",
)
SORTS: Mapping[str, sa.ColumnElement[Any]] = {
    "changed": applications.c.changed_at,
    "age": applications.c.first_seen_at,
    "client": applications.c.client,
    "name": applications.c.name,
    "verdict": sa.case(_RANK, value=applications.c.verdict, else_=9),
    "state": applications.c.state,
    "assignee": sa.func.coalesce(applications.c.assignee, ""),
}
"""By what the list can be sorted; ``-`` in front turns it round."""


SORT = "-changed"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the list somebody wants to see."""

    q: str = ""
    """A part of the client's, the application's or the company's name, or an id."""
    client: str = ""
    state: str = ""
    verdict: str = ""
    waits: str = ""
    assignee: str = ""
    """``-`` for nobody."""
    sort: str = SORT

    def _where(self) -> list[sa.ColumnElement[bool]]:
        table = applications.c
        where: list[sa.ColumnElement[bool]] = [table.state == self.state if self.state else table.gone_at.is_(None)]
        if self.client:
            where.append(table.client == self.client)
        if self.verdict:
            where.append(table.verdict == self.verdict)
        if self.waits:
            where.append(waits == self.waits)
        if self.assignee:
            where.append(table.assignee.is_(None) if self.assignee == "-" else table.assignee == self.assignee)
        for word in self.q.split():
            columns = (table.client, table.name, reports.c.company, table.id)
            where.append(sa.or_(*(column.icontains(word, autoescape=True) for column in columns)))
        return where

    def query(self, *columns: Any) -> sa.Select[Any]:
        """A query of these columns of the chosen applications."""
        table = applications.outerjoin(reports, reports.c.id == applications.c.report_id)
        return sa.select(*columns).select_from(table).where(*self._where())

    def order(self) -> list[sa.ColumnElement[Any]]:
        """The sort, with an order of its own for what is alike."""
        column = SORTS.get(self.sort.removeprefix("-"), applications.c.changed_at)
        by = column.desc() if self.sort.startswith("-") else column.asc()
        return [by, applications.c.changed_at.desc(), applications.c.id.asc()]


def page(connection: Connection, chosen: Chosen, number: int) -> Sequence[RowMapping]:
    """A page of the list, with ``waits``, company, counts and findings of the report that counts."""
    columns = (
        applications, waits.label("waits"), reports.c.company, reports.c.counts, reports.c.findings,
        reports.c.written_at, runs.c.reason, runs.c.reason_detail,
    )  # fmt: skip
    ids = [
        identity
        for (identity,) in connection.execute(
            chosen.query(applications.c.id).order_by(*chosen.order()).limit(PAGE).offset((number - 1) * PAGE)
        )
    ]
    joined = applications.outerjoin(reports, reports.c.id == applications.c.report_id).outerjoin(
        runs, runs.c.id == applications.c.run_id
    )
    query = sa.select(*columns).select_from(joined).where(applications.c.id.in_(ids))
    by_id = {row["id"]: row for row in connection.execute(query).mappings()}
    return [by_id[identity] for identity in ids]


def count(connection: Connection, chosen: Chosen) -> int:
    """How many are chosen."""
    return int(connection.execute(chosen.query(sa.func.count())).scalar_one())


def beside(connection: Connection, chosen: Chosen, identity: str) -> tuple[str | None, str | None]:
    """The applications before and after one in the chosen order; None where there is none."""
    ids = [one for (one,) in connection.execute(chosen.query(applications.c.id).order_by(*chosen.order()))]
    if identity not in ids:
        return None, ids[0] if ids else None
    at = ids.index(identity)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)


def waiting(connection: Connection) -> Mapping[str, int]:
    """How many wait for whom."""
    who = sa.select(waits.label("who")).where(applications.c.gone_at.is_(None)).subquery()
    query = sa.select(who.c.who, sa.func.count()).group_by(who.c.who)
    return {str(name): number for name, number in connection.execute(query)}


def since(connection: Connection, start: float) -> Mapping[str, int]:
    """What happened from a moment on: handed in, checked, decided, asked."""
    columns = {
        "handed_in": applications.c.first_seen_at, "checked": reports.c.written_at, "decided": decisions.c.made_at,
        "asked": requests.c.sent_at,
    }  # fmt: skip
    queries = [
        sa.select(sa.func.count()).where(column >= start).scalar_subquery().label(name) for name, column in columns.items()
    ]  # fmt: skip
    return dict(connection.execute(sa.select(*queries)).mappings().one())


def clients(connection: Connection) -> list[str]:
    """The names of all clients."""
    query = sa.select(applications.c.client).where(applications.c.gone_at.is_(None)).distinct()
    return list(connection.execute(query.order_by(applications.c.client)).scalars())


def waits_for(connection: Connection, identity: str) -> str:
    """Who acts next on one application."""
    query = sa.select(waits).select_from(applications).where(applications.c.id == identity)
    return str(connection.execute(query).scalar_one())
