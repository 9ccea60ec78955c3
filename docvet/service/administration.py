"""What the commands about people, links and outcomes do in the ledger of a home, whether its service runs or not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from docvet.errors import UsageError
from docvet.service.cipher import derived_key
from docvet.service.home import Home
from docvet.service.ledger import Ledger, applications, audit, health, links, open_ledger, outcomes, people, tables
from docvet.service.ledger.people import Role
from docvet.service.outside import PUBLIC_URL
from docvet.service.overviews import comparison, endings
from docvet.service.people import invitations, signing
from docvet.service.retrying import OPERATOR
from docvet.values.clock import today_in_china
from docvet.words import did_you_mean, localized


@dataclass(frozen=True, slots=True)
class Link:
    """Something to be sent to somebody."""

    url: str
    is_whole: bool
    """It has the address of the service; else only the path is known, since the service has not said where it listens."""


@contextlib.contextmanager
def opened(home: Home, database: str | None) -> Iterator[Ledger]:
    """The ledger of a home. DocvetError where there is none."""
    ledger = open_ledger(home.known_database(database), migrate=False)
    try:
        yield ledger
    finally:
        ledger.close()


def add_person(home: Home, name: str, role: Role, *, database: str | None, url: str | None) -> tuple[str, Link]:
    """Add a person, or give one a new link and this role. Returns the name as it is kept and the one-time link."""
    with opened(home, database) as ledger, ledger.write() as connection:
        name, path = invitations.invite(connection, name, role, by=OPERATOR)
        return name, _link(connection, path, url)


def list_people(home: Home, *, database: str | None) -> list[dict[str, Any]]:
    """Everybody who may sign in."""
    with opened(home, database) as ledger, ledger.read() as connection:
        return [dict(row) for row in people.listing(connection)]


def remove_person(home: Home, name: str, *, database: str | None) -> None:
    """Remove a person. UsageError where there is none of this name; names the nearest."""
    with opened(home, database) as ledger, ledger.write() as connection:
        if not invitations.dismiss(connection, name, by=OPERATOR):
            known = [row["name"] for row in people.listing(connection)]
            raise _unknown(localized("people.nobody", name=name), name, known)


def share(home: Home, client: str, *, days: float, database: str | None, url: str | None) -> Link:
    """A link that shows one client's reports. UsageError where there is no such client; names the nearest."""
    with opened(home, database) as ledger, ledger.write() as connection:
        _check_client(connection, client)
        made = links.add(connection, "client", client=client, days=days, by=OPERATOR)
        audit.add(connection, OPERATOR, "share", client=client, share=made, days=days)
        return _link(connection, signing.path(_links_key(home), "client", made), url)


def unshare(home: Home, client: str, *, database: str | None) -> int:
    """End all links of a client. Returns how many. UsageError as :func:`share`."""
    with opened(home, database) as ledger, ledger.write() as connection:
        _check_client(connection, client)
        ended = links.revoke(connection, client=client)
        audit.add(connection, OPERATOR, "share_revoked", client=client, links=ended)
        return ended


def expiring(home: Home, days: int, *, database: str | None) -> list[dict[str, Any]]:
    """See :mod:`docvet.service.overviews.endings`."""
    with opened(home, database) as ledger, ledger.read() as connection:
        return endings.rows(connection, days)


def add_outcome(
    home: Home,
    identity: str,
    result: Literal["passed", "rejected"],
    *,
    clause: str | None,
    text: str | None,
    day: date | None,
    database: str | None,
) -> str:
    """Write down what the platform said. Returns client and name. UsageError for no such application or a future date."""
    today = today_in_china()
    if day is not None and day > today:
        raise UsageError(**localized("api.future_date", date=day))
    with opened(home, database) as ledger, ledger.write() as connection:
        row = applications.find(connection, identity)
        if row is None:
            raise UsageError(**localized("service.no_application", id=identity))
        outcomes.add(
            connection, identity, result=result, answered_on=(day or today).isoformat(), person=OPERATOR,
            clause=clause, text=text,
        )  # fmt: skip
        audit.add(connection, OPERATOR, "outcome", identity, result=result, clause=clause)
        return f"{row['client']}/{row['name']}"


def compared(home: Home, *, database: str | None) -> dict[str, Any]:
    """See :mod:`docvet.service.overviews.comparison`."""
    with opened(home, database) as ledger, ledger.read() as connection:
        return comparison.of(connection)


def _links_key(home: Home) -> bytes:
    home.cipher()  # says what is wrong where the key is missing or none
    return derived_key((home.path / "key").read_bytes(), "links")


def _link(connection: Connection, path: str, url: str | None) -> Link:
    base = url or health.setting(connection, PUBLIC_URL)
    return Link(f"{base.rstrip('/')}{path}" if base else path, bool(base))


def _check_client(connection: Connection, client: str) -> None:
    if not applications.named(connection, client):
        known = list(connection.execute(sa.select(tables.applications.c.client).distinct()).scalars())
        raise _unknown(localized("service.no_client", client=client), client, known)


def _unknown(sentence: Mapping[str, str], name: str, known: Sequence[str]) -> UsageError:
    hint = did_you_mean(name, known, cutoff=0.5)
    return UsageError(**{lang: text + hint[lang] for lang, text in sentence.items()})
