"""Every shipped rule: a passing application, and failing ones with the severity each must have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.models import Document, Hidden, HiddenKind, Severity, Source, Trouble, TroubleKind
from tests.rules import builders as b
from tests.rules.failing import Failing, once, other, own
from tests.rules.further_rules import FURTHER

ARCHIVE = Trouble(TroubleKind.ARCHIVE, "zip")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
X = "宁波市远帆样本贸易有限公司"

FAILING = [
    # --- completeness
    Failing("DV-SET-001", "reject", own(licence=[]), "营业执照"),
    Failing("DV-SET-001", "reject", own(id=[]), "身份证"),
    Failing("DV-SET-001", "reject", own(mark=[]), "商标注册证"),
    Failing("DV-SET-001", "review", own(licence=[b.unread_file("执照.pdf", Trouble(TroubleKind.CRASHED))]), "执照.pdf"),
    Failing("DV-SET-001", "review", own(id=[b.paper("other", "x.pdf", confidence=0.3)]), "x.pdf"),
    Failing(
        "DV-SET-001",
        "review",
        own(
            licence=[
                b.licence("a.pdf", name="甲样本有限公司", credit_code=b.OTHER_CODE),
                b.licence("b.pdf", name="乙样本有限公司", credit_code=b.TRADER_CODE),
            ],
            bank=[b.bank(account_name="丙样本有限公司")],
        ),
        "多家企业",
        {"company": None, "credit_code": None},
    ),
    Failing("DV-BNK-001", "reject", own(bank=[]), "开户许可证"),
    Failing("DV-SET-003", "reject", own(), "营业执照", {"documents": {"执照.pdf": "id_card"}}),
    Failing(
        "DV-SET-003", "review", own(licence=[b.licence(confidence=0.6)]), "", {"documents": {"执照.pdf": "id_card"}}
    ),
    Failing("DV-SET-004", "reject", own(), b.OTHER_CODE, {"credit_code": b.OTHER_CODE}),
    Failing(
        "DV-SET-004", "review", own(), "校验位", {"credit_code": b.CODE[:-1] + ("1" if b.CODE[-1] != "1" else "2")}
    ),
    Failing("DV-SET-006", "reject", own(), X, {"company": X}),
    Failing("DV-SET-006", "review", own(), "略有不同", {"company": b.COMPANY.replace("有限公司", "有限责任公司")}),
    # --- files
    Failing("DV-FILE-001", "reject", own(bank=[b.bank("基本户.jpg", media_type="image/jpeg")]), "基本户.jpg"),
    Failing(
        "DV-FILE-001", "warn", own(photos=[*b.photos()[:2], b.photo(3, path="3.jpg", media_type="image/jpeg")]), "3.jpg"
    ),
    Failing(
        "DV-FILE-001", "info", own(notes=[b.unread_file("说明.docx", Trouble(TroubleKind.OFFICE), media_type=DOCX)])
    ),
    Failing(
        "DV-FILE-001", "review", own(bank=[b.unread_file("银行.docx", Trouble(TroubleKind.OFFICE), media_type=DOCX)])
    ),
    Failing("DV-FILE-002", "reject", own(bank=[b.bank(size=10 * 2**20 + 1)]), "10.49"),
    Failing("DV-FILE-002", "warn", own(bank=[b.bank(size=10_000_001)]), "边缘"),
    Failing(
        "DV-FILE-003", "reject", own(bank=[b.unread_file("资料.zip", ARCHIVE, media_type="application/zip")]), "压缩包"
    ),
    Failing(
        "DV-FILE-003", "info", own(more=[b.unread_file("备份.zip", ARCHIVE, media_type="application/zip")]), "未计入"
    ),
    Failing(
        "DV-FILE-004",
        "review",
        own(bank=[b.bank(picture=replace(b.PICTURE, screen=("device_size", "no_dpi_png")))]),
        "截图",
    ),
    Failing("DV-FILE-005", "reject", own(bank=[b.unread_file("a.pdf", Trouble(TroubleKind.DAMAGED))]), "损坏"),
    Failing("DV-FILE-005", "reject", own(bank=[b.unread_file("a.pdf", Trouble(TroubleKind.ENCRYPTED))]), "密码"),
    Failing("DV-FILE-005", "reject", own(bank=[b.unread_file("a.pdf", Trouble(TroubleKind.EMPTY))]), "0 字节"),
    Failing(
        "DV-FILE-009",
        "review",
        own(bank=[b.unread_file("a.xlsx", Trouble(TroubleKind.LIMIT, "workbook"), media_type=DOCX)]),
        "不一定坏",
    ),
    Failing(
        "DV-FILE-009",
        "review",
        own(bank=[b.bank(troubles=[Trouble(TroubleKind.ATTACHED, "2: 执照.pdf, 流水.xlsx")])]),
        "2 个：执照.pdf",
    ),
    Failing("DV-FILE-005", "review", own(more=[b.unread_file("a.pdf", Trouble(TroubleKind.DAMAGED))]), "必需资料已齐"),
    Failing("DV-FILE-005", "review", own(bank=[b.bank(troubles=[Trouble(TroubleKind.DAMAGED, "truncated")])]), "末尾"),
    Failing("DV-FILE-005", "review", own(more=[b.paper("other", "空.pdf", picture=None)]), "可能是空白页"),
    Failing(
        "DV-FILE-005",
        "review",
        own(more=[b.paper("other", "白.jpg", media_type="image/jpeg", picture=replace(b.PICTURE, sharpness=0.2))]),
        "可能是空白页",
    ),
    Failing(
        "DV-FILE-005",
        "review",
        own(bank=[b.bank(troubles=[Trouble(TroubleKind.DAMAGED, "picture", (1,))])]),
        "变色",
    ),
    Failing(
        "DV-FILE-005",
        "review",
        own(bank=[b.bank(troubles=[Trouble(TroubleKind.DAMAGED, "stream")])]),
        "内部的数据有损坏",
    ),
    Failing(
        "DV-FILE-009",
        "review",
        own(more=[b.bank("b.pdf", troubles=[Trouble(TroubleKind.LIMIT, "time")])]),
        "b.pdf",
    ),
    Failing(
        "DV-FILE-010",
        "review",
        own(bank=[b.hiding(b.bank(), Hidden(HiddenKind.LAUNCH, 1, ("cmd.exe",)))]),
        "（cmd.exe）",
    ),
    Failing(
        "DV-FILE-010", "info", own(bank=[b.hiding(b.bank(), Hidden(HiddenKind.DATA, 1, ("invoice.xml",)))]), "发票"
    ),
    Failing(
        "DV-FILE-010", "review", own(bank=[b.hiding(b.bank(), Hidden(HiddenKind.PAGE_COUNT, 1, ("1", "3")))]), "1 / 3"
    ),
    Failing(
        "DV-FILE-011", "review", own(bank=[b.hiding(b.bank(), Hidden(HiddenKind.CHANGED, 1, (), (1,)))]), "签署之后"
    ),
    Failing("DV-FILE-011", "info", own(bank=[b.hiding(b.bank(), Hidden(HiddenKind.FILLED))]), "后来的签名认可"),
    Failing("DV-FILE-007", "review", own(bank=[b.covered(b.bank(), "账户名称 某某样本有限公司")]), "图片或批注遮住"),
    # --- licence
    Failing("DV-LIC-001", "review", own(licence=[b.licence(credit_code=b.credit_code("52440300MJ5SAMP1"))]), "52"),
    Failing("DV-LIC-002", "reject", own(), "18位", {"credit_code": "9144030"}),
    Failing("DV-LIC-002", "review", own(licence=[b.licence(credit_code=b.CODE[:-1])]), "18位"),
    Failing("DV-LIC-003", "review", own(licence=[b.licence(credit_code="91350211M0000XUF46")]), "校验位"),
    Failing("DV-LIC-005", "reject", own(licence=[b.licence(term_end="2024-05-31")]), "2024-05-31"),
    Failing("DV-LIC-005", "review", own(licence=[b.licence(term_end=once("2024-05-31"))]), "请对照原件"),
    Failing("DV-LIC-007", "reject", own(licence=[b.licence(scope="服装服饰零售;针纺织品销售。")]), "互联网销售"),
    Failing(
        "DV-LIC-007", "review", own(licence=[b.licence(scope=b.field("服装服饰零售。", whole=False))]), "请对照原件"
    ),
    Failing("DV-LIC-007", "review", own(licence=[b.licence(scope="网上贸易代理;服装服饰零售。")]), "网上贸易代理"),
    Failing("DV-LIC-007", "reject", own(licence=[b.licence(scope="服装服饰零售(不含互联网销售)。")]), "互联网销售"),
    Failing(
        "DV-LIC-008",
        "reject",
        own(licence=[b.licence(scope="电子商务;服装销售。")], mark=[b.certificate(nice_classes=[3])]),
        "护肤",
        {"category": "美妆"},
    ),
    Failing("DV-LIC-008", "review", own(mark=[b.certificate(nice_classes=[3])]), "笼统", {"category": "美妆"}),
    Failing("DV-LIC-008", "review", own(), "类目表里没有", {"category": "二手船舶"}),
    Failing(
        "DV-LIC-008",
        "review",
        own(licence=[b.licence(scope="电子商务;化妆品生产。")], mark=[b.certificate(nice_classes=[3])]),
        "生产",
        {"category": "美妆"},
    ),
    Failing(
        "DV-LIC-010",
        "reject",
        own(licence=[b.licence(seals=[b.seal("深圳市市场监督管理局", "registrar")])]),
        "登记机关",
    ),
    Failing("DV-LIC-010", "review", own(licence=[b.licence(seals=[])]), "人工确认"),
    Failing("DV-LIC-010", "review", own(licence=[b.licence(seals=[b.seal("", "unknown")])]), "看不清"),
    Failing(
        "DV-LIC-010", "review", own(licence=[b.licence(seals=[b.seal(b.COMPANY + "合同专用章", "company")])]), "专用章"
    ),
    Failing(
        "DV-LIC-010",
        "review",
        own(licence=[b.licence(seals=b.field([], whole=False), picture=replace(b.PICTURE, coloured=False))]),
        "黑白",
    ),
    Failing("DV-LIC-010", "review", own(licence=[b.licence(seals=[], digitally_signed=True)]), "数字签名"),
    Failing(
        "DV-LIC-012", "review", own(licence=[b.licence(credit_code=b.TRADER_CODE)]), "个体工商户", {"credit_code": None}
    ),
    Failing("DV-LIC-012", "review", own(), "申请表", {"entity": "individual"}),
    # --- ID card
    Failing("DV-ID-001", "reject", own(id=[b.id_card(sides=["portrait"])]), "国徽面"),
    Failing(
        "DV-ID-001",
        "reject",
        own(id=[b.paper("id_card", "back.pdf", sides=["emblem"], valid_to="2035-06-01")]),
        "人像面",
    ),
    Failing(
        "DV-ID-002",
        "review",
        own(id=[b.id_card(id_number=b.ID_NUMBER[:-1] + ("1" if b.ID_NUMBER[-1] != "1" else "2"))]),
    ),
    Failing("DV-ID-002", "reject", own(id=[b.id_card(id_number=b.field("110101900101123", source=Source.TEXT_LAYER))])),
    Failing("DV-ID-003", "reject", own(id=[b.id_card(valid_to="2024-05-31")]), "2024-05-31"),
    Failing("DV-ID-003", "warn", own(id=[b.id_card(valid_to="2024-06-30")]), "29 天"),
    Failing("DV-ID-003", "reject", own(id=[b.id_card(valid_from="2024-06-02")]), "2024-06-02"),
    Failing("DV-ID-005", "reject", own(id=[b.id_card(name="林示例")]), "林示例"),
    Failing("DV-ID-005", "review", own(id=[b.id_card(name="陈祥本")]), "略有不同"),
    Failing("DV-LIC-009", "review", own(), "许可或备案", {"category": "零食"}),
    # --- mark
    Failing(
        "DV-TM-001", "reject", own(mark=[b.paper("trademark_acceptance", application_number="77654321")]), "受理通知书"
    ),
    Failing("DV-TM-002", "reject", own(mark=[b.certificate(valid_to="2023-11-30")]), "2023-11-30"),
    Failing("DV-TM-002", "review", own(mark=[b.certificate(valid_to="2023-12-01")]), "宽展期"),
    Failing(
        "DV-TM-002",
        "review",
        own(
            more=[b.paper("trademark_renewal", party_to=b.COMPANY)],
            mark=[b.certificate(valid_from="2010-01-02", valid_to="2020-01-01")],
        ),
        "续展后",
    ),
    Failing("DV-TM-004", "reject", own(mark=[b.certificate(nice_classes=[35])]), "第 35 类"),
    Failing("DV-TM-004", "review", own(mark=[b.certificate(nice_classes=[10])]), "取决于"),
    Failing("DV-TM-005", "review", other(b.letter(b.OWNER, b.COMPANY, registration_numbers=["59999999"])), "59999999"),
    Failing("DV-TM-005", "review", own(mark=[b.certificate(registration_number="ABC")]), "ABC"),
    Failing("DV-TM-007", "review", own(mark=[b.certificate(mark="ZEBRAX")]), "ZEBRAX"),
    Failing("DV-TM-007", "review", own(mark=[b.certificate(mark="露茉")]), "语言不同"),
    # --- chain
    Failing("DV-CHN-001", "reject", other(letters=[]), f"「{b.OWNER}」→「{b.COMPANY}」"),
    Failing("DV-CHN-001", "reject", other(b.letter(b.MIDDLE, b.COMPANY)), f"「{b.OWNER}」→「{b.MIDDLE}」"),
    Failing("DV-CHN-001", "reject", other(b.letter(b.OWNER, b.MIDDLE)), f"「{b.MIDDLE}」→「{b.COMPANY}」"),
    Failing("DV-CHN-001", "reject", other(letters=[], mark=[b.certificate(registrant=b.PERSON)]), "个人"),
    Failing(
        "DV-CHN-001",
        "review",
        other(
            letters=[],
            licence=[b.licence(credit_code=b.TRADER_CODE, entity_type="个体工商户")],
            mark=[b.certificate(registrant=b.PERSON)],
        ),
        "经营者个人",
        {"credit_code": None},
    ),
    Failing("DV-CHN-001", "review", own(mark=[b.certificate(registrant=b.COMPANY + "龙岗分公司")]), "不完全相同"),
    Failing("DV-CHN-001", "review", own(mark=[b.certificate(registrant="Starriver Sample Apparel Ltd.")]), "语言"),
    Failing(
        "DV-CHN-001", "review", other(letters=[b.unread_file("授权.pdf", Trouble(TroubleKind.CRASHED))]), "授权.pdf"
    ),
    Failing("DV-CHN-001", "review", other(b.letter(b.MIDDLE, b.COMPANY, grantor=once(b.MIDDLE))), "请对照原件"),
    Failing(
        "DV-CHN-002", "reject", other(b.letter(b.OWNER, b.MIDDLE, seals=[]), b.letter(b.MIDDLE, b.COMPANY)), "首授方"
    ),
    Failing(
        "DV-CHN-002",
        "review",
        other(b.letter(b.OWNER, b.MIDDLE, seals=b.field([], whole=False)), b.letter(b.MIDDLE, b.COMPANY)),
    ),
    Failing("DV-CHN-003", "reject", other(b.letter(b.OWNER, b.COMPANY, signed="2022-05-20")), "2022-05-20"),
    Failing("DV-CHN-003", "review", other(b.letter(b.OWNER, b.COMPANY, signed=once("2022-05-20")))),
    Failing(
        "DV-CHN-004", "reject", other(b.letter(b.OWNER, b.MIDDLE), b.letter(X, b.COMPANY)), f"「{b.MIDDLE}」→「{X}」"
    ),
    Failing(
        "DV-CHN-004",
        "review",
        other(b.letter(b.OWNER, b.MIDDLE), b.letter(b.MIDDLE.replace("青禾", "青和"), b.COMPANY)),
        "不完全相同",
    ),
    Failing(
        "DV-CHN-004", "review", other(b.letter(b.OWNER, b.MIDDLE), b.letter(b.MIDDLE, b.OWNER, "back.pdf")), "循环"
    ),
    Failing("DV-CHN-005", "reject", other(b.letter(b.OWNER, X, sublicense="forbidden")), f"「{X}」"),
    Failing("DV-CHN-005", "review", other(b.letter(b.OWNER, b.COMPANY.replace("鹿鸣", "鹿呜"))), "不完全相同"),
    Failing(
        "DV-CHN-006",
        "review",
        other(b.letter(b.OWNER, b.MIDDLE), b.letter(b.MIDDLE, b.COMPANY, period_end="2027-01-01")),
        "2027-01-01",
    ),
    Failing("DV-CHN-006", "review", other(b.letter(b.OWNER, b.COMPANY, period_end="2032-05-21")), "专用权"),
    Failing(
        "DV-CHN-007",
        "review",
        other(b.letter(b.OWNER, b.MIDDLE, sublicense="forbidden"), b.letter(b.MIDDLE, b.COMPANY)),
        "不可转授权",
    ),
    # --- letters, vouchers
    Failing("DV-LOA-001", "review", other(b.letter(b.OWNER, b.COMPANY, period_end=None)), "期限截止日期"),
    Failing(
        "DV-LOA-001",
        "review",
        other(b.letter(b.OWNER, b.COMPANY, registration_numbers=None, brand=None)),
        "商标注册号",
    ),
    Failing("DV-LOA-002", "reject", other(b.letter(b.OWNER, b.COMPANY, period_end="2024-05-31")), "2024-05-31"),
    Failing("DV-LOA-002", "warn", other(b.letter(b.OWNER, b.COMPANY, period_end="2024-06-30")), "29 天"),
    Failing("DV-LOA-002", "reject", other(b.letter(b.OWNER, b.COMPANY, period_start="2024-06-02")), "2024-06-02"),
    Failing("DV-LOA-003", "reject", other(b.letter(b.OWNER, b.COMPANY, seals=[])), b.OWNER),
    Failing("DV-LOA-003", "review", other(b.letter(b.OWNER, b.COMPANY, seals=[b.seal("", "unknown")])), "看不清"),
    Failing(
        "DV-LOA-003",
        "review",
        other(
            b.letter(b.PERSON, b.COMPANY, seals=None, signature=True),
            mark=[b.certificate(registrant=b.PERSON)],
            id=[b.id_card(name="林示例")],
        ),
        "身份证",
    ),
    Failing("DV-SAL-001", "reject", other(vouchers=[]), "没有销售凭证"),
    Failing("DV-SAL-001", "reject", other(vouchers=[b.voucher(date="2023-11-30")]), "2023-11-30"),
    Failing("DV-SAL-001", "review", other(vouchers=[b.voucher(date=once("2023-11-30"))]), "请对照原件"),
    Failing("DV-SAL-001", "review", other(vouchers=[b.voucher(date="2024-06-02")]), "晚于"),
    Failing("DV-SAL-001", "review", other(vouchers=[b.voucher(brand=None)]), "品牌"),
    Failing("DV-SAL-001", "review", other(vouchers=[b.voucher(seller=X, buyer="苏州市晨光样本有限公司")]), "授权链"),
    # --- bank, photos
    Failing("DV-BNK-002", "reject", own(bank=[b.bank(account_name=X)]), X),
    Failing("DV-BNK-002", "review", own(bank=[b.bank(account_name=once(X))]), "请对照原件"),
    Failing("DV-BNK-002", "review", own(bank=[b.bank(account_name=b.COMPANY.replace("鹿鸣", "鹿呜"))]), "不完全相同"),
    Failing("DV-PHO-001", "reject", own(photos=b.photos()[:2]), "还差 1 张"),
    Failing("DV-PHO-001", "reject", own(photos=[]), "0 张"),
    Failing("DV-PHO-001", "reject", own(photos=[b.photo(1), b.photo(1, path="copy.pdf"), b.photo(2)]), "重复"),
    Failing(
        "DV-PHO-001",
        "review",
        own(photos=b.photos()[:2], more=[b.unread_file("IMG.pdf", Trouble(TroubleKind.CRASHED))]),
        "IMG.pdf",
    ),
    Failing("DV-PHO-002", "review", own(photos=[b.photo(n, texts=["SUMMER DRESS"]) for n in (1, 2, 3)]), "LUMORA"),
    Failing("DV-PHO-002", "review", own(mark=[b.certificate(mark=None)]), "文字商标", {"brand": None}),
    Failing("DV-PHO-002", "review", own(photos=[b.photo(n, texts=["LUMOPA"]) for n in (1, 2, 3)]), "相近"),
    Failing("DV-PHO-002", "review", own(photos=[b.photo(n, texts=["夏季连衣裙"]) for n in (1, 2, 3)]), "语言"),
    Failing("DV-PHO-003", "review", own(photos=[b.photo(n, sku_codes=[]) for n in (1, 2, 3)]), "没有读到"),
    Failing("DV-PHO-003", "review", own(photos=[b.photo(n, sharpness=12.0) for n in (1, 2, 3)]), "模糊"),
    Failing("DV-PHO-004", "review", own(photos=[*b.photos()[:2], b.photo(3, watermarks=["@somebody"])]), "@somebody"),
    # --- legibility
    Failing(
        "DV-FILE-006",
        "review",
        own(bank=[b.bank(account_name=None, picture=replace(b.PICTURE, sharpness=20.0))]),
        "模糊",
    ),
    Failing("DV-FILE-006", "review", own(licence=[b.licence(name=None)]), "名称"),
    *FURTHER,
]


@pytest.mark.parametrize("failing", FAILING, ids=str)
def test_fails(failing: Failing) -> None:
    parts = {name: [_without_none(document) for document in documents] for name, documents in failing.parts().items()}
    judgement = b.judged(parts, today=failing.today, **failing.form)
    assert b.severities(judgement, "DV-INTERNAL") == []
    found = b.findings(judgement, failing.rule)
    assert failing.severity in [finding.severity.value for finding in found]
    said = [finding.message["zh"] for finding in found if finding.severity.value == failing.severity]
    assert any(failing.says in message for message in said), said


def _without_none(document: Document) -> Document:
    """A builder's argument None means that the field was not read."""
    return replace(document, fields={name: value for name, value in document.fields.items() if value.value is not None})


def test_every_rule_has_a_failing_and_a_passing_application() -> None:
    """The passing ones are the clean applications: each rule is judged on one of them and finds nothing."""
    shipped = {rule.id for rule in b.POP.rules}
    assert {failing.rule for failing in FAILING} == shipped
    slots = {"documents": {"执照.pdf": "business_license"}}
    judged = set[str]()
    for parts, form in ((b.own_brand(), {}), (b.authorized(), {}), (b.childrens(), b.CHILDRENS_FORM)):
        judgement = b.judged(parts, **slots, **form)
        assert {finding.rule for finding in judgement.findings} <= {"DV-LST-001"}
        judged |= shipped - {item.rule for item in judgement.not_checked}
    assert judged == shipped - {"DV-LIC-009"}, "where it applies it always asks"


def test_no_rule_claims_more_weight_than_it_ever_gives() -> None:
    reached = {
        rule.id: min((f.severity for f in FAILING if f.rule == rule.id), key=lambda s: Severity(s).rank)
        for rule in b.POP.rules
    }
    assert reached == {rule.id: rule.severity.value for rule in b.POP.rules}
