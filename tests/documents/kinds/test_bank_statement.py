"""Bank statements as banks print and export them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docvet.documents import build, worth_another_look
from docvet.documents.classify import guess
from docvet.documents.kinds import bank_statement
from docvet.documents.kinds.bank_statement import head as statement_head
from docvet.documents.kinds.bank_statement.rows import day, figure
from docvet.limits import Limits
from docvet.models import Document, File, Reading
from docvet.reading import spreadsheet
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.reading.worker import open_file
from sample_docs import camera
from sample_docs.documents.bank_statement import BankStatement, Defect, Layout
from sample_docs.paint.pdf import drawings_pdf, pictures_pdf
from sample_docs.paint.raster import render
from sample_docs.paint.workbook import separated, xlsx
from tests.documents.pages import Placed, page, prose, text_of

COMPANY = "深圳市晨曦云帆贸易有限公司"
BANK = "示例银行股份有限公司深圳南山支行"
LAYOUTS: tuple[Layout, ...] = ("debit_credit", "income", "signed", "flag")


def drawn(layout: Layout = "debit_credit", **changes: Any) -> BankStatement:
    given_: dict[str, Any] = {"rows": 24, "seed": 5, "layout": layout} | changes
    return BankStatement(COMPANY, BANK, "400012345678901", date(2023, 12, 20), date(2024, 2, 29), **given_)


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Document]:
    """The one document of a file with these bytes."""

    def read(data: bytes, name: str = "a.csv") -> Document:
        path = tmp_path / name
        path.write_bytes(data)
        types = {".csv": spreadsheet.CSV, ".xlsx": spreadsheet.XLSX, ".pdf": "application/pdf"}
        file = File(name, path, "0" * 64, len(data), types[path.suffix])
        opened = open_file(file, "rapidocr", Limits())
        assert opened.ocr_pages == ()
        (made,) = build([opened.reading])
        return made

    return read


ReadDocument = Callable[..., Document]


def expected(**changes: Any) -> dict[str, Any]:
    return {
        "account_name": COMPANY, "account_number": "400012345678901", "bank": BANK, "period_start": "2023-12-20",
        "period_end": "2024-02-29", "months": ["2023-12", "2024-01", "2024-02"], "balance_breaks": [],
    } | changes  # fmt: skip


def values(document: Document) -> dict[str, Any]:
    return {name: field.value for name, field in document.fields.items()}


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_exports_of_every_layout(document: ReadDocument, layout: Layout, newest_first: bool) -> None:
    statement = drawn(layout, newest_first=newest_first)
    for data, name in ((statement.csv(), "a.csv"), (statement.csv("utf-8-sig", "\t"), "b.csv"), (statement.xlsx(), "c.xlsx")):  # fmt: skip
        made = document(data, name)
        assert (made.kind, values(made)) == ("bank_statement", expected())
        assert all(field.confidence == 1 for field in made.fields.values())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_print_with_a_text_layer(document: ReadDocument, layout: Layout) -> None:
    statement = drawn(layout, rows=40, seed=8)
    made = document(drawings_pdf([page.draw() for page in statement.pages()]), "a.pdf")
    assert made.kind == "bank_statement"
    assert made.page_range == (1, 2)
    assert values(made) == expected(pages_stated=2)


def test_many_pages_cost_no_ocr(document: ReadDocument) -> None:
    """Ten; ``benchmarks.statements`` reads sixty."""
    statement = drawn(rows=290)
    made = document(drawings_pdf([page.draw() for page in statement.pages()]), "a.pdf")
    assert made.page_range == (1, 10)
    assert made.value("pages_stated") == 10
    assert made.value("balance_breaks") == []


def test_a_scan(tmp_path: Path) -> None:
    statement = drawn("flag", rows=9)
    path = tmp_path / "scan.pdf"
    path.write_bytes(pictures_pdf([camera.scan(render(page.draw(), 200), seed=3) for page in statement.pages()]))
    with Readers(1, cache=PageCache()) as readers:
        readings = readers.read([File("scan.pdf", path, "0" * 64, 1, "application/pdf")])
    (made,) = build(readings)
    assert values(made) == expected(pages_stated=1)
    assert not worth_another_look([made])
    assert "arithmetic" in made.fields["balance_breaks"].witnesses


@pytest.mark.parametrize("defect", ["removed", "altered"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_that_were_tampered_with(document: ReadDocument, layout: Layout, defect: Defect) -> None:
    statement = drawn(layout, defect=defect)
    made = document(statement.csv())
    (row,) = made.value("balance_breaks")
    assert abs(row - len(statement.transactions()) // 2) <= 1
    assert values(made) == expected(balance_breaks=[row])


@pytest.mark.parametrize(
    ("came", "went"), [("转入", "转出"), ("存入", "支取"), ("来账", "往账"), ("贷", "借"), ("C", "D")]
)
def test_words_for_a_direction_and_fees_of_their_own(document: ReadDocument, came: str, went: str) -> None:
    heads = ("记账日", "收付方向", "交易金额", "手续费", "账户余额", "对方单位名称")
    rows = [
        ("20240105", came, "100.00", "0.00", "1,100.00", "样本商行"),
        ("20240106", went, "50.00", "1.50", "1,048.50", "样本商行"),
        ("20240107", came, "20.00", "0.00", "1,068.50", "样本商行"),
        ("20240108", went, "8.50", "0.50", "1,059.50", "样本商行"),
    ]
    assert document(table(heads, *rows), "a.xlsx").value("balance_breaks") == []
    rows[1] = (*rows[1][:2], "60.00", *rows[1][3:])
    assert document(table(heads, *rows), "a.xlsx").value("balance_breaks") == [2]


def test_a_month_without_rows(document: ReadDocument) -> None:
    assert document(drawn(defect="gap").csv()).value("months") == ["2023-12", "2024-02"]


def table(heads: Sequence[str], *rows: Sequence[Any], head: Sequence[Sequence[str]] = ()) -> bytes:
    return xlsx({"流水": [*head, heads, *rows]})


def test_groups_over_columns_totals_and_dates_as_serials(document: ReadDocument) -> None:
    made = document(
        xlsx({"流水": [
            ("示例银行交易明细",), ("客户名称", COMPANY, "查询账号", "400012345678901"), ("账单月份：2024年01月",),
            ("交易日期", "摘要", "发生额", None, "余额"), (None, None, "借方", "贷方", None),
            ("期初余额", None, None, None, 1000), (45293, "货款", None, 500.1, 1500.1), (45294, "运费", 0.2, 0, 1499.9),
            ("本页合计", None, 0.2, 500.1, None), (45300, "货款", None, 10, 1509.9), ("共3笔", None, 0.2, 510.1, 1509.9),
        ]}), "a.xlsx",
    )  # fmt: skip
    assert values(made) == {
        "account_name": COMPANY, "account_number": "400012345678901", "bank": "示例银行", "period_start": "2024-01-01",
        "period_end": "2024-01-31", "months": ["2024-01"], "balance_breaks": [],
    }  # fmt: skip


def test_an_english_statement(document: ReadDocument) -> None:
    rows = [("2024-01-02", "SALE", "", "500.00", "1,500.00"), ("2024-02-03", "FEE", "20.00", "", "1,480.00"), ("2024-02-09", "FEE", "80.00", "", "1,400.00")]  # fmt: skip
    head = [("Account Statement",), ("Account Name:", "Chenxi Sails Trading Co., Ltd."), ("Account Number:", "400012345678901"), ("Period:", "2024-01-01 to 2024-02-29")]  # fmt: skip
    made = document(table(("Date", "Description", "Debit", "Credit", "Balance"), *rows, head=head), "a.xlsx")
    assert made.kind == "bank_statement"
    assert values(made) == {
        "account_name": "Chenxi Sails Trading Co., Ltd.", "account_number": "400012345678901", "period_start": "2024-01-01",
        "period_end": "2024-02-29", "months": ["2024-01", "2024-02"], "balance_breaks": [],
    }  # fmt: skip


def test_account_and_name_in_columns_and_the_period_by_rows(document: ReadDocument) -> None:
    heads = ("本方账号", "本方户名", "交易时间", "收入金额", "支出金额", "账户余额", "对方户名", "对方账号")
    own = ("400012345678901", COMPANY)
    rows = [(*own, "2024-01-05 09:11:12", 100, None, 1100, "某公司", "1"), (*own, "2024-03-06 10:00:00", None, 50.5, 1049.5, "某公司", "2")]  # fmt: skip
    made = document(table(heads, *rows), "a.xlsx")
    assert values(made) == {
        "account_name": COMPANY, "account_number": own[0], "period_start": "2024-01-05", "period_end": "2024-03-06",
        "months": ["2024-01", "2024-03"], "balance_breaks": [],
    }  # fmt: skip
    assert made.fields["period_start"].confidence < 0.9, "it may have begun before its first row"


def test_several_accounts_are_said_to_be_several(document: ReadDocument) -> None:
    heads = ("账户账号", "币种", "交易日期", "收入", "支出", "余额", "对方户名")
    ours = [
        ("40001234567", "人民币", "20240105", 100, None, 1100, "甲"),
        ("40001234567", "人民币", "20240107", 50, None, 1150, "乙"),
    ]
    theirs = [
        ("40009999999", "美元", "20240106", 10, None, 90, "丙"),
        ("40009999999", "美元", "20240108", None, 40, 50, "丁"),
    ]
    made = document(table(heads, ours[0], theirs[0], ours[1], theirs[1]), "a.xlsx")
    assert made.value("balance_breaks") == []
    assert made.fields["account_number"].confidence <= 0.5
    assert "40009999999" in made.fields["account_number"].raw


def test_statements_without_balances_are_not_judged_by_them(document: ReadDocument) -> None:
    rows = [("2024-01-05", "收入", "100.00", "甲"), ("2024-01-06", "支出", "30.00", "乙"), ("2024-02-06", "支出", "30.00", "乙")]  # fmt: skip
    made = document(separated([("交易时间", "收/支", "金额", "交易对方"), *rows]), "流水.csv")
    assert made.kind == "bank_statement"
    assert made.value("months") == ["2024-01", "2024-02"]
    assert "balance_breaks" not in made.fields


HEADS: list[Placed] = [(0.05, 0.3, "交易日期"), (0.25, 0.3, "借方发生额"), (0.45, 0.3, "贷方发生额"), (0.65, 0.3, "余额"), (0.8, 0.3, "对方户名")]  # fmt: skip


def test_cells_of_two_rows_glued_cells_and_page_numbers_on_paper() -> None:
    rows: list[Placed] = [
        (0.05, 0.331, "2024-01-05"), (0.05, 0.349, "10:22:33"), (0.5, 0.34, "500.00"), (0.66, 0.34, "1,500.00甲乙丙供应链"), (0.8, 0.358, "管理有限公司"),
        (0.05, 0.391, "2024-02-07"), (0.05, 0.409, "11:22:33"), (0.3, 0.40, "20.00"), (0.66, 0.40, "1,480.00"), (0.8, 0.40, "戊己"),
        (0.45, 0.43, "3"), (0.05, 0.5, "本页合计"), (0.3, 0.5, "20.00"), (0.5, 0.5, "500.00"),
    ]  # fmt: skip
    fields = bank_statement.extract(text_of([*HEADS, *rows]))
    assert fields["months"].value == ["2024-01", "2024-02"]
    assert fields["balance_breaks"].value == []


def test_pages_without_heads_go_on_with_the_columns_of_the_first() -> None:
    first: list[Placed] = [*HEADS, (0.05, 0.34, "2024-01-05"), (0.5, 0.34, "500.00"), (0.66, 0.34, "1,500.00"), (0.4, 0.9, "第1页/共2页")]  # fmt: skip
    second: list[Placed] = [(0.05, 0.1, "2024-02-05"), (0.3, 0.1, "500.00"), (0.66, 0.1, "1,000.00"), (0.4, 0.9, "第2页/共2页")]  # fmt: skip
    fields = bank_statement.extract(text_of(first, second))
    assert fields["months"].value == ["2024-01", "2024-02"]
    assert fields["balance_breaks"].value == []
    assert fields["pages_stated"].value == 2


def test_two_accounts_in_one_file_do_not_break_each_other() -> None:
    pages = []
    for account, balance in (("400012345678901", "1,500.00"), ("400099999999999", "90.00")):
        row: list[Placed] = [(0.05, 0.34, "2024-01-05"), (0.5, 0.34, "50.00"), (0.66, 0.34, balance)]
        pages.append([(0.05, 0.2, f"账号：{account}"), *HEADS, *row, *[(x, 0.38, text) for x, _, text in row[:2]]])
    pages[0].append((0.66, 0.38, "1,550.00"))
    pages[1].append((0.66, 0.38, "140.00"))
    fields = bank_statement.extract(text_of(*pages))
    assert fields["balance_breaks"].value == []
    assert (fields["account_number"].value, fields["account_number"].confidence) == ("400012345678901", 0.5)
    assert fields["account_number"].raw == "400012345678901, 400099999999999"


def test_one_misread_day_makes_no_month() -> None:
    days = ["2024-01-05", "2024-01-07", "2024-07-08", "2024-01-09", "2024-02-01"]
    rows: list[Placed] = [
        placed
        for at, text in enumerate(days)
        for placed in (
            (0.05, 0.34 + 0.03 * at, text),
            (0.5, 0.34 + 0.03 * at, "1.00"),
            (0.66, 0.34 + 0.03 * at, f"{at + 5}.00"),
        )
    ]
    assert bank_statement.extract(text_of([*HEADS, *rows]))["months"].value == ["2024-01", "2024-02"]


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ("查询区间：20240220-20240531", "2024-02-20", "2024-05-31"),
        ("打印日期：2024-06-01  起止日期：2024-02-20 至 2024-05-31", "2024-02-20", "2024-05-31"),
        ("查询时间：2024-02-20 00:00:00 至 2024-05-31 23:59:59", "2024-02-20", "2024-05-31"),
        ("起始日期：2024-02-20    截止日期：2024-05-31", "2024-02-20", "2024-05-31"),
        ("账单期间：2024年02月至2024年04月", "2024-02-01", "2024-04-30"),
        ("From 2024-02-20 to 2024-05-31", "2024-02-20", "2024-05-31"),
        ("起止日期：24-02-20至24-05-31", "2024-02-20", "2024-05-31"),
        ("打印日期：2024-01-01    开户日期：2024-05-31", None, None),
        ("截止日期：2024-05-31", None, "2024-05-31"),
    ],
)
def test_the_period_as_heads_state_it(row: str, start: str | None, end: str | None) -> None:
    stated = statement_head.period(text_of(prose(row)))
    assert (stated.start and stated.start.isoformat(), stated.end and stated.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (["第1页/共3页", "第2页 / 共3页"], 3), (["共2页 第1页"], 2), (["页码：1/12"], 12), (["Page 3 of 4"], 4), (["- 1/2 -", "2/2"], 2),
        (["第1页,共2页", "第2页,共2页", "第1页,共5页"], 7), (["共3页"], 3), (["1/2件"], None), (["2024/01"], None),
    ],
)  # fmt: skip
def test_pages_that_a_statement_says_it_has(rows: list[str], total: int | None) -> None:
    made = statement_head.pages(text_of(*([(0.4, 0.95, row)] for row in rows)))
    assert (made.value if made else None) == total


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234.50", "1234.50"), ("+1,234.5", "1234.50"), ("-0.01", "-0.01"), ("(200.00)", "-200.00"), ("￥3", "3.00"), ("1,234.50-", "-1234.50"),
     ("−5", "-5.00"), ("¥-7.00", "-7.00"), ("12元", "12.00"), ("", None), ("货款", None), ("1.2.3", None), ("--", None), ("2024-01-05", None)],
)  # fmt: skip
def test_figures(text: str, value: str | None) -> None:
    found = figure(text)
    assert (None if found is None else str(found)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("20240105", "2024-01-05"), ("20240105102233", "2024-01-05"), ("2024/1/5 10:22", "2024-01-05"), ("2024年1月5日", "2024-01-05"), ("45296", "2024-01-05"),
     ("24-01-05", "2024-01-05"), ("24/1/5 10:22:33", "2024-01-05"), ("240105", "2024-01-05"), ("24年1月5日", "2024-01-05"), ("05-Jan-24", "2024-01-05"),
     ("5 Jan 2024", "2024-01-05"), ("Jan 5, 2024", "2024-01-05"), ("05JAN24", "2024-01-05"), ("25/12/23", "2023-12-25"), ("01/25/24", "2024-01-25"), ("05/01/2024", "2024-01-05"),
     ("24-13-40", "None"), ("241399", "None"), ("05-Xyz-24", "None"), ("01-05", "2024-01-05"), ("12.28", "2023-12-28"), ("05-30", "None"), ("13-40", "None"), ("2024-02-30", "None"), ("货款", "None"), ("", "None")],
)  # fmt: skip
def test_days(text: str, value: str) -> None:
    assert str(day(text, (date(2023, 12, 20), date(2024, 2, 29)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("24-03-15", "2024-03-15"), ("15-03-24", "2024-03-15"), ("19-03-24", "2019-03-24"), ("15-Mar-24", "2024-03-15")],
)
def test_days_of_a_statement_that_names_no_period(text: str, value: str) -> None:
    assert str(day(text)) == value


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["交易日期", "余额", "借方", "贷方", "金额", "2024-01-05", "1.00", "-5", "", "合计", "第1页/共2页", "x", "户名：", "2024年1月至2月", "￥", "9" * 40]), max_size=6),
        max_size=9,
    )
)  # fmt: skip
def test_odd_sheets_never_raise(rows: list[list[str]]) -> None:
    made = spreadsheet._page(1, [("交易日期", "金额", "余额", "对方"), *(tuple(row) for row in rows if any(row))])
    (document,) = build([Reading(File("a.xlsx", Path("a.xlsx"), "0" * 64, 1, spreadsheet.XLSX), (made,), 1)])
    assert not document.failure
    assert all(0 <= field.confidence <= 1 for field in document.fields.values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"对账单\n{COMPANY}与广州市悦海潮生电子商务有限公司往来对账单\n对账期间：2024年1月至2024年3月\n本期应付：11600.00", "other"),
        (f"供应商对账单\n供应商：{COMPANY}\n对账期间：2024年1月1日至2024年3月31日\n期初应收账款 0.00\n日期 单号 品名 数量 单价 金额\n2024-01-05 SH0001 精华液 200 58.00 11600.00", "other"),
        (f"{BANK}\n银企对账单\n户名：{COMPANY}\n账号：6217000012345678\n对账期间：2024年1月1日至2024年3月31日\n日期 摘要 借方 贷方 余额\n2024-01-05 货款 0.00 11600.00 21600.00", "bank_statement"),
    ],
)  # fmt: skip
def test_what_two_companies_owe_each_other_is_no_statement_of_a_bank(text: str, kind: str) -> None:
    made = page(prose(text))
    assert guess(made, text_of(made).pages[0], "对账单.pdf").kind == kind
