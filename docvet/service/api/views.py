"""The ledger's rows as the API shows them: ISO times in UTC, ids as they are in paths, nothing that the person may not see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import Connection, RowMapping

from docvet.report.personal import known
from docvet.service import detail
from docvet.service.cipher import Cipher
from docvet.service.ledger import decisions, outcomes, reports, requests, runs, versions

Row = RowMapping | Mapping[str, Any]


def moment(seconds: float | None) -> str | None:
    """Seconds since 1970 as ``2024-06-01T10:20:30Z``."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def application(row: Row, report: Row | None = None) -> dict[str, Any]:
    """One row of the list; ``report`` is the one that counts."""
    view = {
        "id": row["id"], "client": row["client"], "name": row["name"], "state": row["state"], "verdict": row["verdict"],
        "problem": row["problem"], "problem_detail": row["problem_detail"],
        "problem_since": moment(row["problem_since_at"]), "assignee": row["assignee"],
        "first_seen": moment(row["first_seen_at"]), "changed": moment(row["changed_at"]), "gone": moment(row["gone_at"]),
    }  # fmt: skip
    if report is not None:
        view |= {
            "company": report["company"], "counts": report["counts"], "findings": report["findings"],
            "checked": moment(report["written_at"]),
        }  # fmt: skip
    return view


def version(row: Row) -> dict[str, Any]:
    """A content version."""
    return {
        "version": row["digest"], "number": row["number"], "seen": moment(row["seen_at"]), "bytes": row["bytes"],
        "files": [{"path": path, "bytes": entry[0], "sha256": entry[2]} for path, entry in sorted(row["files"].items())],
    }  # fmt: skip


def run(row: Row, report: Row | None) -> dict[str, Any]:
    """A run, with what its report says where it has one."""
    return {
        "run": row["number"], "state": row["state"], "cause": row["cause"], "person": row["person"],
        "reason": row["reason"], "reason_detail": row["reason_detail"] and detail.texts(row["reason_detail"]), "created": moment(row["created_at"]),
        "started": moment(row["started_at"]), "finished": moment(row["finished_at"]), "ruleset": row["ruleset"],
        "ruleset_version": row["ruleset_version"], "ruleset_digest": row["ruleset_digest"],
        "submission_date": row["submission_date"],
        "report": None if report is None else {
            "verdict": report["verdict"], "counts": report["counts"], "findings": report["findings"],
            "written": moment(report["written_at"]), "kept": report["deleted_at"] is None,
        },
    }  # fmt: skip


def hidden(value: Any) -> Any:
    """What people wrote, for those who may not see personal data: whatever looks like an ID number is covered."""
    hide = known([], [], [], []).hide
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {key: hidden(item) for key, item in value.items()}
    return [hidden(item) for item in value] if isinstance(value, list) else value


def decision(row: Row, cipher: Cipher | None) -> dict[str, Any]:
    """A decision; with a cipher, the value that was confirmed too, without one what people wrote is covered."""
    entry = dict(row["entry"])
    document_kind = entry.pop("kind", None)
    if cipher is None and "reason" in entry:
        entry["reason"] = hidden(entry["reason"])
    view = {
        "decision": row["id"], "kind": row["kind"], "document_kind": document_kind, **entry, "person": row["person"], "made": moment(row["made_at"]),
        "needs_second": row["needs_second"], "second_person": row["second_person"], "second": moment(row["second_at"]),
        "undone_by": row["undone_by"], "undone": moment(row["undone_at"]),
        "counts": row["undone_at"] is None and (not row["needs_second"] or row["second_person"] is not None),
    }  # fmt: skip
    if row["secret"] is not None:
        view["value"] = cipher.show(row["secret"]) if cipher is not None else None
    return view


def outcome(row: Row) -> dict[str, Any]:
    """What the platform said."""
    return {
        "outcome": row["id"], "result": row["result"], "clause": row["clause"], "text": row["text"],
        "date": row["answered_on"], "person": row["person"], "entered": moment(row["entered_at"]),
    }  # fmt: skip


def request(row: Row) -> dict[str, Any]:
    """A request to the client as it was sent; the note is for colleagues."""
    return {
        "request": row["id"], "text": row["text"], "findings": row["findings"], "lang": row["lang"],
        "person": row["person"], "sent": moment(row["sent_at"]), "report": row["report_id"], "note": row["note"],
    }  # fmt: skip


def whole(connection: Connection, row: RowMapping, cipher: Cipher | None) -> dict[str, Any]:
    """An application with its versions and their runs, decisions, requests and outcomes; values only with a cipher."""
    of_run = {report["run_id"]: report for report in reports.of_application(connection, row["id"])}
    all_runs = runs.of_application(connection, row["id"])
    current = reports.find(connection, row["report_id"]) if row["report_id"] else None
    tree = application(row, current)
    tree["versions"] = [
        version(item)
        | {"runs": [run(one, of_run.get(one["id"])) for one in all_runs if one["version_id"] == item["id"]]}
        for item in versions.of_application(connection, row["id"])
    ]
    tree["version"] = next((item["version"] for item in tree["versions"] if _is_current(item, row, connection)), None)
    tree["decisions"] = [decision(item, cipher) for item in decisions.of_application(connection, row["id"])]
    tree["requests"] = [request(item) for item in requests.of_application(connection, row["id"])]
    tree["outcomes"] = [outcome(item) for item in outcomes.of_application(connection, row["id"])]
    if cipher is None:
        tree |= {key: hidden(tree[key]) for key in ("requests", "outcomes")}
    return tree


def _is_current(item: Mapping[str, Any], row: RowMapping, connection: Connection) -> bool:
    return row["version_id"] is not None and versions.one(connection, row["version_id"])["digest"] == item["version"]


def audit(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Lines of the audit trail."""
    return [
        {
            "id": row["id"], "at": moment(row["at"]), "person": row["person"], "action": row["action"],
            "application": row["application_id"], "client": row["client"], "detail": row["detail"],
        }
        for row in rows
    ]  # fmt: skip
