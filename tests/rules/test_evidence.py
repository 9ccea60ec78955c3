"""What confirms a date, a class or a missing term, and what only seems to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from docvet.models import Document, Line, Verdict
from tests.rules import builders as b
from tests.rules.builders import COMPANY, OWNER, PERSON, findings, judged, severities, without

ENDS = {
    "DV-LIC-005": lambda end: b.own_brand() | {"licence": [b.licence(term_end=end)]},
    "DV-LOA-002": lambda end: b.authorized(b.letter(OWNER, COMPANY, period_start="2018-01-02", period_end=end)),
    "DV-TM-002": lambda end: (
        b.own_brand() | {"mark": [b.certificate(registered="2010-01-02", valid_from="2010-01-02", valid_to=end)]}
    ),
}


@pytest.mark.parametrize("rule", ENDS)
def test_whole_years_apart_do_not_witness_the_year(rule: str) -> None:
    end = b.field("2020-01-01", witnesses=frozenset({"arithmetic"}))
    assert severities(judged(ENDS[rule](end)), rule) == ["review"]
    twice = replace(end, witnesses=frozenset({"arithmetic", "second_pass"}))
    assert severities(judged(ENDS[rule](twice)), rule) == ["reject"]


def test_a_term_whose_end_cannot_be_read_is_not_endless() -> None:
    paper = b.licence(term_end=b.field("", confidence=0.0))
    judgement = judged(b.own_brand() | {"licence": [paper]})
    assert [item.kind for item in judgement.not_checked if item.rule == "DV-LIC-005"] == ["unreadable"]
    assert judgement.verdict is Verdict.REVIEW


def test_a_term_of_the_mark_is_not_its_registration() -> None:
    renewed = b.field("2022-05-21", raw="有效期限自2022年05月21日至2032年05月20日")
    parts = b.authorized(b.letter(OWNER, COMPANY, signed="2021-01-01"))
    parts |= {"mark": [b.certificate(registrant=OWNER, registered=renewed)]}
    (finding,) = b.findings(judged(parts), "DV-CHN-003")
    assert finding.severity == "review"
    assert "续展" in finding.message["zh"]


def test_the_missing_class_may_stand_on_the_unread_certificate() -> None:
    chosen = without(b.certificate("a.pdf"), "nice_classes")
    second = b.certificate("b.pdf", nice_classes=[35], registration_number="61234568")
    judgement = judged(b.own_brand() | {"mark": [chosen, second]})
    assert severities(judgement, "DV-TM-004") == []
    assert judgement.verdict is Verdict.REVIEW
    covered = b.certificate("b.pdf", registration_number="61234568")
    assert judged(b.own_brand() | {"mark": [chosen, covered]}).verdict is Verdict.CLEAR


def _with_line(paper: Document, text: str, box: tuple[float, float, float, float]) -> Document:
    (page,) = paper.reading.pages
    line = Line(text, box, 0.98, "rapidocr")
    passes = tuple(replace(item, lines=(*item.lines, line)) for item in page.passes)
    return replace(paper, reading=replace(paper.reading, pages=(replace(page, passes=passes),)))


def test_a_term_outside_the_place_of_the_scope_is_a_question() -> None:
    places = {"scope": (0.1, 0.6, 0.5, 0.8), "name": (0.1, 0.1, 0.9, 0.2)}
    paper = b.licence(scope="服装服饰零售。")
    fields = {
        name: replace(field, box=places.get(name, (0.9, 0.9, 0.95, 0.95))) for name, field in paper.fields.items()
    }
    paper = replace(paper, fields=fields)
    for box, found in (((0.55, 0.6, 0.9, 0.63), ["review"]), ((0.2, 0.12, 0.8, 0.16), ["reject"])):
        seen = _with_line(paper, "互联网销售", box)
        assert severities(judged(b.own_brand() | {"licence": [seen]}), "DV-LIC-007") == found


def _trader(**changes: Any) -> Document:
    return b.licence(credit_code=b.TRADER_CODE, entity_type="个体工商户", **changes)


def test_a_traders_account_in_the_operators_own_name_is_a_question() -> None:
    account = [b.bank(account_name=PERSON)]
    parts = b.own_brand() | {"licence": [_trader()], "bank": account}
    (finding,) = findings(judged(parts, credit_code=None), "DV-BNK-002")
    assert finding.severity == "review"
    assert "个人账户" in finding.message["zh"]
    assert severities(judged(b.own_brand() | {"bank": account}), "DV-BNK-002") == ["reject"], "a company's may not"


@pytest.mark.parametrize(
    ("account", "found"), [(f"个体户{PERSON}", []), (PERSON, ["review"]), ("个体户林示例", ["reject"])]
)
def test_account_of_a_trader_without_a_name(account: str, found: list[str]) -> None:
    parts = b.own_brand() | {"licence": [without(_trader(), "name")], "bank": [b.bank(account_name=account)]}
    judgement = judged(parts, company=None, credit_code=None)
    assert severities(judgement, "DV-BNK-002") == found
