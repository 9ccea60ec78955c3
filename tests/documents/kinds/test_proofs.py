"""Renewal, assignment and change certificates, and the notice of a company's new name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docvet.documents.classify import guess
from docvet.documents.kinds import kinds
from docvet.documents.text.page import PageText
from tests.documents.pages import page, prose, text_of

RENEWAL = """
商标续展注册证明

兹核准第12345678号商标续展注册,续展注册有效期自2024年03月21日至2034年03月20日止。

注册人名义 杭州云栖服饰有限公司
注册人地址 浙江省杭州市某某路1号

国家知识产权局
2023年11月02日
"""
ASSIGNMENT = """
商标转让证明

兹核准第12345678号商标转让,特此证明。

转让人名义 杭州云栖服饰有限公司
受让人名义 深圳市岚墨贸易有限公司
受让人地址 广东省深圳市某某路2号
核准日期 2022年05月06日

国家知识产权局
"""
CHANGE = """
核准商标变更证明

兹核准第12345678号商标变更注册人名义,特此证明。

变更前注册人名义:杭州云栖服饰有限公司
变更后注册人名义:杭州云栖品牌管理有限公司
核准日期:2021年08月13日

国家知识产权局
"""
NOTICE = """
准予变更登记通知书

(深)登记字[2023]第00123号

经审查,提交的变更登记申请材料齐全,符合法定形式,我局决定准予变更登记。
变更事项:名称
原名称:深圳市岚墨商贸有限公司
现名称:深圳市岚墨贸易有限公司

深圳市市场监督管理局
2023年02月14日
"""
CASES = [
    ("trademark_renewal", RENEWAL, {
        "registration_number": "12345678", "party_from": "杭州云栖服饰有限公司", "party_to": "杭州云栖服饰有限公司",
        "approved": "2023-11-02", "valid_to": "2034-03-20",
    }),
    ("trademark_assignment", ASSIGNMENT, {
        "registration_number": "12345678", "party_from": "杭州云栖服饰有限公司", "party_to": "深圳市岚墨贸易有限公司",
        "approved": "2022-05-06",
    }),
    ("trademark_change", CHANGE, {
        "registration_number": "12345678", "party_from": "杭州云栖服饰有限公司",
        "party_to": "杭州云栖品牌管理有限公司", "approved": "2021-08-13",
    }),
    ("name_change_notice", NOTICE, {
        "name_from": "深圳市岚墨商贸有限公司", "name_to": "深圳市岚墨贸易有限公司", "approved": "2023-02-14",
    }),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_every_field_is_read(name: str, text: str, wanted: dict[str, str]) -> None:
    fields = kinds()[name].extract(text_of(prose(text)))
    assert {key: field.value for key, field in fields.items()} == wanted


@pytest.mark.parametrize(("name", "text", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_it_is_recognised_by_its_print_alone(name: str, text: str, wanted: dict[str, str]) -> None:
    assert wanted
    one = page(prose(text))
    found = guess(one, PageText(one, one.passes[0]), "x.pdf")
    assert found.kind == name
    assert found.confidence >= 0.8


@pytest.mark.parametrize("name", [case[0] for case in CASES])
@settings(deadline=None)
@given(lines=st.lists(st.tuples(st.floats(0, 0.8), st.floats(0, 0.9), st.text(max_size=20)), max_size=12))
def test_no_text_makes_it_fail(name: str, lines: list[tuple[float, float, str]]) -> None:
    kinds()[name].extract(text_of(lines))
