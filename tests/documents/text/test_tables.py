"""Columns of tables, found by their heads."""

from __future__ import annotations

from docvet.documents.text.tables import columns
from tests.documents.pages import Placed, text_of

HEADS = ("序号", "商标名称", "注册号", "类别", "有效期至")
LEFTS = (0.1, 0.2, 0.4, 0.6, 0.7)


def table(*rows: tuple[str, ...], top: float = 0.2) -> list[Placed]:
    return [
        (left, top + at * 0.03, cell)
        for at, row in enumerate((HEADS, *rows))
        for left, cell in zip(LEFTS, row, strict=True)
        if cell
    ]


ROWS = (("1", "晨曦", "12345610", "6", "2034年09月06日"), ("2", "CHENXI", "G987654", "11", "2028年05月20日"))


def read(placed: list[Placed], head: str) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in columns(text_of(placed), head)]


def test_the_cells_under_a_head() -> None:
    assert read(table(*ROWS), "注册号") == [["12345610", "G987654"]]
    assert read(table(*ROWS), "类别") == [["6", "11"]]


def test_an_empty_cell_is_nobody_elses() -> None:
    assert read(table(("1", "晨曦", "", "6", "2034年09月06日"), ROWS[1]), "注册号") == [["G987654"]]


def test_a_sentence_below_ends_the_table() -> None:
    below: list[Placed] = [(0.1, 0.29, "授权期间:2025年11月1日至2026年12月31日,逾期自动失效。")]
    assert read([*table(*ROWS), *below], "注册号") == [["12345610", "G987654"]]


def test_labels_with_colons_are_no_heads() -> None:
    row: list[Placed] = [(0.1, 0.2, "品牌:"), (0.3, 0.2, "类别:"), (0.5, 0.2, "注册号:"), (0.5, 0.23, "12345678")]
    assert read(row, "注册号:?") == []
