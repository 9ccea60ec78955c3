"""Declarations, agreements and other documents of the first draw."""

from __future__ import annotations

from datetime import date

from benchmarks.drawn.base import Drawn, People


def declarations(people: People) -> list[Drawn]:
    """Declarations of compliance."""
    a = people.company()
    return [
        Drawn("declaration, spoken", "compliance_declaration", f"""
# 合规声明
致:TikTok Shop平台
　　我司{a.zh}在此郑重声明:我司在平台经营期间,严格遵守中华人民共和国及目标市场的法律法规和平台规则,不销售假冒伪劣、侵犯他人知识产权的商品,如有违反,由我司承担全部法律责任。
特此声明。

> 声明人(盖章):{a.zh}
> 法定代表人(签字):
> 日期:2024年5月20日
""", {"company": a.zh, "signed": date(2024, 5, 20)}),
        Drawn("declaration, form", "compliance_declaration", f"""
# 商家合规经营承诺书
| 企业名称 | {a.zh} |
| 统一社会信用代码 | 以营业执照为准 |
| 联系电话 | 见后台 |
本企业自愿作出如下承诺:
1、依法经营,照章纳税,遵守当地法律法规。
2、所提交的资质材料真实、合法、有效。
3、不使用未经授权的音乐、字体及肖像。
承诺单位(公章):
签署日期:2024-05-20
""", {"company": a.zh, "signed": date(2024, 5, 20)}),
        Drawn("declaration, undated", "compliance_declaration", f"""
# 产品合规承诺函
{a.zh}(以下简称“本公司”)就2024年1月1日起在平台销售的商品承诺如下:
一、商品符合销售地的强制性标准;
二、不存在侵权、违禁情形;
三、若违反承诺,愿承担一切法律后果。

> 承诺人(盖章):
> 日期:    年    月    日
""", {"company": a.zh}),
        Drawn("declaration, English", "compliance_declaration", f"""
# DECLARATION OF COMPLIANCE
We, {a.en}, hereby declare that all products offered by us comply with the applicable laws and regulations of the countries of destination, and undertake to bear all legal liability for any breach of this declaration.

Company: {a.en}
Authorized Signatory: ____________
Date: 20 May 2024
""", {"company": a.en, "signed": date(2024, 5, 20)}),
        Drawn("declaration, bilingual", "compliance_declaration", f"""
# 合规声明 Compliance Declaration
声明企业 Declarant: {a.zh}
本企业承诺遵守适用的法律法规。We undertake to comply with all applicable laws.
本企业对所提交材料的真实性承担法律责任。We are liable for the truth of the papers submitted.

签字盖章 Signature and seal:
日期 Date: 2024.05.20
""", {"company": a.zh, "signed": date(2024, 5, 20)}),
    ]  # fmt: skip


def agreements(people: People) -> list[Drawn]:
    """Agreements of joint operation."""
    a, partner = people.company(), people.partner()
    return [
        Drawn("agreement, Chinese", "joint_operation_agreement", f"""
# 联合运营协议
甲方(中国卖家):{a.zh}
乙方(本地合作伙伴):{partner}
　　甲乙双方就TikTok Shop店铺联合运营事宜,经协商一致,订立本协议。
第三条 服务费:甲方按月向乙方支付GMV的12%作为服务费,计费基数为不含税成交额,并扣除退货及损耗。逾期付款的,按日加收0.5%违约金。
第四条 4.2 乙方承担当地用工、税务及消费者投诉的主体责任,甲方就商品质量与资金安全承担责任。
第五条 后台Admin权限仅由甲方持有,乙方以Operator角色参与运营。乙方应在2小时内首次回复消费者。
第七条 7.1 著作权归甲方所有,乙方享有永久、免费、不可撤销的运营使用权;乙方不得将素材用于竞品宣传等二次商用。

甲方(盖章):{a.zh}    乙方(盖章):{partner}
签订日期:2024年4月8日    签订日期:2024年4月8日
""", {"seller": a.zh, "partner": partner, "signed": date(2024, 4, 8), "fee_percent": 12.0, "admin_holder": a.zh}),
        Drawn("agreement, English", "joint_operation_agreement", f"""
# JOINT OPERATION AGREEMENT
This Agreement is made on 8 April 2024 between:
{a.en}, a company incorporated in China (hereinafter referred to as the "Seller"); and
{partner}, a Tier-1 certified company (hereinafter referred to as the "Local Partner").
3. Fees. The Seller shall pay the Local Partner a service fee of 9.5% of GMV, exclusive of VAT and net of returned goods. Late payment bears interest of 1% a month.
5. Roles. The Admin role shall be held solely by the Seller. The Local Partner shall not be granted Admin rights.
7.1 The Local Partner enjoys a perpetual, royalty-free and irrevocable licence to use the content.

Signed for the Seller:    Signed for the Local Partner:
Date: 8 April 2024    Date: 8 April 2024
""", {"seller": a.en, "partner": partner, "signed": date(2024, 4, 8), "fee_percent": 9.5, "admin_holder": a.en}),
        Drawn("agreement, bilingual", "joint_operation_agreement", f"""
# 联合运营协议 Joint Operation Agreement
甲方 Party A (Seller): {a.zh}
乙方 Party B (Local Partner): {partner}
一、甲方授权乙方在当地协助运营店铺。Party A engages Party B to operate the shop locally.
二、运营服务费为月度GMV的百分之十(10%),含税。The service fee is 10% of monthly GMV, tax inclusive.
三、管理员(Admin)角色由甲方保留,不得转给乙方。The Admin role remains with Party A.
四、违约方应支付合同金额20%的违约金。

甲方 Party A:    乙方 Party B:
日期 Date: 2024-04-08    日期 Date: 2024-04-10
""", {"seller": a.zh, "partner": partner, "signed": date(2024, 4, 10), "fee_percent": 10.0, "admin_holder": a.zh}),
        Drawn("agreement, partner first", "joint_operation_agreement", f"""
# TikTok Shop联合经营合同
甲方:{partner}
乙方:{a.zh}
鉴于甲方为平台认证的本地伙伴,乙方为中国卖家,双方约定如下:
1. 乙方向甲方支付佣金,费率为销售额的8%。
2. 乙方持有Admin权限。
本合同自双方签字之日起生效。

甲方代表:    乙方代表:
签署时间:2024年4月8日
""", {"seller": a.zh, "partner": partner, "signed": date(2024, 4, 8), "fee_percent": 8.0, "admin_holder": a.zh}),
    ]  # fmt: skip


def others(people: People) -> list[Drawn]:
    """Reports, certificates and notices."""
    a, bank = people.company(), f"中国某商业银行{people.digits(2)}支行"
    number, serial = people.digits(8), people.digits(10)
    lab = "浙江澄测检测技术有限公司"
    lucid, other_lucid, paper_number = f"DE{people.digits(13)}", f"DE{people.digits(13)}", f"3310-{people.digits(8)}"
    account, permit = people.digits(15), f"J3310{people.digits(9)}"
    return [
        Drawn("domestic test report", "safety_report", f"""
{lab}
# 检测报告
报告编号:CJ{serial}    第1页 共3页
| 样品名称 | 毛绒玩具熊 |
| 委托单位 | {a.zh} |
| 委托单位地址 | 浙江省台州市某某路 |
| 生产单位 | {a.zh} |
| 型号规格 | TX-20 |
| 收样日期 | 2024-03-02 |
| 检测日期 | 2024-03-02至2024-03-09 |
| 检测依据 | GB 6675.2-2014 |
| 检测结论 | 合格 |
编制:某某    审核:某某    批准:某某
签发日期:2024-03-11
CMA CNAS
""", {"number": f"CJ{serial}", "applicant": a.zh, "product": "毛绒玩具熊", "laboratory": lab, "issued": date(2024, 3, 11)}),
        Drawn("international test report", "safety_report", f"""
Northmere Testing Services (Shanghai) Co., Ltd.
# TEST REPORT
Report No.: NTSH{serial}    Date: Mar 11, 2024
Applicant: {a.en}
Address: No. 9, Example Road, Zhejiang, China
Sample Description: Silicone baby feeding spoon
Model No.: SP-7
Sample Receiving Date: Mar 02, 2024
Testing Period: Mar 02, 2024 to Mar 09, 2024
Test Requested: As requested by client, EN 71-3
Conclusion: Pass
Signed for and on behalf of
Northmere Testing Services (Shanghai) Co., Ltd.
""", {"number": f"NTSH{serial}", "applicant": a.en, "product": "Silicone baby feeding spoon", "laboratory": "Northmere Testing Services (Shanghai) Co., Ltd.", "issued": date(2024, 3, 11)}),
        Drawn("bilingual test report", "safety_report", f"""
# 检验报告 Test Report
编号 No.: W{serial}
样品名称 Sample Name: 保湿面霜 Moisturizing Cream
委托方 Client: {a.zh}
检验机构 Testing Laboratory: {lab}
报告日期 Date of Report: 2024年03月11日
检验结论 Conclusion: 所检项目符合标准要求。
""", {"number": f"W{serial}", "applicant": a.zh, "product": ("保湿面霜 Moisturizing Cream", "保湿面霜"), "laboratory": lab, "issued": date(2024, 3, 11)}),
        Drawn("LUCID", "epr_certificate", f"""
Zentrale Stelle Verpackungsregister
# Registrierungsbestätigung
Hiermit bestätigen wir die Registrierung im Verpackungsregister LUCID.
Hersteller: {a.en}
Registrierungsnummer: {lucid}
Registrierungsdatum: 12.03.2024
""", {"scheme": "LUCID", "market": "DE", "holder": a.en, "number": lucid}),
        Drawn("German WEEE", "epr_certificate", f"""
stiftung elektro-altgeräte register
# WEEE Registration Confirmation
We hereby confirm that {a.en} is registered as a producer according to the ElektroG.
WEEE-Reg.-Nr.: DE {number}
Brand: VELORNA
Category: small equipment
""", {"scheme": "WEEE", "market": "DE", "holder": a.en, "number": f"DE{number}"}),
        Drawn("French IDU", "epr_certificate", f"""
# Attestation d'enregistrement
Responsabilité élargie du producteur (REP)
Raison sociale : {a.en}
Identifiant unique (IDU) : FR{number[:6]}_01QWER
Filière : emballages ménagers
Éco-organisme : Citeo
""", {"scheme": "packaging", "market": "FR", "holder": a.en, "number": f"FR{number[:6]}_01QWER"}),
        Drawn("EPR in Chinese", "epr_certificate", f"""
# 德国包装法EPR注册证明
公司名称:{a.zh}
注册号:{other_lucid}
注册国家:德国
注册日期:2024-03-12
兹证明上述公司已完成德国包装法(LUCID)注册。
""", {"scheme": "LUCID", "market": "DE", "holder": a.zh, "number": other_lucid}),
        Drawn("Hong Kong and Macau permit", "other_id", """
# 港澳居民来往内地通行证
姓名 陈大文
CHAN, TAI MAN
出生日期 1988.05.06    性别 男
有效期限 2020.01.15-2030.01.14
签发机关 中华人民共和国出入境管理局
证件号码 H01234567
""", {"document_type": "hk_macau_permit", "id_number": "H01234567"}),
        Drawn("passport", "other_id", """
中华人民共和国 PEOPLE'S REPUBLIC OF CHINA
# 护照 PASSPORT
护照号码/Passport No. E12345678
姓/Surname CEN
名/Given names RUOZHOU
国籍/Nationality 中国/CHINESE    出生日期/Date of birth 06 MAY 1990
签发日期/Date of issue 15 JAN 2020    有效期至/Date of expiry 14 JAN 2030
POCHNCEN<<RUOZHOU<<<<<<<<<<<<<<<<<<<<<<<<<<<
""", {"document_type": "passport", "id_number": "E12345678"}),
        Drawn("permit for an account", "bank_permit", f"""
# 开户许可证
核准号:{permit}    编号:{paper_number}
　　经审核,{a.zh}符合开户条件,准予开立基本存款账户。
法定代表人(单位负责人)岑若舟    开户银行 {bank}
账号 {account}
> 发证机关(盖章)
> 2016年9月20日
""", {"account_name": a.zh, "account_number": account, "bank": bank, "approval_number": permit, "permit_number": paper_number, "representative": "岑若舟", "issued": date(2016, 9, 20)}),
        Drawn("account information", "basic_account_info", f"""
# 基本存款账户信息
账户名称:{a.zh}
账户号码:{account}
开户银行:{bank}
法定代表人(单位负责人):柏予安
基本存款账户编号:{permit}
> 2023年6月18日
""", {"account_name": a.zh, "account_number": account, "bank": bank, "approval_number": permit, "representative": "柏予安", "issued": date(2023, 6, 18)}),
    ]  # fmt: skip
