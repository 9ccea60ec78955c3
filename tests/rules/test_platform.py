"""Another platform as pure data: the example in the documentation loads, judges, and claims nothing of TikTok's."""

from __future__ import annotations

from pathlib import Path

import pytest

from docvet.models import Severity, Verdict
from docvet.rules import Ruleset, judge, load_ruleset
from tests.rules.builders import authorized, case, findings, letter, own_brand

FILE = Path(__file__).parents[2] / "docs" / "examples" / "lazmall.yaml"


@pytest.fixture(scope="module")
def lazmall() -> Ruleset:
    return load_ruleset(FILE)


def test_a_clean_folder_is_clear(lazmall: Ruleset) -> None:
    judgement = judge(lazmall, case(own_brand(), lazmall)).judgement
    assert judgement.verdict is Verdict.CLEAR, judgement.findings


def test_its_own_rule_asks(lazmall: Ruleset) -> None:
    parts = authorized(letter("广州市星河样本服饰有限公司", "深圳市鹿鸣样本贸易有限公司"))
    judgement = judge(lazmall, case(parts, lazmall)).judgement
    (found,) = findings(judgement, "LAZ-LOA-001")
    assert found.severity is Severity.REVIEW
    assert "授权地域" in found.message["zh"]


def test_one_photo_is_enough_there(lazmall: Ruleset) -> None:
    parts = own_brand()
    parts["photos"] = parts["photos"][:1]
    assert not findings(judge(lazmall, case(parts, lazmall)).judgement, "DV-PHO-001")


def test_it_names_no_source_and_no_code_of_tiktok(lazmall: Ruleset) -> None:
    for rule in lazmall.rules:
        if rule.disabled is None:
            assert "tiktok" not in lazmall.citation(rule.source)["en"].lower(), rule.id
            assert "002_" not in rule.source, rule.id
            assert rule.platform_code is None, rule.id
            assert lazmall.reasons[rule.reason].platform_code is None, rule.id
            assert lazmall.reasons[rule.reason].share is None, rule.id


def test_hearsay_never_rejects(lazmall: Ruleset) -> None:
    rejecting = {
        rule.id: rule.basis for rule in lazmall.rules if rule.severity is Severity.REJECT and not rule.disabled
    }
    assert set(rejecting.values()) <= {"law", "standard", "mechanical"}
