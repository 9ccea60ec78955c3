"""The time in China, by which applications are judged."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def now_in_china() -> datetime:
    """The moment, by the clock in China."""
    return datetime.now(CHINA)


def today_in_china() -> date:
    """The date in China now, wherever this machine stands."""
    return now_in_china().date()
