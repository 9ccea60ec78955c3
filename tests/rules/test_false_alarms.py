"""What looks wrong and is not, or is only a question: none of these may be a rejection."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.models import Document, Severity, Verdict
from tests.rules import builders as b
from tests.rules.builders import judged, severities


def worst(parts: dict[str, list[Document]], **form: object) -> str | None:
    found = judged(parts, **form).findings
    return found[0].severity.value if found else None


def test_full_width_brackets_and_spaces_are_the_same_name() -> None:
    name = "深圳市鹿鸣(样本)贸易有限公司"
    parts = b.own_brand() | {
        "licence": [b.licence(name=name, seals=[b.seal(name, "company")])],
        "bank": [b.bank(account_name="深圳市 鹿鸣（样本）贸易有限公司")],
        "mark": [b.certificate(registrant="深圳市鹿鸣（样本）贸易有限公司")],
    }
    assert worst(parts, company=name) is None


def test_traditional_characters_are_a_question() -> None:
    assert worst(b.own_brand() | {"bank": [b.bank(account_name="深圳市鹿鳴樣本貿易有限公司")]}) == "review"


@pytest.mark.parametrize("term_end", ["open-ended", None, "2024-06-01"])
def test_licence_without_term_or_ending_today_is_in_force(term_end: str | None) -> None:
    paper = b.licence(term_end=term_end)
    if term_end is None:
        paper = replace(paper, fields={name: value for name, value in paper.fields.items() if name != "term_end"})
    assert worst(b.own_brand() | {"licence": [paper]}) in (None, "warn")


def test_trader_without_name_has_an_account_in_its_operators_name() -> None:
    parts = b.own_brand() | {
        "licence": [b.licence(credit_code=b.TRADER_CODE, entity_type="个体工商户")],
        "bank": [b.bank(account_name=f"个体户{b.PERSON}")],
    }
    assert worst(parts, credit_code=None, entity="individual") is None


def test_code_that_fails_its_check_character_is_a_question() -> None:
    assert (
        worst(b.own_brand() | {"licence": [b.licence(credit_code="91350211M0000XUF46")]}, credit_code=None) == "review"
    )


def test_licence_with_the_old_number_only() -> None:
    paper = b.licence(registration_number="440301000000018")
    paper = replace(paper, fields={name: value for name, value in paper.fields.items() if name != "credit_code"})
    judgement = judged(b.own_brand() | {"licence": [paper]}, credit_code=None)
    assert judgement.verdict is Verdict.CLEAR


def test_old_licence_only_with_a_code_in_the_form_is_not_silently_clear() -> None:
    paper = replace(
        b.licence(), fields={name: value for name, value in b.licence().fields.items() if name != "credit_code"}
    )
    assert judged(b.own_brand() | {"licence": [paper]}).verdict is Verdict.REVIEW


def test_renewed_mark() -> None:
    parts = b.own_brand() | {
        "mark": [b.certificate(registered="2012-05-21", valid_from="2012-05-21", valid_to="2022-05-20")],
        "renewal": [b.paper("trademark_renewal", registration_number="61234567", valid_to="2032-05-20")],
    }
    assert worst(parts) is None


def test_renewal_of_another_mark_does_not_help() -> None:
    parts = b.own_brand() | {
        "mark": [b.certificate(registered="2012-05-21", valid_from="2012-05-21", valid_to="2022-05-20")],
        "renewal": [b.paper("trademark_renewal", registration_number="59999999", valid_to="2032-05-20")],
    }
    assert severities(judged(parts), "DV-TM-002") == ["reject"]


def test_assigned_and_renamed_owner() -> None:
    former, latest = "上海市旧名样本有限公司", "上海市新名样本有限公司"
    parts = b.own_brand() | {
        "mark": [b.certificate(registrant=former)],
        "assignment": [
            b.paper("trademark_assignment", registration_number="61234567", party_from=former, party_to=latest)
        ],
        "notice": [b.paper("name_change_notice", name_from=latest, name_to=b.COMPANY)],
    }
    assert worst(parts) is None


def test_former_owner_can_no_longer_authorize() -> None:
    parts = b.authorized(b.letter(b.OWNER, b.COMPANY)) | {
        "assignment": [
            b.paper(
                "trademark_assignment",
                registration_number="61234567",
                party_from=b.OWNER,
                party_to="佛山市新主样本有限公司",
            )
        ]
    }
    assert severities(judged(parts), "DV-CHN-001") == ["reject"]


def test_foreign_owner_signs_and_needs_no_seal() -> None:
    foreign = "Starriver Sample Apparel Ltd."
    unsealed = b.letter(foreign, b.COMPANY, seals=[], signature=True)
    parts = b.authorized(unsealed) | {"mark": [b.certificate(registrant=foreign)]}
    assert severities(judged(parts), "DV-LOA-003") == []


def test_natural_person_signs_and_shows_an_id_card() -> None:
    person = "林示例"
    owners_card = b.id_card("品牌方身份证.pdf", name=person, valid_to="2020-01-01")
    parts = b.authorized(b.letter(person, b.COMPANY, seals=[], signature=True)) | {
        "mark": [b.certificate(registrant=person)],
        "id": [b.id_card(), owners_card],
        "vouchers": [b.voucher(seller=person)],
    }
    assert worst(parts) is None, "the owner's card is not the representative's: that it has expired does not matter"


def test_old_and_foreign_papers_beside_a_holding_chain_are_remarks() -> None:
    parts = b.authorized() | {
        "old": [b.letter(b.OWNER, b.MIDDLE, "old.pdf", period_start="2021-01-01", period_end="2021-12-31", seals=[])],
        "others": [b.licence("上级执照.pdf", name=b.MIDDLE, credit_code=b.OTHER_CODE, term_end="2020-01-01")],
    }
    judgement = judged(parts)
    assert {finding.severity for finding in judgement.findings} <= {Severity.INFO}
    assert judgement.verdict is Verdict.CLEAR


def test_whose_licence_without_any_form() -> None:
    parts = b.authorized() | {"others": [b.licence("上级执照.pdf", name=b.MIDDLE, credit_code=b.OTHER_CODE)]}
    judgement = judged(parts, company=None, credit_code=None)
    assert judgement.verdict is Verdict.CLEAR, "the last grantee's licence is the applicant's"


def test_original_and_duplicate_of_one_licence() -> None:
    unsealed = b.licence("正本.pdf", seals=[b.seal("深圳市市场监督管理局", "registrar")])
    assert worst(b.own_brand() | {"licence": [unsealed, b.licence("副本.pdf")]}) is None


def test_id_card_in_two_files() -> None:
    front = b.paper("id_card", "正面.pdf", sides=["portrait"], name=b.PERSON, id_number=b.ID_NUMBER)
    back = b.paper("id_card", "反面.pdf", sides=["emblem"], valid_from="2016-06-01", valid_to="2036-06-01")
    assert worst(b.own_brand() | {"id": [front, back]}) is None


def test_negated_goods_do_not_count_and_do_not_harm() -> None:
    scope = "互联网销售(除销售需要许可的商品);服装服饰零售;日用百货销售(不含化妆品)。"
    beauty = b.own_brand() | {"licence": [b.licence(scope=scope)], "mark": [b.certificate(nice_classes=[3])]}
    assert severities(judged(beauty, category="化妆品"), "DV-LIC-008") == ["review"]


def test_company_called_after_the_goods_is_not_its_scope() -> None:
    name = "深圳市样本电子商务有限公司"
    paper = b.licence(name=name, scope="服装服饰零售。", seals=[b.seal(name, "company")], lines=[name])
    paper = replace(paper, fields={**paper.fields, "scope": b.field("服装服饰零售。", box=(0.1, 0.6, 0.9, 0.8))})
    assert severities(judged(b.own_brand() | {"licence": [paper]}, company=name), "DV-LIC-007") == ["reject"]


def test_term_that_another_pass_saw_is_a_question() -> None:
    paper = b.licence(scope="服装服饰零售。", lines=["互联网销售"])
    assert severities(judged(b.own_brand() | {"licence": [paper]}), "DV-LIC-007") == ["review"]


def test_brand_registered_class_by_class() -> None:
    second = b.certificate("第3类.pdf", nice_classes=[3], registration_number="61234568")
    scope = "互联网销售(除销售需要许可的商品);服装服饰零售;化妆品零售。"
    parts = b.own_brand() | {"mark": [second, b.certificate()], "licence": [b.licence(scope=scope)]}
    assert severities(judged(parts, category=["女装", "美妆"]), "DV-TM-004") == []


def test_scan_app_and_one_sign_are_no_screenshot() -> None:
    assert worst(b.own_brand() | {"bank": [b.bank(picture=replace(b.PICTURE, screen=("no_dpi_png",)))]}) is None


def test_spare_files_do_not_matter() -> None:
    parts = b.own_brand() | {
        "spare": [b.paper("other", "备注.pdf", confidence=0.3), b.paper("other", "x.png", media_type="image/png")]
    }
    judgement = judged(parts)
    assert judgement.verdict is Verdict.CLEAR
    assert {finding.severity for finding in judgement.findings} == {Severity.INFO}


def test_brand_in_a_logo_with_spaces_and_case() -> None:
    texts = [["Lu mora"], ["SKU 1"], ["SKU 2"]]
    parts = b.own_brand() | {"photos": [b.photo(number + 1, texts=said) for number, said in enumerate(texts)]}
    assert severities(judged(parts), "DV-PHO-002") == []


def test_figurative_mark_without_a_brand_is_a_question() -> None:
    mark = replace(b.certificate(), fields={n: v for n, v in b.certificate().fields.items() if n != "mark"})
    judgement = judged(b.own_brand() | {"mark": [mark]}, brand=None)
    assert [finding.rule for finding in judgement.findings] == ["DV-PHO-002"]
    assert judgement.verdict is Verdict.REVIEW


def test_brand_in_a_watermark_is_not_on_the_goods() -> None:
    marked = [b.photo(n, texts=["SKU", "LUMORA旗舰店"], watermarks=["LUMORA旗舰店"]) for n in (1, 2, 3)]
    assert severities(judged(b.own_brand() | {"photos": marked}), "DV-PHO-002") != []
