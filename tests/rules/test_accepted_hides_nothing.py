"""A finding that a person accepted hides no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from docvet.models import Acceptance, Finding, Verdict
from docvet.rules import judge
from docvet.rules.engine import settled
from tests.rules import builders as b

STRANGER = "上海市别家样本有限公司"


def test_what_an_accepted_finding_hid_is_shown_and_counts() -> None:
    parts = {**b.own_brand(), "bank": [b.bank(account_name=STRANGER)]}
    outcome = judge(b.POP, b.case(parts, company=b.OWNER))
    assert "DV-BNK-002" not in {finding.rule for finding in outcome.judgement.findings}, "hidden by DV-SET-006"

    def accept(findings: Sequence[Finding]) -> Sequence[Finding]:
        said = Acceptance("Li", "a slip in the form", date(2024, 6, 1), None)
        return [replace(f, accepted=said) if f.rule == "DV-SET-006" else f for f in findings]

    after = settled(b.POP, outcome, accept)
    left = {finding.rule for finding in after.findings if finding.accepted is None}
    assert "DV-BNK-002" in left
    assert after.verdict is Verdict.REJECT


def test_without_acceptances_the_judgement_stays_and_what_is_added_comes_last() -> None:
    outcome = judge(b.POP, b.case({**b.own_brand(), "bank": [b.bank(account_name=STRANGER)]}, company=b.OWNER))
    assert settled(b.POP, outcome, lambda findings: findings) == outcome.judgement
    extra = replace(outcome.judgement.findings[0], rule="DV-DECISION")
    assert settled(b.POP, outcome, lambda findings: [*findings, extra]).findings == (*outcome.judgement.findings, extra)
