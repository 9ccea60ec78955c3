"""What ``docvet status`` prints: every application and its state, and how the parts of the service are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import RowMapping

from docvet.service import detail
from docvet.service.condition import Condition, condition
from docvet.service.home import Home
from docvet.service.ledger import applications, health, open_ledger
from docvet.visible import visible
from docvet.words import Lang, Words


@dataclass(frozen=True, slots=True)
class Status:
    """One look at a service."""

    inbox: str
    condition: Condition
    applications: list[dict[str, Any]]
    inbox_problems: list[dict[str, str]]


def status(home: Home, database: str | None = None) -> Status:
    """How the service of this home is now. DocvetError where there is none or its ledger cannot be read."""
    ledger = open_ledger(home.known_database(database), migrate=False)
    try:
        with ledger.read() as connection:
            return Status(
                inbox=str(home.inbox() or ""),
                condition=condition(connection),
                applications=[_application(row) for row in applications.with_runs(connection)],
                inbox_problems=[
                    {"path": row["path"], "problem": row["problem"], "detail": row["detail"] or ""}
                    for row in health.inbox_problem_list(connection)
                ],
            )
    finally:
        ledger.close()


def as_json(state: Status, lang: Lang) -> str:
    """The status for programs; only what is beside the reason of a failure is in a language."""
    tree = {
        "inbox": state.inbox,
        "status": "ok" if state.condition.is_well else "failing",
        "parts": state.condition.parts,
        "failing": sorted(state.condition.failing),
        "states": state.condition.states,
        "waiting": state.condition.waiting,
        "oldest_waiting_seconds": state.condition.oldest_waiting,
        "last_walk_seconds": state.condition.last_walk,
        "workers": state.condition.workers,
        "applications": [
            {**row, "reason_detail": row["reason_detail"] and detail.shown(row["reason_detail"], lang)}
            for row in state.applications
        ],
        "inbox_problems": state.inbox_problems,
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def as_text(state: Status, words: Words) -> str:
    """The status for people, one line an application, by client and name."""
    lines = [_line(row, words) for row in state.applications]
    lines += [f"{row['path']}  {_problem(row['problem'], row['detail'], words)}" for row in state.inbox_problems]
    if not lines:
        lines = [words("service.status_empty", inbox=state.inbox)]
    now = state.condition
    lines.append(
        words("service.status_summary", applications=len(state.applications), waiting=now.waiting, workers=now.workers)
    )
    lines += [words("service.part", name=name, state=now.parts[name]["state"]) for name in sorted(now.failing)]
    return "".join(f"{visible(line)}\n" for line in lines)


def _application(row: RowMapping | Mapping[str, Any]) -> dict[str, Any]:
    failed = row["state"] == "failed"
    return {
        "id": row["id"], "client": row["client"], "name": row["name"], "state": row["state"], "verdict": row["verdict"],
        "problem": row["problem"], "problem_detail": row["problem_detail"], "assignee": row["assignee"],
        "changed_at": datetime.fromtimestamp(row["changed_at"], UTC).isoformat(timespec="seconds"),
        "reason": row["reason"] if failed else None, "reason_detail": row["reason_detail"] if failed else None,
    }  # fmt: skip


def _line(row: Mapping[str, Any], words: Words) -> str:
    parts = [row["id"], f"{row['client']}/{row['name']}", words(f"state.{row['state']}")]
    if row["verdict"]:
        parts.append(words(f"verdict_short.{row['verdict']}"))
    if row["reason"]:
        said = detail.shown(row["reason_detail"], words.lang)
        parts.append(words(f"failure.{row['reason']}") + (f" ({said})" if said else ""))
    if row["problem"]:
        parts.append(_problem(row["problem"], row["problem_detail"], words))
    return "  ".join(parts)


def _problem(problem: str, said: str | None, words: Words) -> str:
    return words(f"problem.{problem}") + (f" ({said})" if said else "")
