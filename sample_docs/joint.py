"""The clean plan of joint operation: what a shop and its local partner hand in, all in agreement."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from sample_docs import application
from sample_docs.documents.bank_statement import BankStatement, Layout
from sample_docs.documents.declaration import ComplianceDeclaration
from sample_docs.documents.epr_certificate import EprCertificate
from sample_docs.documents.id_card import IdCard
from sample_docs.documents.joint_agreement import JointAgreement, Language
from sample_docs.documents.partner_directory import PartnerDirectory
from sample_docs.documents.safety_report import SafetyReport
from sample_docs.documents.sku_list import SkuList
from sample_docs.plan import Leaf, Plan
from sample_docs.story import Story

PARTNERS = (("PT Sampel Maju Digital", "Tier-1"), ("Contoh Live Commerce Co., Ltd.", "Tier-2"))
_OTHERS = (("Muster Media GmbH", "Tier-2"), ("Exempla Retail Ltd", "Tier-1"))
_LAYOUTS: tuple[Layout, ...] = ("debit_credit", "income", "signed", "flag")
_LANGUAGES: tuple[Language, ...] = ("zh", "en", "both")


def plan(story: Story) -> Plan:
    """The folder as it should be."""
    shop = story.shop
    leaves = {
        "licence": Leaf("营业执照副本.pdf", (application.licence(story),)),
        "id_card": Leaf("法人身份证.pdf", (IdCard.of(shop, valid_from=date(2017, 5, 10)),)),
        "statement": Leaf("银行流水/近三个月对公流水.pdf", statement(story).pages()),
        "sku_list": Leaf("SKU清单.xlsx", (sku_list(story),), "xlsx"),
        "declaration": Leaf("合规声明.pdf", (_declaration(story),)),
        "agreement": Leaf("Joint Operation Agreement.pdf", agreement(story).pages()),
        "directory": Leaf("partners.csv", (PartnerDirectory((*PARTNERS, *_OTHERS)),), "csv"),
    }
    if story.category.nice_class == 3:
        leaves["report"] = Leaf("产品检测报告.pdf", (safety_report(story),))
    if story.seed % 2 == 0:
        leaves["epr"] = Leaf("EPR-DE.pdf", (epr_certificate(story),))
    return Plan(story, leaves, _form(story))


def _form(story: Story) -> dict[str, object]:
    name, tier = PARTNERS[story.seed % 2]
    return {
        **application.form(story),
        "mode": "joint",
        "planned_listing_date": story.submission + timedelta(days=45),
        "joint": {
            "monthly_gmv_usd": [5200, 6100, 7000],
            "shop_opened": story.submission - timedelta(days=400),
            "admin_holder": story.shop.name,
            "partner": {"name": name, "tier": tier},
            "partner_directory": "partners.csv",
            "monthly_sales_by_site_usd": {"ID": 3200, "TH": 4100},
        },
        "epr": {"DE": epr_certificate(story).number},
    }


def statement(story: Story) -> BankStatement:
    """Three whole months and some days of the shop's basic account."""
    account = application.bank(story).documents[0].truth().fields  # type: ignore[union-attr]
    return BankStatement(
        company=story.shop.name,
        bank=account["bank"],
        account=account["account_number"],
        first=story.submission - relativedelta(months=3, days=8),
        last=story.submission - timedelta(days=4),
        seed=story.seed,
        layout=_LAYOUTS[story.seed % 4],
        newest_first=story.seed % 8 > 3,
    )


def sku_list(story: Story) -> SkuList:
    """A dozen of the shop's goods."""
    return SkuList(story.shop.name, story.brand, story.category.name, story.category.product, story.skus)


def _declaration(story: Story) -> ComplianceDeclaration:
    shop = story.shop
    return ComplianceDeclaration(
        shop.name,
        shop.credit_code,
        story.submission - timedelta(days=6),
        look="letter" if story.seed % 2 else "statement",
        seal=shop.name,
        seal_code=shop.seal_code,
        signer=shop.representative,
    )


def agreement(story: Story) -> JointAgreement:
    """Signed a week before the application, in one of three languages."""
    shop = story.shop
    return JointAgreement(
        shop.name,
        shop.credit_code,
        PARTNERS[story.seed % 2][0],
        story.submission - timedelta(days=7),
        language=_LANGUAGES[story.seed % 3],
        seal=shop.name,
        seal_code=shop.seal_code,
        signer=shop.representative,
    )


def safety_report(story: Story) -> SafetyReport:
    """The test of the first product, two months old."""
    issued = story.submission - timedelta(days=60)
    return SafetyReport(
        "report",
        f"HL{issued:%Y%m%d}0{story.seed % 90 + 10}",
        story.shop.name,
        f"{story.brand}{story.category.product}",
        issued,
    )


def epr_certificate(story: Story) -> EprCertificate:
    """Germany's packaging register."""
    holder = f"{story.brand} Sample Trading Co., Ltd."
    return EprCertificate(
        "LUCID", f"DE99{story.seed % 100000:05d}123456", holder, story.submission - timedelta(days=200)
    )
