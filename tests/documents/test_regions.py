"""Documents that share a page are told apart only where each stands by itself; what belongs together stays together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.documents import build
from docvet.documents.kinds import Kind, kinds
from docvet.documents.places import on_upright
from docvet.models import Code, Field, Seal, Straightening
from tests.documents.pages import Placed, page, prose
from tests.documents.test_build import CERTIFICATE, EMBLEM, LETTER, PORTRAIT, kinds_of, reading

OTHER_CERTIFICATE = prose(
    "商标注册证\n第87654321号\n核定使用商品(第3类)\n香水;牙膏\n注册人 广州样本日化有限公司\n"
    "注册日期 2021年03月14日 有效期至 2031年03月13日"
)
ENGLISH = prose(
    "LETTER OF AUTHORIZATION\n\nGrantor: 杭州云栖服饰有限公司\nGrantee: 深圳市岚墨贸易有限公司\n"
    "Brand: LUMORA Trademark registration No.: 12345678\nPeriod: 2024-01-01 to 2025-12-31"
)


def below(placed: list[Placed], by: float = 0.45) -> list[Placed]:
    """Moved down the page."""
    return [(item[0], item[1] + by, *item[2:]) for item in placed]  # type: ignore[misc]


def beside(one: list[Placed], other: list[Placed]) -> list[Placed]:
    """Both at half width, side by side."""
    left = [(item[0] / 2, item[1], item[2], 0.008) for item in one]
    return left + [(item[0] / 2 + 0.52, item[1], item[2], 0.008) for item in other]


@pytest.mark.parametrize("arranged", [CERTIFICATE + below(PORTRAIT), beside(CERTIFICATE, PORTRAIT)])
def test_a_certificate_and_a_card_on_one_page_are_two_documents(arranged: list[Placed]) -> None:
    documents = build([reading(page(arranged))])
    assert sorted(kinds_of(documents)) == [("id_card", (1, 1)), ("trademark_certificate", (1, 1))]
    card = next(document for document in documents if document.kind == "id_card")
    assert card.value("name") == "王小明"
    assert not any("商标" in line.text for line in card.pages[0].lines)


def test_two_certificates_on_one_scan_are_two_documents() -> None:
    documents = build([reading(page(CERTIFICATE + below(OTHER_CERTIFICATE)))])
    assert [document.value("registration_number") for document in documents] == ["12345678", "87654321"]
    assert [document.value("nice_classes") for document in documents] == [[25], [3]]
    assert documents[0].region[3] == documents[1].region[1]


def test_the_same_certificate_twice_on_one_page_stays_one() -> None:
    assert len(build([reading(page(CERTIFICATE + below(CERTIFICATE)))])) == 1


def test_both_sides_of_a_card_on_one_page_are_one_document() -> None:
    (card,) = build([reading(page(PORTRAIT + below(EMBLEM)))])
    assert card.value("sides") == ["portrait", "emblem"]
    assert card.region == (0.0, 0.0, 1.0, 1.0)


def test_a_bilingual_letter_is_one_letter() -> None:
    (letter,) = build([reading(page(LETTER + below(ENGLISH)))])
    assert letter.kind == "authorization_letter"


def test_a_letter_that_names_another_paper_in_a_line_of_its_own_is_one_letter() -> None:
    (letter,) = build([reading(page(LETTER + below(prose("附件\n商标注册证\n营业执照"))))])
    assert letter.kind == "authorization_letter"


def test_a_kind_that_fails_over_a_part_of_a_page_does_not_cut_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> dict[str, object]:
        raise RuntimeError("a fault of the kind")

    broken: dict[str, Kind] = {**kinds(), "id_card": replace(kinds()["id_card"], extract=fail)}
    for module in ("assembly", "regions"):
        monkeypatch.setattr(f"docvet.documents.{module}.kinds", lambda: broken)
    assert len(build([reading(page(CERTIFICATE + below(PORTRAIT)))])) == 1


def test_seals_and_codes_go_with_the_paper_they_stand_on() -> None:
    shared = replace(
        page(CERTIFICATE + below(OTHER_CERTIFICATE)),
        seals=(Seal((0.6, 0.1, 0.8, 0.2), "round", "red"), Seal((0.6, 0.7, 0.8, 0.8), "round", "red", "商标局")),
        codes=(Code("https://example.org", "QRCode", (0.1, 0.8, 0.2, 0.9)),),
    )
    first, second = build([reading(shared)])
    assert [seal.text for seal in first.pages[0].seals] == [""]
    assert first.pages[0].codes == ()
    assert [seal.text for seal in second.pages[0].seals] == ["商标局"]
    assert len(second.pages[0].codes) == 1


def test_fields_of_a_flat_page_stand_on_the_upright_original() -> None:
    # The flat page is the middle quarter of the original, as a page cut out of a desk.
    how = Straightening((0.5, 0.0, 0.25, 0.0, 0.5, 0.25, 0.0, 0.0, 1.0), 2000, 1000)
    flat = replace(page(CERTIFICATE), straightening=how)
    (text_of,), (as_read,) = build([reading(flat)]), build([reading(page(CERTIFICATE))])
    for name, field in text_of.fields.items():
        left, top, right, bottom = as_read.fields[name].box or (0, 0, 0, 0)
        assert field.box == pytest.approx((0.25 + left / 2, 0.25 + top / 2, 0.25 + right / 2, 0.25 + bottom / 2))
    assert (text_of.pages[0].width, text_of.pages[0].height) == (2000, 1000)
    assert all(line.box[0] >= 0.25 for line in text_of.pages[0].lines)


def test_boxes_inside_values_move_too() -> None:
    how = Straightening((0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 1.0), 100, 100)
    seals = Field([{"text": "样本", "page": 1, "box": [0.2, 0.4, 0.6, 0.8]}], "", 0.9, 1, None, "rapidocr")
    moved = on_upright({"seals": seals}, [replace(page(CERTIFICATE), straightening=how)])
    assert moved["seals"].value[0]["box"] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert on_upright({"seals": seals}, [page(CERTIFICATE)])["seals"] == seals
