from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.values.scope import (
    CategoryMatch,
    Hit,
    Match,
    find_terms,
    is_whole,
    items,
    match_category,
    without_negations,
)

STANDARD = (
    "许可项目:食品销售(依法须经批准的项目,经相关部门批准后方可开展经营活动)一般项目:互联网销售(除销售需要许可的商品);"
    "化妆品零售;日用百货销售(除依法须经批准的项目外,凭营业执照依法自主开展经营活动)"
)


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ("日用百货销售(不含化妆品)", "日用百货销售"),
        ("日用百货销售（不含化妆品（含进口））；服装零售", "日用百货销售;服装零售"),
        ("国内贸易(专营、专控商品除外)", "国内贸易"),
        ("电子商务(不得从事增值电信、金融业务)", "电子商务"),
        ("互联网销售(除销售需要许可的商品)", "互联网销售(除销售需要许可的商品)"),
        ("销售服装,不得从事化妆品销售;玩具零售", "销售服装,;玩具零售"),
        ("家具销售(不含化妆品;玩具零售", "家具销售;玩具零售"),
        ("除尘设备销售;对外贸易", "除尘设备销售;对外贸易"),
        ("针纺织品(含床上用品)销售", "针纺织品(含床上用品)销售"),
    ],
)
def test_exclusions_go_and_standard_brackets_stay(scope: str, left: str) -> None:
    assert without_negations(scope) == left


def test_items_of_a_standard_scope() -> None:
    assert items(STANDARD) == ["食品销售", "互联网销售(除销售需要许可的商品)", "化妆品零售", "日用百货销售"]


@pytest.mark.parametrize(
    ("scope", "match"),
    [
        (STANDARD, Match.SALES),
        ("销售:服装、化妆品、日用百货", Match.SALES),
        ("销售服装、化妆品、日用百货", Match.SALES),
        ("从事化妆品的批发、零售及网上零售", Match.SALES),
        ("服装、化妆品的销售", Match.SALES),
        ("化妆品、玩具批发", Match.SALES),
        ("生产、加工、销售:服装、化妆品", Match.SALES),
        ("化妆品的生产、销售", Match.SALES),
        ("化妆品生产;服装销售", Match.PRODUCTION),
        ("生产:化妆品", Match.PRODUCTION),
        ("化妆品技术咨询服务;服装销售", Match.BARE),
        ("日用百货销售(不含化妆品)", Match.GENERIC),
        ("服装销售,化妆品除外", Match.NONE),
        ("服装销售", Match.NONE),
        ("", Match.NONE),
    ],
)
def test_goods_count_with_the_verb_that_governs_them(scope: str, match: Match) -> None:
    found = match_category(scope, ["化妆品"], generic=["日用百货"])
    assert found.match is match
    assert not found.near
    assert bool(found.hits) == (match is not Match.NONE)


def test_a_keyword_with_a_verb_stands_for_its_goods() -> None:
    assert match_category("销售:服装、化妆品", ["化妆品零售"]).match is Match.SALES
    assert match_category("化妆品生产", ["化妆品零售"]).match is Match.PRODUCTION


def test_a_misread_term_is_a_near_hit() -> None:
    scope = "一般项目:互联网销焦(除销售需要许可的商品);化妆晶零售"
    assert find_terms(scope, ["电子商务", "互联网销售"]) == [
        Hit("互联网销售", "互联网销焦(除销售需要许可的商品)", near=True)
    ]
    assert match_category(scope, ["化妆品零售"]) == CategoryMatch(
        Match.SALES, (Hit("化妆品零售", "化妆晶零售", near=True),)
    )
    assert match_category(scope, ["化妆品零售"]).near


def test_short_goods_must_be_exact_but_their_verb_need_not() -> None:
    assert find_terms("家具销售", ["玩具销售"]) == []
    assert find_terms("玩具销焦", ["玩具销售"]) == [Hit("玩具销售", "玩具销焦", near=True)]


def test_exact_hits_come_before_near_ones() -> None:
    hits = find_terms("电子商务;互联网销焦", ["互联网销售", "电子商务"])
    assert [(hit.term, hit.near) for hit in hits] == [("电子商务", False), ("互联网销售", True)]


def test_a_bracket_left_open_is_told() -> None:
    assert is_whole("日用百货销售（不含化妆品）")
    assert not is_whole("日用百货销售(不含化妆品")
    assert not is_whole("日用百货销售)不含化妆品(")


GOODS = st.sampled_from(["服装", "鞋帽", "箱包", "玩具", "灯具", "家具", "文具"])


@given(st.lists(GOODS, min_size=1, max_size=6, unique=True), GOODS)
def test_what_is_excluded_is_never_found(goods: list[str], excluded: str) -> None:
    listed = "、".join(item for item in goods if item != excluded)
    for scope in (
        f"销售:{listed}(不含{excluded})",
        f"{listed}销售(除{excluded}外)",
        f"{listed}的零售;不得从事{excluded}零售",
    ):
        assert match_category(scope, [excluded]).match is Match.NONE


@given(st.lists(GOODS, min_size=1, max_size=6, unique=True))
def test_every_listed_item_is_sold(goods: list[str]) -> None:
    listed = "、".join(goods)
    read_as_colons = "".join(f"{item}零售:" for item in goods)
    lists = (f"销售:{listed}", f"销售{listed}", f"{listed}的销售", f"{listed}批发", f"生产、销售:{listed}")
    for scope in (*lists, read_as_colons):
        assert all(match_category(scope, [item]).match is Match.SALES for item in goods)


@given(st.text() | st.text(alphabet="销售:、;()除不含外服装的生产,"))
def test_no_text_makes_it_raise(scope: str) -> None:
    assert all(items(scope))
    assert isinstance(match_category(scope, ["服装", "互联网销售"], generic=["百货"]), CategoryMatch)


def test_a_semicolon_read_as_a_colon_hides_no_item() -> None:
    scope = STANDARD.replace(";", ":") + ":服装服饰零售:货物进出口:信息咨询服务(不含许可类:信息咨询)"
    assert [hit.term for hit in find_terms(scope, ["互联网销售", "服装服饰零售"])] == ["互联网销售", "服装服饰零售"]
    assert match_category(scope, ["化妆品"]) == CategoryMatch(Match.SALES, (Hit("化妆品", "化妆品零售"),))
    assert match_category("服装批发:化妆品、玩具零售:家具维修", ["家具"]).match is Match.BARE


@pytest.mark.parametrize("heading", ["销售", "批发、零售", "生产、加工、销售"])
def test_a_heading_of_verbs_alone_is_no_item(heading: str) -> None:
    assert items(f"{heading}:服装、化妆品") == ["服装", "化妆品"]
    assert match_category(f"{heading}:服装、化妆品", ["化妆品"]).match is Match.SALES


@pytest.mark.parametrize("scope", ["家具销售,不含:化妆品、玩具", "家具销售,不得销售:化妆品"])
def test_what_stands_behind_a_colon_may_be_excluded(scope: str) -> None:
    assert match_category(scope, ["化妆品"]).match is Match.NONE


def test_an_exclusion_ends_where_a_semicolon_was_read_as_a_colon() -> None:
    assert match_category("家具销售,不含古董:化妆品零售", ["化妆品"]).match is Match.SALES
