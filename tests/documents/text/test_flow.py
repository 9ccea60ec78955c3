"""Which rows run on into the next one, and which end a paragraph."""

from __future__ import annotations

from docvet.documents.text.flow import Flow
from tests.documents.pages import Placed, text_of


def text(*placed: Placed) -> str:
    return Flow(text_of(list(placed))).text


WIDEST: Placed = (0.1, 0.5, "一" * 30)
"""Sets the right margin."""


def test_a_number_that_did_not_fit_belongs_to_the_words_before_it() -> None:
    rows = text((0.1, 0.1, "一" * 23 + "商标注册号"), (0.1, 0.13, "12345678号"), WIDEST)
    assert "商标注册号12345678号" in rows


def test_a_comma_in_the_margin_makes_no_row_short() -> None:
    rows = text((0.1, 0.1, "一" * 27 + "注"), (0.1, 0.13, "册号12345678"), WIDEST)
    assert "注册号12345678" in rows


def test_the_second_row_of_an_indented_paragraph_goes_on() -> None:
    first: Placed = (0.1 + 0.045, 0.1, "一" * 23 + "东南")
    assert "东南亚站点" in text(first, (0.1, 0.13, "亚站点"), WIDEST)


def test_a_date_at_the_right_margin_ends_its_row() -> None:
    rows = text((0.63, 0.1, "2026年11月02日 0003215"), (0.1, 0.13, "今收到货款"), WIDEST)
    assert "0003215\n今收到" in rows


def test_a_label_begins_a_row_of_its_own() -> None:
    rows = text((0.1, 0.1, "一" * 30), (0.1, 0.13, "授权日期(签署):2026年5月1日"), WIDEST)
    assert "一\n授权日期" in rows


def test_a_sentence_with_a_colon_later_is_no_label() -> None:
    rows = text((0.1, 0.1, "一" * 30), (0.1, 0.13, "销售“LUMORA”品牌(注册号:12345678)"), WIDEST)
    assert '一销售"LUMORA"' in rows


def test_an_enumeration_goes_on_though_the_next_row_looks_numbered() -> None:
    assert "20、21)的注册人" in text((0.1, 0.1, "一" * 27 + "20、"), (0.1, 0.13, "21)的注册人"), WIDEST)
