"""Vouchers that look like one and record no sale; and brands that stand in the line of goods only."""

from __future__ import annotations

import pytest

from docvet.models import Document
from tests.rules import builders as b
from tests.rules.builders import findings, judged, severities

CONTRACT = {"voucher_type": "contract"}


def with_vouchers(*vouchers: Document) -> dict[str, list[Document]]:
    return {**b.authorized(), "vouchers": list(vouchers)}


@pytest.mark.parametrize("reason", ["red_letter", "void", "quotation", "proforma", "draft", "item_list"])
def test_a_voucher_that_records_no_sale_is_asked_about(reason: str) -> None:
    judgement = judged(with_vouchers(b.voucher(no_sale=reason)))
    assert severities(judgement, "DV-SAL-001") == ["review"]
    assert judgement.verdict == "review"


def test_the_reason_is_told() -> None:
    (finding,) = findings(judged(with_vouchers(b.voucher(no_sale="red_letter"))), "DV-SAL-001")
    assert "红字发票" in finding.message["zh"]
    assert "red-letter" in finding.message["en"]


def test_a_list_of_items_beside_its_invoice_is_no_second_voucher() -> None:
    assert not severities(judged(with_vouchers(b.voucher(), b.voucher("清单.pdf", no_sale="item_list"))), "DV-SAL-001")


def test_what_records_no_sale_makes_no_old_voucher_new() -> None:
    old, red = b.voucher(date="2023-01-10"), b.voucher("红字.pdf", no_sale="red_letter")
    assert severities(judged(with_vouchers(old, red)), "DV-SAL-001") == ["reject"]


@pytest.mark.parametrize(
    ("seller", "buyer", "asked"),
    [
        (b.OWNER, "宁波市样本百货有限公司", True),
        ("宁波市样本百货有限公司", b.MIDDLE, True),
        (b.OWNER, b.MIDDLE, False),
        ("宁波市样本百货有限公司", b.COMPANY, False),
        (b.COMPANY, "宁波市样本百货有限公司", False),
    ],
)
def test_a_sale_in_which_the_applicant_has_no_part(seller: str, buyer: str, asked: bool) -> None:
    found = findings(judged(with_vouchers(b.voucher(seller=seller, buyer=buyer))), "DV-SAL-001")
    assert [(finding.severity, "没有申请主体" in finding.message["zh"]) for finding in found] == [
        ("review", True)
    ] * asked


def test_a_brand_in_the_line_of_goods_is_enough() -> None:
    invoice = b.without(b.voucher(lines=["*服装*LUMORA女式连衣裙 均码 件 269"]), "brand")
    assert not severities(judged(with_vouchers(invoice)), "DV-SAL-001")
    other = b.without(b.voucher(lines=["*服装*女式连衣裙 均码 件 269"]), "brand")
    assert severities(judged(with_vouchers(other)), "DV-SAL-001") == ["review"]


def test_two_letters_anywhere_are_no_brand() -> None:
    contract = b.without(b.voucher(lines=["PURCHASE CONTRACT"]), "brand")
    parts = with_vouchers(contract) | {"mark": [b.certificate(registrant=b.OWNER, mark="ON")]}
    assert severities(judged(parts, brand="ON"), "DV-SAL-001") == ["review"]


def test_a_contract_without_any_seal_may_be_a_draft() -> None:
    bare = b.voucher(seals=[], **CONTRACT)
    assert severities(judged(with_vouchers(bare)), "DV-SAL-001") == ["review"]
    assert not severities(judged(with_vouchers(bare, b.voucher("发票2.pdf"))), "DV-SAL-001")


@pytest.mark.parametrize(
    "contract",
    [
        b.voucher(seals=[b.seal(b.OWNER, "company")], **CONTRACT),
        b.voucher(seals=b.field([], whole=False), **CONTRACT),
        b.voucher(**CONTRACT),
        b.voucher(seals=[], digitally_signed=True, **CONTRACT),
        b.voucher(seals=[], voucher_type="invoice"),
    ],
    ids=["sealed", "not seen whole", "grey", "signed", "invoice"],
)
def test_what_may_well_be_sealed_is_not_asked_about(contract: Document) -> None:
    assert not severities(judged(with_vouchers(contract)), "DV-SAL-001")
