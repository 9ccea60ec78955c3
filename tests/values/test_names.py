from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.values.names import Likeness, Near, account_matches, compare, is_company, is_person, near_reason, normal


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("深圳市青禾（集团）有限公司", "深圳市青禾(集团)有限公司"),
        ("深圳市 青禾 有限公司", "深圳市青禾有限公司"),
        ("买买提·艾力", "买买提•艾力"),
        ("Acme Co., Ltd.", "ACME CO LTD"),
        ("青禾服装店(个体工商户)", "青禾服装店"),
        ("李〇", "李○"),
    ],
)
def test_spelling_does_not_matter(a: str, b: str) -> None:
    assert compare(a, b) is Likeness.NORMALISED
    assert compare(a, b).same
    assert near_reason(a, b) is None


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("广州青禾贸易有限公司", "廣州青禾貿易有限公司", Near.SCRIPT),
        ("广州青禾贸易有限公司", "广州青禾贸易有限责任公司", Near.LEGAL_FORM),
        ("广州青禾贸易有限公司", "广州青禾贸易有限公司深圳分公司", Near.BRANCH),
        ("广州青禾贸易有限公司珠海分公司", "广州青禾贸易有限公司深圳分公司", Near.BRANCH),
        ("广州青禾集团有限公司", "广州青禾(集团)有限公司", Near.PUNCTUATION),
        ("广州青禾贸易有限公司", "广州青和贸易有限公司", Near.ONE_CHARACTER),
        ("广州青禾贸易有限公司", "州青禾贸易有限公司", Near.ONE_CHARACTER),
        ("王芳", "王方", Near.ONE_CHARACTER),
        ("LUMORA LIMITED", "LUMORA LIM1TED", Near.ONE_CHARACTER),
    ],
)
def test_near_names_are_for_a_person(a: str, b: str, reason: Near) -> None:
    assert compare(a, b) is compare(b, a) is Likeness.NEAR
    assert near_reason(a, b) is near_reason(b, a) is reason


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("广州青禾贸易有限公司", "广州白杨贸易有限公司"),
        ("王芳", "李强"),
        ("ACME LTD", "BETA LTD"),
        ("广州青禾贸易有限公司", "佛山青禾服装有限公司深圳分公司"),
    ],
)
def test_different_names(a: str, b: str) -> None:
    assert compare(a, b) is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("a", "b"), [("Acme Ltd", "青禾有限公司"), ("", "青禾有限公司"), ("***", "青禾有限公司"), ("", "")]
)
def test_what_cannot_be_compared(a: str, b: str) -> None:
    assert compare(a, b) is Likeness.UNCOMPARABLE


def test_accounts_of_individual_businesses() -> None:
    assert account_matches("个体户王小芳", "", "王小芳") is Likeness.NORMALISED
    assert account_matches("(个体户)王小芳", "青禾服装店", "王小芳") is Likeness.NORMALISED
    assert account_matches("个体户王小方", "青禾服装店", "王小芳") is Likeness.NEAR
    assert account_matches("个体户李强", "青禾服装店", "王小芳") is Likeness.DIFFERENT
    assert account_matches("青禾服装店", "青禾服装店(个体工商户)", "王小芳") is Likeness.NORMALISED
    assert account_matches("王小芳", "青禾服装店", "王小芳") is Likeness.DIFFERENT, (
        "an account of the person, not the business"
    )


@pytest.mark.parametrize(
    "name", ["广州青禾贸易有限公司", "青禾服装店", "PT Maju Digital", "Acme GmbH", "青禾有限公司(深圳)"]
)
def test_companies(name: str) -> None:
    assert is_company(name)
    assert not is_person(name)


@pytest.mark.parametrize("name", ["王芳", "欧阳小芳", "买买提·艾力", "John Smith", "Jean-Luc O'Neill"])
def test_people(name: str) -> None:
    assert is_person(name)
    assert not is_company(name)


@given(st.text(alphabet="甲乙丙有限责任公司分·（）() Aa."), st.text(alphabet="甲乙丙有限责任公司分·（）() Aa."))
def test_comparison_is_symmetric_and_a_reason_means_near(a: str, b: str) -> None:
    assert compare(a, b) is compare(b, a)
    assert (near_reason(a, b) is not None) == (compare(a, b) is Likeness.NEAR)


@given(st.text())
def test_a_name_is_itself(name: str) -> None:
    expected = Likeness.EQUAL if normal(name) else Likeness.UNCOMPARABLE
    assert compare(name, name) is expected
    assert not (is_company(name) and is_person(name))
