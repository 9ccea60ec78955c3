"""Values as people type them on the command line."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.documents.fields import NotAValue, parse_value
from docvet.rules.vocabulary import FIELD_TITLES


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("established", "2019年5月20日", "2019-05-20"),
        ("term_end", "长期", "open-ended"),
        ("nice_classes", "25, 35", [25, 35]),
        ("registration_numbers", "61234567、61234568", ["61234567", "61234568"]),
        ("duplicate", "是", True),
        ("signature", "no", False),
        ("credit_code", " 91440300 ma5xxxx ", "91440300MA5XXXX"),
        ("sublicense", "forbidden", "forbidden"),
        ("rows", "120", 120),
        ("fee_percent", "12.5 %", 12.5),
        ("amount", "¥11,300.00", 11300.0),
        ("amount", "1.2万元", 12000.0),
        ("document_type", "passport", "passport"),
        ("sides", "portrait, emblem", ["portrait", "emblem"]),
        ("name", "深圳市鹿鸣样本贸易有限公司", "深圳市鹿鸣样本贸易有限公司"),
        (
            "seals",
            "company：深圳市鹿鸣样本贸易有限公司; registrar",
            [
                {"text": "深圳市鹿鸣样本贸易有限公司", "shape": "round", "owner": "company", "page": 2, "box": None},
                {"text": "", "shape": "round", "owner": "registrar", "page": 2, "box": None},
            ],
        ),
    ],
)
def test_a_value_gets_the_type_of_its_field(name: str, text: str, value: Any) -> None:
    assert parse_value(name, text, page=2) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("established", "昨天"), ("established", "2019-02-30"), ("nice_classes", "二十五"), ("duplicate", "也许"),
     ("seals", "公司"), ("sublicense", "maybe"), ("name", "  "), ("rows", "1e9"),
     ("amount", "一些"), ("document_type", "护照本"), ("sides", "front")],
)  # fmt: skip
def test_what_does_not_fit_says_what_is_allowed(name: str, text: str) -> None:
    with pytest.raises(NotAValue) as caught:
        parse_value(name, text)
    assert set(caught.value.texts) == {"en", "zh"}
    assert re.search("[一-鿿]", caught.value.texts["zh"])
    assert not re.search("[一-鿿]", caught.value.texts["en"])


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_stays_itself(day: date) -> None:
    assert parse_value("signed", day.isoformat()) == day.isoformat()


@given(st.sampled_from(sorted(FIELD_TITLES)), st.text(max_size=40))
def test_any_text_gives_a_value_or_a_sentence(name: str, text: str) -> None:
    try:
        value = parse_value(name, text)
    except NotAValue as error:
        value = str(error)
    assert value is not None
    assert value != ""
