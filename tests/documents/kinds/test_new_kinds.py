"""Declarations, agreements, safety reports, EPR registrations and other identity documents, in layouts of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docvet.documents.classify import guess
from docvet.documents.kinds import kinds
from docvet.documents.text.page import PageText
from docvet.models import Field
from tests.documents.pages import page, prose, text_of

A = "深圳市晨曦云帆贸易有限公司"
EN = "Shenzhen Chenxi Yunfan Trading Co., Ltd."
PARTNER = "PT Nusantara Contoh Niaga"
MIN_REJECT = 0.9

DECLARATION = f"""
合规声明

{A}(以下简称“我司”)现郑重声明如下:我司遵守各目标市场的法律法规,不销售侵权商品。
如有违反,我司承担全部法律责任。

声明人(盖章):{A}
日期:2024年5月20日
"""
AGREEMENT = f"""
联合运营协议

甲方(卖家):{A}
乙方(本地合作伙伴):{PARTNER}
乙方为Tier-1认证伙伴。甲方向乙方支付GMV的12%作为服务费,逾期按日支付0.5%违约金。
后台Admin权限仅由甲方持有,不得授予乙方。

签署日期:2024年4月8日
"""
REPORT = f"""
检测报告
报告编号:KC20240311007
样品名称:毛绒玩具
委托单位:{A}
检测机构:浙江澄测检测技术有限公司
收样日期:2024-03-02
签发日期:2024-03-11
检测结论:合格
"""
CPC = f"""
Children's Product Certificate
Product: Wooden stacking blocks
Applicant: {EN}
Testing Laboratory: Kestrel Product Testing Inc.
Certificate No.: CPC-240311
Date of Issue: March 11, 2024
CPSC accepted laboratory
"""
LUCID = f"""
Verpackungsregister LUCID
Registrierungsbestätigung
Hersteller: {EN}
Registrierungsnummer: DE1234567890123
"""
PERMIT = """
港澳居民来往内地通行证
姓名 陈大文
出生日期 1988.05.06
有效期限 2020.01.15-2030.01.14
签发机关 出入境管理局
证件号码 H01234567
"""
CASES: list[tuple[str, str, dict[str, object]]] = [
    ("compliance_declaration", DECLARATION, {"company": A, "signed": "2024-05-20"}),
    ("joint_operation_agreement", AGREEMENT, {
        "seller": A, "partner": PARTNER, "signed": "2024-04-08", "fee_percent": 12.0, "partner_tier": "Tier-1", "admin_holder": A,
    }),
    ("safety_report", REPORT, {
        "number": "KC20240311007", "applicant": A, "product": "毛绒玩具", "laboratory": "浙江澄测检测技术有限公司", "issued": "2024-03-11",
        "document_type": "test_report", "conclusion": "pass",
    }),
    ("safety_report", CPC, {
        "number": "CPC-240311", "applicant": EN, "product": "Wooden stacking blocks", "laboratory": "Kestrel Product Testing Inc.",
        "issued": "2024-03-11", "document_type": "childrens_product_certificate", "accreditations": ["CPSC"],
    }),
    ("epr_certificate", LUCID, {"scheme": "LUCID", "market": "DE", "number": "DE1234567890123", "holder": EN}),
    ("other_id", PERMIT, {
        "document_type": "hk_macau_permit", "name": "陈大文", "id_number": "H01234567", "birth_date": "1988-05-06", "valid_to": "2030-01-14",
    }),
]  # fmt: skip


def read(kind: str, text: str) -> dict[str, Field]:
    return dict(kinds()[kind].extract(text_of(prose(text))))


@pytest.mark.parametrize(("kind", "text", "wanted"), CASES, ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)])
def test_every_field_is_read_and_the_kind_told(kind: str, text: str, wanted: dict[str, object]) -> None:
    assert {name: field.value for name, field in read(kind, text).items()} == wanted
    one = page(prose(text))
    assert guess(one, PageText(one, one.passes[0]), "scan1.pdf").kind == kind


@pytest.mark.parametrize("place", ["日期:", "日期:    年    月    日", "签署日期:", "承诺日期：____年__月__日"])
def test_a_blank_place_for_the_date_is_no_date(place: str) -> None:
    text = f"合规声明\n{A}声明:自2024年1月1日起遵守法律法规。\n2023年12月1日起入驻。\n声明人:{A}\n{place}"
    assert "signed" not in read("compliance_declaration", text)


@pytest.mark.parametrize(
    ("clause", "rate", "sure"),
    [
        ("服务费为GMV的百分之十一点五。", 11.5, True),
        ("The Seller pays a service fee of 9.5% of GMV, plus 11% VAT.", 9.5, True),
        ("佣金按销售额8%至15%分档。", 15.0, False),
        ("违约金为合同金额的20%。", None, True),
    ],
)
def test_the_fee_is_the_partners_and_no_penalty(clause: str, rate: float | None, sure: bool) -> None:
    field = read("joint_operation_agreement", f"联合运营协议\n{clause}").get("fee_percent")
    assert (field.value if field else None) == rate
    assert field is None or (field.confidence >= MIN_REJECT) is sure


def test_who_is_the_seller_where_only_names_tell_is_in_doubt() -> None:
    fields = read("joint_operation_agreement", f"联合运营协议\n甲方:{PARTNER}\n乙方:{A}\n")
    assert (fields["seller"].value, fields["partner"].value) == (A, PARTNER)
    assert fields["seller"].confidence < MIN_REJECT


@pytest.mark.parametrize("holder", ["Contoh Live Commerce Co., Ltd.", "PT Sampel Maju Digital"])
def test_who_holds_admin_may_be_a_company_with_dots_and_commas(holder: str) -> None:
    text = f"Joint Operation Agreement\nParty A (Seller): {A}\nParty B (Local Partner): {holder}\n"
    fields = read("joint_operation_agreement", f"{text}2. The Admin role is held by {holder}; Party B assists.\n")
    assert fields["admin_holder"].value == holder


@pytest.mark.parametrize(
    ("text", "scheme", "market", "number"),
    [
        ("WEEE-Reg.-Nr.: DE 12345678", "WEEE", "DE", "DE12345678"),
        ("EPR registration IDU: FR123456_11ABCD", "textiles", "FR", "FR123456_11ABCD"),
        ("WEEE Producer Registration Number: WEE/AB1234CD", "WEEE", "GB", "WEE/AB1234CD"),
        ("LUCID DE1234567890123 VAT DE123456789", "LUCID", "DE", "DE1234567890123"),
        ("Musterstraße 5, gemäß WEEE-Reg.-Nr.: DE 12345678", "WEEE", "DE", "DE12345678"),
    ],
)
def test_numbers_of_registers(text: str, scheme: str, market: str, number: str) -> None:
    fields = read("epr_certificate", text)
    assert [fields[name].value for name in ("scheme", "market", "number")] == [scheme, market, number]
    assert fields["number"].confidence > 0.9, "its shape is known"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国护照", "passport"), ("台湾居民来往大陆通行证", "taiwan_permit"), ("临时居民身份证", "temporary_id"),
        ("港澳居民居住证", "residence_permit"), ("外国人永久居留身份证", "foreign_permanent_residence"),
    ],
)  # fmt: skip
def test_papers_that_are_no_resident_id_card(title: str, kind: str) -> None:
    text = f"{title}\n姓名 陈大文\n性别 男\n出生 1988年5月6日\n签发机关 某市公安局\n有效期限 2020.01.15-2030.01.14"
    one = page(prose(text))
    assert guess(one, PageText(one, one.passes[0]), "身份证.pdf").kind == "other_id"
    assert read("other_id", text)["document_type"].value == kind


@pytest.mark.parametrize("kind", sorted({case[0] for case in CASES}))
@settings(max_examples=40, deadline=None)
@given(lines=st.lists(st.tuples(st.floats(0, 0.8), st.floats(0, 0.9), st.text(max_size=20)), max_size=12))
def test_no_text_makes_it_fail(kind: str, lines: list[tuple[float, float, str]]) -> None:
    for field in kinds()[kind].extract(text_of(lines)).values():
        assert field.value not in (None, "", [])


def test_a_partners_name_ends_where_the_next_row_begins() -> None:
    text = "JOINT OPERATION AGREEMENT\nParty A (Seller): 深圳市晨曦云帆贸易有限公司\nParty B (Local Partner): PT Contoh Digital\nThe Admin role shall be held by Party A."
    assert kinds()["joint_operation_agreement"].extract(text_of(prose(text)))["partner"].value == "PT Contoh Digital"


def test_a_declarant_named_in_brackets() -> None:
    text = "合规声明书\n本公司（名称：深圳市晨曦云帆贸易有限公司，统一社会信用代码：91440300MA5SAMPL1X）承诺遵守平台规则。\n公司（公章）："
    fields = kinds()["compliance_declaration"].extract(text_of(prose(text)))
    assert fields["company"].value == "深圳市晨曦云帆贸易有限公司"
