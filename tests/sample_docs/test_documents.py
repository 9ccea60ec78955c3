"""Every paper can be drawn, says what it holds, and is marked as a sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import zxingcpp

from sample_docs.application import plan, scope
from sample_docs.documents.authorization_letter import AuthorizationLetter
from sample_docs.documents.business_license import BusinessLicense, Look
from sample_docs.documents.product_photo import ProductPhoto
from sample_docs.documents.sales_voucher import SalesVoucher
from sample_docs.paint.drawing import Drawing, Picture, Text
from sample_docs.paint.raster import render
from sample_docs.paint.stamps import sample_mark
from sample_docs.story import Story

STORY = Story.invent(7)
PLAN = plan(STORY)


def words(sheet: Drawing) -> str:
    return "".join(mark.text for mark in sheet.marks if isinstance(mark, Text))


def licence(look: Look) -> BusinessLicense:
    text = scope("服装服饰零售", "互联网销售（除销售需要许可的商品）")
    return BusinessLicense.of(STORY.shop, text, look, issued=date(2023, 3, 1))


@pytest.mark.parametrize("slot", [slot for slot in PLAN.leaves if not slot.startswith("photo_")])
def test_papers_are_marked_as_samples_under_their_print(slot: str) -> None:
    sheet = PLAN.document(slot).draw()
    marks = [mark for mark in sheet.marks if isinstance(mark, Picture) and mark.image is sample_mark()]
    assert len(marks) == 1
    first_text = next(place for place, mark in enumerate(sheet.marks) if isinstance(mark, Text))
    assert sheet.marks.index(marks[0]) < first_text or slot in {"id_card", "mark", "licence"}


def test_the_sample_mark_is_gone_in_the_red_channel_only() -> None:
    sheet = Drawing(100, 100)
    sheet.picture(sample_mark(), 0, 0, 100)
    red, _, blue = (np.asarray(part) for part in render(sheet, 100).split())
    assert red.min() == 255
    assert blue.min() < 200


@pytest.mark.parametrize("look", ["portrait", "landscape", "landscape-2022", "electronic", "old"])
def test_every_licence_says_who_and_what(look: Look) -> None:
    said = words(licence(look).draw())
    for value in (STORY.shop.name, STORY.shop.credit_code, STORY.shop.representative, "2023年03月01日", "互联网销售"):
        assert value in said
    assert ("营业期限" in said) is (look not in ("landscape-2022", "electronic"))


def test_the_code_on_a_licence_can_be_read() -> None:
    found = zxingcpp.read_barcodes(np.asarray(render(licence("landscape").draw(), 200)))
    assert [code.text for code in found] == [f"http://www.gsxt.gov.cn/index.html?uniscid={STORY.shop.credit_code}"]


def test_the_licence_carries_the_company_seal_only_where_stamped() -> None:
    stamped = licence("landscape")
    bare = replace(stamped, seal="")
    assert len(stamped.draw().marks) == len(bare.draw().marks) + 1


@pytest.mark.parametrize("look", ["prose", "table", "bilingual"])
def test_every_letter_says_its_terms(look: str) -> None:
    letter: AuthorizationLetter = replace(PLAN.document("letter_1"), look=look)
    said = words(letter.draw())
    for value in (letter.grantor, letter.grantee, letter.brand, letter.mark_number, "2025年12月31日", "转授权"):
        assert value in said
    assert "不可转授权" not in said
    assert "不可转授权" in words(replace(letter, sublicense=False).draw())
    assert "长期有效" in words(replace(letter, period_end=None).draw())


@pytest.mark.parametrize("look", ["invoice", "digital", "contract", "delivery"])
def test_every_voucher_adds_up(look: str) -> None:
    voucher: SalesVoucher = replace(PLAN.document("voucher_1"), look=look, quantity=3, price=99.5)
    said = words(voucher.draw())
    for value in (voucher.seller, voucher.buyer, voucher.brand, "298.50", f"{voucher.date.month:02d}月"):
        assert value in said


def test_a_watermark_changes_the_photo_everywhere_and_a_blur_only_the_label() -> None:
    photo = ProductPhoto("box", "LUMORA", "LU-2024-001", "女式连衣裙")
    plain = np.asarray(photo.photo()).astype(int)
    marked = np.abs(np.asarray(replace(photo, watermark="澜序旗舰店").photo()) - plain).sum(axis=2) > 20
    blurred = np.abs(np.asarray(replace(photo, sku_blur=9.0).photo()) - plain).sum(axis=2) > 20
    quarters = [part.any() for rows in np.array_split(marked, 4) for part in np.array_split(rows, 4, axis=1)]
    assert all(quarters)
    assert not blurred[:600].any()
    assert blurred[600:].any()


def test_a_barcode_on_a_label_carries_the_sku() -> None:
    photo = ProductPhoto("tag", "LUMORA", "LU-2024-001", "女式连衣裙").photo()
    assert "LU-2024-001" in [code.text for code in zxingcpp.read_barcodes(np.asarray(photo))]
