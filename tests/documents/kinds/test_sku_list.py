"""SKU lists as spreadsheets and in print."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docvet.documents import build
from docvet.documents.kinds import bank_statement, kinds, sku_list
from docvet.limits import Limits
from docvet.models import Document, File
from docvet.reading import spreadsheet
from docvet.reading.worker import open_file
from sample_docs.documents.sku_list import Heads, SkuList
from sample_docs.paint.pdf import drawings_pdf
from sample_docs.paint.workbook import separated, xlsx
from tests.documents.pages import Placed, text_of

CODES = ("LU-2024-001", "LU-2024-002", "LU-2024-003")


def drawn(**changes: Any) -> SkuList:
    return SkuList("深圳市晨曦云帆贸易有限公司", "LUMORA", "女装", "女式连衣裙", CODES, **changes)


ReadAll = Callable[..., list[Document]]


@pytest.fixture
def documents(tmp_path: Path) -> ReadAll:
    """The documents of a file with these bytes."""

    def read(data: bytes, name: str = "a.xlsx", slot: str | None = None) -> list[Document]:
        path = tmp_path / name
        path.write_bytes(data)
        types = {".csv": spreadsheet.CSV, ".xlsx": spreadsheet.XLSX, ".pdf": "application/pdf"}
        opened = open_file(File(name, path, "0", len(data), types[path.suffix]), "rapidocr", Limits())
        assert opened.ocr_pages == ()
        return build([opened.reading], {name: slot} if slot else None)

    return read


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_of_a_list(documents: ReadAll, language: Heads) -> None:
    made = drawn(language=language, count=35)
    heads = [head.replace("（", "(").replace("）", ")") for head in made.heads()]
    pages = drawings_pdf([page.draw() for page in made.pages()])
    for data, name in ((made.xlsx(), "a.xlsx"), (made.csv(), "b.csv"), (made.csv("gb18030", ";"), "c.csv"), (pages, "d.pdf")):  # fmt: skip
        (document,) = documents(data, name)
        assert document.kind == "sku_list"
        assert document.value("sku_codes") == made.codes()
        assert document.value("rows") == 35
        assert [head.replace(" ", "") for head in document.value("columns")] == [head.replace(" ", "") for head in heads]  # fmt: skip


def test_a_repeated_code_and_a_missing_column_can_be_seen(documents: ReadAll) -> None:
    (document,) = documents(drawn(repeat=True, without=("品牌",)).xlsx())
    assert document.value("sku_codes").count(CODES[0]) == 2
    assert "品牌" not in document.value("columns")


@pytest.mark.parametrize(
    ("heads", "place"),
    [
        (("款号", "品名", "颜色", "尺码"), 0),
        (("图片", "商品名称", "货号", "价格"), 2),
        (("Product Title", "Item No.", "Brand Name", "Category"), 1),
        (("商品条码", "商品名称", "商品SKU", "品牌"), 2),
        (("类目", "商品名称", "商家编码", "SKU ID"), 3),
        (("型号", "产品名称", "数量"), 0),
        (("商家编码", "商品名称", "类目"), 0),
    ],
)
def test_the_column_of_codes_is_found_by_its_head(documents: ReadAll, heads: tuple[str, ...], place: int) -> None:
    rows = [["甲"] * len(heads) for _ in range(3)]
    for at, row in enumerate(rows):
        row[place] = f"LU-{at}"
    (document,) = documents(xlsx({"清单": [("商品清单",), heads, *rows]}))
    assert (document.kind, document.value("sku_codes")) == ("sku_list", ["LU-0", "LU-1", "LU-2"])


def test_merged_cells_totals_and_notes(documents: ReadAll) -> None:
    rows = [
        ("商品清单", None, None, None), ("SKU", "商品名称", "品牌", "规格"), ("LU-1", "连衣裙", "LUMORA", "S"), (None, "连衣裙", "LUMORA", "M"),
        ("LU-2", "半身裙", "LUMORA", "S"), ("合计", "3款", "", "3"), ("注：以上商品均为自有品牌，价格以实际上架为准",),
    ]  # fmt: skip
    (document,) = documents(xlsx({"清单": rows}))
    assert (document.value("rows"), document.value("sku_codes")) == (3, ["LU-1", "LU-2"])


def test_several_sheets_are_one_list_and_another_paper_is_another(documents: ReadAll) -> None:
    heads = ("SKU编码", "商品名称", "品牌")
    flow = [("示例银行交易明细",), ("交易日期", "收入", "支出", "余额", "对方户名"), ("2024-01-05", 1, None, 5, "甲"), ("2024-01-06", 1, None, 6, "甲")]  # fmt: skip
    made = documents(xlsx({"春": [heads, ("A-1", "裙", "X")], "夏": [heads, ("B-1", "裙", "X")], "流水": flow}))
    assert [(document.kind, document.page_range) for document in made] == [("sku_list", (1, 2)), ("bank_statement", (3, 3))]  # fmt: skip
    assert made[0].value("sku_codes") == ["A-1", "B-1"]
    assert made[0].value("columns") == list(heads)


def test_a_head_without_rows_is_an_empty_list(documents: ReadAll) -> None:
    (document,) = documents(xlsx({"清单": [("SKU清单",), ("SKU编码", "商品名称", "品牌")]}))
    assert document.value("rows") == 0
    assert "sku_codes" not in document.fields


def test_a_list_without_codes_has_heads_and_nothing_that_is_told_by_codes(documents: ReadAll) -> None:
    (document,) = documents(drawn(without=("SKU编码",)).xlsx())
    assert document.kind == "sku_list"
    assert "商品名称" in document.value("columns")
    assert set(document.fields) == {"columns"}


def test_a_list_of_codes_alone(documents: ReadAll) -> None:
    (document,) = documents(xlsx({"SKU": [("SKU",), ("A-1",), ("A-2",)]}), slot="sku_list")
    assert document.value("sku_codes") == ["A-1", "A-2"]


@pytest.mark.parametrize("heads", [("SKU编码", "商品名称", "售价"), ("货号", "品名"), ("SKU", "Product Name")])
def test_heads_alone_tell_a_list_without_a_title(documents: ReadAll, heads: tuple[str, ...]) -> None:
    (document,) = documents(
        separated([heads, ("A-1", "裙", "9")[: len(heads)], ("A-2", "裙", "9")[: len(heads)]]), "a.csv"
    )
    assert (document.kind, document.value("sku_codes")) == ("sku_list", ["A-1", "A-2"])


def test_other_tables_are_no_list(documents: ReadAll) -> None:
    orders = [
        ("订单编号", "下单时间", "商品名称", "数量", "实付金额"),
        ("8001", "2024-01-05", "裙", 1, 99),
        ("8002", "2024-01-05", "裙", 1, 99),
    ]
    with_codes = [(*row, "SKU" if at == 0 else "A-1") for at, row in enumerate(orders)]
    staff = [("姓名", "部门", "电话"), ("林晓舟", "运营", "1"), ("周明", "仓库", "2")]
    for rows in (orders, with_codes, staff):
        assert [document.kind for document in documents(separated(rows), "a.csv")] == ["other"]


def test_ten_thousand_rows(documents: ReadAll) -> None:
    data = drawn(count=10_000).xlsx()
    started = time.process_time()
    (document,) = documents(data)
    assert time.process_time() - started < 15
    assert document.value("rows") == 10_000
    assert len(document.fields["sku_codes"].raw) < 300


def test_names_that_wrap_on_paper() -> None:
    placed: list[Placed] = [
        (0.1, 0.1, "商品SKU清单", 0.02), (0.1, 0.2, "SKU编码"), (0.4, 0.2, "商品名称"), (0.7, 0.2, "品牌"),
        (0.1, 0.25, "LU-1"), (0.4, 0.242, "女式长袖"), (0.4, 0.262, "连衣裙"), (0.7, 0.25, "LUMORA"),
        (0.1, 0.30, "LU-2"), (0.4, 0.30, "半身裙"), (0.7, 0.30, "LUMORA"), (0.5, 0.95, "第1页"),
    ]  # fmt: skip
    fields = sku_list.extract(text_of(placed))
    assert (fields["rows"].value, fields["sku_codes"].value) == (2, ["LU-1", "LU-2"])


WORDS = ["SKU", "货号", "商品名称", "品牌", "LU-1", "合计", "", "交易日期", "余额", "借方", "贷方", "金额", "1.00", "2024-01-05", "第1页/共3页", "户名：", "账号："]  # fmt: skip
placed_words = st.lists(st.tuples(st.floats(0, 0.95), st.floats(0, 0.95), st.sampled_from(WORDS)), max_size=24)


@pytest.mark.parametrize("name", ["sku_list", "bank_statement"])
@settings(max_examples=60, deadline=None)
@given(placed=placed_words)
def test_odd_papers_never_raise(name: str, placed: list[Placed]) -> None:
    for field in kinds()[name].extract(text_of(placed)).values():
        assert 0 <= field.confidence <= 1
        assert field.page == 1


def test_rows_that_are_not_found_on_paper_are_not_said_to_be_none() -> None:
    heads: list[Placed] = [(0.1, 0.2, "SKU编码"), (0.4, 0.2, "商品名称"), (0.7, 0.2, "品牌")]
    assert set(sku_list.extract(text_of(heads))) == {"columns"}


def test_nothing_on_the_paper_gives_no_fields() -> None:
    assert not sku_list.extract(text_of([]))
    assert not bank_statement.extract(text_of([]))
