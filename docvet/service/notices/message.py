"""What a notice says: many events in one message, short enough for every chat program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.engine import RowMapping

from docvet.visible import visible
from docvet.words import Words

_MOST_BYTES = 1800
"""WeCom takes 2,048."""
_SUMMED_UP_FROM = 6
"""Verdicts from which on they are counted first."""
_WORST_FIRST = ("reject", "error", "review", "clear")

Row = Mapping[str, Any] | RowMapping


def compose(rows: Sequence[Row], say: Words, link: str | None = None) -> tuple[str, str] | None:
    """Title and body of a message about rows of the outbox; None where all of it has cancelled out.

    ``link`` is the address of the service: each application's is put after its line.
    """
    verdicts = _changed(row for row in rows if row["kind"] == "verdict")
    others = [row for row in rows if row["kind"] != "verdict"]
    if not verdicts and not others:
        return None
    verdicts.sort(key=lambda row: _WORST_FIRST.index(row["body"]["verdict"]))
    lines = [line for row in others if row["kind"] in ("inbox_away", "inbox_back") for line in [_service(row, say)]]
    if len(verdicts) >= _SUMMED_UP_FROM:
        lines.append(_counted(verdicts, say))
    listed = [row for row in others if row["kind"] not in ("inbox_away", "inbox_back")] + verdicts
    lines += [_line(row, say, link) for row in listed]
    return _title(len(verdicts), len(others), say), _fitted(lines, say)


def _changed(rows: Any) -> list[Row]:
    """One for each application: from its first verdict to its last, unless that is the same."""
    first: dict[str, Row] = {}
    last: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["application_id"], row)
        last[row["application_id"]] = row
    return [row for key, row in last.items() if first[key]["body"].get("before") != row["body"]["verdict"]]


def _title(verdicts: int, others: int, say: Words) -> str:
    return say("notices.title", count=verdicts + others)


def _counted(verdicts: Sequence[Row], say: Words) -> str:
    counts = Counter(row["body"]["verdict"] for row in verdicts)
    parts = [f"{say(f'verdict_short.{name}')} {counts[name]}" for name in _WORST_FIRST if counts[name]]
    return say("notices.counted", count=len(verdicts), verdicts=say("notices.between").join(parts))


def _service(row: Row, say: Words) -> str:
    if row["kind"] == "inbox_away":
        return say("notices.inbox_away", minutes=row["body"].get("minutes", 10))
    return say("notices.inbox_back")


def _line(row: Row, say: Words, link: str | None) -> str:
    body = row["body"]
    name = visible(f"{row['client']}/{body.get('application', '')}")
    if row["kind"] == "verdict":
        what = say(f"verdict_short.{body['verdict']}")
        if count := _worst(body):
            what = say("notices.with_count", verdict=what, count=count)
        if body.get("before"):
            what = say("notices.before", verdict=what, before=say(f"verdict_short.{body['before']}"))
    elif row["kind"] == "failed":
        what = say("notices.failed", reason=say(f"failure.{body['reason']}"))
    elif row["kind"] == "ending":
        what = _ending(body, say)
    else:
        what = say("notices.unreadable")
    line = say("notices.line", name=name, what=what)
    return f"{line} {link}/applications/{row['application_id']}" if link and row["application_id"] else line


def _ending(body: Mapping[str, Any], say: Words) -> str:
    lang = "zh" if say.lang == "zh" else "en"
    from docvet.rules.vocabulary import FIELD_TITLES, KIND_TITLES

    kind = KIND_TITLES.get(body["kind"], {}).get(lang, body["kind"])
    field = FIELD_TITLES.get(body["field"], {}).get(lang, body["field"])
    return say("notices.ending", kind=kind, field=field, day=body["ends_on"], days=body["days_left"])


def _worst(body: Mapping[str, Any]) -> int:
    counts = body.get("counts") or {}
    return int(counts.get(body["verdict"], 0))


def _fitted(lines: Sequence[str], say: Words) -> str:
    """As many lines as a message may have, and how many more there are."""
    taken: list[str] = []
    room = _MOST_BYTES
    for number, line in enumerate(lines):
        room -= len(line.encode()) + 1
        if room < 0:
            taken.append(say("notices.more", count=len(lines) - number))
            break
        taken.append(line)
    return "\n".join(taken)
