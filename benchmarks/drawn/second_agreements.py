"""Declarations, agreements and other documents of the second draw."""

from __future__ import annotations

from datetime import date

from benchmarks.drawn.base import Drawn, People


def declarations(people: People) -> list[Drawn]:
    """Declarations of compliance."""
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


def agreements(people: People) -> list[Drawn]:
    """Agreements of joint operation."""
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


def others(people: People) -> list[Drawn]:
    """Reports, certificates and notices."""
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
