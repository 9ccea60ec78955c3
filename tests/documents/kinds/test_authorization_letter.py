"""Letters of authorization in the wordings and layouts that people write."""

from __future__ import annotations

import pytest

from docvet.documents.kinds.authorization_letter import extract
from tests.documents.pages import page, prose, spaced, text_of

A = "深圳市晨曦云帆贸易有限公司"
B = "广州市悦海潮生电子商务有限公司"

FORM = f"""
                        商标授权书
授权方：{A}
被授权方：{B}

    兹授权{B}在TikTok Shop平台（印度尼西亚、泰国站点）销售“LUMORA”品牌女装产品，商标注册号：第12345678号，国际分类第25类。
    授权期限：2024年1月1日至2025年12月31日。
    被授权方不得转授权给任何第三方。

                                   授权方（盖章）：{A}
                                   日期：2024年01月02日
"""
PROSE = f"""
                           品牌授权书
致：TikTok Shop
    我公司{A}系“QINGHE屿”商标（注册号：23456789、23456790A）的合法所有人，现授权{B}在东南亚市场通过TikTok Shop、Shopee等电商平台销售上述品牌商品，授权类别为第18、25类，并可转授权。
    本授权有效期自2023年6月1日起至2026年5月31日止。
    特此授权！

                                            {A}（公章）
                                            2023年5月30日
"""
ENGLISH = """
                        Letter of Authorization
To whom it may concern,
We, Nordlys Outdoor GmbH, having our registered office at Berlin, Germany, are the owner of the trademark "NORDLYS" (Registration No. G1456789, Class 25), hereby authorize Xiamen Harbor Light Trading Co., Ltd. to sell NORDLYS branded products on TikTok Shop in Indonesia, Thailand and Vietnam from January 1, 2024 to December 31, 2025.
This authorization is non-sublicensable.

Grantor: Nordlys Outdoor GmbH
Signature: /s/ Anna Keller
Date: December 15, 2023
"""
CERTIFY = """
                 LETTER OF AUTHORIZATION
Date: 10 March 2024
To: TikTok Shop
This is to certify that Guangzhou Yuehai Chaosheng E-Commerce Co., Ltd. is an authorized distributor of Shenzhen Chenxi Yunfan Trading Co., Ltd. for the brand "LUMORA" (trademark No. 12345678) in Southeast Asia.
The authorization is valid from 2024-03-10 to 2026-03-09. The distributor may sublicense the above rights to its subsidiaries.

For and on behalf of
Shenzhen Chenxi Yunfan Trading Co., Ltd.
"""
PERSON = f"""
                          商标使用授权书
商标权人（授权方）：林晓舟
身份证号码：11010519491231002X
被授权方：{B}
统一社会信用代码：91440101MA5XXXXXXX
一、授权商标：“拾光里”，商标注册证第56789012号，核定使用商品类别：第3类
二、授权期限：2024.01.01至2026.12.31
三、本授权为普通授权，未经授权方书面许可，被授权方不得转让、转授权。
授权方（签字）：林晓舟
签署日期：2023年12月20日
"""
SIDES = f"""
授权委托书
    {A}（以下简称“甲方”）为商标“XINGHE”（注册号34567890，第9类）的权利人，现甲方授权{B}（以下简称“乙方”）作为甲方在TikTok Shop的授权经销商，授权区域：全球，授权期限为一年，自2024年3月1日起至2025年2月28日止。未经甲方书面同意，乙方不得将本授权再授权给第三方。

甲方（盖章）：                         乙方（盖章）：
{A}             {B}
2024年2月28日                          2024年2月28日
"""
BILINGUAL = f"""
授权书 / Authorization Letter
授权方/Grantor：{A}
被授权方/Grantee：{B}
品牌/Brand：LUMORA
商标注册号/Registration No.：12345678
授权类目/Class：25
授权区域/Territory：Indonesia, Thailand
授权渠道/Channel：TikTok Shop
授权期限/Period：2024-01-01 ~ 2025-12-31
可转授权/Sublicense：是
日期/Date：2023-12-28
"""
BELOW = f"""
                          授 权 书
    本公司（{A}，营业执照统一社会信用代码：91440300MA5XXXXXXX）合法拥有LUMORA商标（商标注册证号：12345678），兹授权：
    公司名称：{B}
    在TikTok Shop跨境电商平台（包括但不限于印度尼西亚、泰国、越南站点）开设店铺并销售LUMORA品牌系列产品。
    授权期自2024年1月1日起，有效期两年。
    被授权人无转授权权利。

                              {A}
                              二〇二四年一月一日
"""
FROM_SIGNING = f"""
                          授权书
授 权 人    {A}
被授权人    {B}
    授权人是第12345678号“LUMORA”商标的专用权人，该商标有效期自2018年5月21日至2028年5月20日。授权人同意被授权人在第25类商品上使用该商标。授权自签署之日起至2026年12月31日止有效。
    本授权不含转授权权利。
授权人（章）                       被授权人（章）
2024年2月3日                       2024年2月3日
"""

EXPECTED = {
    "form": (FORM, {
        "grantor": A, "grantee": B, "registration_numbers": ["12345678"], "brand": "LUMORA", "nice_classes": [25],
        "territory": "印度尼西亚、泰国", "period_start": "2024-01-01", "period_end": "2025-12-31", "signed": "2024-01-02",
        "sublicense": "forbidden",
    }),
    "prose": (PROSE, {
        "grantor": A, "grantee": B, "registration_numbers": ["23456789", "23456790A"], "brand": "QINGHE屿", "nice_classes": [18, 25],
        "territory": "东南亚", "channels": "TikTok Shop、Shopee等电商平台", "period_start": "2023-06-01", "period_end": "2026-05-31",
        "signed": "2023-05-30", "sublicense": "allowed",
    }),
    "english": (ENGLISH, {
        "grantor": "Nordlys Outdoor GmbH", "grantee": "Xiamen Harbor Light Trading Co., Ltd.", "registration_numbers": ["G1456789"],
        "brand": "NORDLYS", "nice_classes": [25], "territory": "Indonesia, Thailand and Vietnam", "period_start": "2024-01-01",
        "period_end": "2025-12-31", "signed": "2023-12-15", "signature": True, "sublicense": "forbidden",
    }),
    "certify": (CERTIFY, {
        "grantor": "Shenzhen Chenxi Yunfan Trading Co., Ltd.", "grantee": "Guangzhou Yuehai Chaosheng E-Commerce Co., Ltd.",
        "registration_numbers": ["12345678"], "period_end": "2026-03-09", "signed": "2024-03-10", "sublicense": "allowed",
    }),
    "person": (PERSON, {
        "grantor": "林晓舟", "grantee": B, "registration_numbers": ["56789012"], "brand": "拾光里", "nice_classes": [3],
        "period_end": "2026-12-31", "signed": "2023-12-20", "sublicense": "forbidden",
    }),
    "sides": (SIDES, {
        "grantor": A, "grantee": B, "registration_numbers": ["34567890"], "territory": "全球", "period_start": "2024-03-01",
        "period_end": "2025-02-28", "signed": "2024-02-28", "sublicense": "forbidden",
    }),
    "bilingual": (BILINGUAL, {
        "grantor": A, "grantee": B, "registration_numbers": ["12345678"], "brand": "LUMORA", "nice_classes": [25],
        "territory": "Indonesia, Thailand", "channels": "TikTok Shop", "period_end": "2025-12-31", "signed": "2023-12-28", "sublicense": "allowed",
    }),
    "below": (BELOW, {
        "grantor": A, "grantee": B, "registration_numbers": ["12345678"], "period_start": "2024-01-01", "period_end": "2025-12-31",
        "signed": "2024-01-01", "sublicense": "forbidden",
    }),
    "from-signing": (FROM_SIGNING, {
        "grantor": A, "grantee": B, "registration_numbers": ["12345678"], "nice_classes": [25], "period_start": "2024-02-03",
        "period_end": "2026-12-31", "signed": "2024-02-03", "sublicense": "forbidden",
    }),
}  # fmt: skip


def values(text: str, **options: object) -> dict[str, object]:
    return {name: field.value for name, field in extract(text_of(page(prose(text), **options))).items()}  # type: ignore[arg-type]


@pytest.mark.parametrize("name", EXPECTED)
def test_wordings(name: str) -> None:
    text, expected = EXPECTED[name]
    read = values(text)
    assert {key: read.get(key) for key in expected} == expected


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("seed", [1, 2])
def test_lines_that_stand_a_little_askew(name: str, seed: int) -> None:
    text, expected = EXPECTED[name]
    read = values(text, jitter=0.0015, seed=seed)
    assert {key: read.get(key) for key in expected} == expected


def test_a_grantor_whom_the_signature_block_repeats_is_witnessed() -> None:
    assert "repeated" in extract(text_of(prose(FORM)))["grantor"].witnesses
    assert "repeated" not in extract(text_of(prose(BILINGUAL)))["grantor"].witnesses


def test_whole_years_bear_each_other_out() -> None:
    fields = extract(text_of(prose(FORM)))
    assert "arithmetic" in fields["period_start"].witnesses
    assert "arithmetic" in fields["period_end"].witnesses


def test_a_table_without_colons() -> None:
    rows = [
        ("授权单位", A), ("被授权单位", B), ("授权品牌", "MUJIAN木笺"), ("商标注册证号", "45678901"), ("商品类别", "第16类"),
        ("授权区域", "印尼、马来西亚"), ("授权渠道", "TikTok Shop"), ("授权期限", "2024/05/01-2025/04/30"), ("是否允许转授权", "否"), ("签署日期", "2024-04-28"),
    ]  # fmt: skip
    placed = [(0.4, 0.08, spaced("品牌授权书"), 0.03)]
    for at, (label, value) in enumerate(rows):
        placed += [(0.12, 0.15 + at * 0.04, label), (0.4, 0.15 + at * 0.04, value)]
    read = {name: field.value for name, field in extract(text_of(placed)).items()}
    assert read == {
        "grantor": A, "grantee": B, "brand": "MUJIAN木笺", "registration_numbers": ["45678901"], "nice_classes": [16], "territory": "印尼、马来西亚",
        "channels": "TikTok Shop", "period_start": "2024-05-01", "period_end": "2025-04-30", "sublicense": "forbidden", "signed": "2024-04-28",
    }  # fmt: skip


def test_a_name_that_wraps_is_read_whole() -> None:
    long = "新疆维吾尔自治区乌鲁木齐市天山区晨曦云帆进出口贸易有限责任公司"
    placed = prose(
        f"授权书\n    根据双方友好协商的结果，我司特此授权{long}在TikTok Shop销售LUMORA品牌商品。", right=0.7
    )
    assert extract(text_of(placed))["grantee"].value == long


def test_the_second_page_holds_period_and_signature() -> None:
    first, second = FORM.split("    授权期限", 1)
    fields = extract(text_of(prose(first), prose("    授权期限" + second)))
    assert fields["grantor"].page == 1
    assert fields["period_end"].value == "2025-12-31"
    assert fields["period_end"].page == 2
    assert fields["signed"].page == 2


def test_the_right_to_pass_on_is_left_out_where_nothing_is_said() -> None:
    assert "sublicense" not in values(FORM.replace("被授权方不得转授权给任何第三方。", "被授权方应当合法经营。"))


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("被授权方有权转授权。", "allowed"), ("允许再授权给下级经销商。", "allowed"), ("被授权方可以进行转授权。", "allowed"), ("转授权：允许", "allowed"),
        ("不可转授权。", "forbidden"), ("未经书面许可不得再授权。", "forbidden"), ("本授权不包括转授权的权利。", "forbidden"), ("转授权：否", "forbidden"),
        ("The Licensee shall not sublicense the trademark.", "forbidden"), ("The Licensee may sublicense the trademark.", "allowed"),
    ],
)  # fmt: skip
def test_the_right_to_pass_on(sentence: str, right: str) -> None:
    assert values(FORM.replace("被授权方不得转授权给任何第三方。", sentence))["sublicense"] == right


def test_a_right_that_hangs_on_consent_is_in_doubt() -> None:
    field = extract(
        text_of(prose(FORM.replace("被授权方不得转授权给任何第三方。", "经授权方书面同意后，被授权方可转授权。")))
    )["sublicense"]
    assert field.value == "allowed"
    assert field.confidence < 0.9


def test_without_an_end_the_period_is_open() -> None:
    assert (
        values(FORM.replace("授权期限：2024年1月1日至2025年12月31日。", "授权期限：长期有效。"))["period_end"]
        == "open-ended"
    )


def test_the_marks_own_term_is_not_the_letters() -> None:
    read = values(f"授权书\n{A}授权{B}使用商标LUMORA，该商标有效期自2018年5月21日至2028年5月20日。\n2024年1月2日")
    assert "period_start" not in read
    assert "period_end" not in read
