"""The second draw: other layouts and wordings, written after the readers were mended on the first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from benchmarks.drawn.base import Drawn, People, zh


def papers(people: People) -> Sequence[Drawn]:
    """All layouts once, with the seed's people."""
    return [*_letters(people), *_marks(people), *_declarations(people), *_agreements(people), *_others(people)]


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


def _declarations(people: People) -> list[Drawn]:
    a = people.company()
    return [
        Drawn("declaration, first words name it", "compliance_declaration", f"""
# 跨境电商合规经营声明书
　　{a.zh}作为TikTok Shop入驻商家,现就经营合规事项郑重承诺:
(一)严格遵守销售目的国的法律法规;
(二)不上传虚假资质;
(三)尊重他人知识产权,未使用未获许可的音乐、字体和模特肖像。
　　如有不实,愿承担由此产生的全部责任。
> {a.zh}
> (加盖公章)
> 2025年4月3日
""", {"company": a.zh, "signed": date(2025, 4, 3)}),
        Drawn("declaration, undated", "compliance_declaration", f"""
# 企业合规承诺书
承诺单位:{a.zh}
承诺内容:自2025年1月1日起销售的全部商品均符合GB 6675.1-2014等标准,遵守平台规则。
违反上述承诺的,承担相应法律责任。
承诺单位(盖章):    承诺日期:
""", {"company": a.zh}),
        Drawn("declaration, table", "compliance_declaration", f"""
# 合规声明
| 声明主体 | {a.zh} |
| 声明事项 | 所售商品合法合规,不存在侵权 |
| 法定代表人 | {people.person()} |
| 声明日期 | 2025年04月03日 |
特此声明,愿承担法律责任。
""", {"company": a.zh, "signed": date(2025, 4, 3)}),
        Drawn("declaration, English letter", "compliance_declaration", f"""
# Seller Compliance Statement
April 3, 2025
To: TikTok Shop
{a.en} hereby confirms and warrants that it complies with all relevant laws, that no counterfeit goods are offered, and that it shall be liable for any violation.

Yours faithfully,
For and on behalf of {a.en}
Name: Cen Ruozhou
Title: Legal Representative
""", {"company": a.en, "signed": date(2025, 4, 3)}),
        Drawn("declaration, several dates", "compliance_declaration", f"""
# 产品质量与合规承诺函
致 平台运营方:
我公司({a.zh})成立于2015年3月9日,2024年6月18日起入驻贵平台。我公司承诺所售产品符合相关法律法规要求,不销售侵权商品。
有效期:2025年4月3日至2026年4月2日

> 承诺方:{a.zh}
> 签署日期:2025/04/03
""", {"company": a.zh, "signed": date(2025, 4, 3)}),
    ]  # fmt: skip


def _agreements(people: People) -> list[Drawn]:
    a, partner = people.company(), people.partner()
    return [
        Drawn("agreement, roles said later", "joint_operation_agreement", f"""
# 店铺联合运营协议书
协议编号:JO-2025-0{people.digits(3)}
甲方:{a.zh}
乙方:{partner}
鉴于:乙方系TikTok官方认证的Tier-2本地合作伙伴,具备本地运营能力;
1. 合作期限:2025年1月1日至2025年12月31日。
2. 甲方应于每月15日前向乙方支付服务费,服务费率为月GMV的百分之十一点五,GMV口径为含税且不含退货。
3. Admin权限归甲方所有,不得授予乙方;乙方仅享有Content Creator权限。
4. 乙方迟延的,按应付服务费的3%支付违约金。
甲方(签章)    乙方(签章)
签约日期:2024年12月20日
""", {"seller": a.zh, "partner": partner, "signed": date(2024, 12, 20), "fee_percent": 11.5, "admin_holder": a.zh}),
        Drawn("agreement, English parties", "joint_operation_agreement", f"""
# TikTok Shop Joint Operation Agreement
Party A: {a.en}
Party B: {partner}
Whereas Party A is the Chinese seller and Party B is a certified local partner, the parties agree:
Article 2 Party A shall pay Party B a commission equal to 14% of the monthly GMV (including VAT, excluding refunds).
Article 3 Party A retains the Admin role at all times; Party B shall not hold it.
Article 7.1 The copyright belongs to Party A. Party B shall not use the materials for competing products.
Signature:    Signature:
Date: 20 December 2024    Date: 21 December 2024
""", {"seller": a.en, "partner": partner, "signed": (date(2024, 12, 21), date(2024, 12, 20)), "fee_percent": 14.0, "admin_holder": a.en}),
        Drawn("agreement, partner holds Admin, undated", "joint_operation_agreement", f"""
# 联合运营合作协议
委托方(卖家):{a.zh}
受托方(本地伙伴):{partner}
第一条 自2025年1月1日起,受托方协助运营店铺。
第二条 运营服务费按实际成交额(不含税)的9%计算。
第三条 店铺Admin角色由本地伙伴持有。
第四条 乙方应在两小时内完成首次响应。
委托方盖章:    受托方盖章:
日期:   年   月   日
""", {"seller": a.zh, "partner": partner, "fee_percent": 9.0, "admin_holder": partner}),
        Drawn("agreement, bilingual names", "joint_operation_agreement", f"""
# Joint Operation Agreement 联合运营协议
This Agreement is entered into by and between {a.zh} ({a.en}) ("Party A", the Seller) and {partner} ("Party B", the Local Partner).
本协议由甲方与乙方签订。
Service fee 服务费: 10% of GMV
Administrator (Admin) access shall be reserved solely for Party A. 管理员权限仅限甲方。
Date of Signing 签署日期: 2024-12-20
""", {"seller": (a.zh, a.en), "partner": partner, "signed": date(2024, 12, 20), "fee_percent": 10.0, "admin_holder": (a.zh, a.en)}),
    ]  # fmt: skip


def _others(people: People) -> list[Drawn]:
    a, bank = people.company(), f"某某农村商业银行股份有限公司第{people.digits(2)}支行"
    number, serial = people.digits(8), people.digits(9)
    account, permit = people.digits(17), f"J3910{people.digits(9)}"
    lucid, french = f"DE{people.digits(13)}", people.digits(6)
    return [
        Drawn("institute's report", "safety_report", f"""
某省产品质量监督检验研究院
# 检 验 报 告
No.{serial}A
产品名称:儿童塑料餐具套装
受检单位:{a.zh}
检验类别:委托检验
商标:——    型号:KT-3
到样日期:2025年2月10日
批准日期:2025年2月25日
检验结论:经检验,所检项目符合GB 4806.7-2016要求。
""", {"number": f"{serial}A", "applicant": a.zh, "product": "儿童塑料餐具套装", "laboratory": "某省产品质量监督检验研究院", "issued": date(2025, 2, 25)}),
        Drawn("cosmetic assessment", "safety_report", f"""
# 化妆品安全评估报告
产品名称:澄润修护面膜
申请人:{a.zh}
报告编号:CPSR-{serial}
评估单位:上海衡测标准技术服务有限公司
评估结论:在正常及可预见的使用条件下,本产品是安全的。
评估人:某某
评估日期:2025年2月25日
""", {"number": f"CPSR-{serial}", "applicant": a.zh, "product": "澄润修护面膜", "laboratory": "上海衡测标准技术服务有限公司", "issued": date(2025, 2, 25)}),
        Drawn("children's product certificate", "safety_report", f"""
# Children's Product Certificate
1. Identification of the product: Wooden stacking blocks, model WB-12
2. Citation to each CPSC safety rule: 16 CFR 1303, ASTM F963-23
3. Identification of the importer: {a.en}
6. Identification of any third party, CPSC-accepted laboratory: Kestrel Product Testing Laboratory Inc.
Certificate No.: CPC-{serial}
Date of issue: 02/25/2025
""", {"number": f"CPC-{serial}", "applicant": a.en, "product": "Wooden stacking blocks, model WB-12", "laboratory": "Kestrel Product Testing Laboratory Inc.", "issued": date(2025, 2, 25)}),
        Drawn("report with a table", "safety_report", f"""
# TEST REPORT 测试报告
| Report No. 报告编号 | KSZ{serial} |
| Client 客户 | {a.en} |
| Sample Name 样品名称 | USB charging cable |
| Received Date 收样日期 | 2025-02-10 |
| Issue Date 签发日期 | 2025-02-25 |
| Testing Laboratory 测试实验室 | Kestrel Quality Testing (Shenzhen) Co., Ltd. |
| Conclusion 结论 | PASS |
""", {"number": f"KSZ{serial}", "applicant": a.en, "product": "USB charging cable", "laboratory": "Kestrel Quality Testing (Shenzhen) Co., Ltd.", "issued": date(2025, 2, 25)}),
        Drawn("LUCID in English", "epr_certificate", f"""
# Confirmation of Registration
LUCID Packaging Register
We confirm that the producer named below is registered with the Central Agency Packaging Register.
Producer name    {a.en}
LUCID registration number    {lucid}
VAT number    DE{people.digits(9)}
""", {"scheme": "LUCID", "market": "DE", "holder": a.en, "number": lucid}),
        Drawn("WEEE of the UK", "epr_certificate", f"""
# WEEE Producer Registration Certificate
This certifies that {a.en} has been registered with the Environment Agency for 2025.
Producer Registration Number: WEE/QX{number[:4]}TZ
Compliance scheme: Example Compliance
""", {"scheme": "WEEE", "market": "GB", "holder": a.en, "number": f"WEE/QX{number[:4]}TZ"}),
        Drawn("French textiles", "epr_certificate", f"""
# Certificat d'adhésion 2025
Refashion - filière textiles, linge de maison et chaussures
Nom du producteur : {a.en}
Numéro IDU : FR{french}_11VBNM
Date : 14/03/2025
""", {"scheme": "textiles", "market": "FR", "holder": a.en, "number": f"FR{french}_11VBNM"}),
        Drawn("EPR table in Chinese", "epr_certificate", f"""
# EPR注册证书
| 注册主体 | {a.zh} |
| 国家 | 法国 |
| 类别 | 包装法 |
| EPR注册号 | FR{french}_01PLMK |
| 有效期 | 2025-01-01至2025-12-31 |
""", {"scheme": "packaging", "market": "FR", "holder": a.zh, "number": f"FR{french}_01PLMK"}),
        Drawn("German WEEE in German", "epr_certificate", f"""
# Registrierungsbescheid
nach dem Elektro- und Elektronikgerätegesetz (ElektroG)
stiftung ear, Nürnberg
Firma: {a.en}
Ihre WEEE-Reg.-Nr. DE{number} ist in Rechnungen anzugeben.
""", {"scheme": "WEEE", "market": "DE", "holder": a.en, "number": f"DE{number}"}),
        Drawn("Taiwan permit", "other_id", """
# 台湾居民来往大陆通行证
姓名 林某某
性别 女    出生日期 1991.11.02
有效期限 2022.05.20-2027.05.19
签发机关 国家移民管理局
证件号码 01234567
""", {"document_type": "taiwan_permit", "id_number": "01234567"}),
        Drawn("residence permit", "other_id", """
# 中华人民共和国港澳居民居住证
姓名 陈大文
性别 男
出生 1988年5月6日
住址 广东省深圳市某某区某某路1号
公民身份号码 810000198805060011
通行证号码 H01234567
""", {"document_type": "residence_permit", "id_number": ("810000198805060011", "H01234567")}),
        Drawn("foreign passport", "other_id", """
REPUBLIC OF INDONESIA
# PASPOR PASSPORT
Type P    Country Code IDN    Passport No. X1234567
Full Name BUDI CONTOH
Nationality INDONESIA
Date of Birth 06 MAY 1990    Sex M
Date of Issue 15 JAN 2023    Date of Expiry 15 JAN 2033
P<IDNCONTOH<<BUDI<<<<<<<<<<<<<<<<<<<<<<<<<<<
""", {"document_type": "passport", "id_number": "X1234567"}),
        Drawn("permit, newer print", "bank_permit", f"""
中国人民银行
# 基本存款账户开户许可证
编号:3910-{number}
核准号 {permit}
存款人名称 {a.zh}
法定代表人或单位负责人 乔木然
开户银行 {bank}
账    号 {account}
经审核,符合开户条件,准予开立基本存款账户。
> 2018年03月26日
""", {"account_name": a.zh, "account_number": account, "bank": bank, "approval_number": permit, "permit_number": f"3910-{number}", "representative": "乔木然", "issued": date(2018, 3, 26)}),
        Drawn("account proof in a table", "basic_account_info", f"""
# 基本存款账户信息
| 账户名称 | {a.zh} |
| 账号 | {account} |
| 开户银行名称 | {bank} |
| 法定代表人 | 纪长风 |
| 基本存款账户编号 | {permit} |
打印日期:2025-01-16
""", {"account_name": a.zh, "account_number": account, "bank": bank, "approval_number": permit, "representative": "纪长风", "issued": date(2025, 1, 16)}),
    ]  # fmt: skip
