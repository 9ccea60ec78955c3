"""Limits, on both sides of the last day or byte that is allowed."""

from __future__ import annotations

from datetime import date

import pytest

from docvet.models import Document
from tests.rules import builders as b
from tests.rules.builders import judged, severities


@pytest.mark.parametrize(
    ("today", "voucher", "found"),
    [
        (date(2024, 6, 1), "2023-12-01", []),
        (date(2024, 6, 1), "2023-11-30", ["reject"]),
        (date(2024, 8, 31), "2024-02-29", []),  # 31 August less six months, clamped to the leap day
        (date(2024, 8, 31), "2024-02-28", ["reject"]),
        (date(2023, 8, 31), "2023-02-28", []),
        (date(2024, 6, 1), "2024-06-01", []),
        (date(2024, 6, 1), "2024-06-02", ["review"]),
    ],
)
def test_six_calendar_months(today: date, voucher: str, found: list[str]) -> None:
    parts = b.authorized() | {"vouchers": [b.voucher(date=voucher)]}
    assert severities(judged(parts, today=today), "DV-SAL-001") == found


@pytest.mark.parametrize(("signed", "found"), [("2022-05-20", ["reject"]), ("2022-05-21", []), ("2022-05-22", [])])
def test_letter_of_the_day_of_registration(signed: str, found: list[str]) -> None:
    parts = b.authorized(b.letter(b.OWNER, b.COMPANY, signed=signed))
    assert severities(judged(parts), "DV-CHN-003") == found


@pytest.mark.parametrize(
    ("valid_to", "found"),
    [("2024-06-01", []), ("2024-05-31", ["review"]), ("2023-12-01", ["review"]), ("2023-11-30", ["reject"])],
)
def test_six_months_of_grace(valid_to: str, found: list[str]) -> None:
    assert severities(judged(b.own_brand() | {"mark": [b.certificate(valid_to=valid_to)]}), "DV-TM-002") == found


@pytest.mark.parametrize(
    ("valid_to", "found"),
    [("2024-05-31", ["reject"]), ("2024-06-01", ["warn"]), ("2024-06-30", ["warn"]), ("2024-07-01", [])],
)
def test_thirty_days_left_of_an_id_card(valid_to: str, found: list[str]) -> None:
    assert severities(judged(b.own_brand() | {"id": [b.id_card(valid_to=valid_to)]}), "DV-ID-003") == found


@pytest.mark.parametrize(
    ("size", "found"),
    [(10_000_000, []), (10_000_001, ["warn"]), (10 * 2**20, ["warn"]), (10 * 2**20 + 1, ["reject"])],
)
def test_ten_megabytes(size: int, found: list[str]) -> None:
    assert severities(judged(b.own_brand() | {"bank": [b.bank(size=size)]}), "DV-FILE-002") == found


@pytest.mark.parametrize(("upper", "found"), [("2026-12-31", []), ("2026-12-30", ["review"])])
def test_lower_letter_ends_with_the_upper(upper: str, found: list[str]) -> None:
    parts = b.authorized(b.letter(b.OWNER, b.MIDDLE, period_end=upper), b.letter(b.MIDDLE, b.COMPANY))
    assert severities(judged(parts), "DV-CHN-006") == found


@pytest.mark.parametrize(
    ("confidence", "found"),
    [(0.90, ["reject"]), (0.89, ["review"])],
)
def test_confidence_for_a_rejection(confidence: float, found: list[str]) -> None:
    expired = b.licence(term_end=b.field("2024-05-31", confidence=confidence))
    assert severities(judged(b.own_brand() | {"licence": [expired]}), "DV-LIC-005") == found


@pytest.mark.parametrize("name", ["tesseract", "an-engine-of-others"])
def test_what_an_engine_read_that_is_not_trusted_never_rejects(name: str) -> None:
    expired = b.licence(term_end=b.field("2024-05-31", confidence=0.99, source=name))
    assert severities(judged(b.own_brand() | {"licence": [expired]}), "DV-LIC-005") == ["review"]


def _photos(distance: int) -> list[Document]:
    hashes = [0, (1 << distance) - 1, 0xFFFF_0000_FFFF_0000]
    return [
        b.photo(number, picture=b.replace(b.PICTURE, phash=value), sku_codes=["LM-001"])
        for number, value in enumerate(hashes, 1)
    ]


def test_photos_that_differ_in_their_labels_only_are_different() -> None:
    alike = [b.photo(number, picture=b.replace(b.PICTURE, phash=0)) for number in (1, 2, 3)]
    assert severities(judged(b.own_brand() | {"photos": alike}), "DV-PHO-001") == []


@pytest.mark.parametrize(("distance", "found"), [(6, ["reject"]), (7, [])])
def test_nearly_the_same_photo(distance: int, found: list[str]) -> None:
    assert severities(judged(b.own_brand() | {"photos": _photos(distance)}), "DV-PHO-001") == found
