"""Companies that changed their name: the notice links the two, and a person decides."""

from __future__ import annotations

import pytest

from docvet.models import Document, Verdict
from tests.rules import builders as b
from tests.rules import joint_builders as j
from tests.rules.builders import COMPANY, MIDDLE, OWNER, findings, judged, severities

NEW = "深圳市云栖样本科技有限公司"


def notice(before: str = COMPANY, after: str = NEW) -> Document:
    return b.paper("name_change_notice", "变更通知书.pdf", name_from=before, name_to=after, approved="2024-01-10")


def licence() -> Document:
    seals = [b.seal("深圳市市场监督管理局", "registrar"), b.seal(NEW, "company")]
    return b.licence(name=NEW, seals=seals)


def test_bank_and_mark_may_still_have_the_former_name() -> None:
    parts = {**b.own_brand(), "licence": [licence()]}
    renamed = judged({**parts, "notice": [notice()]}, company=NEW)
    assert renamed.verdict is Verdict.REVIEW
    (found,) = findings(renamed, "DV-BNK-002")
    assert found.severity.value == "review"
    assert "变更证明" in found.message["zh"]
    assert "former name" in found.message["en"]
    assert severities(judged(parts, company=NEW), "DV-BNK-002") == ["reject"]


@pytest.mark.parametrize(("form", "paper"), [(NEW, b.licence()), (COMPANY, licence())])
def test_the_form_may_have_either_name(form: str, paper: Document) -> None:
    parts = {**b.own_brand(), "licence": [paper], "notice": [notice()]}
    assert severities(judged(parts, company=form), "DV-SET-006") == ["review"]


def test_a_notice_of_another_company_links_nothing() -> None:
    parts = {**b.own_brand(), "licence": [licence()], "notice": [notice(OWNER, MIDDLE)]}
    assert severities(judged(parts, company=NEW), "DV-BNK-002") == ["reject"]


def test_a_letter_to_the_former_name_is_for_a_person() -> None:
    parts = {**b.authorized(b.letter(OWNER, COMPANY, sublicense="forbidden")), "licence": [licence()]}
    assert severities(judged(parts, company=NEW), "DV-CHN-005") == ["reject"]
    renamed = judged({**parts, "notice": [notice()]}, company=NEW)
    assert severities(renamed, "DV-CHN-005") == ["review"]
    assert renamed.verdict is Verdict.REVIEW


def test_a_letter_by_the_former_name_of_the_registrant_is_for_a_person() -> None:
    """The certificate was reissued in the new name; the letter is older."""
    before = "广州市旧名样本服饰有限公司"
    change = b.paper("trademark_change", "变更.pdf", registration_number="61234567", party_from=before, party_to=OWNER)
    parts = b.authorized(b.letter(before, COMPANY))
    assert severities(judged(parts), "DV-CHN-001") == ["reject"]
    assert severities(judged({**parts, "change": [change]}), "DV-CHN-001") == ["review"]


def test_a_statement_in_the_former_name_is_for_a_person() -> None:
    parts = {**j.joint(), "licence": [licence()], "notice": [notice()]}
    assert severities(j.judged(parts, form={"company": NEW}), "DV-STM-002") == ["review"]
