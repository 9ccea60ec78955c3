from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.values.names import (
    Likeness,
    Near,
    account_matches,
    compare,
    is_company,
    is_hidden,
    is_person,
    near_reason,
    normal,
    seal_likeness,
    seal_strays,
)


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
        ("个体户陈样本", "陈样本", Near.PRIVATE),
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


@pytest.mark.parametrize("hidden", ["杭州市**有限公司", "杭州市XXXX有限公司", "杭州(××)有限公司", "程■棠"])
def test_a_name_of_which_a_part_is_hidden_cannot_be_compared(hidden: str) -> None:
    assert compare(hidden, "杭州市青禾有限公司") is Likeness.UNCOMPARABLE
    assert not is_hidden("杭州XXL服饰有限公司")


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


def test_account_in_the_operators_own_name() -> None:
    assert account_matches("王小芳", "青禾服装店", "王小芳", trader=True) is Likeness.NEAR
    assert account_matches("王小方", "青禾服装店", "王小芳", trader=True) is Likeness.NEAR
    assert account_matches("李强", "青禾服装店", "王小芳", trader=True) is Likeness.DIFFERENT
    assert account_matches("青禾服装店", "青禾服装店", "王小芳", trader=True).same


SEALS = [
    "深圳市明达贸易有限公司", "深圳市华锦贸易有限公司", "深圳华锦电子商务有限公司", "广东省深圳市福田区白鹭科技有限公司",
    "青禾（杭州）服饰有限公司", "义乌市白杨日用品厂", "白鹭服装店", "上海红枫实业有限公司", "红枫网络科技(集团)有限公司",
]  # fmt: skip


@given(st.sampled_from(SEALS), st.integers(0, 30), st.sampled_from(["", "4403051234567", "★"]))
def test_a_rim_starts_anywhere(name: str, at: int, stray: str) -> None:
    turned = name[at % len(name) :] + stray + name[: at % len(name)]
    assert seal_likeness(turned, name) == pytest.approx(1.0)


@given(st.sampled_from(SEALS), st.sampled_from(SEALS), st.integers(0, 30))
def test_companies_of_one_town_and_trade_are_told_apart(name: str, other: str, at: int) -> None:
    turned = other[at % len(other) :] + other[: at % len(other)]
    assert name == other or seal_likeness(turned, name) < 0.8


def test_strays_are_what_the_name_does_not_have() -> None:
    assert seal_strays("贸易有限公司深圳市", SEALS[0]) == 0
    assert seal_strays("贸易有限公司深圳市华锦", SEALS[0]) == 2
    assert seal_strays("", SEALS[0]) == 0


def test_a_rim_loses_its_ends_but_not_the_trade_name() -> None:
    assert seal_likeness("圳市明达贸易有限公", SEALS[0]) > 0.9
    assert seal_likeness("明达贸易有", SEALS[0]) > 0.75
    assert seal_likeness("达贸易有限公司", SEALS[0]) > 0.8, "nothing speaks against the other half"
    assert seal_likeness("贸易有限公司", SEALS[0]) < 0.55
    assert seal_likeness("华达贸易有限公司", SEALS[0]) < 0.8
    assert seal_likeness("达贸易有限公司深圳市华", SEALS[0]) < 0.8
    assert seal_likeness("深圳市明贸易有限公司", SEALS[0]) < 0.8
    assert seal_likeness("深圳市达明贸易有限公司", SEALS[0]) < 0.8
    assert seal_likeness("Acme Trading Ltd", "ACME TRADING LTD.") == pytest.approx(1.0)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_seal_shows_between_nothing_and_all(rim: str, name: str) -> None:
    assert 0.0 <= seal_likeness(rim, name) <= 1.0


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


def test_one_misread_character_of_a_long_name_is_forgiven() -> None:
    name = "深圳市曜朗供应链管理有限公司"
    assert seal_likeness("圳市理朗供应链管理有限公司", name) > 0.8
    assert seal_likeness("深圳市云台供应链管理有限公司", name) < 0.8


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("港瀾國際有限公司", "港澜国际有限公司", True),
        ("深圳市栎序貿易有限公司", "深圳市栎序贸易有限公司", True),
        ("廣州青禾貿易有限公司", "广州青禾贸易有限公司", False),
        ("港瀾國際有限公司", "港澜实业有限公司", False),
    ],
)
def test_script_alone_makes_no_other_party(one: str, other: str, same: bool) -> None:
    assert compare(one, other).same is same
