"""Several readings of one field: what wins, and how sure it is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from docvet.documents.merge import merge
from docvet.models import Effort, Field, Source

BASE = Field("2024-05-06", "2024年05月06日", 0.93, 1, (0.1, 0.1, 0.2, 0.2), "rapidocr")


def merged(first: Field, second: Field) -> Field:
    return merge([(Effort.FIRST, {"date": first}), (Effort.FULL, {"date": second})])["date"]


def test_two_passes_that_agree_are_each_others_witness() -> None:
    field = merged(BASE, replace(BASE, confidence=0.97))
    assert field.value == "2024-05-06"
    assert field.confidence == 0.97
    assert "second_pass" in field.witnesses


def test_two_passes_that_differ_leave_a_doubt_and_no_witness() -> None:
    field = merged(BASE, replace(BASE, value="2024-05-08", confidence=0.95))
    assert field.value == "2024-05-08"
    assert field.confidence < 0.9
    assert "second_pass" not in field.witnesses


def test_a_longer_list_is_in_doubt_where_the_other_names_something_else() -> None:
    three = replace(BASE, value=[3, 9, 25])
    assert merged(three, replace(BASE, value=[3, 25])).confidence == BASE.confidence
    assert merged(three, replace(BASE, value=[3, 35])).confidence < 0.9


def test_a_check_digit_beats_a_later_pass() -> None:
    field = merged(replace(BASE, witnesses=frozenset({"check_digit"})), replace(BASE, value="x", confidence=0.99))
    assert field.value == "2024-05-06"


def test_a_field_that_only_one_pass_saw_is_kept() -> None:
    fields = merge([(Effort.FIRST, {"a": BASE}), (Effort.FULL, {"b": BASE})])
    assert set(fields) == {"a", "b"}


def test_a_first_pass_never_claims_to_have_seen_a_text_whole() -> None:
    assert merge([(Effort.FIRST, {"scope": replace(BASE, whole=True)})])["scope"].whole is False
    assert merge([(Effort.FULL, {"scope": replace(BASE, whole=True)})])["scope"].whole is True
    layer = replace(BASE, whole=True, source=Source.TEXT_LAYER)
    assert merge([(Effort.FIRST, {"scope": layer})])["scope"].whole is True


def test_long_texts_with_a_stray_misread_agree() -> None:
    text = "一般项目:服装服饰零售;鞋帽零售;日用百货销售;互联网销售(除销售需要许可的商品);" * 2
    field = merged(replace(BASE, value=text), replace(BASE, value=text.replace("鞋", "鞍", 1), confidence=0.9))
    assert "second_pass" in field.witnesses


@given(st.floats(0, 1), st.floats(0, 1), st.text(min_size=1), st.text(min_size=1))
def test_merging_never_makes_two_differing_readings_surer(a: float, b: float, one: str, other: str) -> None:
    field = merged(replace(BASE, value=one, confidence=a), replace(BASE, value=other, confidence=b))
    assert field.value in (one, other)
    assert field.confidence <= max(a, b)
