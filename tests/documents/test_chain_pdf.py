"""A whole chain in one PDF of seventeen pages: each paper is found, with all of its pages and none of its neighbours'."""

from __future__ import annotations

from pathlib import Path

from docvet.documents import build
from docvet.intake import collect
from docvet.limits import Limits
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from sample_docs.application import plan
from sample_docs.documents.base import marked
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.pdf import drawings_pdf
from sample_docs.plan import Plan
from sample_docs.story import Story


def further(number: int) -> Drawing:
    """A page that continues a letter: no title, only terms and the number of the page."""
    sheet = Drawing(210, 297)
    terms = (
        f"{number}.1 被授权方应妥善使用上述品牌，不得超出本授权的范围。{number}.2 授权方有权核查被授权方的经营情况。"
    )
    sheet.block(28, 40, terms * 4, 154, 4.8, leading=1.75)
    sheet.text(105, 280, f"第{number}页", 4, centre=True)
    return marked(sheet)


def test_a_file_of_many_papers_is_split_into_their_papers(tmp_path: Path) -> None:
    ours, theirs = plan(Story.invent(202, levels=3)), plan(Story.invent(204, levels=1))

    def drawn(whose: Plan, slot: str) -> Drawing:
        # Seals are read by OCR, which is not the point here.
        plain = whose.edit(slot, seal="") if slot.startswith("letter_") else whose
        made: Drawing = plain.document(slot).draw()
        return made

    pages = [
        *(drawn(ours, slot) for slot in ("licence", "id_card", "bank", "mark")),
        drawn(ours, "letter_1"), further(2), further(3),
        drawn(ours, "letter_2"), further(2),
        drawn(ours, "letter_3"),
        *(drawn(ours, slot) for slot in ours.slots("voucher_")[:2]),
        *(drawn(theirs, slot) for slot in ("licence", "mark", "letter_1")), further(2),
        drawn(theirs, "letter_1"),
    ]  # fmt: skip
    assert len(pages) == 17
    (tmp_path / "材料.pdf").write_bytes(drawings_pdf(pages))
    with Readers(1, limits=Limits(seconds=600), cache=PageCache()) as readers:
        documents = build(readers.read(collect(tmp_path).files))
    bank = {"bank_permit", "basic_account_info"}
    kinds = ["bank" if document.kind in bank else document.kind for document in documents]
    assert list(zip(kinds, (document.page_range for document in documents), strict=True)) == [
        ("business_license", (1, 1)),
        ("id_card", (2, 2)),
        ("bank", (3, 3)),
        ("trademark_certificate", (4, 4)),
        ("authorization_letter", (5, 7)),
        ("authorization_letter", (8, 9)),
        ("authorization_letter", (10, 10)),
        ("sales_voucher", (11, 11)),
        ("sales_voucher", (12, 12)),
        ("business_license", (13, 13)),
        ("trademark_certificate", (14, 14)),
        ("authorization_letter", (15, 16)),
        ("authorization_letter", (17, 17)),
    ]
    letters = [document for document in documents if document.kind == "authorization_letter"]
    assert [letter.value("grantor") for letter in letters[:3]] == [
        ours.document(slot).grantor for slot in ("letter_1", "letter_2", "letter_3")
    ]
    assert letters[3].value("grantor") == letters[4].value("grantor") == theirs.document("letter_1").grantor
