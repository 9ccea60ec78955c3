"""Documents that no slot takes are named for what they are, and never taken for one that a slot asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docvet.documents import build
from docvet.documents.classify import guess
from docvet.documents.kinds import kinds
from docvet.documents.other_documents import other_documents
from docvet.documents.text.page import PageText
from docvet.models import File, Picture, Reading
from docvet.rules.load import load_ruleset
from tests.documents.kinds.test_new_kinds import CASES
from tests.documents.pages import page, prose

A = "深圳市晨曦云帆贸易有限公司"
PAGES: list[tuple[str, str]] = [
    ("hong_kong_registration", "商業登記證\nFORM 2\nBUSINESS REGISTRATION ORDINANCE\nBusiness Registration Certificate\n業務所用名稱 SAMPLE TRADING LIMITED 樣本貿易有限公司\n地址 FLAT A, 1 SAMPLE ROAD, HONG KONG\n業務性質 CORP\n法律地位 BODY CORPORATE\n生效日期 01/03/2024 屆滿日期 28/02/2025\n登記證號碼 71234567-000-03-24-A"),
    ("hong_kong_registration", "No. 3123456\n編號\n公司註冊處\nCOMPANIES REGISTRY\n公司註冊證明書\nCERTIFICATE OF INCORPORATION\n本人謹此證明 樣本貿易有限公司 於本日根據香港法例第622章公司條例在香港註冊成立為有限公司\nHong Kong Special Administrative Region"),
    ("hong_kong_registration", "商業登記證 BUSINESS REGISTRATION CERTIFICATE\n業務名稱 SAMPLE TRADING LIMITED 樣本貿易有限公司\n屆滿日期 28/02/2025"),
    ("overseas_registration", "CERTIFICATE OF INCORPORATION OF A PRIVATE LIMITED COMPANY\nCompany Number 14567890\nThe Registrar of Companies for England and Wales, hereby certifies that\nSAMPLE TRADING LTD\nis this day incorporated under the Companies Act 2006 as a private company, that the company is limited by shares\nGiven at Companies House, Cardiff, on 3rd March 2023"),
    ("overseas_registration", "STATE OF COLORADO\nOFFICE OF THE SECRETARY OF STATE\nARTICLES OF ORGANIZATION\nThe domestic entity name of the limited liability company is SAMPLE LLC\nThe registered agent has consented to being appointed"),
    ("overseas_registration", "ACCOUNTING AND CORPORATE REGULATORY AUTHORITY (ACRA)\nBusiness Profile (Company) of SAMPLE PTE. LTD. (202312345K)\nUEN 202312345K\nIncorporation Date 03 Mar 2023\nPrincipal Activities RETAIL SALE VIA INTERNET\nRegistered Office Address 1 SAMPLE STREET SINGAPORE"),
    ("account_application", f"开立单位银行结算账户申请书\n存款人名称 {A}\n电话 0755-00000000\n法定代表人 林怀瑾\n注册资金 100万元\n账户性质 基本存款账户(√) 一般存款账户\n本存款人申请开立单位银行结算账户,并承诺所提供的开户资料真实、有效。\n存款人(公章)\n以下栏目由开户银行填写\n开户银行审核意见 经办人(签章)"),
    ("account_application", f"预留印鉴卡\n账户名称 {A}\n账号 44250100000000012345\n启用日期 2024年3月1日\n开户行 样本银行深圳分行\n预留印鉴"),
    ("contest_pledge", "全国大学生样本挑战赛\n承诺书\n我们仔细阅读了竞赛章程和参赛规则。\n我们完全明白,抄袭别人的成果是违反竞赛规则的,如有违反愿承担全部责任。\n我们郑重承诺,严格遵守竞赛规则。\n参赛队员 张样本 李样本\n指导教师 王样本\n日期 2024年5月1日"),
    ("other_pledge", f"廉洁自律承诺书\n{A}郑重承诺:不以任何形式收受礼金、回扣,杜绝商业贿赂。\n承诺人(盖章):{A}\n2024年5月1日"),
    ("honour_certificate", f"荣誉证书\n{A}:\n荣获2023年度优秀供应商称号,特发此证,以资鼓励。\n样本行业协会\n2024年1月"),
    ("other_right", f"外观设计专利证书\n证书号第1234567号\n专利号:ZL 2023 3 0000000.1\n专利权人:{A}\n授权公告日:2024年1月5日\n设计人:林怀瑾\n国家知识产权局 局长"),
    ("other_right", f"作品登记证书\n登记号:国作登字-2024-F-00000001\n作品名称 样本兔\n作品类别 美术作品\n著作权人 {A}\n创作完成日期 2023年1月1日"),
    ("other_permit", f"食品经营许可证\n经营者名称 {A}\n统一社会信用代码 91440300MA5SAMPL1X\n法定代表人 林怀瑾\n住所 深圳市龙岗区样本路1号\n主体业态 食品销售经营者\n经营项目 预包装食品销售\n许可证编号 JY14403000000000\n有效期至 2028年1月1日\n发证机关 深圳市市场监督管理局"),
    ("trademark_register_page", f"商标详情\n申请/注册号 12345678\n申请日期 2021年1月1日\n国际分类 25\n申请人名称(中文) {A}\n初审公告期号 1700 注册公告期号 1712\n专用权期限 2022年1月7日 至 2032年1月6日\n是否共有商标 否\n商标状态图标 LIVE/REGISTRATION 注册商标\n仅供参考,无任何法律效力"),
    ("company_register_page", f"国家企业信用信息公示系统\n营业执照信息\n统一社会信用代码:91440300MA5SAMPL1X\n企业名称:{A}\n类型:有限责任公司\n法定代表人:林怀瑾\n注册资本:100万元人民币\n成立日期:2020年1月1日\n核准日期:2023年1月1日\n登记机关:深圳市市场监督管理局\n登记状态:存续(在营、开业、在册)\n住所:深圳市龙岗区样本路1号\n经营范围:互联网销售;服装零售\n股东及出资信息"),
    ("web_page", "2024/5/6 10:22 样本商城\n首页 登录 免费注册\n我们的品牌故事\n版权所有 样本商城 粤ICP备00000000号\nhttps://www.example.com/about/story.html 1/2"),
    ("money_certificate", f"单位存款证明书\n兹证明 {A} 截至2024年5月1日在我行存款余额为人民币1,000,000.00元\n此证明有效期内该存款冻结"),
    ("overseas_registration", "DEPARTMENT OF THE TREASURY\nINTERNAL REVENUE SERVICE\nEmployer Identification Number: 99-1234567\nForm: SS-4\nNumber of this notice: CP 575 A\nSAMPLE TRADING LLC\nWE ASSIGNED YOU AN EMPLOYER IDENTIFICATION NUMBER"),
    ("honour_certificate", f"授予：{A}\n诚信经营示范单位\n样本市消费者协会\n二〇二三年十二月"),
    ("trademark_stage", f"商标注册申请书\n申请人名称(中文)：{A}\n类别：24\n商标申请声明"),
    ("trademark_stage", f"商标驳回通知书\n{A}：\n第99123456号LUMORA商标注册申请经审查，予以驳回"),
    ("company_paper", f"房屋租赁合同\n出租方（甲方）：林怀瑾\n承租方（乙方）：{A}\n租赁期限自2024年1月1日至2025年12月31日\n月租金人民币3000元"),
    ("company_paper", f"中华人民共和国税收完税证明\n纳税人名称 {A}\n税种 增值税 入库日期 2024-01-15 实缴金额 1,200.00"),
]  # fmt: skip


def documents(text: str, path: str = "scan0001.pdf", slots: dict[str, str] | None = None) -> list[tuple[str, object]]:
    file = File(path, Path("/nowhere") / path, 1000, "0" * 64, "application/pdf")
    reading = Reading(file, (page(prose(text)),), 1)
    return [(one.kind, one.value("document_type")) for one in build([reading], slots)]


@pytest.mark.parametrize(("name", "text"), PAGES, ids=[f"{at}-{name}" for at, (name, _) in enumerate(PAGES)])
def test_each_is_named_for_what_it_is(name: str, text: str) -> None:
    assert documents(text) == [("other", name)]


@pytest.mark.parametrize(("name", "text"), PAGES, ids=[f"{at}-{name}" for at, (name, _) in enumerate(PAGES)])
def test_neither_file_name_nor_slot_make_it_another(name: str, text: str) -> None:
    kind = other_documents()[name].taken_for[0]
    named = {
        "business_license": "营业执照.pdf", "bank_permit": "开户许可证.pdf", "compliance_declaration": "合规声明.pdf",
        "trademark_certificate": "商标注册证.pdf",
    }[kind]  # fmt: skip
    assert documents(text, named, {named: kind}) == [("other", name)]


@pytest.mark.parametrize(
    ("kind", "text"), [case[:2] for case in CASES], ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)]
)
def test_a_document_that_is_asked_for_stays_it_on_a_printed_web_page(kind: str, text: str) -> None:
    printed = f"2024/5/6 10:22\n{text}\nhttps://ebank.example.com/print/account.html 1/1"
    assert documents(printed)[0][0] == kind


PACKAGING = [
    "LUMORA\n水润面膜\n净含量:30ml×5\n生产许可证编号:粤妆20160001\n备案编号:粤G妆网备字2023012345",
    "凤凰单丛\n荣获2023年度茶王赛金奖\n年度十大名茶 评选\n净含量 250g",
    "LUMORA\nwww.lumora.com\n2024-05-06 10:11\nAll rights reserved",
    "LUMORA\n专利号:ZL202012345678.9\n国作登字-2020-F-001\n域名:lumora.com",
]


@pytest.mark.parametrize("text", PACKAGING)
def test_print_on_packaging_makes_a_photo_of_goods_no_other_document(text: str) -> None:
    photo = replace(page(prose(text)), picture=Picture(True, 300.0, 0.0, None, 1))
    assert guess(photo, PageText(photo, photo.passes[0]), "1.jpg").kind == "product_photo"


def test_words_without_their_title_settle_nothing() -> None:
    part = page(prose("许可项目:食品销售\n备案编号 进出口企业代码\n税务登记 组织机构代码登记"))
    found = guess(part, PageText(part, part.passes[0]), "scan0001.pdf")
    assert (found.other, found.titled) == ("other_permit", False)
    assert found.confidence < load_ruleset("tiktok-shop-pop").min_kind_confidence


@pytest.mark.parametrize("title", ["食品安全承诺书", "合规及反商业贿赂承诺书"])
def test_a_pledge_to_keep_the_platforms_rules_is_the_one_asked_for(title: str) -> None:
    text = f"{title}\n致 TikTok Shop:\n{A}郑重承诺遵守平台规则和法律法规,不得商业贿赂,保守商业秘密,安全生产,\n如违反自愿承担责任。\n承诺人(盖章):{A}"
    assert documents(text)[0][0] == "compliance_declaration"


@pytest.mark.parametrize(
    "text",
    [
        "LUMORA\nSKU LM-001\nMade for Sample Ltd. Company No. 01234567, registered in England and Wales\nRegistered office: 1 Sample Road, London",
        f"授权委托书\n兹委托{A}办理香港公司的商业登记证年审事宜。\n样本有限公司 Sample Ltd., Hong Kong\n2024年1月1日",
        f"采购合同\n甲方:{A}\n乙方:SAMPLE LIMITED (incorporated in Hong Kong under the Companies Ordinance)\n商品:女装 金额:10,000元",
    ],
)
def test_what_only_mentions_a_registration_is_none(text: str) -> None:
    assert not {"hong_kong_registration", "overseas_registration"} & {named for _, named in documents(text)}


def test_each_stands_for_kinds_that_there_are() -> None:
    for one in other_documents().values():
        assert set(one.taken_for) <= set(kinds())
        assert {"zh", "en"} == set(one.title)
