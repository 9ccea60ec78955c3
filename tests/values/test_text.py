from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.values.text import simplified, squeezed, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("统 一 社 会", "统一社会"),
        ("ＡＢＣ　１２３", "ABC 123"),
        ("【副本】", "[副本]"),
        ("（集团）", "(集团)"),
        ("晨曦（ 浙江 ）贸易", "晨曦(浙江)贸易"),
        ("甲•乙・丙", "甲·乙·丙"),
        ("５０．００万元", "50.00万元"),
        ("Acme Co., Ltd.", "Acme Co., Ltd."),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected


def test_simplified_folds_what_ocr_takes_for_traditional() -> None:
    assert simplified("國號來") == "国号来"


@given(st.text())
def test_squeezed_holds_no_white_space(text: str) -> None:
    assert not any(character.isspace() for character in squeezed(text))


@given(st.text(alphabet="甲乙 （）【】·•Ａa1．。:："))
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
