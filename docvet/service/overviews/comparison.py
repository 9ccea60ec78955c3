"""docvet's verdicts beside the platform's answers: where they agree, what was missed, who was accused wrongly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import Connection

from docvet.service.ledger import outcomes

COLUMNS = ("date", "client", "application", "id", "verdict", "result", "agreement", "clause", "text", "person")
AGREEMENTS = ("agreed", "missed", "accused", "left_open")
"""Both said the same; the platform rejected what was clear; it passed what docvet rejected; docvet left it to a person."""
_AGREEMENT = {
    ("clear", "passed"): "agreed",
    ("reject", "rejected"): "agreed",
    ("clear", "rejected"): "missed",
    ("reject", "passed"): "accused",
}


def of(connection: Connection) -> dict[str, Any]:
    """``outcomes`` (each with its agreement), and counts: ``totals``, ``by_rule``, ``by_client`` and ``missed_clauses``.

    ``by_rule`` counts the answers to applications that a rule rejected: a rule whose ``passed`` is high accuses wrongly.
    """
    rows = outcomes.beside_verdicts(connection)
    listed = [
        {
            "outcome": row["id"], "date": row["answered_on"], "client": row["client"], "application": row["name"],
            "id": row["application_id"], "verdict": row["verdict"], "result": row["result"],
            "agreement": _AGREEMENT.get((row["verdict"], row["result"]), "left_open"), "clause": row["clause"],
            "text": row["text"], "person": row["person"],
        }
        for row in rows
    ]  # fmt: skip
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for row in rows:
        for finding in row["findings"] or ():
            if finding["severity"] == "reject" and not finding.get("accepted"):
                rules[finding["rule"]][row["result"]] += 1
                names[finding["rule"]] = finding["name"]
    clients: dict[str, Counter[str]] = defaultdict(Counter)
    for item in listed:
        clients[item["client"]][item["agreement"]] += 1
    clauses = Counter(item["clause"] or "" for item in listed if item["agreement"] == "missed")
    return {
        "outcomes": listed,
        "totals": _counted(Counter(item["agreement"] for item in listed)),
        "by_rule": [
            {"rule": rule, "name": names[rule], "rejected": counts["rejected"], "passed": counts["passed"]}
            for rule, counts in sorted(rules.items(), key=lambda item: (-item[1]["passed"], item[0]))
        ],
        "by_client": [{"client": client, **_counted(counts)} for client, counts in sorted(clients.items())],
        "missed_clauses": [{"clause": clause, "count": count} for clause, count in clauses.most_common()],
    }


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in AGREEMENTS}
