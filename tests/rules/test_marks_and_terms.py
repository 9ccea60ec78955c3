"""Marks of another purpose and of an AI, on paper and in stamps; terms that end before they begin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.models import Document, Seal
from docvet.rules import judge
from docvet.rules.load import parse_ruleset
from tests.rules import builders as b
from tests.rules.builders import findings, judged, severities


def marked(*lines: str, part: str = "licence") -> list[str]:
    made = {"licence": b.licence, "bank": b.bank, "mark": b.certificate, "id": b.id_card}[part](lines=lines)
    return severities(judged(b.own_brand() | {part: [made]}), "DV-FILE-007")


@pytest.mark.parametrize("part", ["licence", "bank", "mark", "id"])
def test_a_mark_of_another_purpose_on_any_of_the_papers(part: str) -> None:
    assert marked("仅供某某平台开店使用", part=part) == ["review"]


@pytest.mark.parametrize(
    "words", ["仅供展示", "仅供参考", "仅供某银行贷款之用", "仅限某某公司使用", "复印无效", "挪作他用无效"]
)
def test_wordings(words: str) -> None:
    assert marked(words) == ["review"]


@pytest.mark.parametrize(
    "words",
    [
        "仅供TikTok Shop入驻使用",
        "仅供TiTok Shop入驻使用",
        "仅供TikTk Shop 入驻使用",
        "仅供ikTok入驻使用",
        "仅供抖音国际版使用",
        "仅供TK跨境小店入驻使用",
    ],
)
def test_this_purpose_is_known_though_a_letter_was_lost(words: str) -> None:
    assert marked(words) == []


@pytest.mark.parametrize(
    "words", ["仅供Tokopedia入驻使用", "仅供Temu入驻使用", "仅供Shopee 入驻使用", "仅供淘特入驻使用"]
)
def test_another_platform_is_none_of_ours(words: str) -> None:
    assert marked(words) == ["review"]


def test_a_cut_tile_of_our_own_mark_is_part_of_it() -> None:
    assert marked("仅供TikTok Shop入驻使用 2024-05-20", "仅供 Shop入驻使用 2024-05-20") == []


def test_a_stamp_speaks_too() -> None:
    licence = b.licence()
    page = replace(
        licence.reading.pages[0],
        seals=(Seal((0.3, 0.3, 0.6, 0.35), "square", "red", "仅供办理银行贷款使用", 0.9),),
    )
    stamped = replace(licence, reading=replace(licence.reading, pages=(page,)))
    assert severities(judged(b.own_brand() | {"licence": [stamped]}), "DV-FILE-007") == ["review"]


@pytest.mark.parametrize("words", ["豆包AI生成", "AI生成", "由 AI 生成", "AI generated", "Generated with AI"])
def test_what_an_ai_made_says_so_on_any_document(words: str) -> None:
    photo = b.paper("product_photo", "4.jpg", lines=[words], texts=["LUMORA"], sku_codes=["LM-004"], sharpness=300.0)
    judgement = judged(b.own_brand() | {"photos": [*b.photos()[:2], photo]})
    (finding,) = findings(judgement, "DV-FILE-007")
    assert (finding.severity, finding.documents) == ("review", (photo.id,))
    assert "人工智能" in finding.message["zh"]


def test_what_an_ai_made_says_so_in_its_file() -> None:
    voucher = b.voucher(producer="Midjourney v6")
    assert severities(judged(b.authorized() | {"vouchers": [voucher]}), "DV-FILE-007") == ["review"]


def test_running_text_may_speak_of_ai() -> None:
    scope = "一般项目:人工智能应用软件开发;AI生成内容检测服务;互联网销售(除销售需要许可的商品);服装服饰零售;" * 2
    assert marked(scope) == []


@pytest.mark.parametrize("clause", ["被授权方不得使用AI生成的虚假图片", "本图非AI生成", "严禁以AI合成的照片宣传"])
def test_who_forbids_or_denies_ai_is_none(clause: str) -> None:
    assert marked(clause) == []


def test_a_mark_may_leave_letters_open() -> None:
    text = (
        'id: mine\nversion: "1"\ntitle: {zh: 我的, en: Mine}\nextends: tiktok-shop-pop\n'
        'parameters:\n  ai_marks: {value: ["AI?绘*图"], basis: general, source: docvet}\n'
    )
    own = parse_ruleset("my.yaml", text.encode())
    for words, said in (("AI巧绘配图", ["review"]), ("不得用AI巧绘配图", [])):
        parts = b.own_brand() | {"licence": [b.licence(lines=[words])]}
        assert severities(judge(own, b.case(parts, own)).judgement, "DV-FILE-007") == said


@pytest.mark.parametrize(
    ("part", "document", "rule"),
    [
        ("licence", b.licence(term_start="2030-05-20", term_end="2024-05-01"), "DV-LIC-005"),
        ("id", b.id_card(valid_from="2026-06-01", valid_to="2016-06-01"), "DV-ID-003"),
        ("mark", b.certificate(valid_from="2032-05-21", valid_to="2022-05-20"), "DV-TM-002"),
    ],
    ids=["licence", "id card", "certificate"],
)
def test_a_term_that_ends_before_it_begins_is_a_question(part: str, document: Document, rule: str) -> None:
    (finding,) = findings(judged(b.own_brand() | {part: [document]}), rule)
    assert finding.severity == "review"
    assert "颠倒" in finding.message["zh"]


def test_a_letter_whose_period_ends_before_it_begins() -> None:
    letter = b.letter(b.OWNER, b.COMPANY, period_start="2026-01-01", period_end="2024-01-01")
    assert severities(judged(b.authorized(letter)), "DV-LOA-002") == ["review"]


def test_a_letter_dated_after_the_submission_needs_a_look() -> None:
    letter = b.letter(b.OWNER, b.COMPANY, signed="2030-01-01")
    (finding,) = findings(judged(b.authorized(letter)), "DV-LOA-002")
    assert (finding.severity, "2030-01-01" in finding.message["zh"]) == ("review", True)


def test_a_letter_that_says_it_is_over_needs_a_look_whatever_its_dates_say() -> None:
    letter = b.letter(b.OWNER, b.COMPANY, revoked="本授权书已作废")
    (finding,) = findings(judged(b.authorized(letter)), "DV-LOA-002")
    assert (finding.severity, "本授权书已作废" in finding.message["zh"]) == ("review", True)


def test_a_renewed_term_may_begin_later() -> None:
    mark = b.certificate(registered="2014-09-02", valid_from="2024-09-02", valid_to="2034-09-01")
    assert not severities(judged(b.own_brand() | {"mark": [mark]}), "DV-TM-002")


@pytest.mark.parametrize(
    "stated",
    ["AIGC Label: 1", "DigitalSourceType: trainedAlgorithmicMedia", "Stable Diffusion parameters", "Midjourney"],
)
def test_a_file_that_says_of_itself_that_an_ai_made_it(stated: str) -> None:
    shown = b.photo(1)
    made = replace(shown, reading=replace(shown.reading, producer=f"SAMPLE · {stated}"))
    judgement = judged(b.own_brand() | {"photos": [made, b.photo(2), b.photo(3)]})
    assert severities(judgement, "DV-FILE-007") == ["review"]


def test_a_row_of_the_scope_and_a_company_may_have_to_do_with_ai() -> None:
    row, scope = (
        "AI生成内容检测服务;AIGC软件开发;",
        f"一般项目:互联网销售(除销售需要许可的商品);服装服饰零售;AI生成内容检测服务;AIGC软件开发;{b.SCOPE}",
    )
    licence = b.licence(lines=[row, "深圳市样本AIGC科技有限公司"], scope=scope)
    assert severities(judged(b.own_brand() | {"licence": [licence]}), "DV-FILE-007") == []
    marked_too = b.licence(lines=[row, "豆包AI生成"], scope=scope)
    assert severities(judged(b.own_brand() | {"licence": [marked_too]}), "DV-FILE-007") == ["review"]
