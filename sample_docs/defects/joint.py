"""Joint operation: statement, SKU list, declaration, agreement, and what is typed into the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sample_docs import joint
from sample_docs.defects.registry import JOINT, defect
from sample_docs.documents.product_photo import ProductPhoto
from sample_docs.plan import Leaf, Plan

_OTHER = "苏州市栎屿百货有限公司"


def _statement(plan: Plan, **changes: Any) -> Plan:
    return plan.file("statement", documents=replace(joint.statement(plan.story), **changes).pages())


def _agreement(plan: Plan, **changes: Any) -> Plan:
    return plan.file("agreement", documents=replace(joint.agreement(plan.story), **changes).pages())


def _typed(plan: Plan, **answers: Any) -> Plan:
    merged = {**plan.form["joint"], **answers}
    return plan.typed(joint={key: value for key, value in merged.items() if value is not None})


@defect("DV-STM-001", modes=JOINT, at_most="review")
def statement_gap(plan: Plan) -> Plan:
    """The statement has no row in one of its months."""
    return _statement(plan, defect="gap")


@defect("DV-STM-001", modes=JOINT)
def statement_short(plan: Plan) -> Plan:
    """The statement covers forty days only."""
    return _statement(plan, first=plan.story.submission - timedelta(days=44), rows=20)


@defect("DV-STM-001", modes=JOINT, at_most="review")
def statement_old(plan: Plan) -> Plan:
    """The statement ends two months before the application."""
    submission = plan.story.submission
    return _statement(plan, first=submission - timedelta(days=190), last=submission - timedelta(days=62))


@defect("DV-STM-001", modes=JOINT, at_most="review")
def statement_page_missing(plan: Plan) -> Plan:
    """The statement's first of two pages is there, the second is not."""
    return plan.file("statement", documents=joint.statement(plan.story).pages()[:1])


@defect("DV-STM-002", modes=JOINT)
def statement_of_other_company(plan: Plan) -> Plan:
    """The statement is another company's."""
    return _statement(plan, company=_OTHER)


@defect("DV-STM-002", modes=JOINT)
def statement_personal(plan: Plan) -> Plan:
    """The statement is of the representative's own account."""
    return _statement(plan, company=plan.story.shop.representative, account="6299123412341234567")


@defect("DV-STM-003", modes=JOINT)
def statement_row_removed(plan: Plan) -> Plan:
    """A row of the statement was taken out."""
    return _statement(plan, defect="removed")


@defect("DV-STM-003", modes=JOINT)
def statement_amount_altered(plan: Plan) -> Plan:
    """An amount of the statement was changed, the balances were not."""
    return _statement(plan, defect="altered")


@defect(passes=("DV-STM-001",), modes=JOINT)
def statement_export(plan: Plan) -> Plan:
    """The statement is the bank's export as CSV (no defect)."""
    return plan.file(
        "statement", documents=(joint.statement(plan.story),), path="银行流水/交易明细.csv", form="csv"
    )  # fmt: skip


@defect(passes=("DV-STM-001",), modes=JOINT)
def statement_workbook(plan: Plan) -> Plan:
    """The statement is the bank's export as a workbook (no defect)."""
    return plan.file("statement", documents=(joint.statement(plan.story),), path="银行流水/交易明细.xlsx", form="xlsx")


@defect("DV-SKU-001", modes=JOINT, at_most="review")
def sku_list_repeats(plan: Plan) -> Plan:
    """The SKU list has a code twice."""
    return plan.edit("sku_list", repeat=True)


@defect("DV-SKU-001", modes=JOINT, at_most="review")
def sku_list_without_codes(plan: Plan) -> Plan:
    """The SKU list has no column of codes."""
    return plan.edit("sku_list", without=("SKU编码",))


@defect("DV-SKU-001", modes=JOINT, at_most="warn")
def sku_list_without_brand(plan: Plan) -> Plan:
    """The SKU list has no column of brands."""
    return plan.edit("sku_list", without=("品牌",))


@defect(passes=("DV-SKU-001",), modes=JOINT)
def sku_list_printed(plan: Plan) -> Plan:
    """The SKU list is a PDF (no defect)."""
    return plan.file("sku_list", documents=joint.sku_list(plan.story).pages(), path="SKU清单.pdf", form="pdf")


@defect("DV-DEC-001", modes=JOINT, at_most="review")
def declaration_unsigned(plan: Plan) -> Plan:
    """The declaration bears neither seal nor signature."""
    return plan.edit("declaration", seal="", seal_code="", signer="")


@defect("DV-DEC-001", modes=JOINT, at_most="review")
def declaration_undated(plan: Plan) -> Plan:
    """The declaration bears no date."""
    return plan.edit("declaration", signed=None)


@defect("DV-DEC-001", modes=JOINT)
def declaration_after_submission(plan: Plan) -> Plan:
    """The declaration is dated after the application."""
    return plan.edit("declaration", signed=plan.story.submission + timedelta(days=20))


@defect("DV-DEC-001", modes=JOINT)
def declaration_of_other_company(plan: Plan) -> Plan:
    """The declaration is another company's."""
    return plan.edit("declaration", company=_OTHER, credit_code="", seal=_OTHER, seal_code="")


@defect("DV-JO-001", modes=JOINT)
def gmv_low(plan: Plan) -> Plan:
    """The shop sold for 4,000 dollars a month."""
    return _typed(plan, monthly_gmv_usd=[3600, 4100, 4300])


@defect("DV-JO-002", modes=JOINT)
def partner_of_third_tier(plan: Plan) -> Plan:
    """The partner is of tier 3."""
    return _typed(plan, partner={"name": joint.PARTNERS[plan.story.seed % 2][0], "tier": "Tier-3"})


@defect("DV-JO-002", modes=JOINT)
def partner_unlisted(plan: Plan) -> Plan:
    """The partner is not in the directory."""
    return _agreement(
        _typed(plan, partner={"name": "Ejemplo Social SA", "tier": "Tier-1"}), partner="Ejemplo Social SA"
    )


@defect("DV-JO-003", modes=JOINT)
def admin_is_partner(plan: Plan) -> Plan:
    """The form gives the Admin role to the partner."""
    return _typed(plan, admin_holder=joint.PARTNERS[plan.story.seed % 2][0])


@defect("DV-JO-003", modes=JOINT)
def agreement_gives_admin_away(plan: Plan) -> Plan:
    """The agreement gives the Admin role to the partner."""
    return _agreement(plan, admin_holder=joint.PARTNERS[plan.story.seed % 2][0])


@defect("DV-JO-004", modes=JOINT)
def agreement_fee_high(plan: Plan) -> Plan:
    """The partner's fee is a fifth of the sales."""
    return _agreement(plan, fee_percent=20)


@defect("DV-JO-004", modes=JOINT)
def agreement_without_fee_basis(plan: Plan) -> Plan:
    """The agreement does not say whether tax and returns count."""
    return _agreement(plan, fee_basis=False)


@defect("DV-JO-004", modes=JOINT)
def agreement_without_secondary_use(plan: Plan) -> Plan:
    """The agreement does not keep the partner from other commercial use of the content."""
    return _agreement(plan, secondary_use=False)


@defect("DV-JO-006", modes=JOINT)
def agreement_of_other_seller(plan: Plan) -> Plan:
    """The agreement is another seller's."""
    return _agreement(plan, seller=_OTHER, seller_code="", seal=_OTHER, seal_code="", admin_holder=plan.story.shop.name)


@defect("DV-SKU-002", modes=JOINT)
def photo_of_unlisted_sku(plan: Plan) -> Plan:
    """A photo shows an SKU that is not in the list."""
    return _with_photo(plan, "XX-2099-777")


@defect(passes=("DV-SKU-002",), modes=JOINT)
def photo_of_listed_sku(plan: Plan) -> Plan:
    """A photo shows an SKU of the list (no defect)."""
    return _with_photo(plan, plan.story.skus[0])


def _with_photo(plan: Plan, sku: str) -> Plan:
    photo = ProductPhoto("box", plan.story.brand, sku, plan.story.category.product)
    return plan.put("photo_1", Leaf("实物图/商品图1.pdf", (photo,)))


@defect("DV-JO-005", modes=JOINT)
def shop_new(plan: Plan) -> Plan:
    """The shop is sixty days old."""
    return _typed(plan, shop_opened=plan.story.submission - timedelta(days=60))


@defect("DV-JO-005", modes=JOINT)
def site_sales_low(plan: Plan) -> Plan:
    """One site sells for 1,200 dollars a month."""
    return _typed(plan, monthly_sales_by_site_usd={"ID": 1200, "TH": 4100})


@defect(modes=JOINT)
def agreement_not_yet_signed(plan: Plan) -> Plan:
    """The agreement is not there: it is signed after the review (no defect)."""
    return plan.without("agreement")
