"""Readings become documents: split by page, named, with fields; nothing a document says makes the scan fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docvet.documents import build, worth_another_look
from docvet.documents.kinds import Kind, kinds
from docvet.models import Document, Effort, File, Page, Pass, Picture, Reading, Source
from tests.documents.pages import page, prose

PICTURE = Picture(coloured=True, sharpness=300.0, glare=0.0, dpi=200.0, phash=1)
LETTER = prose(
    "品牌授权书\n\n授权方:杭州云栖服饰有限公司\n被授权方:深圳市岚墨贸易有限公司\n"
    "兹授权深圳市岚墨贸易有限公司在TikTok Shop销售LUMORA品牌(商标注册号:12345678)商品。\n"
    "授权期限:2024年1月1日至2025年12月31日"
)
SIGNED = prose("以上授权真实有效。\n\n授权方(盖章):杭州云栖服饰有限公司\n日期:2023年12月20日")
CERTIFICATE = prose(
    "商标注册证\n第12345678号\n核定使用商品(第25类)\n服装;鞋;帽\n注册人 杭州云栖服饰有限公司\n"
    "注册日期 2020年07月21日 有效期至 2030年07月20日"
)
PORTRAIT = prose(
    "姓名 王小明\n性别 男 民族 汉\n出生 1990 年 1 月 1 日\n住址 某市某路1号\n公民身份号码 11010519491231002X"
)
EMBLEM = prose("中华人民共和国\n居民身份证\n签发机关 某市公安局\n有效期限 2015.06.01-2035.06.01")
NOISE = prose("今天天气很好\n我们去公园")


def reading(*pages: Page, path: str = "a.pdf") -> Reading:
    numbered = tuple(replace(item, number=at) for at, item in enumerate(pages, 1))
    return Reading(File(path, Path(path), "0" * 64, 1, "application/pdf"), numbered, len(numbered))


def kinds_of(documents: list[Document]) -> list[tuple[str, tuple[int, int]]]:
    return [(document.kind, document.page_range) for document in documents]


def test_a_chain_in_one_file_is_several_documents() -> None:
    documents = build([reading(page(CERTIFICATE), page(LETTER), page(SIGNED), page(LETTER))])
    assert kinds_of(documents) == [
        ("trademark_certificate", (1, 1)),
        ("authorization_letter", (2, 3)),
        ("authorization_letter", (4, 4)),
    ]
    assert [document.id for document in documents] == ["d1", "d2", "d3"]
    assert documents[1].value("signed") == "2023-12-20"


def test_both_sides_of_an_id_card_are_one_document() -> None:
    (card,) = build([reading(page(PORTRAIT), page(EMBLEM))])
    assert kinds_of([card]) == [("id_card", (1, 2))]
    assert card.value("sides") == ["portrait", "emblem"]


def test_two_portraits_are_two_cards() -> None:
    assert len(build([reading(page(PORTRAIT), page(PORTRAIT))])) == 2


def test_the_form_names_a_paper_only_where_its_pages_do_not() -> None:
    noise, letter = reading(page(NOISE), path="甲.pdf"), reading(page(LETTER), path="乙.pdf")
    slots = {"甲.pdf": "bank_permit", "乙.pdf": "bank_permit"}
    assert [document.kind for document in build([noise, letter], slots)] == ["bank_permit", "authorization_letter"]


def test_a_file_without_a_page_is_an_unrecognised_document() -> None:
    (document,) = build([reading()])
    assert (document.kind, document.kind_confidence, dict(document.fields)) == ("other", 0.0, {})


def test_the_name_of_a_file_is_a_hint_and_no_proof() -> None:
    documents = build([reading(page(LETTER), path="营业执照.pdf"), reading(page(NOISE), path="营业执照2.pdf")])
    assert [document.kind for document in documents] == ["authorization_letter", "other"]


def test_a_picture_with_little_print_is_a_product_photo_with_its_sharpness() -> None:
    photo = replace(page([(0.4, 0.4, "LUMORA", 0.05)]), picture=PICTURE)
    (document,) = build([reading(photo)])
    assert document.kind == "product_photo"
    assert document.value("sharpness") == 300.0


def test_pixels_read_once_and_layers_that_no_kind_claims_are_looked_at_again() -> None:
    first = reading(page(NOISE))
    assert worth_another_look(build([first])) == {"a.pdf": {1: ()}}
    full = replace(first.pages[0], passes=(*first.pages[0].passes, Pass(Effort.FULL, "rapidocr", ())))
    assert worth_another_look(build([replace(first, pages=(full,))])) == {}
    claimed, unclaimed = (page(lines, source=Source.TEXT_LAYER) for lines in (LETTER, NOISE))
    assert worth_another_look(build([reading(claimed)])) == {}
    assert worth_another_look(build([reading(unclaimed)])) == {"a.pdf": {1: ()}}


def test_a_kind_that_fails_costs_its_paper_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> dict[str, object]:
        raise RuntimeError("a fault of the kind")

    broken: dict[str, Kind] = {
        **kinds(),
        "authorization_letter": replace(kinds()["authorization_letter"], extract=fail),
    }
    monkeypatch.setattr("docvet.documents.assembly.kinds", lambda: broken)
    letter, certificate = build([reading(page(LETTER)), reading(page(CERTIFICATE), path="b.pdf")])
    assert (letter.kind, letter.failure, dict(letter.fields)) == ("authorization_letter", "RuntimeError", {})
    assert certificate.value("registration_number") == "12345678"
    assert certificate.failure == ""
