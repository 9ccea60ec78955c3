"""Licence, ID card and bank: what is wrong with who the applicant is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample_docs import identifiers
from sample_docs.application import scope
from sample_docs.camera import grey
from sample_docs.defects.details import card_until, selling, with_bank
from sample_docs.defects.registry import BOTH, defect
from sample_docs.documents.base import day
from sample_docs.documents.business_license import BusinessLicense
from sample_docs.plan import Plan
from sample_docs.story import ONLINE_SALE, Party


@defect("DV-LIC-007", modes=BOTH)
def scope_without_online_sale(plan: Plan) -> Plan:
    """The scope names the goods but neither 互联网销售 nor 电子商务."""
    return plan.edit("licence", scope=scope(plan.story.category.scope, "信息咨询服务（不含许可类信息咨询服务）"))


@defect("DV-LIC-007", modes=BOTH, at_most="review")
def scope_near_online_sale(plan: Plan) -> Plan:
    """The scope has only a near term (网上贸易代理)."""
    return plan.edit("licence", scope=scope(plan.story.category.scope, "网上贸易代理"))


@defect("DV-LIC-008", modes=BOTH)
def scope_only_other_category(plan: Plan) -> Plan:
    """The scope sells clothes, the application is for skin care."""
    text = scope("服装服饰零售；服装服饰批发；鞋帽零售", "电子商务（不得从事增值电信、金融业务）")
    return selling(plan, "护肤").edit("licence", scope=text)


@defect("DV-LIC-008", modes=BOTH, at_most="review")
def scope_negated(plan: Plan) -> Plan:
    """The scope names cosmetics only to take them out (不含化妆品)."""
    text = scope("服装服饰零售", "日用百货销售（不含化妆品）", "电子商务（不得从事增值电信、金融业务）")
    return selling(plan, "护肤").edit("licence", scope=text)


@defect("DV-LIC-008", modes=BOTH, at_most="review")
def scope_generic(plan: Plan) -> Plan:
    """The scope has online sale but no goods of the category."""
    return plan.edit("licence", scope=scope("日用百货销售", ONLINE_SALE, "货物进出口"))


@defect("DV-LIC-005", modes=BOTH)
def licence_expired(plan: Plan) -> Plan:
    """The licence's term ended a month before the application."""
    start = plan.story.shop.established
    term = f"{day(start)}至{day(plan.story.submission - timedelta(days=31))}"
    look = "landscape" if plan.document("licence").look == "landscape-2022" else plan.document("licence").look
    return plan.edit("licence", look=look, issued=start, term=term)


@defect("DV-LIC-010", modes=BOTH)
def licence_unsealed(plan: Plan) -> Plan:
    """Nobody stamped the copy of the licence; only the registrar's seal is on it."""
    return plan.edit("licence", seal="", seal_code="")


@defect(modes=BOTH)
def licence_seal_over_text(plan: Plan) -> Plan:
    """The company stamped the copy over its fields."""
    return plan.edit("licence", seal_over_text=True)


@defect("DV-LIC-010", modes=BOTH, at_most="review")
def licence_grey(plan: Plan) -> Plan:
    """The licence was scanned in black and white: whether a seal is red cannot be told."""
    return plan.file("licence", effects=(grey,))


@defect(modes=BOTH)
def licence_electronic(plan: Plan) -> Plan:
    """An electronic licence, which is as good as any (no defect)."""
    return plan.edit("licence", look="electronic", term="", issued=date(2023, 3, 15))


@defect("DV-LIC-004", modes=BOTH)
def licence_old_number(plan: Plan) -> Plan:
    """A licence from before the credit code, with a number of 15 digits."""
    region = plan.story.shop.city.region
    number = identifiers.old_registration_number(Random(plan.story.seed + 5), region)
    founded = date(2012, 4, 18)
    text = f"{day(founded)}至{day(founded.replace(year=2042) - timedelta(days=1))}"
    authority = f"{plan.story.shop.city.name}工商行政管理局"
    return plan.edit(
        "licence", look="old", number=number, established=founded, issued=founded, term=text, authority=authority
    )


@defect("DV-SET-004", modes=BOTH)
def credit_code_differs(plan: Plan) -> Plan:
    """The form's credit code is another (valid) one than the licence's."""
    return plan.typed(credit_code=_other(plan).credit_code)


@defect("DV-SET-006", modes=BOTH)
def licence_of_other_company(plan: Plan) -> Plan:
    """The licence in the folder is another company's."""
    other, document = _other(plan), plan.document("licence")
    licence = BusinessLicense.of(other, document.scope, document.look, issued=max(document.issued, other.established))
    return plan.file("licence", documents=(licence,))


@defect("DV-ID-003", modes=BOTH)
def id_expired(plan: Plan) -> Plan:
    """The ID card ran out in the month before the application."""
    return card_until(plan, plan.story.submission - timedelta(days=20))


@defect("DV-ID-001", modes=BOTH)
def id_one_side(plan: Plan) -> Plan:
    """Only the side with the portrait was copied."""
    return plan.edit("id_card", sides=("portrait",))


@defect(modes=BOTH)
def id_two_files(plan: Plan) -> Plan:
    """Each side of the ID card in a file of its own (no defect)."""
    leaf = plan.leaves["id_card"]
    plan = plan.edit("id_card", sides=("portrait",)).file("id_card", path="身份证/人像面.pdf")
    back = replace(plan.document("id_card"), sides=("emblem",))
    return plan.put("id_card_back", replace(leaf, path="身份证/国徽面.pdf", documents=(back,)))


@defect("DV-ID-005", modes=BOTH)
def id_other_person(plan: Plan) -> Plan:
    """The ID card is not the legal representative's."""
    other = _other(plan)
    return plan.edit(
        "id_card", name=other.representative, id_number=other.id_number, born=other.born, female=other.female,
        address=other.home,
    )  # fmt: skip


@defect("DV-BNK-002", modes=BOTH)
def bank_account_other_name(plan: Plan) -> Plan:
    """The bank account is another company's."""
    return with_bank(plan).edit("bank", account_name=_other(plan).name)


@defect("DV-BNK-004", modes=BOTH)
def bank_other_representative(plan: Plan) -> Plan:
    """The bank still has another representative."""
    return with_bank(plan).edit("bank", representative=_other(plan).representative)


def _other(plan: Plan) -> Party:
    """A company and a person that differ from the shop's: no character of the two people's names is the same."""
    chance = Random(plan.story.seed + 99)
    shop = plan.story.shop
    while (party := Party.invent(chance, trade="贸易")).name == shop.name or set(party.representative) & set(
        shop.representative
    ):
        pass
    return party
