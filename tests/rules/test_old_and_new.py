"""The old paper beside the new, the stranger's beside the applicant's, the draft beside the sealed scan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.models import Document, Trouble, TroubleKind, Verdict
from tests.rules import builders as b
from tests.rules.builders import COMPANY, MIDDLE, OWNER, judged, severities, without

CRASHED = b.unread_file("扫描件.pdf", Trouble(TroubleKind.CRASHED))
OTHER_COMPANY = "宁波市远帆样本贸易有限公司"


def test_the_owners_licence_is_not_taken_for_the_applicants() -> None:
    owners = b.licence("品牌方执照.pdf", name=OWNER, credit_code=b.OTHER_CODE, representative="林示例", scope="制造。")
    parts = b.authorized(b.letter(OWNER, COMPANY)) | {"licence": [owners, CRASHED]}
    for form in ({}, {"company": None, "credit_code": None}):
        judgement = judged(parts, **form)
        assert judgement.verdict is Verdict.REVIEW
        assert any(OWNER in finding.message["zh"] for finding in b.findings(judgement, "DV-SET-001"))


def test_a_licence_that_is_nobody_elses_is_judged_against_the_form() -> None:
    assert severities(judged(b.own_brand(), company=OTHER_COMPANY), "DV-SET-006") == ["reject"]
    assert judged(b.own_brand() | {"more": [CRASHED]}, company=OTHER_COMPANY).verdict is Verdict.REVIEW


def test_old_licence_beside_the_new_one_without_a_date_of_issue() -> None:
    old = b.licence("old.pdf", issued="2016-01-05", term_end="2023-01-01", scope="服装服饰零售。")
    judgement = judged(b.own_brand() | {"licence": [old, without(b.licence("new.pdf"), "issued")]})
    assert judgement.verdict is Verdict.REVIEW
    assert {*severities(judgement, "DV-LIC-005"), *severities(judgement, "DV-LIC-007")} == {"review"}
    dated = b.licence("new.pdf", issued="2023-01-05")
    assert judged(b.own_brand() | {"licence": [old, dated]}).verdict is Verdict.CLEAR
    assert (
        severities(judged(b.own_brand() | {"licence": [b.licence("new.pdf"), b.licence("b.pdf")]}), "DV-LIC-005") == []
    )


def test_former_name_on_an_old_licence_whose_age_is_not_known() -> None:
    old = b.licence("old.pdf", issued="2016-01-05", name=OTHER_COMPANY)
    new = without(b.licence("new.pdf"), "issued")
    assert severities(judged(b.own_brand() | {"licence": [old, new]}), "DV-SET-006") == []


def test_an_old_card_beside_the_valid_one_is_a_remark() -> None:
    old = b.id_card("old.pdf", valid_from="2005-01-01", valid_to="2015-01-01")
    assert severities(judged(b.own_brand() | {"id": [old, b.id_card()]}), "DV-ID-003") == ["info"]
    older = b.id_card("older.pdf", valid_from="1995-01-01", valid_to="2005-01-01")
    assert severities(judged(b.own_brand() | {"id": [older, old]}), "DV-ID-003") == ["reject", "info"]


def test_an_expired_card_beside_a_back_without_dates() -> None:
    old = b.id_card("old.pdf", valid_from="2005-01-01", valid_to="2015-01-01")
    back = b.paper("id_card", "back.pdf", sides=["emblem"])
    judgement = judged(b.own_brand() | {"id": [old, back]})
    assert severities(judgement, "DV-ID-003") == ["review"]


def test_only_the_owners_card() -> None:
    person = "林示例"
    parts = b.authorized(b.letter(person, COMPANY, seals=[], signature=True)) | {
        "mark": [b.certificate(registrant=person)],
        "id": [b.id_card("品牌方.pdf", name=person)],
        "vouchers": [b.voucher(seller=person)],
    }
    judgement = judged(parts)
    (finding,) = b.findings(judgement, "DV-SET-001")
    assert finding.severity == "reject"
    assert person in finding.message["zh"]
    doubtful = b.id_card("品牌方.pdf", name=b.field(person, confidence=0.6))
    assert "reject" not in severities(judged(parts | {"id": [doubtful]}), "DV-SET-001")


@pytest.mark.parametrize(
    "fresh",
    [
        b.letter(OWNER, COMPANY.replace("鹿鸣", "鹿呜"), "new.pdf"),
        without(b.letter(OWNER, COMPANY, "new.pdf"), "grantee"),
    ],
    ids=["misread", "unread"],
)
def test_a_letter_in_force_with_a_doubt_goes_before_an_expired_one(fresh: Document) -> None:
    old = b.letter(OWNER, COMPANY, "old.pdf", period_end="2023-06-01")
    judgement = judged(b.authorized(old, fresh))
    assert judgement.verdict is Verdict.REVIEW


def test_a_draft_beside_its_sealed_scan() -> None:
    draft, scan = b.letter(OWNER, COMPANY, "a-draft.pdf", seals=[]), b.letter(OWNER, COMPANY, "b-sealed.pdf")
    assert judged(b.authorized(draft, scan)).findings == ()
    undated = without(b.letter(OWNER, COMPANY, "a0.pdf", seals=[]), "signed", "period_start", "period_end")
    assert judged(b.authorized(undated, scan)).findings == ()
    first = b.letter(OWNER, MIDDLE, "a.pdf", seals=[])
    parts = b.authorized(first, b.letter(OWNER, MIDDLE, "b.pdf"), b.letter(MIDDLE, COMPANY))
    assert judged(parts).findings == ()


def test_copies_do_not_disturb() -> None:
    twice = {
        name: [*papers, *(replace(paper, id=f"{paper.id} copy") for paper in papers if name != "photos")]
        for name, papers in b.authorized().items()
    }
    assert judged(twice).findings == ()
    scans = b.authorized() | {
        "licence": [b.licence(), b.licence("扫描.pdf")],
        "letters": [b.letter(OWNER, MIDDLE, f"1{at}.pdf") for at in "ab"] + [b.letter(MIDDLE, COMPANY, f"2{at}.pdf") for at in "ab"],
        "mark": [b.certificate(f"{at}.pdf", registrant=OWNER) for at in "ab"],
    }  # fmt: skip
    assert judged(scans).findings == ()


def test_a_foreign_owners_broken_chain_is_named() -> None:
    foreign = "Starriver Sample Apparel Ltd."
    mark = {"mark": [b.certificate(registrant=foreign)]}
    letter = b.letter(foreign, MIDDLE, signature=True)
    judgement = judged(b.authorized(letter) | mark)
    (finding,) = b.findings(judgement, "DV-CHN-001")
    assert (finding.severity.value, finding.expected) == ("review", f"{MIDDLE} → {COMPANY}")
    assert "not_applicable" not in {item.kind for item in judgement.not_checked if item.rule == "DV-SAL-001"}
    more = judged(b.authorized(letter, b.letter(OTHER_COMPANY, COMPANY)) | mark)
    assert more.verdict is Verdict.REVIEW
    assert [item for item in more.not_checked if item.rule == "DV-CHN-005"] == [], "it is judged as another's mark"


def test_an_own_mark_under_a_foreign_name_is_asked_about_as_such() -> None:
    mark = b.certificate(registrant="Luming Sample Trading Co., Ltd.")
    (finding,) = b.findings(judged(b.own_brand() | {"mark": [mark]}), "DV-CHN-001")
    assert finding.severity == "review"
    assert "申请主体" in finding.message["zh"]
    assert "下一环" not in finding.message["zh"]
