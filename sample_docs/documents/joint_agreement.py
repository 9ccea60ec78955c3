"""Joint Operation Agreement (联合运营协议): in Chinese, in English, or in both, two pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.stamps import signature

Language = Literal["zh", "en", "both"]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One page of an agreement; its pages go into one file."""

    agreement: JointAgreement
    number: int

    def draw(self) -> Drawing:
        """The page on A4."""
        return marked(_terms(self.agreement) if self.number == 1 else _closing(self.agreement))

    def truth(self) -> Truth:
        """What the whole agreement says."""
        return self.agreement.truth()


@dataclass(frozen=True, slots=True)
class JointAgreement:
    """What seller and local partner agree on."""

    seller: str
    seller_code: str
    partner: str
    signed: date | None
    fee_percent: float = 10
    language: Language = "both"
    admin_holder: str = ""
    """Who holds the Admin role; empty: the seller."""
    fee_basis: bool = True
    """Whether tax and returns are said to be in or out of the basis of the fee."""
    secondary_use: bool = True
    """Whether clause 7.1 keeps the partner from other commercial use."""
    liability: bool = True
    seal: str = ""
    """The text of the seller's seal; empty where nobody stamped it."""
    seal_code: str = ""
    signer: str = ""
    partner_signer: str = "Dewi S."

    def pages(self) -> tuple[AgreementPage, ...]:
        """Its pages, for one file."""
        return (AgreementPage(self, 1), AgreementPage(self, 2))

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "joint_operation_agreement",
            stated(
                seller=self.seller, partner=self.partner, signed=iso(self.signed) if self.signed else "",
                fee_percent=self.fee_percent, seals=["company"][: bool(self.seal)],
            ),
        )  # fmt: skip

    @property
    def font(self) -> Font:
        """The face of the clauses: the Song face has Latin letters of a typewriter."""
        return Font.HEI if self.language == "en" else Font.SONG

    def said(self, chinese: str, english: str) -> str:
        """The words in the languages of the agreement."""
        return {"zh": chinese, "en": english, "both": f"{chinese}\n{english}"}[self.language]


def _terms(document: JointAgreement) -> Drawing:
    sheet = Drawing(210, 297)
    title = {"zh": "联合运营协议", "en": "JOINT OPERATION AGREEMENT", "both": "联合运营协议"}[document.language]
    sheet.text(105, 24, title, 8 if document.language != "en" else 6.5, font=Font.HEI, centre=True, bold=True)
    if document.language == "both":
        sheet.text(105, 35, "JOINT OPERATION AGREEMENT", 5, font=Font.HEI, centre=True)
    y = 46.0
    for chinese, english, name in (
        ("甲方（中国卖家）", "Party A (Seller)", document.seller), ("乙方（本地伙伴）", "Party B (Local Partner)", document.partner),
    ):  # fmt: skip
        label = {"zh": chinese, "en": english, "both": f"{chinese} {english}"}[document.language]
        y = sheet.block(26, y, f"{label}：{name}" if document.language != "en" else f"{label}: {name}", 158, 4.4) + 2
    if document.seller_code:
        label = document.said("甲方统一社会信用代码：", "Unified social credit code of Party A: ").split("\n")[0]
        y = sheet.block(26, y, label + document.seller_code, 158, 4.2) + 3
    for number, text in enumerate(_clauses(document), 1):
        y = sheet.block(26, y, f"{number}. {text}", 158, 3.9, leading=1.5, font=document.font) + 1.6
    sheet.text(105, 282, "1 / 2", 3.6, centre=True)
    return sheet


def _clauses(document: JointAgreement) -> Sequence[str]:
    holder = document.admin_holder or document.seller
    fee = f"{document.fee_percent:g}%"
    basis = document.said(
        "计费基数为不含税的净GMV，退货及退款金额予以扣除。",
        "The basis is net GMV, excluding tax; returned and refunded orders are deducted.",
    ) if document.fee_basis else ""  # fmt: skip
    return (
        document.said(
            "双方通过TikTok Shop联合运营模式在目标市场共同经营甲方店铺。",
            "The parties jointly operate the shop of Party A on TikTok Shop in the target market.",
        ),
        document.said(
            f"店铺后台Admin权限由{holder}持有，乙方仅获授予Operator及Content Creator角色。",
            f"The Admin role is held by {holder}; Party B is granted Operator and Content Creator only.",
        ),
        document.said(f"联合运营服务费为GMV的{fee}，按月结算。", f"The service fee is {fee} of GMV, settled monthly.")
        + ("\n" + basis if basis else ""),
        document.said(
            "乙方对消费者咨询的首次回复不超过2小时。", "Party B first answers a consumer within 2 hours."
        ),
    )  # fmt: skip


def _closing(document: JointAgreement) -> Drawing:
    sheet = Drawing(210, 297)
    y = 26.0
    texts = [
        ("4.2 " + document.said(
            "乙方承担本地用工、税务及消费者投诉的主体责任，甲方就商品质量与资金安全承担责任。",
            "Party B is liable for local labour, tax and consumer complaints; Party A for quality and funds.",
        )) if document.liability else "",
        "7.1 " + document.said(
            "合作产生的内容著作权归甲方所有，乙方享有运营使用权。",
            "Copyright of the content belongs to Party A; Party B may use it for the operation.",
        ),
        ("7.2 " + document.said(
            "未经甲方书面同意，乙方不得将上述内容二次商用，亦不得用于竞品宣传。",
            "Without written consent Party B shall make no secondary commercial use of it, nor promote competitors.",
        )) if document.secondary_use else "",
        "8.1 " + document.said("本协议自双方签署之日起生效，有效期一年。", "Effective for one year from signing."),
    ]  # fmt: skip
    for text in texts:
        if text:
            y = sheet.block(26, y, text, 158, 3.9, leading=1.5, font=document.font) + 2.5
    y = max(y + 20, 150)
    for x, chinese, english, name in (
        (26, "甲方（盖章）", "Party A", document.seller), (110, "乙方（签字）", "Party B", document.partner),
    ):  # fmt: skip
        label = {"zh": chinese, "en": english, "both": f"{chinese} {english}"}[document.language]
        sheet.text(x, y, f"{label}：" if document.language != "en" else f"{label}:", 4.4)
        sheet.block(x, y + 9, name, 74, 4.2)
    if document.signer:
        sheet.picture(signature(document.signer, 5), 30, y + 24, 30, 13)
    if document.partner_signer:
        sheet.text(114, y + 26, document.partner_signer, 8, font=Font.KAI, colour=(28, 32, 70))
    if document.signed:
        label = {"zh": "签署日期：", "en": "Date: ", "both": "签署日期 Date："}[document.language]
        when = f"{document.signed:%Y-%m-%d}" if document.language == "en" else day(document.signed)
        sheet.text(26, y + 46, label + when, 4.4)
    if document.seal:
        sheet.picture(company_seal(document.seal, document.seal_code), 52, y - 6, 40)
    sheet.text(105, 282, "2 / 2", 3.6, centre=True)
    return sheet
