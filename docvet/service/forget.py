"""``docvet forget``: what the service knows of a client or an application is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import Connection, RowMapping

from docvet.errors import UsageError
from docvet.service import cached_pages, pictures, publish
from docvet.service.engine import Engine
from docvet.service.home import Home
from docvet.service.ledger import Ledger, applications, audit, forgetting, forms, links, open_ledger, reports
from docvet.service.ledger.jobs import Jobs
from docvet.service.retrying import OPERATOR
from docvet.words import localized


def forget(
    home: Home, client: str, application: str | None = None, *, database: str | None = None, person: str = OPERATOR
) -> int:  # fmt: skip
    """As :func:`forget_in`, for a service that may be running or not."""
    ledger = open_ledger(home.known_database(database), migrate=False)
    engine = Engine(ledger)
    try:
        return forget_in(ledger, engine, home, home.inbox(), client, application, person=person)
    finally:
        engine.close()
        ledger.close()


def forget_in(
    ledger: Ledger,
    engine: Jobs,
    home: Home,
    inbox: Path | None,
    client: str,
    application: str | None = None,
    *,
    person: str,
) -> int:
    """Delete reports, decisions, outcomes, jobs, and pages cached of files that no other client has; one line of the trail stays.

    Returns the number of applications.

    Raises:
        UsageError: no such client or application, its folder stands in the inbox or nobody can tell, or it is
            being read.
    """
    with ledger.read() as connection:
        rows = _chosen(connection, client, application)
    for row in rows:
        _check_removed(inbox, row)
    hashes: set[str] = set()
    jobs: list[str] = []
    folders: list[str] = []
    with ledger.write() as connection:
        for row in rows:
            if applications.one(connection, row["id"])["state"] == "scanning":
                raise UsageError(**localized("service.running_now", name=f"{row['client']}/{row['name']}"))
            folders += [report["folder"] for report in reports.of_application(connection, row["id"])]
            hashes |= forgetting.hashes(connection, row["id"])
            jobs += forgetting.forget(connection, row["id"])
            audit.add(connection, person, "forget")
        if not applications.named(connection, client):
            links.revoke(connection, client=client)
            forms.enter_default(connection, client, dict.fromkeys(forms.defaults(connection, client)), person=person)
        orphaned = hashes - forgetting.hashes_in_use(connection, hashes)
    for folder in folders:
        publish.delete(home, folder)
    engine.withdraw(jobs)
    cached_pages.delete(home, orphaned)
    pictures.drop(home.path, orphaned)
    return len(rows)


def _chosen(connection: Connection, client: str, application: str | None) -> Sequence[RowMapping]:
    rows = applications.named(connection, client, application)
    if not rows and (application is None or not applications.named(connection, client)):
        raise UsageError(**localized("service.no_client", client=client))
    if not rows:
        raise UsageError(**localized("service.no_client_application", client=client, name=application))
    return rows


def _check_removed(inbox: Path | None, row: RowMapping) -> None:
    if inbox is None or not inbox.is_dir():
        raise UsageError(**localized("service.inbox_unknown", inbox=inbox or "?"))
    folder = inbox / row["path"]
    if folder.exists() and (row["path"] != row["client"] or any(item.is_file() for item in folder.iterdir())):
        raise UsageError(**localized("service.still_there", path=folder))
