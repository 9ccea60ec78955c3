"""Joint operation: a clean application, and one failing for each rule with the severity it must have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from docvet.models import Document, Severity, Trouble, TroubleKind, Verdict
from tests.rules import builders as b
from tests.rules import joint_builders as j

STRANGER = "宁波市远帆样本贸易有限公司"

FAILING: list[tuple[str, str, Mapping[str, list[Document]], Mapping[str, Any], str]] = [
    ("DV-SET-002", "reject", {"statement": []}, {}, "银行流水"),
    ("DV-SET-002", "reject", {"skus": []}, {}, "SKU"),
    ("DV-SET-002", "reject", {"declaration": []}, {}, "合规声明"),
    ("DV-SET-002", "reject", {"id": []}, {}, "身份证"),
    ("DV-SET-002", "review", {"declaration": [b.unread_file("x.pdf", Trouble(TroubleKind.CRASHED))]}, {}, "x.pdf"),
    ("DV-LIC-011", "warn", {"licence": [b.licence(duplicate=False)]}, {}, "副本"),
    ("DV-LIC-010", "warn", {"licence": [b.licence(seals=[b.seal("深圳市市场监督管理局", "registrar")])]}, {}, "公章"),
    ("DV-LIC-007", "warn", {"licence": [b.licence(scope="服装服饰零售。")]}, {}, "互联网销售"),
    ("DV-STM-001", "reject", {"statement": [j.statement(period_start="2024-04-01")]}, {}, "2024-04-01"),
    ("DV-STM-001", "review", {"statement": [j.statement(period_start="2024-03-05")]}, {}, "少几天"),
    ("DV-STM-001", "reject", {"statement": [j.statement(period_start="2023-11-01", period_end="2024-02-29")]}, {}, "2024-02-29"),
    ("DV-STM-001", "review", {"statement": [j.statement(period_start="2024-01-01", period_end="2024-04-30", months=["2024-02", "2024-03", "2024-04"])]}, {}, "超过一个月"),
    (
        "DV-STM-001",
        "reject",
        {"statement": [j.statement("1.pdf", period_end="2024-03-31"), j.statement("3.pdf", period_start="2024-05-01")]},
        {},
        "缺 2024-04-01 至 2024-04-30",
    ),
    ("DV-STM-001", "review", {"licence": [b.licence(established="2024-03-20")], "statement": [j.statement(period_start="2024-04-01")]}, {}, "成立"),
    ("DV-STM-001", "review", {"statement": [j.statement(months=["2024-03", "2024-05"])]}, {}, "2024-04"),
    ("DV-STM-001", "review", {"statement": [j.statement(pages_stated=3)]}, {}, "1 / 3"),
    ("DV-STM-002", "reject", {"statement": [j.statement(account_name=STRANGER)]}, {}, STRANGER),
    ("DV-STM-002", "reject", {"statement": [j.statement(account_name=b.PERSON)]}, {}, b.PERSON),
    ("DV-STM-003", "review", {"statement": [j.statement(balance_breaks=[7])]}, {}, "第 7 行"),
    ("DV-SKU-001", "reject", {"skus": [j.sku_list(rows=0, sku_codes=[])]}, {}, "没有任何商品行"),
    ("DV-SKU-001", "review", {"skus": [j.sku_list(sku_codes=["LM-001", "lm-001"])]}, {}, "LM-001"),
    ("DV-SKU-001", "review", {"skus": [j.sku_list(columns=["名称"], sku_codes=[])]}, {}, "SKU 编码"),
    ("DV-SKU-001", "warn", {"skus": [j.sku_list(columns=["SKU", "名称"])]}, {}, "类目、品牌"),
    ("DV-SKU-001", "review", {"skus": [j.sku_list(sku_codes=["6.99024E+12"] * 3 + ["LM-001"])]}, {}, "科学计数法"),
    ("DV-SKU-001", "review", {"skus": [j.sku_list(sku_codes=["2024-03-01", "2024-04-01", "LM-001"])]}, {}, "日期"),
    ("DV-SKU-001", "review", {"skus": [j.sku_list(sku_codes=["6990240001234000", "6990240001235000"])]}, {}, "末尾"),
    ("DV-SKU-002", "review", {"photos": [b.photo(9)]}, {}, "LM-009"),
    ("DV-DEC-001", "reject", {"declaration": [j.declaration(company=STRANGER)]}, {}, STRANGER),
    ("DV-DEC-001", "reject", {"declaration": [j.declaration(signed="2024-06-02")]}, {}, "2024-06-02"),
    ("DV-DEC-001", "reject", {"declaration": [j.declaration(seals=[], signature=False)]}, {}, "既没有"),
    ("DV-DEC-001", "review", {"declaration": [j.declaration(seals=[])]}, {}, "人工确认"),
    ("DV-DEC-001", "review", {"declaration": [j.declaration(seals=[b.seal("", "unknown")])]}, {}, "看不清"),
    ("DV-DEC-001", "review", {"declaration": [b.without(j.declaration(), "signed")]}, {}, "日期"),
    ("DV-JO-001", "reject", {}, {"monthly_gmv_usd": ("4999.99", "5000", "5000")}, "4,999.9"),
    ("DV-JO-002", "review", {}, {"partner": {"name": j.PARTNER, "tier": "Tier-3"}}, "Tier-3"),
    ("DV-JO-002", "review", {}, {"partner": {"name": "PT Tak Ada", "tier": "Tier-1"}}, "名录里没有"),
    ("DV-JO-002", "review", {}, {"partner": {"name": "Sample Partner Ltd.", "tier": "Tier-1"}}, "名录里是"),
    ("DV-JO-003", "reject", {}, {"admin_holder": STRANGER}, STRANGER),
    ("DV-JO-003", "reject", {}, {"admin_holder": j.PARTNER}, "合作伙伴"),
    ("DV-JO-003", "reject", {"agreement": [j.agreement(admin_holder=j.PARTNER)]}, {}, "合作伙伴"),
    ("DV-JO-003", "review", {}, {"admin_holder": b.COMPANY.replace("有限公司", "有限责任公司")}, "不完全相同"),
    ("DV-JO-004", "warn", {"agreement": [j.agreement(lines=["联合运营协议", "服务费含税"])]}, {}, "二次商用"),
    ("DV-JO-004", "warn", {"agreement": [j.agreement(fee_percent=20.0)]}, {}, "20%"),
    ("DV-JO-004", "info", {"agreement": []}, {}, "审核之后签署"),
    ("DV-JO-005", "warn", {}, {"shop_opened": b.date(2024, 3, 4)}, "89 天"),
    ("DV-JO-005", "warn", {}, {"monthly_sales_by_site_usd": {"ID": "2999.99", "TH": "3000"}}, "印度尼西亚 $2,999.99"),
    ("DV-JO-006", "review", {"agreement": [j.agreement(seller=STRANGER)]}, {}, STRANGER),
]  # fmt: skip


def test_a_clean_application_is_clear() -> None:
    judgement = j.judged(j.joint())
    assert judgement.findings == ()
    assert judgement.verdict is Verdict.CLEAR


@pytest.mark.parametrize(
    ("rule", "severity", "parts", "facts", "says"), FAILING, ids=[f"{f[0]} {f[1]} {f[4]}" for f in FAILING]
)
def test_fails(
    rule: str, severity: str, parts: Mapping[str, list[Document]], facts: Mapping[str, Any], says: str
) -> None:
    judgement = j.judged({**j.joint(), **parts}, **facts)
    assert b.severities(judgement, "DV-INTERNAL") == []
    found = {finding.severity.value: finding.message["zh"] for finding in b.findings(judgement, rule)}
    assert severity in found
    assert says in found[severity]


def test_every_joint_rule_has_a_failing_application_of_its_full_weight() -> None:
    own = {rule.id: rule.severity for rule in j.JOINT.rules if rule.id not in {other.id for other in b.POP.rules}}
    reached = {
        rule: min((Severity(item[1]) for item in FAILING if item[0] == rule), key=lambda s: s.rank) for rule in own
    }
    assert reached == own


@pytest.mark.parametrize(
    "rule", ["DV-FILE-001", "DV-FILE-002", "DV-FILE-004", "DV-LIC-007", "DV-LIC-008", "DV-LIC-010"]
)
def test_what_only_the_pop_guide_asks_for_is_a_warning(rule: str) -> None:
    assert j.JOINT.rule(rule).severity is Severity.WARN


def test_what_was_not_stated_keeps_a_folder_from_being_cleared() -> None:
    for fact in ("monthly_gmv_usd", "admin_holder"):
        judgement = j.judged(j.joint(), **{fact: None})
        assert judgement.findings == ()
        assert judgement.verdict is Verdict.REVIEW


def test_without_a_directory_the_partner_is_a_warning() -> None:
    assert b.severities(j.judged(j.joint(), partners=None), "DV-JO-002") == ["warn"]


def test_bank_papers_and_marks_are_not_asked_for() -> None:
    kinds = {item.rule: item.kind for item in j.judged(j.joint()).not_checked}
    assert kinds["DV-BNK-002"] == "not_applicable"


def test_what_the_agreement_states_need_not_be_typed() -> None:
    parts = {**j.joint(), "agreement": [j.agreement(admin_holder=b.COMPANY, partner_tier="Tier-1")]}
    judgement = j.judged(parts, admin_holder=None, partner=None)
    assert judgement.findings == ()
    assert judgement.verdict is Verdict.CLEAR


@pytest.mark.parametrize(
    ("market", "number", "found"),
    [
        ("DE", "DE 12345678", []), ("DE", "DE1234567", ["warn"]), ("FR", "FR123456_05ABCD", []),
        ("GB", "WEE/AB1234CD", []), ("GB", "AB1234CD", ["warn"]),
    ],
)  # fmt: skip
def test_shapes_of_epr_numbers(market: str, number: str, found: list[str]) -> None:
    judgement = b.judged(b.own_brand(), targets=[market], epr={market: number})
    assert b.severities(judgement, "DV-EPR-001") == found
    certificate = b.paper("epr_certificate", market=market, number=number)
    on_paper = b.judged({**b.own_brand(), "epr": [certificate]}, targets=[market])
    assert b.severities(on_paper, "DV-EPR-001") == found


def test_statements_of_single_months_join() -> None:
    months = [("2024-03-01", "2024-03-31"), ("2024-04-01", "2024-04-30"), ("2024-05-01", "2024-05-31")]
    papers = [
        j.statement(f"流水{start}.pdf", period_start=start, period_end=end, months=[start[:7]]) for start, end in months
    ]
    assert j.judged({**j.joint(), "statement": papers}).findings == ()


def test_a_short_statement_is_told_one_first_day() -> None:
    report = j.judged({**j.joint(), "statement": [j.statement(period_start="2024-03-02", period_end="2024-05-28")]})
    (short,) = [item for item in report.findings if item.rule == "DV-STM-001"]
    first, _, last = short.expected.partition(" – ")
    assert (first, last) == ("2024-02-29", "2024-05-28")
    assert first in short.fix["zh"]


def test_another_companys_statement_covers_nothing() -> None:
    papers = [j.statement(period_start="2024-05-01", months=["2024-05"]), j.statement("b.pdf", account_name=STRANGER)]
    assert b.severities(j.judged({**j.joint(), "statement": papers}), "DV-STM-001") == ["reject"]


def test_a_statement_read_once_is_a_question() -> None:
    once = b.field("2024-04-01", witnesses=frozenset())
    papers = {"statement": [j.statement(period_start=once)]}
    assert b.severities(j.judged({**j.joint(), **papers}), "DV-STM-001") == ["review"]


def test_a_signed_declaration_needs_no_seal() -> None:
    papers = {"declaration": [j.declaration(seals=[], signature=True)]}
    assert j.judged({**j.joint(), **papers}).findings == ()


def test_a_traders_own_account_is_a_question() -> None:
    trader = b.licence(credit_code=b.TRADER_CODE, entity_type="个体工商户")
    parts = {**j.joint(), "licence": [trader], "statement": [j.statement(account_name=b.PERSON)]}
    judgement = j.judged(parts, form={"credit_code": None, "entity": "individual"})
    assert b.severities(judgement, "DV-STM-002") == ["review"]


def test_one_cause_is_one_finding() -> None:
    strange = j.declaration(company=STRANGER, seals=[b.seal(STRANGER, "company")])
    judgement = j.judged({**j.joint(), "declaration": [strange]})
    assert [(f.rule, f.severity.value) for f in judgement.findings] == [("DV-DEC-001", "reject")]
    partner = {"name": "Sample Partner Ltd", "tier": "Tier-3"}
    assert b.severities(j.judged(j.joint(), partner=partner), "DV-JO-002") == ["review"]


def test_a_list_without_codes_says_so() -> None:
    codeless = b.without(j.sku_list(columns=["商品名称", "类目", "品牌"]), "rows", "sku_codes")
    judgement = j.judged({**j.joint(), "skus": [codeless]})
    assert [(f.rule, f.severity.value) for f in judgement.findings] == [("DV-SKU-001", "review")]


def test_the_list_of_partners_is_no_paper() -> None:
    listed = b.unread_file("partners.csv", Trouble(TroubleKind.LIMIT), media_type="text/csv")
    parts = {**j.joint(), "skus": [], "more": [listed]}
    judgement = j.judged(parts, partner_directory="partners.csv")
    assert b.severities(judgement, "DV-SET-002") == ["reject"]
    assert b.severities(judgement, "DV-FILE-001") == []


def test_spoilt_codes_are_not_called_repeated_and_whole_ones_are_not_called_spoilt() -> None:
    spoilt = j.judged({**j.joint(), "skus": [j.sku_list(sku_codes=["6.99E+12", "6.99E+12"])]})
    said = [finding.message["zh"] for finding in spoilt.findings if finding.rule == "DV-SKU-001"]
    assert ["科学计数法" in text and "重复" not in text for text in said] == [True]
    for codes in (["6990240001234", "6990240001235"], ["123456789012345000", "LM-001"], ["E12", "1E2-A"], ["LM-1E+5"]):
        judgement = j.judged({**j.joint(), "skus": [j.sku_list(sku_codes=codes)]})
        assert b.severities(judgement, "DV-SKU-001") == [], codes


def test_a_table_in_an_odd_encoding_is_advice() -> None:
    listed = j.sku_list("SKU.csv", media_type="text/csv")
    odd = replace(listed, reading=replace(listed.reading, encoding="Big5"))
    judgement = j.judged({**j.joint(), "skus": [odd]})
    (found,) = [finding for finding in judgement.findings if finding.rule == "DV-FILE-001"]
    assert (found.severity, "Big5" in found.message["zh"]) == (Severity.WARN, True)
    assert b.severities(j.judged({**j.joint(), "skus": [listed]}), "DV-FILE-001") == []


def test_a_web_table_named_as_a_spreadsheet_is_advice() -> None:
    judgement = j.judged({**j.joint(), "skus": [j.sku_list("SKU清单.xls", media_type="text/html")]})
    (found,) = [finding for finding in judgement.findings if finding.rule == "DV-FILE-001"]
    assert (found.severity, "另存为 .xlsx" in found.fix["zh"]) == (Severity.WARN, True)
    old = j.judged({**j.joint(), "skus": [j.sku_list("SKU清单.xls", media_type="application/vnd.ms-excel")]})
    assert b.severities(old, "DV-FILE-001") == []


def test_spreadsheets_are_fine_for_lists() -> None:
    assert b.severities(j.judged(j.joint()), "DV-FILE-001") == []
