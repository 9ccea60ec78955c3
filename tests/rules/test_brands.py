"""The brand of the form, the certificate, the letters and the vouchers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules import builders as b
from tests.rules.builders import COMPANY, OWNER, judged, severities


def brands(form: str | None, mark: Any, letter: Any, voucher: Any) -> list[str]:
    one = b.letter(OWNER, COMPANY, brand=letter)
    parts = b.authorized(one) | {
        "mark": [b.certificate(registrant=OWNER, mark=mark)],
        "vouchers": [b.voucher(brand=voucher)],
    }
    return severities(judged(parts, brand=form), "DV-TM-007")


def weakly(text: str) -> Any:
    return b.field(text, confidence=0.6)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (("LUMORA", "LUMORA", "LUMORA", "LUMORA"), 0),
        (("LUMORA", "Lumora®", "LUMORA 女装", "lumora"), 0),
        (("LUMORA", "LUMOPA", "LUMORA", "LUMORA"), 0),
        (("ZEBRAX", "LUMORA", "LUMORA", "LUMORA"), 3),
        (("LUMORA", "LUMORA", "LUMORA", "OTHERBRAND"), 1),
        (("LUMORA", "LUMORA", "OTHERBRAND", "LUMORA"), 1),
        (("LUMORA", weakly("ORNAMENT"), "LUMORA", "LUMORA"), 0),
        (("ZEBRAX", weakly("LUMORA"), weakly("LUMORA"), "ZEBRAX"), 2),
        ((None, "LUMORA", "OTHERBRAND", "LUMORA"), 1),
        ((None, weakly("LUMORA"), weakly("OTHERBRAND"), weakly("ZEBRAX")), 0),
        (("LUMORA", "露茉", "LUMORA", "LUMORA"), 0),
        (("LUMORA", "LUMORA", "LUMORA", "露茉"), 1),
    ],
)
def test_brand_everywhere(said: tuple[Any, Any, Any, Any], found: int) -> None:
    assert brands(*said) == ["review"] * found


def test_one_voucher_of_the_brand_is_enough() -> None:
    parts = b.authorized() | {"vouchers": [b.voucher(), b.voucher("b.pdf", brand="OTHERBRAND")]}
    assert judged(parts).findings == ()
