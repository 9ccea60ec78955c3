"""Honest applicants of whom a rule would think ill, and what must not slip through beside them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docvet.errors import RulesetError
from docvet.models import Document, Trouble, TroubleKind
from docvet.rules import load_ruleset
from tests.rules import builders as b
from tests.rules import joint_builders as j
from tests.rules.builders import COMPANY, OWNER, PERSON, findings, judged, severities

FOREIGN = "Lumora Sample Inc."
HONG_KONG = "星河樣本(香港)有限公司"


# --- whose mark it is ------------------------------------------------------------------------------


def test_a_trader_with_the_mark_in_its_operators_name_is_asked_about_vouchers() -> None:
    trader = b.licence(credit_code=b.TRADER_CODE, entity_type="个体工商户")
    parts = {**b.own_brand(), "licence": [trader], "mark": [b.certificate(registrant=PERSON)]}
    judgement = judged(parts, credit_code=b.TRADER_CODE)
    assert {name: severities(judgement, name) for name in ("DV-CHN-001", "DV-SAL-001")} == {
        "DV-CHN-001": ["review"], "DV-SAL-001": ["review"],
    }  # fmt: skip


def test_a_trader_is_known_by_its_type_where_the_code_was_not_read() -> None:
    trader = b.without(b.licence(entity_type="个体工商户"), "credit_code")
    parts = {**b.own_brand(), "licence": [trader], "mark": [b.certificate(registrant=PERSON)]}
    assert severities(judged(parts, credit_code=None), "DV-CHN-001") == ["review"]


def test_vouchers_are_not_demanded_on_a_registrant_that_was_hardly_read() -> None:
    surely, hardly = (
        {**b.own_brand(), "mark": [b.certificate(registrant=b.field(OWNER, confidence=confidence))]}
        for confidence in (0.98, 0.5)
    )
    assert severities(judged(surely), "DV-SAL-001") == ["reject"]
    assert severities(judged(hardly), "DV-SAL-001") == ["review"]


def test_a_letter_that_joins_nothing_is_not_judged_as_the_applicants() -> None:
    old = b.letter("上海市别家样本有限公司", "北京市他家样本有限公司", period_end="2020-01-01", seals=[])
    hardly = b.certificate(registrant=b.field(OWNER, confidence=0.5))
    judgement = judged({**b.own_brand(), "mark": [hardly], "letters": [old]})
    assert "reject" not in [finding.severity.value for finding in judgement.findings]


# --- who signs -------------------------------------------------------------------------------------


@pytest.mark.parametrize("grantor", [FOREIGN, HONG_KONG])
def test_companies_of_other_places_sign(grantor: str) -> None:
    def judgement(**changes: object) -> list[str]:
        letter = b.letter(grantor, COMPANY, **changes)
        parts = {
            **b.authorized(letter),
            "mark": [b.certificate(registrant=grantor)],
            "vouchers": [b.voucher(seller=grantor)],
        }
        return severities(judged(parts), "DV-LOA-003")

    assert judgement(seals=[], signature=True) == []
    assert judgement(seals=[b.seal(grantor, "grantor")]) == []
    assert judgement(seals=[]) == ["review"]
    assert judgement(seals=[b.seal(COMPANY, "unknown")]) == ["review"]  # the grantee's seal is nobody's signature


def test_one_traditional_character_makes_no_company_of_other_places() -> None:
    grantor = "广州市乾元样本服饰有限公司"
    parts = {
        **b.authorized(b.letter(grantor, COMPANY, seals=[], signature=True)),
        "mark": [b.certificate(registrant=grantor)],
    }
    assert severities(judged(parts), "DV-LOA-003") == ["reject"]


# --- renewals --------------------------------------------------------------------------------------

EXPIRED = {"registered": "2002-05-21", "valid_from": "2002-05-21", "valid_to": "2012-05-20"}


def renewal(path: str, **values: object) -> Document:
    return b.paper("trademark_renewal", path, registration_number="61234567", **values)


def test_a_renewal_that_was_hardly_read_accuses_nobody() -> None:
    def judgement(confidence: float) -> list[str]:
        end = b.field("2022-05-20", confidence=confidence)
        parts = {**b.own_brand(), "mark": [b.certificate(**EXPIRED)], "renewal": [renewal("续展.pdf", valid_to=end)]}
        return severities(judged(parts), "DV-TM-002")

    assert judgement(0.98) == ["reject"]
    assert judgement(0.5) == ["review"]


def test_the_second_renewal_may_be_the_one_that_was_not_read() -> None:
    papers = [renewal("续展1.pdf", valid_to="2022-05-20"), renewal("续展2.pdf")]
    parts = {**b.own_brand(), "mark": [b.certificate(**EXPIRED)], "renewal": papers}
    assert severities(judged(parts), "DV-TM-002") == ["review"]


# --- joint operation -------------------------------------------------------------------------------


def test_a_strangers_declaration_is_no_better_than_the_applicants_poor_one() -> None:
    stranger = j.declaration("伙伴声明.pdf", company=OWNER, seals=[b.seal(OWNER, "company")])
    poor = b.without(j.declaration(seals=[b.seal("", "unknown")]), "signed")
    together = j.judged({**j.joint(), "declaration": [stranger, poor]})
    assert set(severities(together, "DV-DEC-001")) == {"review"}
    assert severities(j.judged({**j.joint(), "declaration": [stranger]}), "DV-DEC-001") == ["reject"]


def test_the_seal_names_the_company_of_a_declaration() -> None:
    sealed = b.without(j.declaration(), "company")
    judgement = j.judged({**j.joint(), "declaration": [sealed]})
    assert not [item for item in judgement.not_checked if item.rule == "DV-DEC-001"]
    bare = j.judged({**j.joint(), "declaration": [b.without(j.declaration(seals=[]), "company")]})
    assert [item.kind for item in bare.not_checked if item.rule == "DV-DEC-001"] == ["unreadable"]


@pytest.mark.parametrize("holder", [PERSON, "中国主体", "我司"])
def test_an_admin_who_is_no_company_is_asked_about(holder: str) -> None:
    (found,) = findings(j.judged(j.joint(), admin_holder=holder), "DV-JO-003")
    assert found.severity.value == "review"
    assert "没有写企业名称" in found.message["zh"]


def test_admin_of_another_company_or_the_partner_in_person_is_rejected() -> None:
    assert severities(j.judged(j.joint(), admin_holder=OWNER), "DV-JO-003") == ["reject"]
    partner = j.judged(
        {**j.joint(), "agreement": []}, admin_holder="林样本", partner={"name": "林样本", "tier": "Tier-1"}
    )
    assert severities(partner, "DV-JO-003") == ["reject"]


def test_a_further_statement_takes_nothing_from_months_that_are_covered() -> None:
    whole = j.statement("一.pdf", period_start="2024-02-10", period_end="2024-05-15")
    more = j.statement("二.pdf", account_number="622", period_start="2024-05-20", period_end="2024-05-31")
    short = j.statement("一.pdf", period_start="2024-04-10", period_end="2024-05-15")
    assert severities(j.judged({**j.joint(), "statement": [whole, more]}), "DV-STM-001") == []
    assert severities(j.judged({**j.joint(), "statement": [short, more]}), "DV-STM-001") == ["reject"]


def test_a_partner_without_a_name_is_not_taken_for_a_listed_one() -> None:
    judgement = j.judged({**j.joint(), "agreement": []}, partner={"tier": "Tier-1"})
    assert [item.kind for item in judgement.not_checked if item.rule == "DV-JO-002"] == ["input_missing"]


def test_a_partner_without_a_tier_is_asked_about_once() -> None:
    assert severities(j.judged(j.joint(), partner={"name": j.PARTNER}), "DV-JO-002") == ["review"]


# --- files, letters, parameters --------------------------------------------------------------------


def test_an_unread_file_in_two_slots_may_hold_both_papers() -> None:
    def judgement(*troubles: Trouble) -> list[str]:
        twins = [
            b.paper("other", path, confidence=0.2, sha256="a" * 64, troubles=troubles) for path in ("甲.pdf", "乙.pdf")
        ]
        slots = {"甲.pdf": "business_license", "乙.pdf": "id_card"}
        return severities(judged({**b.own_brand(), "twins": twins}, documents=slots), "DV-SET-003")

    assert judgement() == ["reject"]
    assert judgement(Trouble(TroubleKind.LIMIT, "pages")) == ["review"]


def test_what_a_letter_lacks_is_named_once() -> None:
    letter = b.without(b.letter(OWNER, COMPANY), "registration_numbers", "brand")
    (found,) = findings(judged(b.authorized(letter)), "DV-LOA-001")
    assert found.message["zh"].count("商标注册号") == 1


@pytest.mark.parametrize(
    ("parent", "parameter", "value"),
    [
        ("joint", "jo_gmv_window_days", 10),  # no whole month: nothing would ever be too little
        ("joint", "jo_min_monthly_gmv_usd", 0),
        ("pop", "sales_evidence_months", 99_999_999),
        ("pop", "licence_min_age_days", -1),
        ("pop", "id_terms", []),
    ],
)
def test_parameters_that_no_check_can_use_are_refused(
    tmp_path: Path, parent: str, parameter: str, value: object
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        f"id: mine\nversion: '1'\ntitle: {{zh: 甲, en: A}}\nextends: tiktok-shop-{parent}\n"
        f"parameters:\n  {parameter}: {{value: {value}, basis: general, source: mine}}\n",
        encoding="utf-8",
    )
    with pytest.raises(RulesetError, match=r"mine\.yaml:6:\d+"):  # where the value stands
        load_ruleset(file)


def test_an_id_that_ends_on_the_day_is_in_force() -> None:
    card = b.id_card(valid_from="2014-06-01", valid_to="2024-06-01")
    assert "reject" not in severities(judged({**b.own_brand(), "id": [card]}), "DV-ID-003")
    assert severities(judged({**b.own_brand(), "id": [card]}, today=date(2024, 6, 2)), "DV-ID-003") == ["reject"]


# --- traders without a trade name ------------------------------------------------------------------


def nameless(**changes: object) -> dict[str, list[Document]]:
    """名称 ***: mark and account are in the operator's name."""
    paper = b.licence(
        credit_code=b.TRADER_CODE, entity_type="个体工商户",
        seals=[b.seal("深圳市市场监督管理局", "registrar")], **{"unnamed": True, **changes},
    )  # fmt: skip
    account = b.bank(account_name=f"个体户{PERSON}")
    return {
        **b.own_brand(), "licence": [b.without(paper, "name")], "mark": [b.certificate(registrant=PERSON)], "bank": [account],
    }  # fmt: skip


def test_a_nameless_trader_goes_by_its_operator() -> None:
    judgement = judged(nameless(), company=None, credit_code=b.TRADER_CODE)
    assert {f.rule: f.severity.value for f in judgement.findings if f.severity.value in ("reject", "review")} == {
        "DV-LIC-010": "review"  # it need not have a seal
    }
    assert not [item for item in judgement.not_checked if item.kind == "unreadable"]


@pytest.mark.parametrize("company", [PERSON, f"{PERSON}(个体工商户)", f"个体户{PERSON}", "***", "鹿鸣样本服装店"])
def test_what_a_nameless_trader_calls_itself_is_never_a_rejection(company: str) -> None:
    judgement = judged(nameless(), company=company, credit_code=b.TRADER_CODE)
    assert "reject" not in severities(judgement, "DV-SET-006")


def test_the_account_of_a_nameless_trader() -> None:
    def judgement(holder: str) -> list[str]:
        parts = {**nameless(), "bank": [b.bank(account_name=holder)]}
        return severities(judged(parts, company=None, credit_code=b.TRADER_CODE), "DV-BNK-002")

    assert judgement(f"个体户{PERSON}") == []
    assert judgement(PERSON) == ["review"]
    assert judgement(COMPANY) == ["reject"]


def test_a_letter_to_a_nameless_trader() -> None:
    letter = b.letter(OWNER, f"个体户{PERSON}")
    parts = {**b.authorized(letter), "licence": nameless()["licence"], "bank": nameless()["bank"]}
    assert severities(judged(parts, company=None, credit_code=b.TRADER_CODE), "DV-CHN-005") == ["review"]


def test_a_name_that_may_only_be_unread_is_not_the_operators() -> None:
    judgement = judged(nameless(unnamed=b.field(True, confidence=0.7)), company=None, credit_code=b.TRADER_CODE)
    assert "DV-CHN-001" in {item.rule for item in judgement.not_checked if item.kind == "unreadable"}


# --- what must not slip through --------------------------------------------------------------------


@pytest.mark.parametrize(("signed", "found"), [("2023-04-30", ["review"]), ("2023-05-01", [])])
def test_nobody_grants_a_mark_before_taking_it_over(signed: str, found: list[str]) -> None:
    former = "佛山市旧主样本有限公司"
    transfer = b.paper(
        "trademark_assignment", "转让.pdf", registration_number="61234567",
        party_from=former, party_to=OWNER, approved="2023-05-01",
    )  # fmt: skip
    parts = {**b.authorized(b.letter(OWNER, COMPANY, signed=signed)), "mark": [b.certificate(registrant=former)]}
    judgement = judged({**parts, "transfer": [transfer]})
    assert severities(judgement, "DV-CHN-006") == found
    assert all("转让证明" in item.message["zh"] for item in findings(judgement, "DV-CHN-006"))


@pytest.mark.parametrize(("number", "found"), [("61234567", []), ("7654321", ["review"])])
def test_the_renewal_of_another_mark_prolongs_nothing(number: str, found: list[str]) -> None:
    renewed = b.paper("trademark_renewal", registration_number=number, valid_to="2042-05-20")
    letter = b.letter(OWNER, COMPANY, period_end="2035-01-01")
    assert severities(judged({**b.authorized(letter), "renewal": [renewed]}), "DV-CHN-006") == found


def test_a_statement_without_balances_is_not_said_to_run_on() -> None:
    judgement = j.judged({**j.joint(), "statement": [b.without(j.statement(), "balance_breaks")]})
    assert [item.kind for item in judgement.not_checked if item.rule == "DV-STM-003"] == ["unreadable"]
    assert judgement.verdict.value == "clear"


def test_a_foreign_owners_letters_make_the_mark_anothers() -> None:
    """Its name cannot be compared with the applicant's, but the letter tells whose mark it is."""
    parts = {**b.authorized(b.letter(FOREIGN, COMPANY)), "mark": [b.certificate(registrant=FOREIGN)], "vouchers": []}
    assert severities(judged(parts), "DV-SAL-001") == ["reject"]


def test_admin_of_the_company_that_the_form_names_is_no_second_cause() -> None:
    judgement = j.judged(j.joint(), form={"company": OWNER}, admin_holder=OWNER)
    assert severities(judgement, "DV-SET-006") == ["reject"]
    assert findings(judgement, "DV-JO-003") == []
