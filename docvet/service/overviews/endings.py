"""Documents that have ended or are about to, by the newest report of each application."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from docvet.service.ledger import reports
from docvet.values.clock import today_in_china

COLUMNS = ("ends_on", "days_left", "client", "application", "id", "kind", "field", "file")


def rows(connection: Connection, days: int) -> list[dict[str, Any]]:
    """Those that end within so many days or have ended, the first first; ``days_left`` is below 0 for the latter."""
    today = today_in_china()
    ends = reports.ending(connection, (today + timedelta(days=days)).isoformat())
    return [
        {
            "ends_on": row["ends_on"], "days_left": (date.fromisoformat(row["ends_on"]) - today).days,
            "client": row["client"], "application": row["name"], "id": row["application_id"], "kind": row["kind"],
            "field": row["field"], "file": row["file"],
        }
        for row in ends
    ]  # fmt: skip
