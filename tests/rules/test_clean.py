"""Clean applications are clear: nothing is found, and nothing that could reject was left unjudged."""

from __future__ import annotations

from docvet.models import Verdict
from tests.rules.builders import POP, authorized, judged, own_brand


def test_own_brand_is_clear() -> None:
    judgement = judged(own_brand())
    assert judgement.findings == ()
    assert judgement.verdict is Verdict.CLEAR


def test_two_letters_are_clear() -> None:
    judgement = judged(authorized())
    assert judgement.findings == ()
    assert judgement.verdict is Verdict.CLEAR
    unjudged = {item.rule for item in judgement.not_checked if item.kind != "not_applicable"}
    assert {POP.rule(rule).severity.value for rule in unjudged} <= {"warn", "info"}
