"""The first draw: the layouts on which the readers were mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from benchmarks.drawn.base import Drawn, People, zh
from docvet.models import OPEN_ENDED


def papers(people: People) -> Sequence[Drawn]:
    """All layouts once, with the seed's people."""
    return [*_letters(people), *_marks(people), *_declarations(people), *_agreements(people), *_others(people)]


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


def _declarations(people: People) -> list[Drawn]:
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


def _agreements(people: People) -> list[Drawn]:
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


def _others(people: People) -> list[Drawn]:
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
