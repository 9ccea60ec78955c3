"""Failing applications for the rules about dates, numbers, letters' scope and the time before listing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from docvet.models import Document
from tests.rules import builders as b
from tests.rules.failing import Failing, other, own

BRANCHES = ["佛山市云杉样本贸易有限公司", "厦门市白鹭样本贸易有限公司", "南京市雨花样本贸易有限公司"]


def _chain(*names: str) -> list[Document]:
    return [b.letter(giver, taker) for giver, taker in pairwise(names)]


PASSPORT = b.paper("other_id", "护照.pdf", name=b.PERSON)
OWN_CLAIM = ["我司系第61234567号注册商标的合法所有人,现授权如下"]
CHILDREN = {"category": "童装", "targets": ["US"]}

FURTHER = [
    # --- files
    Failing("DV-FILE-007", "review", own(licence=[b.licence(lines=["仅供某某银行贷款使用"])]), "仅供某某银行"),
    Failing("DV-FILE-007", "review", own(id=[b.id_card(producer="Adobe Photoshop 2023")]), "Photoshop"),
    Failing("DV-FILE-007", "info", own(licence=[b.licence(lines=["扫描全能王 创建"])]), "扫描全能王"),
    Failing(
        "DV-FILE-007", "review", own(bank=[b.typed_over(b.bank(), "账户名称 某某样本有限公司")]), "某某样本有限公司"
    ),
    Failing("DV-FILE-008", "warn", own(bank=[b.bank("基本户#1.pdf")]), "基本户#1.pdf"),
    Failing("DV-FILE-008", "warn", own(bank=[b.bank("20240601.pdf")]), "只有数字"),
    # --- licence
    Failing(
        "DV-LIC-004", "warn", own(licence=[b.licence(credit_code=None, registration_number="440301103097413")]), "15 位"
    ),
    Failing("DV-LIC-006", "warn", own(licence=[b.licence(term_end="2024-07-30")]), "59 天"),
    Failing(
        "DV-LIC-013", "review", own(licence=[b.licence(codes=[b.qr(f"统一社会信用代码:{b.OTHER_CODE}")])]), b.OTHER_CODE
    ),
    Failing("DV-LIC-013", "info", own(licence=[b.licence(codes=[b.qr("http://example.com/x")])]), "example.com"),
    Failing("DV-LIC-014", "warn", own(licence=[b.licence(issued="2024-05-19")]), "13 天"),
    Failing("DV-LIC-014", "warn", own(licence=[b.licence(issued="2024-06-02")]), "晚于提交日"),
    # --- identity
    Failing("DV-ID-004", "review", own(id=[b.id_card(valid_to="2031-06-01")]), "不是 5 年"),
    Failing("DV-ID-004", "review", own(id=[b.id_card(valid_from="2015-06-01", valid_to="2035-06-01")]), "25 周岁"),
    Failing("DV-ID-006", "review", own(id=[PASSPORT]), "护照.pdf"),
    Failing("DV-ID-006", "review", own(id=[b.id_card(id_number="830000199001010017")]), "居住证"),
    # --- mark and chain
    Failing("DV-TM-003", "review", own(mark=[b.certificate(valid_to="2033-05-20")]), "2033-05-20"),
    Failing("DV-TM-006", "review", other(b.letter(b.MIDDLE, b.COMPANY, lines=OWN_CLAIM)), b.MIDDLE),
    Failing(
        "DV-TM-006",
        "review",
        other(proof=[b.paper("trademark_assignment", party_from=BRANCHES[0], party_to=b.MIDDLE)]),
        BRANCHES[0],
    ),
    Failing("DV-CHN-008", "review", other(*_chain(b.OWNER, *BRANCHES, b.COMPANY)), "4 级"),
    Failing("DV-LOA-004", "review", other(b.letter(b.OWNER, b.COMPANY, nice_classes=[3])), "第 3 类"),
    Failing(
        "DV-LOA-004",
        "review",
        other(b.letter(b.OWNER, b.COMPANY, territory="泰国、越南")),
        "印度尼西亚",
        {"targets": ["ID"]},
    ),
    Failing("DV-LOA-004", "review", other(b.letter(b.OWNER, b.COMPANY, lines=["授权商品不含女装。"])), "不含女装"),
    Failing("DV-LOA-004", "review", other(b.letter(b.OWNER, b.COMPANY, territory="中国大陆")), "只有"),
    Failing("DV-LOA-004", "review", other(b.letter(b.OWNER, b.COMPANY, channels="天猫旗舰店")), "天猫"),
    Failing("DV-LOA-004", "review", other(b.letter(b.OWNER, b.COMPANY, channels="除TikTok外的线上平台")), "没有包括"),
    Failing(
        "DV-LOA-004",
        "review",
        other(b.letter(b.OWNER, b.MIDDLE, nice_classes=[25]), b.letter(b.MIDDLE, b.COMPANY, nice_classes=[25, 18])),
        "超出",
    ),
    # --- bank
    Failing("DV-BNK-003", "review", own(bank=[b.bank(approval_number="L3050004039503")]), "不以 J 开头"),
    Failing(
        "DV-BNK-003", "review", own(bank=[b.bank(lines=["核准号:J30500040395"], approval_number=None)]), "格式异常"
    ),
    Failing(
        "DV-BNK-003",
        "review",
        own(bank=[b.bank(lines=["基本存款账户编号", "J99123456"], approval_number=None)]),
        "J99123456",
    ),
    Failing("DV-BNK-003", "review", own(bank=[b.bank(kind="bank_permit", issued="2020-01-01")]), "不再核发"),
    Failing("DV-BNK-003", "review", own(bank=[b.bank(account_number="6222021234567890128")]), "个人银行卡"),
    Failing("DV-BNK-004", "review", own(bank=[b.bank(representative="林示例")]), "林示例"),
    # --- the whole set
    Failing("DV-SET-005", "review", own(mark=[b.certificate(registrant_address="浙江省义乌市样例路99号")]), "义乌"),
    Failing(
        "DV-SET-005", "info", own(mark=[b.certificate(registrant_address="深圳市龙岗区示例社区长荣工业园8栋")]), "写法"
    ),
    Failing("DV-SET-007", "review", own(), "宠物", {"category": "宠物用品"}),
    # --- photos
    Failing("DV-PHO-005", "review", own(photos=[*b.photos()[:2], b.photo(3, picture=None)]), "矢量"),
    Failing(
        "DV-PHO-005",
        "review",
        own(photos=[*b.photos()[:2], b.photo(3, picture=replace(b.PICTURE, sharpness=0.2))]),
        "空白",
    ),
    Failing(
        "DV-PHO-005",
        "review",
        own(
            photos=[
                *b.photos()[:2],
                b.photo(3, picture=replace(b.PICTURE, phash=7, screen=("device_size", "no_dpi_png"))),
            ]
        ),
        "截图",
    ),
    Failing("DV-PHO-005", "info", own(photos=[*b.photos(), b.photo(1, path="再来一张.pdf")]), "重复"),
    # --- before listing
    Failing("DV-RPT-001", "warn", own(), "护肤", {"category": "美妆"}),
    Failing(
        "DV-RPT-001", "warn", b.childrens, "2024-06-30", {**b.CHILDRENS_FORM, "planned_listing_date": "2024-06-30"}
    ),
    Failing("DV-RPT-002", "warn", own(), "CPC", CHILDREN),
    Failing("DV-EPR-001", "warn", own(), "德国", {"targets": ["DE"]}),
    Failing("DV-EPR-001", "warn", own(), "DE123", {"targets": ["DE"], "epr": {"DE": "DE123"}}),
    Failing("DV-LST-001", "info", own(), "印尼语", {"targets": ["ID"]}),
]
