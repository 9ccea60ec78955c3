"""What ends soon as a calendar file (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from docvet.rules.vocabulary import KIND_TITLES
from docvet.words import Lang


def text(rows: Iterable[Mapping[str, Any]], lang: Lang) -> str:
    """One whole-day event for each of the rows of :mod:`docvet.service.overviews.endings`."""
    calendar = Calendar()
    calendar.add("prodid", "-//docvet//expiring//EN")
    calendar.add("version", "2.0")
    for row in rows:
        ends = date.fromisoformat(row["ends_on"])
        title = KIND_TITLES.get(row["kind"], {}).get(lang, row["kind"])
        event = Event()
        # The same document keeps its entry in the calendar, however often the file is fetched.
        key = "\0".join((row["id"], row["file"], row["field"], row["ends_on"]))
        event.add("uid", hashlib.sha256(key.encode()).hexdigest()[:32] + "@docvet")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", ends)
        event.add("dtend", ends + timedelta(days=1))
        event.add("summary", f"{row['client']} · {title} ({row['application']})")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode())
