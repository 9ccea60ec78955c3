"""Licence, ID card and bank: numbers, terms and looks that a reviewer asks about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sample_docs.application import bank, scope
from sample_docs.defects.registry import BOTH, JOINT, defect
from sample_docs.documents.bank import BankPermit
from sample_docs.documents.base import day
from sample_docs.documents.other_id import OtherId
from sample_docs.identifiers import with_check_character
from sample_docs.plan import Leaf, Plan
from sample_docs.story import CATEGORIES, ONLINE_SALE

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def card_until(plan: Plan, end: date) -> Plan:
    """The ID card valid until then, for as long as its holder's age gives."""
    born = int(plan.document("id_card").id_number[6:10])
    years = 10 if end.year - 10 - born < 26 else 20
    return plan.edit("id_card", valid_from=end.replace(year=end.year - years), valid_to=end)


@defect("DV-LIC-001", modes=BOTH)
def licence_of_institution(plan: Plan) -> Plan:
    """The credit code is a private school's or clinic's (52…), which is no business; document and form agree."""
    code = with_check_character("52" + plan.story.shop.credit_code[2:17])
    return plan.edit("licence", number=code).typed(credit_code=code)


@defect("DV-LIC-002", modes=BOTH)
def credit_code_short(plan: Plan) -> Plan:
    """The form's credit code has lost its last character."""
    return plan.typed(credit_code=plan.story.shop.credit_code[:-1])


@defect("DV-LIC-003", modes=BOTH)
def credit_code_check_fails(plan: Plan) -> Plan:
    """The credit code's check character does not fit, on the licence as in the form."""
    code = plan.story.shop.credit_code
    wrong = code[:-1] + _SIGNS[(_SIGNS.index(code[-1]) + 1) % len(_SIGNS)]
    return plan.edit("licence", number=wrong).typed(credit_code=wrong)


@defect("DV-LIC-006", modes=BOTH)
def licence_expires_soon(plan: Plan) -> Plan:
    """The licence's term ends forty days after the application."""
    start = plan.story.shop.established
    term = f"{day(start)}至{day(plan.story.submission + timedelta(days=40))}"
    look = "landscape" if plan.document("licence").look == "landscape-2022" else plan.document("licence").look
    return plan.edit("licence", look=look, issued=start, term=term)


@defect("DV-LIC-009", modes=BOTH)
def category_needs_permit(plan: Plan) -> Plan:
    """The goods are food, for which a permit of its own is needed."""
    food = CATEGORIES["食品"]
    plan = plan.edit("licence", scope=scope(food.scope, ONLINE_SALE, "货物进出口"))
    return selling(plan, "食品")


@defect("DV-LIC-011", modes=JOINT)
def licence_original(plan: Plan) -> Plan:
    """The licence is the 正本 from the wall, not the duplicate."""
    return plan.edit("licence", duplicate=False)


@defect("DV-LIC-012", modes=BOTH)
def form_says_individual(plan: Plan) -> Plan:
    """The form says individual trader, the licence is a company's."""
    return plan.typed(entity="individual")


@defect("DV-LIC-013", modes=BOTH)
def licence_qr_of_other(plan: Plan) -> Plan:
    """The licence's QR code leads to another company."""
    other = with_check_character(plan.story.shop.credit_code[:12] + "99999")
    return plan.edit("licence", code_in_qr=other)


@defect("DV-LIC-014", modes=BOTH)
def licence_fresh(plan: Plan) -> Plan:
    """The licence was reissued five days before the application."""
    return plan.edit("licence", look="landscape-2022", term="", issued=plan.story.submission - timedelta(days=5))


@defect("DV-ID-002", modes=BOTH, at_most="review")
def id_number_check_fails(plan: Plan) -> Plan:
    """The ID number's check digit does not fit."""
    number = plan.document("id_card").id_number
    return plan.edit("id_card", id_number=number[:-1] + str((int(number[-1].replace("X", "10")) + 1) % 10))


@defect("DV-ID-003", modes=BOTH, at_most="warn")
def id_expires_soon(plan: Plan) -> Plan:
    """The ID card runs out twelve days after the application."""
    return card_until(plan, plan.story.submission + timedelta(days=12))


@defect("DV-ID-004", modes=BOTH)
def id_odd_term(plan: Plan) -> Plan:
    """The ID card is valid for twelve years, which no card is."""
    start = plan.document("id_card").valid_from
    return plan.edit("id_card", valid_to=start.replace(year=start.year + 12))


@defect("DV-ID-006", modes=BOTH)
def id_permit_of_hong_kong(plan: Plan) -> Plan:
    """In place of an ID card lies the permit of a Hong Kong resident."""
    return _other_paper(plan, "hkmo", "H09912345", "港澳居民来往内地通行证.pdf")


@defect("DV-ID-006", modes=BOTH)
def id_passport(plan: Plan) -> Plan:
    """In place of an ID card lies a passport."""
    return _other_paper(plan, "passport", "E99123456", "护照.pdf")


def _other_paper(plan: Plan, look: str, number: str, path: str) -> Plan:
    shop, start = plan.story.shop, date(2019, 5, 6)
    document = OtherId(
        look, shop.representative, "SAMPLE HOLDER", number, shop.born, shop.female, start,  # type: ignore[arg-type]
        start.replace(year=2029) - timedelta(days=1),
    )  # fmt: skip
    return plan.file("id_card", documents=(document,), path=path)


@defect("DV-BNK-003", modes=BOTH)
def bank_approval_number_odd(plan: Plan) -> Plan:
    """The bank's document has an approval number of eight digits."""
    return with_bank(plan).edit("bank", approval_number="J99123456")


@defect("DV-BNK-003", modes=BOTH)
def bank_permit_after_2019(plan: Plan) -> Plan:
    """A permit is dated two years after permits were abolished."""
    info = with_bank(plan).document("bank")
    permit = BankPermit(
        info.account_name, info.account_number, info.bank, info.approval_number, "4410-09912345", info.representative,
        date(2021, 8, 12),
    )  # fmt: skip
    return plan.put("bank", Leaf("03-开户许可证.pdf", (permit,)))


@defect("DV-SET-006", modes=BOTH)
def form_other_company(plan: Plan) -> Plan:
    """The form names another company than the licence."""
    return plan.typed(company="苏州市栎屿百货有限公司")


@defect("DV-SET-007")
def category_not_open(plan: Plan) -> Plan:
    """The goods are of a track that the platform has not opened (tools)."""
    plan = plan.edit("mark", nice_class=8, goods="手工具；扳手；螺丝刀；钳；锤；磨刀器具")
    for letter in plan.slots("letter_"):
        plan = plan.edit(letter, nice_class=8, goods="手工具")
    for voucher in plan.slots("voucher_"):
        plan = plan.edit(voucher, product="手动扳手")
    return plan.edit("licence", scope=scope("五金产品零售；五金产品批发", ONLINE_SALE)).typed(category="五金工具")


@defect("DV-LST-001", modes=BOTH)
def markets_of_other_languages(plan: Plan) -> Plan:
    """The markets speak Thai and Vietnamese: pictures will have to show it (a reminder, no fault)."""
    return plan.typed(targets=["TH", "VN"])


@defect(passes=("DV-LST-001",), modes=BOTH)
def no_markets(plan: Plan) -> Plan:
    """The form names no markets (no defect)."""
    return plan.typed(targets=None)


@defect(passes=("DV-BNK-002", "DV-BNK-003", "DV-BNK-004"), modes=JOINT)
def bank_paper_beside_statement(plan: Plan) -> Plan:
    """The document of the basic account lies beside the statement (no defect)."""
    return with_bank(plan)


def with_bank(plan: Plan) -> Plan:
    """The plan with the document of the shop's basic account, which joint operation does not ask for."""
    return plan if "bank" in plan.leaves else plan.put("bank", bank(plan.story))


def selling(plan: Plan, name: str) -> Plan:
    """The same applicant with goods of another category: mark, letters, vouchers, photos and form follow."""
    goods = CATEGORIES[name]
    if "mark" in plan.leaves:
        plan = plan.edit("mark", nice_class=goods.nice_class, goods=goods.goods)
    for slot in plan.slots("letter_"):
        plan = plan.edit(slot, nice_class=goods.nice_class, goods=goods.name)
    for slot in plan.slots("voucher_"):
        plan = plan.edit(slot, product=goods.product)
    for slot, look in zip(plan.slots("photo_"), (goods.look, "box", "tag"), strict=False):
        plan = plan.edit(slot, product=goods.product, look=look)
    if "sku_list" in plan.leaves:
        plan = plan.edit("sku_list", category=goods.name, product=goods.product)
    return replace(plan.typed(category=goods.name), story=replace(plan.story, category=goods))
