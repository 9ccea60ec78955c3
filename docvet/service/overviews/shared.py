"""What a client sees by a share link: the applications of that client, masked, and what is to be handed in again."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Connection

from docvet.service.ledger import applications, reports


def rows(connection: Connection, client: str) -> list[dict[str, Any]]:
    """The client's applications that have a report, each with the newest as the ledger has it."""
    shared = []
    for row in applications.named(connection, client):
        report = reports.find(connection, row["report_id"]) if row["report_id"] is not None else None
        if report is not None and row["gone_at"] is None and report["deleted_at"] is None:
            shared.append(
                {"id": row["id"], "name": row["name"], "verdict": row["verdict"], "checked_at": report["written_at"],
                 "report": report}
            )  # fmt: skip
    return shared
