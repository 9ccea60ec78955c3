"""What is said of files that are no papers, are not what they are called, or were read in part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.models import Document, Effort, Finding, Line, Pass, Trouble, TroubleKind
from tests.rules import builders as b

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def said(rule: str, document: Document, **form: object) -> Finding:
    """The one finding of the rule on this document, in an application that lacks its bank paper."""
    (finding,) = b.findings(b.judged(b.own_brand() | {"bank": [document]}, **form), rule)
    return finding


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("货号.csv", "text/csv"), ("货号.xlsx", XLSX), ("备注.txt", "text/plain"), ("x.json", "application/json")],
)
def test_tables_and_notes_are_mentioned_whatever_else_is_missing(path: str, media_type: str) -> None:
    assert said("DV-FILE-001", b.unread_file(path, media_type=media_type)).severity == "info"


def test_a_slot_that_the_ruleset_does_not_have_asks_for_no_format() -> None:
    table = b.unread_file("货号.csv", media_type="text/csv")
    assert said("DV-FILE-001", table, documents={"货号.csv": "sku_list"}).severity == "info"
    assert said("DV-FILE-001", table, documents={"货号.csv": "bank_permit"}).severity == "reject"


def test_a_file_that_is_not_what_it_is_called() -> None:
    page = Trouble(TroubleKind.UNKNOWN_TYPE, "html")
    finding = said("DV-FILE-001", b.unread_file("开户许可证.PDF", page, media_type="text/html"))
    assert finding.severity == "review"
    assert finding.message["zh"].startswith("文件 开户许可证.PDF 的名字以 PDF 结尾，内容却是 HTML")


def test_a_note_that_is_called_a_pdf_is_no_mere_note() -> None:
    assert said("DV-FILE-001", b.unread_file("开户.pdf", media_type="text/plain")).severity == "review"


@pytest.mark.parametrize(
    ("trouble", "says"),
    [(Trouble(TroubleKind.DAMAGED), "已损坏"), (Trouble(TroubleKind.ENCRYPTED, "company"), "公司的加密软件")],
)
def test_of_what_does_not_open_only_the_reason_is_said(trouble: Trouble, says: str) -> None:
    closed = b.unread_file("开户许可证.pdf", trouble, media_type="application/octet-stream")
    finding = said("DV-FILE-005", closed)
    assert says in finding.message["zh"]
    assert "密码" not in finding.fix["zh"], "no password opens it"
    assert not b.findings(b.judged(b.own_brand() | {"bank": [closed]}), "DV-FILE-001")


@pytest.mark.parametrize(("pages", "count", "severity"), [((1,), 1, "reject"), ((2,), 3, "review")])
def test_a_file_without_one_whole_page_does_not_open(pages: tuple[int, ...], count: int, severity: str) -> None:
    damaged = b.unread_file("a.pdf", Trouble(TroubleKind.DAMAGED, "page", pages))
    finding = said("DV-FILE-005", b.with_pages(damaged, count))
    assert finding.severity == severity
    assert ("打不开" in finding.message["zh"]) == (severity == "reject")


@pytest.mark.parametrize(
    ("trouble", "media_type", "found", "how"),
    [
        (Trouble(TroubleKind.OFFICE, "doc"), "application/msword", "DOC", "WPS"),
        (Trouble(TroubleKind.OFFICE, "ofd"), "application/ofd", "OFD", "OFD 阅读器"),
        (Trouble(TroubleKind.UNKNOWN_TYPE, "mp4"), "application/octet-stream", "MP4", "打印为 PDF"),
        (Trouble(TroubleKind.UNKNOWN_TYPE), "application/octet-stream", "未知格式", "打印为 PDF"),
    ],
)
def test_other_formats_are_named_with_how_to_convert_them(
    trouble: Trouble, media_type: str, found: str, how: str
) -> None:
    finding = said("DV-FILE-001", b.unread_file("文件", trouble, media_type=media_type))
    assert f"（{found}）" in finding.message["zh"]
    assert how in finding.fix["zh"]


@pytest.mark.parametrize(
    ("trouble", "pages", "words"),
    [
        (Trouble(TroubleKind.LIMIT, "ocr_pages", (*range(61, 10001),)), 10000, "（第 61–10000 页）"),
        (Trouble(TroubleKind.LIMIT, "time", (1, 3, 4, 7)), 9, "（第 1, 3–4, 7 页）"),
        (Trouble(TroubleKind.LIMIT, "time", (*range(1, 99, 2),)), 99, "（第 1, 3, 5, 7, 9, 11, 13, 15 … 页）"),
        (Trouble(TroubleKind.CRASHED, "ProcessExpired", (1,)), 1, "：读取该文件的进程中断，"),
        (Trouble(TroubleKind.NO_ACCESS, "broken_link"), 0, "：链接指向的文件不存在，"),
        (Trouble(TroubleKind.NO_ACCESS, "input/output error"), 0, "：文件打不开，"),
    ],
)
def test_what_was_not_read_is_said_briefly_and_without_jargon(trouble: Trouble, pages: int, words: str) -> None:
    finding = said("DV-FILE-009", b.with_pages(b.unread_file("a.pdf", trouble), pages))
    assert finding.severity == "review"
    assert words in finding.message["zh"]
    assert len(finding.message["zh"] + finding.found) < 150


def _seen_on_a_phone(producer: str = "", top: str = "") -> list[str]:
    """What DV-FILE-004 says of a bank's paper as large as a phone's screen."""
    paper = b.bank(picture=replace(b.PICTURE, screen=("device_size",)))
    page = paper.reading.pages[0]
    lines = (Line(top, (0.05, 0.01, 0.3, 0.03), 0.99, "rapidocr"),) if top else ()
    page = replace(page, passes=(Pass(Effort.FULL, "rapidocr", lines),))
    paper = replace(paper, reading=replace(paper.reading, pages=(page,), producer=producer))
    return b.severities(b.judged(b.own_brand() | {"bank": [paper]}), "DV-FILE-004")


@pytest.mark.parametrize(
    ("producer", "top", "found"),
    [
        ("", "", []),
        ("Snipaste 2.8", "", ["review"]),
        ("Acrobat Distiller", "", []),
        ("", "9:41        5G 87%", ["review"]),
        ("", "中国某银行 基本存款账户信息", []),
    ],
)
def test_a_screenshot_in_a_pdf_needs_a_second_sign(producer: str, top: str, found: list[str]) -> None:
    assert _seen_on_a_phone(producer, top) == found
