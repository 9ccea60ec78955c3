"""The third draw: written last; the figures in ``results/layouts.json`` are of its first reading, before anything was mended on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from benchmarks.drawn.base import Drawn, People, zh


def papers(people: People) -> Sequence[Drawn]:
    """All layouts once, with the seed's people."""
    a, b, brand = people.company(), people.company(), people.brand()
    number, other, serial, partner = people.digits(8), people.digits(8), people.digits(9), people.partner()
    account, permit, bank = (
        people.digits(16),
        f"J4430{people.digits(9)}",
        f"某某银行股份有限公司第{people.digits(2)}支行",
    )
    lab, signed = "杭州岑测质量检测中心有限公司", date(2023, 10, 9)
    parties = {"grantor": a.zh, "grantee": b.zh, "brand": brand, "registration_numbers": [number]}
    term = {"period_start": date(2023, 10, 15), "period_end": date(2025, 10, 14)}
    return [
        Drawn("letter: power of sale", "authorization_letter", f"""
# 产品销售授权书
授权单位:{a.zh}
被授权单位:{b.zh}
我单位系“{brand}”注册商标(第{number}号,第28类)的专用权人,现授权上述单位在马来西亚、新加坡市场通过TikTok Shop销售我单位产品。
授权有效期:2023年10月15日—2025年10月14日
未经我单位书面许可,不得再授权他人。

授权单位(公章)
{zh(signed)}
""", parties | term | {"nice_classes": [28], "territory": "马来西亚、新加坡", "channels": "TikTok Shop", "signed": signed, "sublicense": "forbidden"}),
        Drawn("letter: offline, undated", "authorization_letter", f"""
# 品牌经销授权证书
兹证明{b.zh}为{a.zh}“{brand}”品牌授权经销商。
注册商标号:{number}
经销区域:中国大陆
经销渠道:实体门店
有效期:2023年10月15日至2025年10月14日

发证单位:{a.zh}
发证日期:
""", parties | term | {"territory": "中国大陆", "channels": "实体门店"}),
        Drawn("letter: English memo", "authorization_letter", f"""
# Authorization Letter
Date: 9 October 2023
Grantor: {a.en}
Grantee: {b.en}
The Grantor owns the trademark "{brand}" under Registration No. {number} in Class 3. The Grantor authorizes the Grantee to market and sell the products on TikTok Shop within Thailand.
The authorization commences on 15 October 2023 and expires on 14 October 2025. The Grantee may sublicense its rights.
""", term | {"grantor": a.en, "grantee": b.en, "brand": brand, "registration_numbers": [number], "nice_classes": [3], "territory": "Thailand", "channels": "TikTok Shop", "signed": signed, "sublicense": "allowed"}),
        Drawn("renewal: bare", "trademark_renewal", f"""
# 续展注册证明
第{number}号商标核准续展。
续展注册有效期自2024年01月07日至2034年01月06日。
注册人:{a.zh}
> 商标局
> 2023年10月9日
""", {"registration_number": number, "party_from": a.zh, "party_to": a.zh, "approved": signed, "valid_to": date(2034, 1, 6)}),
        Drawn("assignment: recipient addressed", "trademark_assignment", f"""
# 商标转让证明
商标号:{number}
转让人:{a.zh}
受让人:{b.zh}
国际分类号:24
核准日期:2023年10月9日
国家知识产权局
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": signed}),
        Drawn("change: columns", "trademark_change", f"""
# 商标变更证明
商标注册号    {number}
变更前名称    {a.zh}
变更后名称    {b.zh}
> 国家知识产权局
> 2023年10月09日
""", {"registration_number": number, "party_from": a.zh, "party_to": b.zh, "approved": signed}),
        Drawn("acceptance: columns", "trademark_acceptance", f"""
# 商标注册申请受理通知书
申请人名义    {a.zh}
商标申请号    {number}
申请日期    2023年08月14日
国际分类号    20
> 国家知识产权局
> 2023年10月09日
""", {"application_number": number, "applicant": a.zh, "applied": date(2023, 8, 14), "nice_classes": [20]}),
        Drawn("name: registrar's proof", "name_change_notice", f"""
# 企业名称变更证明
兹证明{a.zh}于2023年10月9日经我局核准,更名为{b.zh}。
统一社会信用代码不变。
珠海市市场监督管理局
2023年10月9日
""", {"name_from": a.zh, "name_to": b.zh, "approved": signed}),
        Drawn("declaration: undertaking", "compliance_declaration", f"""
# 知识产权合规承诺书
本企业郑重承诺:所经营商品来源合法,遵守相关国家知识产权法律法规,不销售假冒商品;如违反承诺,自愿承担全部责任。

企业名称(盖章):{a.zh}
日期:2023年10月9日
""", {"company": a.zh, "signed": signed}),
        Drawn("declaration: both languages, undated", "compliance_declaration", f"""
# Compliance Undertaking 合规承诺函
Company 公司: {a.en}
We undertake to comply with all laws since 1 January 2023. 我司承诺自2023年1月1日起遵守法律法规。
Signature 签字:
Date 日期:
""", {"company": a.en}),
        Drawn("agreement: short", "joint_operation_agreement", f"""
# TikTok Shop 联合运营服务协议
甲方(品牌方):{a.zh}
乙方(本地伙伴):{partner}
一、乙方负责本地运营与售后,甲方支付服务费,比例为净销售额(扣除退货,不含税)的13%。
二、Admin权限由乙方持有。
三、乙方逾期的,违约金为2%。
本协议于2023年10月9日签订。
甲方代表签字:    乙方代表签字:
日期:2023-10-09    日期:2023-10-09
""", {"seller": a.zh, "partner": partner, "signed": signed, "fee_percent": 13.0, "admin_holder": partner}),
        Drawn("agreement: English", "joint_operation_agreement", f"""
# Joint Operations Agreement
between {partner} ("Local Partner") and {a.en} ("Seller")
1. Local Partner is entitled to a management fee of 8% of GMV before tax.
2. Admin rights belong to the Seller.
3. Either party may terminate upon 30 days' notice.
Signed on: 9 October 2023
""", {"seller": a.en, "partner": partner, "signed": signed, "fee_percent": 8.0, "admin_holder": a.en}),
        Drawn("report: laboratory's", "safety_report", f"""
{lab}
# 测试报告
报告号:HZ{serial}
客户名称:{a.zh}
样品描述:硅胶婴儿围兜
接收日期:2023年9月28日
测试周期:2023年9月28日-2023年10月8日
报告签发日期:2023年10月9日
测试结果:通过
""", {"number": f"HZ{serial}", "applicant": a.zh, "product": "硅胶婴儿围兜", "laboratory": lab, "issued": signed}),
        Drawn("report: English", "safety_report", f"""
# Test Report
Number: MLK{serial}
Issued to: {a.en}
Item Description: Children's cotton T-shirt
Date Received: Sep 28, 2023
Date of Issue: Oct 09, 2023
Issued by: Milkwood Laboratories Ltd
Overall conclusion: PASS
""", {"number": f"MLK{serial}", "applicant": a.en, "product": "Children's cotton T-shirt", "laboratory": "Milkwood Laboratories Ltd", "issued": signed}),
        Drawn("EPR: French packaging", "epr_certificate", f"""
# Attestation d'identifiant unique
La société {a.en} est enregistrée au titre de la responsabilité élargie du producteur.
Identifiant unique : FR{other[:6]}_01MNBV
Emballages ménagers
""", {"scheme": "packaging", "market": "FR", "number": f"FR{other[:6]}_01MNBV", "holder": a.en}),
        Drawn("EPR: battery", "epr_certificate", f"""
# Batteriegesetz - Registrierung als Hersteller
stiftung ear
Hersteller: {a.en}
Batt-Reg.-Nr. DE {other}
Marke: {brand}
""", {"scheme": "batteries", "market": "DE", "number": f"DE{other}", "holder": a.en}),
        Drawn("EPR: LUCID, Chinese", "epr_certificate", f"""
# LUCID包装法注册确认书
生产者:{a.zh}
LUCID注册号码:DE{serial}4711
市场:德国
""", {"scheme": "LUCID", "market": "DE", "number": f"DE{serial}4711", "holder": a.zh}),
        Drawn("other: permanent residence", "other_id", """
# 中华人民共和国外国人永久居留身份证
姓名 EXAMPLE, ANNA
性别 女
出生日期 1985.02.03
国籍 德国
有效期限 2021.07.08-2031.07.07
证件号码 DEU310085020309
""", {"document_type": "foreign_permanent_residence", "id_number": "DEU310085020309"}),
        Drawn("bank: permit", "bank_permit", f"""
# 开户许可证
核准号 {permit}    编号 4430-{other}
经审核, {a.zh} 符合开户条件,准予开立基本存款账户。
法定代表人(单位负责人) 沐清和
开户银行 {bank}
账号 {account}
发证机关(盖章)
2017 年 10 月 9 日
""", {"account_name": a.zh, "account_number": account, "bank": bank, "approval_number": permit, "permit_number": f"4430-{other}", "representative": "沐清和", "issued": date(2017, 10, 9)}),
    ]  # fmt: skip
