"""The first draw: the layouts on which the readers were mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from benchmarks.drawn import first_agreements as agreements
from benchmarks.drawn.base import Drawn, People, zh
from docvet.models import OPEN_ENDED


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
    a, b, brand = people.company(), people.company(), people.brand()
    n1, n2 = people.digits(8), people.digits(8)
    signed, start = date(2024, 2, 26), date(2024, 3, 1)
    who = {"grantor": a.zh, "grantee": b.zh, "brand": brand}
    return [
        Drawn("undated with a blank form", "authorization_letter", f"""
# 品牌授权书
授权方(甲方):{a.zh}
被授权方(乙方):{b.zh}
　　兹授权乙方在中国大陆境内通过线下门店渠道销售甲方“{brand}”品牌商品,商标注册号:{n1},国际分类第25类。
　　授权期限:自2024年3月1日起至2026年2月28日止。
　　本授权不得转授权。

> 授权方(盖章):
> 签署日期:      年    月    日
""", who | {"registration_numbers": [n1], "nice_classes": [25], "territory": ("中国大陆境内", "中国大陆"), "channels": ("线下门店渠道", "线下门店", "线下"),
            "period_start": start, "period_end": date(2026, 2, 28), "sublicense": "forbidden"}),
        Drawn("table without a date", "authorization_letter", f"""
# 商标授权书
| 授权单位 | {a.zh} |
| 被授权单位 | {b.zh} |
| 授权商标 | {brand} |
| 商标注册号 | {n1}、{n2} |
| 商标类别 | 第18类、第25类 |
| 授权区域 | 印度尼西亚、泰国、越南 |
| 授权渠道 | TikTok Shop跨境店 |
| 授权期限 | 2024年3月1日 |
|  | 至2025年2月28日 |
| 转授权 | 允许 |

授权单位盖章:
""", who | {"registration_numbers": [n1, n2], "nice_classes": [18, 25], "territory": "印度尼西亚、泰国、越南", "channels": "TikTok Shop跨境店",
            "period_start": start, "period_end": date(2025, 2, 28), "sublicense": "allowed"}),
        Drawn("starts and ends in rows of their own", "authorization_letter", f"""
# 授权证明
我司{a.zh}为“{brand}”商标(注册证号:{n1})的注册人,现授权{b.zh}为我司在TikTok Shop平台的经销商,可销售第9类商品。
起始日期:2024-03-01
截止日期:2025-02-28
授权地域:全球(中国大陆除外)

> {a.zh}
> {zh(signed)}
""", who | {"registration_numbers": [n1], "nice_classes": [9], "territory": "全球(中国大陆除外)", "channels": ("TikTok Shop平台", "TikTok Shop"),
            "period_start": start, "period_end": date(2025, 2, 28), "signed": signed}),
        Drawn("undated, dates in rows of their own", "authorization_letter", f"""
# 销售授权书
致:{b.zh}
　　兹授权贵司销售我司{brand}品牌系列产品(商标注册号{n1},第3类),授权渠道:仅限线下渠道,授权区域:中国大陆。
授权开始时间:
2024年3月1日
授权结束时间:
2025年2月28日
特此授权。

> {a.zh}(盖章)
""", who | {"registration_numbers": [n1], "nice_classes": [3], "territory": "中国大陆", "channels": "仅限线下渠道", "period_start": start, "period_end": date(2025, 2, 28)}),
        Drawn("bilingual", "authorization_letter", f"""
# 授权书 Letter of Authorization
授权人 Authorizer: {a.zh}
({a.en})
被授权人 Authorized Party: {b.zh}
({b.en})
品牌 Brand: {brand}
商标注册号 Trademark Reg. No.: {n1}
类别 Class: 21
授权地区 Territory: 东南亚 (Southeast Asia)
授权平台 Platform: TikTok Shop, Shopee
授权期限 Term: 2024-03-01 至 2026-02-28
被授权人有权将本授权转授权给其关联公司。 The Authorized Party may sublicense this authorization to its affiliates.

授权人(签章) Signature and seal:
签署日期 Date: 2024-02-26
""", who | {"registration_numbers": [n1], "nice_classes": [21], "territory": ("东南亚(Southeast Asia)", "东南亚"), "channels": "TikTok Shop, Shopee",
            "period_start": start, "period_end": date(2026, 2, 28), "signed": signed, "sublicense": "allowed"}),
        Drawn("English", "authorization_letter", f"""
# LETTER OF AUTHORIZATION
February 26, 2024

To Whom It May Concern,
We, {a.en}, the registered owner of the trademark "{brand}" (China Registration No. {n1}, Class 28), hereby authorize {b.en} to distribute our products on TikTok Shop in Malaysia and the Philippines.
This authorization shall be effective from March 1, 2024 to February 28, 2026 and may not be sublicensed to any third party.

For and on behalf of
{a.en}
""", {"grantor": a.en, "grantee": b.en, "brand": brand, "registration_numbers": [n1], "nice_classes": [28], "territory": "Malaysia and the Philippines",
      "channels": "TikTok Shop", "period_start": start, "period_end": date(2026, 2, 28), "signed": signed, "sublicense": "forbidden"}),
        Drawn("open-ended", "authorization_letter", f"""
# 商标授权书
　　{a.zh}(以下简称“授权方”)是“{brand}”商标的权利人(注册号{n1})。授权方同意{b.zh}(以下简称“被授权方”)在TikTok Shop美国站点、英国站点使用该商标销售第24类商品。
　　本授权书自签署之日起生效,长期有效。未经授权方书面同意,被授权方不得再许可第三方使用。

> 授权方:{a.zh}
> 日期:{zh(signed)}
""", who | {"registration_numbers": [n1], "nice_classes": [24], "territory": ("美国站点、英国站点", "美国"), "channels": ("TikTok Shop",), "period_start": signed, "period_end": OPEN_ENDED,
            "signed": signed, "sublicense": "forbidden"}),
    ]  # fmt: skip


def _marks(people: People) -> list[Drawn]:
    a, b, brand, number = people.company(), people.company(), people.brand(), people.digits(8)
    return [
        Drawn("renewal, old form", "trademark_renewal", f"""
# 核准续展注册证明

兹核准第{number}号商标续展注册,续展注册有效期自2023年07月21日至2033年07月20日止。

> 国家知识产权局
> 2023年05月12日
""", {"registration_number": number, "approved": date(2023, 5, 12), "valid_to": date(2033, 7, 20)}),
        Drawn("renewal, new form", "trademark_renewal", f"""
# 商标续展注册证明
商标注册号:{number}    国际分类:25
注册人:{a.zh}
注册人地址:浙江省绍兴市某某街道9号
续展注册有效期:2023年07月21日 至 2033年07月20日
核准日期:2023年05月12日
本证明与《商标注册证》一并使用。

> 国家知识产权局商标局
""", {"registration_number": number, "party_from": a.zh, "party_to": a.zh, "approved": date(2023, 5, 12), "valid_to": date(2033, 7, 20)}),
        Drawn("assignment, sentence", "trademark_assignment", f"""
# 核准商标转让证明

兹核准第{number}号商标转让注册,受让人为{b.zh},转让人为{a.zh}。
受让人地址:广东省中山市某某镇8号
特此证明。

> 国家知识产权局
> 2022年8月27日
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": date(2022, 8, 27)}),
        Drawn("assignment, table", "trademark_assignment", f"""
# 商标转让证明
| 商标注册号 | {number} |
| 商标名称 | {brand} |
| 国际分类 | 25 |
| 转让人名称 | {a.zh} |
| 转让人地址 | 浙江省台州市某某路3号 |
| 受让人名称 | {b.zh} |
| 受让人地址 | 福建省泉州市某某路5号 |
| 核准转让日期 | 2022年8月27日 |
| 专用权期限 | 2018年4月14日至2028年4月13日 |
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": date(2022, 8, 27), "valid_to": date(2028, 4, 13)}),
        Drawn("change of name", "trademark_change", f"""
# 商标变更证明
兹核准第{number}号商标变更注册人名义。
变更前名义:{a.zh}
变更后名义:{b.zh}
变更后地址:江苏省苏州市某某路7号

> 国家知识产权局
> 二〇二一年六月九日
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": date(2021, 6, 9)}),
        Drawn("change, older words", "trademark_change", f"""
# 核准变更商标注册人名义证明
兹核准第{number}号商标注册人名义变更为:{b.zh}
原注册人名义:{a.zh}
有关该商标的注册证应与本证明一并使用。
> 国家工商行政管理总局商标局
> 2016年12月06日
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": date(2016, 12, 6)}),
        Drawn("acceptance", "trademark_acceptance", f"""
# 商标注册申请受理通知书
发文编号:TMZC{number}SLTZ01
申请人:{a.zh}
申请日期:2023年11月17日
申请号:{number}
类别:25
商标:{brand}
根据《商标法》及《商标法实施条例》的有关规定,上述商标注册申请,我局予以受理。
> 国家知识产权局
> 2023年12月04日
""", {"application_number": number, "applicant": a.zh, "applied": date(2023, 11, 17), "nice_classes": [25]}),
        Drawn("change of a company's name, table", "name_change_notice", f"""
# 准予变更登记通知书
(中市监)登字〔2022〕第1288号
{b.zh}:
　　你单位提交的变更登记申请,经审查符合法定形式,准予变更登记。
| 变更事项 | 变更前内容 | 变更后内容 |
| 名称 | {a.zh} | {b.zh} |
| 经营范围 | 服装销售 | 服装销售;互联网销售 |
> 中山市市场监督管理局
> 2022年4月18日
""", {"name_from": a.zh, "name_to": b.zh, "approved": date(2022, 4, 18)}),
        Drawn("e-certificate", "trademark_certificate", f"""
# 商标注册证
第 {number} 号

商标    {brand}
核定使用商品/服务项目(国际分类:28)
第28类:智能玩具;玩具车;拼图玩具;体育活动用球(截止)
注册人    {a.zh}
注册人地址    浙江省台州市某某区某某路12号
注册日期    2021年04月14日    有效期至    2031年04月13日
发证机关    国家知识产权局
""", {"registration_number": number, "mark": brand, "nice_classes": [28], "registrant": a.zh, "registered": date(2021, 4, 14), "valid_from": date(2021, 4, 14), "valid_to": date(2031, 4, 13)}),
        Drawn("old certificate", "trademark_certificate", f"""
# 商标注册证
第 {number[:7]} 号
# {brand}
核定使用商品(第 25 类)
服装;鞋;帽;袜;围巾(截止)
注 册 人    {a.zh}
地    址    福建省泉州市某某镇某某工业区
注册有效期限    自公元2014年09月28日至2024年09月27日止
局长签发
""", {"registration_number": number[:7], "mark": brand, "nice_classes": [25], "registrant": a.zh, "registered": date(2014, 9, 28), "valid_from": date(2014, 9, 28), "valid_to": date(2024, 9, 27)}),
    ]  # fmt: skip
