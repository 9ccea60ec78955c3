"""A document that no slot takes is named where it stands in for one that is missing; the missing one is not said twice."""

from __future__ import annotations

import pytest

from docvet.models import Document
from tests.rules import builders as b
from tests.rules.builders import findings, judged, severities


def other(name: str, path: str, confidence: float = 0.95) -> Document:
    return b.paper("other", path, confidence=confidence, document_type=name)


def test_an_application_for_an_account_is_no_account_information() -> None:
    judgement = judged(b.own_brand() | {"bank": [other("account_application", "开户许可证.pdf")]})
    assert severities(judgement, "DV-SET-003") == ["reject"]
    assert findings(judgement, "DV-SET-001") == findings(judgement, "DV-BNK-001") == []
    (finding,) = findings(judgement, "DV-SET-003")
    assert "开户申请书" in finding.message["zh"]
    assert "基本存款账户信息" in finding.message["zh"]


@pytest.mark.parametrize("name", ["hong_kong_registration", "overseas_registration", "company_register_page"])
def test_companies_abroad_and_pages_of_a_register_are_for_a_person(name: str) -> None:
    judgement = judged(b.own_brand() | {"licence": [other(name, "营业执照.pdf")]})
    assert judgement.verdict == "review"
    assert severities(judgement, "DV-SET-003") == ["review"]
    assert findings(judgement, "DV-SET-001") == []


def test_what_is_hardly_recognised_is_for_a_person() -> None:
    judgement = judged(b.own_brand() | {"mark": [other("honour_certificate", "证书.pdf", 0.7)]})
    assert severities(judgement, "DV-SET-003") == ["review"]
    assert judgement.verdict == "review"


def test_hardly_recognised_print_of_a_box_may_still_be_a_photo_of_goods() -> None:
    judgement = judged(b.own_brand() | {"photos": [other("other_permit", "1.jpg", 0.75)]})
    assert judgement.verdict == "review"


def test_beside_the_document_that_is_asked_for_it_does_not_matter() -> None:
    parts = b.own_brand() | {
        "spare": [other("hong_kong_registration", "香港公司.pdf"), other("honour_certificate", "奖状.pdf")]
    }
    judgement = judged(parts)
    assert findings(judgement, "DV-SET-003") == []
    assert judgement.verdict == "clear"


def test_it_does_not_stand_for_something_unrelated_that_is_missing() -> None:
    judgement = judged(b.own_brand() | {"bank": [other("honour_certificate", "荣誉证书.pdf")]})
    assert findings(judgement, "DV-SET-003") == []
    assert severities(judgement, "DV-BNK-001") == ["reject"]


def test_a_slot_of_the_form_that_holds_it_is_wrong() -> None:
    declared = {"bank": [other("account_application", "账户.pdf")]}
    judgement = judged(b.own_brand() | declared, documents={"账户.pdf": "basic_account_info"})
    assert severities(judgement, "DV-SET-003") == ["reject"]
    abroad = {"licence": [other("hong_kong_registration", "执照.pdf")]}
    judgement = judged(b.own_brand() | abroad, documents={"执照.pdf": "business_license"})
    assert severities(judgement, "DV-SET-003") == ["review"]


def test_of_several_missing_documents_the_file_name_says_which_was_meant() -> None:
    page = other("web_page", "商标注册证.pdf")
    judgement = judged(b.own_brand() | {"mark": [page], "bank": []})
    (finding,) = findings(judgement, "DV-SET-003")
    assert "商标注册证" in finding.message["zh"]
    assert "基本存款" not in finding.message["zh"]
    unnamed = judged(b.own_brand() | {"mark": [other("web_page", "scan1.pdf")], "bank": []})
    (finding,) = findings(unnamed, "DV-SET-003")
    assert "商标注册证" in finding.message["zh"]
    assert "基本存款" in finding.message["zh"]
    assert unnamed.verdict == "review"


def test_its_format_is_no_matter_of_its_own() -> None:
    photo = b.paper("other", "营业执照.jpg", media_type="image/jpeg", document_type="hong_kong_registration")
    judgement = judged(b.own_brand() | {"licence": [photo]})
    assert severities(judgement, "DV-SET-003") == ["review"]
    assert severities(judgement, "DV-FILE-001") == ["info"]
