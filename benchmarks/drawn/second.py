"""The second draw: other layouts and wordings, written after the readers were mended on the first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from benchmarks.drawn import second_agreements as agreements
from benchmarks.drawn.base import Drawn, People, zh


def papers(people: People) -> Sequence[Drawn]:
    """All layouts once, with the seed's people."""
    return [
        *_letters(people),
        *_marks(people),
        *agreements.declarations(people),
        *agreements.agreements(people),
        *agreements.others(people),
    ]


def _letters(people: People) -> list[Drawn]:
    a, b, brand, who = people.company(), people.company(), people.brand(), people.person()
    n1, n2 = people.digits(8), people.digits(8)
    signed, start, end = date(2025, 5, 19), date(2025, 6, 1), date(2027, 5, 31)
    parties = {"grantor": a.zh, "grantee": b.zh, "brand": brand}
    return [
        Drawn("numbered clauses", "authorization_letter", f"""
# 商标使用授权书
许可人:{a.zh}
被许可人:{b.zh}
一、许可使用的商标:“{brand}”,注册号为{n1}、{n2},核定类别为第14类和第26类。
二、许可地域:除中国大陆外的全球地区。
三、许可渠道:TikTok Shop、Lazada、Shopee。
四、许可期限:2025年6月1日至2027年5月31日。
五、被许可人可将本许可再许可给其全资子公司。

许可人(公章):    被许可人(公章):
二〇二五年五月十九日
""", parties | {"registration_numbers": [n1, n2], "nice_classes": [14, 26], "territory": "除中国大陆外的全球地区", "channels": "TikTok Shop、Lazada、Shopee",
                "period_start": start, "period_end": end, "signed": signed, "sublicense": "allowed"}),
        Drawn("narrowed by a sentence", "authorization_letter", f"""
# 授权委托书
    {a.zh}系“{brand}”品牌所有人,商标注册证号{n1}。现委托{b.zh}为品牌经销商,仅限在中国大陆地区的线下实体门店销售,不得在TikTok Shop等线上平台销售。
    本委托自2025年6月1日起至2027年5月31日止有效,且不可转委托。

> 委托单位:{a.zh}
> 出具日期:{zh(signed)}
""", parties | {"registration_numbers": [n1], "territory": ("仅限在中国大陆地区", "中国大陆地区"), "channels": ("线下实体门店,不得在TikTok Shop等线上平台销售", "线下实体门店"),
                "period_start": start, "period_end": end, "signed": signed, "sublicense": "forbidden"}),
        Drawn("table with four columns", "authorization_letter", f"""
# 品牌授权书
| 授权方 | {a.zh} | 被授权方 | {b.zh} |
| 授权品牌 | {brand} | 注册号 | {n1} |
| 授权区域 | 泰国、越南 | 授权平台 | TikTok Shop |
| 授权期限 | 2025.06.01-2027.05.31 | 转授权 | 否 |

备注:本授权书涂改无效。
授权方盖章:
签发日期:2025-05-19
""", parties | {"registration_numbers": [n1], "territory": "泰国、越南", "channels": "TikTok Shop", "period_start": start, "period_end": end, "signed": signed, "sublicense": "forbidden"}),
        Drawn("undated, place for a date in both languages", "authorization_letter", f"""
# Brand Authorization Letter 品牌授权书
Licensor 授权方: {a.zh}
Licensee 被授权方: {b.zh}
Trademark 商标: {brand}    Reg. No. 注册号: {n1}
Territory 区域: Worldwide excluding mainland China
Period 期限: 2025/06/01 - 2027/05/31
Channel 渠道: TikTok Shop

Signature & stamp 签字盖章:
Date 日期:
""", parties | {"registration_numbers": [n1], "territory": "Worldwide excluding mainland China", "channels": "TikTok Shop", "period_start": start, "period_end": end}),
        Drawn("a person's letter", "authorization_letter", f"""
# 商标授权声明
本人{who},为第{n1}号“{brand}”商标(第16类)之注册人,同意授权{b.zh}在全球范围内使用该商标,并于TikTok Shop开设品牌店铺。
授权有效期三年,自2025年6月1日起计算。

> 授权人(签名):{who}
> 2025年05月19日
""", {"grantor": who, "grantee": b.zh, "brand": brand, "registration_numbers": [n1], "nice_classes": [16], "territory": ("全球", "全球范围内"), "channels": "TikTok Shop",
      "period_start": start, "period_end": date(2028, 5, 31), "signed": signed}),
        Drawn("English certificate", "authorization_letter", f"""
# CERTIFICATE OF AUTHORIZATION
This is to certify that
{b.en}
has been appointed by {a.en} as its authorized distributor of {brand} branded products in Indonesia, Thailand and Singapore.
Trademark registration number: {n1}
Class: 9
Sales channels: TikTok Shop and offline stores
Valid from: 01 June 2025
Valid until: 31 May 2027
The distributor is not permitted to sublicense the rights granted herein.

Issue Date: 19 May 2025
""", {"grantor": a.en, "grantee": b.en, "brand": brand, "registration_numbers": [n1], "nice_classes": [9], "territory": "Indonesia, Thailand and Singapore",
      "channels": "TikTok Shop and offline stores", "period_start": start, "period_end": end, "signed": signed, "sublicense": "forbidden"}),
        Drawn("second level", "authorization_letter", f"""
# 二级授权书
　　经商标权利人合法授权(授权期限:2024年1月1日至2029年12月31日),{a.zh}现授权{b.zh}于TikTok Shop东南亚站点销售“{brand}”商品,商标注册号{n1},国际分类:28。
　　本次授权期间为2025年6月1日至2027年5月31日,被授权方无权再授权。
> 授权公司(盖章):{a.zh}
> 授权日期:2025年5月19日
""", parties | {"registration_numbers": [n1], "nice_classes": [28], "territory": ("东南亚", "东南亚站点"), "channels": "TikTok Shop", "period_start": start, "period_end": end, "signed": signed, "sublicense": "forbidden"}),
    ]  # fmt: skip


def _marks(people: People) -> list[Drawn]:
    a, b, brand, number = people.company(), people.company(), people.brand(), people.digits(8)
    madrid = people.digits(7)
    return [
        Drawn("renewal in a table", "trademark_renewal", f"""
# 商标续展注册证明
| 注册号/国际注册号 | {number} |
| 商标注册人 | {a.zh} |
| 核定类别 | 第11类 |
| 续展后有效期限 | 自2024年10月21日至2034年10月20日 |
| 核准日期 | 2024年9月2日 |
国家知识产权局(商标业务章)
""", {"registration_number": number, "party_from": a.zh, "party_to": a.zh, "approved": date(2024, 9, 2), "valid_to": date(2034, 10, 20)}),
        Drawn("renewal by a sentence", "trademark_renewal", f"""
# 核准续展注册证明
{a.zh}:
　　你单位注册的第{number}号商标,经审查,准予续展注册,专用权期限续展至2034年10月20日。
> 国家知识产权局
> 二〇二四年九月二日
""", {"registration_number": number, "party_from": a.zh, "party_to": a.zh, "approved": date(2024, 9, 2), "valid_to": date(2034, 10, 20)}),
        Drawn("assignment in an older form", "trademark_assignment", f"""
# 核准转让注册商标证明
兹核准第{number}号注册商标转让,特此证明。

受 让 人:{b.zh}
受让人地址:珠海市某某区某某路10号
原注册人:{a.zh}
有 效 期 至:2031年02月06日
> 国家工商行政管理总局商标局
> 2018年01月13日
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": date(2018, 1, 13), "valid_to": date(2031, 2, 6)}),
        Drawn("assignment of several", "trademark_assignment", f"""
# 商标转让证明
商标注册号:{number}    类别:3
转让人名义(中文):{a.zh}
转让人名义(英文):{a.en}
受让人名义(中文):{b.zh}
受让人名义(英文):{b.en}
上述商标转让业经核准,转让公告刊登于第1850期《商标公告》。
核准转让日期:2023年8月20日
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": date(2023, 8, 20)}),
        Drawn("change in a table", "trademark_change", f"""
# 注册人名义/地址变更证明
| 注册号 | {number} |
| 变更前注册人名称 | {a.zh} |
| 变更后注册人名称 | {b.zh} |
| 变更后注册人地址 | 江苏省苏州市某某路1号 |
| 核准变更日期 | 2022年11月15日 |
> 国家知识产权局
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": date(2022, 11, 15)}),
        Drawn("change by a sentence", "trademark_change", f"""
# 商标变更证明
　　兹证明第{number}号商标的注册人名义由{a.zh}变更为{b.zh},特此证明。
> 国家知识产权局
> 2022年11月15日
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": date(2022, 11, 15)}),
        Drawn("acceptance, electronic", "trademark_acceptance", f"""
国家知识产权局
# 商标注册申请受理通知书
| 申请号 | {number} |
| 申请日期 | 2025年01月08日 |
| 申请人名称 | {a.zh} |
| 商标类别 | 35 |
| 商标名称 | {brand} |
根据《中华人民共和国商标法》规定,上述商标注册申请已予受理。此件仅表明申请已受理,并不表明申请已获核准。
发文日期:2025年02月01日
""", {"application_number": number, "applicant": a.zh, "applied": date(2025, 1, 8), "nice_classes": [35]}),
        Drawn("acceptance as a letter", "trademark_acceptance", f"""
# 注册申请受理通知书
{a.zh}(代理:某某知识产权代理有限公司):
你于2025年1月8日提交的第18类商标注册申请,经形式审查,准予受理,申请号为第{number}号。
> 商标局
> 2025年02月01日
""", {"application_number": number, "applicant": a.zh, "applied": date(2025, 1, 8), "nice_classes": [18]}),
        Drawn("notice in sentences", "name_change_notice", f"""
# 准予变更登记通知书
绍市监登记企变字[2021]第00321号
　　经审查,{b.zh}申请变更登记的材料齐全,符合法定形式,我局决定准予变更登记。企业名称由“{a.zh}”变更为“{b.zh}”。
> 绍兴市市场监督管理局
> 2021年7月30日
""", {"name_from": a.zh, "name_to": b.zh, "approved": date(2021, 7, 30)}),
        Drawn("certificate of a change of name", "name_change_notice", f"""
# 企业名称变更核准通知书
原企业名称:{a.zh}
现企业名称:{b.zh}
核准日期:2021-07-30
台州市市场监督管理局
""", {"name_from": a.zh, "name_to": b.zh, "approved": date(2021, 7, 30)}),
        Drawn("certificate in two columns", "trademark_certificate", f"""
# 商标注册证
注册号:{number}    国际分类:第 9 类
商标名称:{brand}    商标类型:一般
商标注册人:{a.zh}
地址:广东省中山市某某路2号
核定使用商品/服务项目:手机壳;耳机;移动电源(可充电电池);数据线
注册日期:2019年05月07日    有效期至:2029年05月06日
""", {"registration_number": number, "mark": brand, "nice_classes": [9], "registrant": a.zh, "registered": date(2019, 5, 7), "valid_from": date(2019, 5, 7), "valid_to": date(2029, 5, 6)}),
        Drawn("Madrid extract", "trademark_certificate", f"""
# CERTIFICATE OF REGISTRATION
World Intellectual Property Organization - International Register of Marks (Madrid Protocol)
International registration number: {madrid}
Date of registration: 07 May 2019
Expected expiration date: 07 May 2029
Name and address of the holder: {a.en}, No. 2 Example Road
List of goods and services: Class 9
""", {"nice_classes": [9], "registrant": a.en, "registered": date(2019, 5, 7), "valid_from": date(2019, 5, 7), "valid_to": date(2029, 5, 7), "registration_number": madrid}),
    ]  # fmt: skip
