"""No rejection while the better paper may lie unread, or behind a weak guess of its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from docvet.models import Document, Trouble, TroubleKind
from tests.rules import builders as b
from tests.rules.builders import COMPANY, MIDDLE, OWNER, judged, severities

CRASHED = b.unread_file("扫描件.pdf", Trouble(TroubleKind.CRASHED))
STRANGE = b.paper("other", "续展.pdf", confidence=0.3)
OTHER_COMPANY = "宁波市远帆样本贸易有限公司"


def weak_photo(path: str, **changes: Any) -> Document:
    """A coloured page with little print, which is nobody's brand and SKU."""
    return b.paper("product_photo", path, confidence=0.7, **changes)


def test_a_guessed_photo_may_be_the_missing_licence() -> None:
    judgement = judged(b.own_brand() | {"licence": [weak_photo("IMG_1.pdf")]})
    (finding,) = b.findings(judgement, "DV-SET-001")
    assert finding.severity == "review"
    assert "IMG_1.pdf" in finding.message["zh"]


def test_guessed_photos_are_not_counted_as_photos() -> None:
    judgement = judged(b.own_brand() | {"photos": [weak_photo(f"IMG_{n}.pdf") for n in (1, 2, 3)]})
    (finding,) = b.findings(judgement, "DV-PHO-001")
    assert finding.severity == "review"
    assert all(f"IMG_{n}.pdf" in finding.message["zh"] for n in (1, 2, 3))


@pytest.mark.parametrize("shown", [{"texts": ["Lumora"]}, {"sku_codes": ["LM-001"]}, {"barcodes": ["6901234567892"]}])
def test_a_photo_that_shows_brand_or_sku_is_one(shown: dict[str, list[str]]) -> None:
    hashes = (0, 0x00FF00FF00FF00FF, 0xFFFF0000FFFF0000)
    photos = [weak_photo(f"IMG_{n}.pdf", picture=replace(b.PICTURE, phash=at), **shown) for n, at in enumerate(hashes)]
    assert severities(judged(b.own_brand() | {"photos": photos}), "DV-PHO-001") == []


def test_a_number_with_its_check_digit_backs_the_kind() -> None:
    """A licence of which little was recognised is no unknown file that could be anything."""
    code = b.field(b.CODE, witnesses=frozenset({"check_digit"}))
    for value, found in ((code, ["reject"]), (b.CODE, ["review"])):
        licence = b.licence(confidence=0.7, credit_code=value)
        assert severities(judged(b.own_brand() | {"licence": [licence], "bank": []}), "DV-BNK-001") == found


def test_what_the_form_calls_a_photo_is_one() -> None:
    hashes = (0, 0x00FF00FF00FF00FF, 0xFFFF0000FFFF0000)
    photos = [weak_photo(f"IMG_{n}.pdf", picture=replace(b.PICTURE, phash=at)) for n, at in enumerate(hashes)]
    slots = {photo.path: "product_photo" for photo in photos}
    assert severities(judged(b.own_brand() | {"photos": photos}, documents=slots), "DV-PHO-001") == []


def test_a_letter_taken_for_a_voucher_makes_no_gap() -> None:
    parts = b.authorized(b.letter(OWNER, MIDDLE)) | {
        "vouchers": [b.voucher(), b.paper("sales_voucher", "授权.pdf", confidence=0.65)]
    }
    assert severities(judged(parts), "DV-CHN-001") == ["review"]


BETTER = {
    "DV-TM-002": b.own_brand() | {"mark": [b.certificate(valid_from="2010-01-02", valid_to="2020-01-01")]},
    "DV-TM-001": b.own_brand() | {"mark": [b.paper("trademark_acceptance", application_number="77654321")]},
    "DV-TM-004": b.own_brand() | {"mark": [b.certificate(nice_classes=[35])]},
    "DV-SAL-001": b.authorized() | {"vouchers": [b.voucher(date="2023-01-01")]},
    "DV-ID-003": b.own_brand() | {"id": [b.id_card(valid_to="2024-01-01")]},
    "DV-ID-005": b.own_brand() | {"id": [b.id_card(name="林示例")]},
    "DV-BNK-002": b.own_brand() | {"bank": [b.bank(account_name=OTHER_COMPANY)]},
    "DV-LIC-005": b.own_brand() | {"licence": [b.licence(term_end="2020-01-01")]},
    "DV-LIC-007": b.own_brand() | {"licence": [b.licence(scope="服装服饰零售。")]},
    "DV-LOA-002": b.authorized(b.letter(OWNER, COMPANY, period_end="2024-01-01")),
    "DV-LOA-003": b.authorized(b.letter(OWNER, COMPANY, seals=[])),
    "DV-CHN-003": b.authorized(b.letter(OWNER, COMPANY, signed="2020-01-01")),
}


@pytest.mark.parametrize("rule", BETTER)
@pytest.mark.parametrize("more", [CRASHED, STRANGE], ids=["crashed", "unrecognised"])
def test_no_rejection_while_the_better_paper_may_be_unread(rule: str, more: Document) -> None:
    parts = BETTER[rule]
    assert "reject" in severities(judged(parts), rule)
    judgement = judged(parts | {"more": [more]})
    found = [finding for finding in b.findings(judgement, rule) if finding.severity == "review"]
    assert any(more.path in finding.message["zh"] and more.path in finding.message["en"] for finding in found)
    assert "reject" not in severities(judgement, rule)


@pytest.mark.parametrize(
    "media_type",
    ["text/plain", "text/html", "application/json", "application/xml",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
)  # fmt: skip
def test_notes_and_tables_are_no_missing_paper(media_type: str) -> None:
    note = b.unread_file("sku", Trouble(TroubleKind.UNKNOWN_TYPE), media_type=media_type)
    assert severities(judged(b.own_brand() | {"bank": [], "note": [note]}), "DV-BNK-001") == ["reject"]


def test_a_table_may_be_the_voucher() -> None:
    table = b.unread_file("销售.csv", Trouble(TroubleKind.OFFICE), media_type="text/csv")
    assert severities(judged(b.authorized() | {"vouchers": [], "table": [table]}), "DV-SAL-001") == ["review"]


def test_a_file_that_the_form_calls_something_else_is_not_the_missing_paper() -> None:
    parts = b.own_brand() | {"bank": [], "more": [CRASHED]}
    assert severities(judged(parts, documents={CRASHED.path: "sku_list"}), "DV-BNK-001") == ["reject"]
    assert severities(judged(parts), "DV-BNK-001") == ["review"]
