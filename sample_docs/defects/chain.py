"""Marks, letters and vouchers: what breaks the chain from the owner of the mark to the shop."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sample_docs.application import ten_years
from sample_docs.defects.registry import defect
from sample_docs.documents.trademark import TrademarkAcceptance
from sample_docs.plan import Leaf, Plan
from sample_docs.story import Party


def _stranger(plan: Plan) -> Party:
    """A company that has no part in the story."""
    known = {plan.story.shop.name, *(party.name for party in plan.story.chain)}
    chance = Random(plan.story.seed + 77)
    while (party := Party.invent(chance, trade="科技")).name in known:
        pass
    return party


def _last(plan: Plan) -> str:
    return plan.slots("letter_")[-1]


@defect("DV-CHN-001", code="BR-204")
def chain_missing_first_letter(plan: Plan) -> Plan:
    """The owner's letter is not there; the later ones are."""
    return plan.without("letter_1")


@defect("DV-CHN-001", code="BR-204")
def chain_missing_letter(plan: Plan) -> Plan:
    """The last letter, the one to the shop, is not there."""
    return plan.without(_last(plan))


@defect("DV-CHN-001", code="BR-204")
def chain_no_letters(plan: Plan) -> Plan:
    """The mark is another company's and there is no letter at all."""
    return plan.without(*plan.slots("letter_"))


@defect("DV-CHN-002", code="BR-204")
def chain_first_letter_unsealed(plan: Plan) -> Plan:
    """The owner's letter carries no seal and no signature."""
    return plan.edit("letter_1", seal="", seal_code="", signer="")


@defect("DV-LOA-003")
def letter_unsealed(plan: Plan) -> Plan:
    """The last letter carries no seal and no signature."""
    return plan.edit(_last(plan), seal="", seal_code="", signer="")


@defect("DV-LOA-003", at_most="review")
def letter_seal_of_other(plan: Plan) -> Plan:
    """The last letter is stamped by a company that is not its grantor."""
    other = _stranger(plan)
    return plan.edit(_last(plan), seal=other.name, seal_code=other.seal_code)


@defect("DV-CHN-001", code="BR-204")
def first_grantor_not_owner(plan: Plan) -> Plan:
    """The first letter comes from a company that does not own the mark."""
    other = _stranger(plan)
    return plan.edit(
        "letter_1", grantor=other.name, seal=other.name, seal_code=other.seal_code, signer=other.representative
    )


@defect("DV-CHN-004", code="BR-204")
def grantor_not_previous_grantee(plan: Plan) -> Plan:
    """The last letter comes from a company to which nobody gave anything."""
    other = _stranger(plan)
    return plan.edit(
        _last(plan), grantor=other.name, seal=other.name, seal_code=other.seal_code, signer=other.representative
    )


@defect("DV-CHN-005", code="BR-204")
def last_grantee_not_shop(plan: Plan) -> Plan:
    """The chain ends at another company."""
    return plan.edit(_last(plan), grantee=_stranger(plan).name)


@defect("DV-CHN-005", code="BR-204", at_most="review")
def last_grantee_branch(plan: Plan) -> Plan:
    """The chain ends at a branch of the shop, which is another party."""
    return plan.edit(_last(plan), grantee=f"{plan.story.shop.name}第一分公司")


@defect("DV-CHN-003", code="BR-204")
def mark_registered_after_letter(plan: Plan) -> Plan:
    """The mark was registered two months after the owner signed the letter."""
    registered = plan.document("letter_1").signed + timedelta(days=60)
    return plan.edit("mark", look="new", registered=registered, valid_to=ten_years(registered))


@defect("DV-LOA-002")
def letter_expired(plan: Plan) -> Plan:
    """The last letter ran out a month before the application."""
    return plan.edit(_last(plan), period_end=plan.story.submission - timedelta(days=31))


@defect("DV-LOA-002")
def letter_not_started(plan: Plan) -> Plan:
    """The last letter begins after the application."""
    return plan.edit(_last(plan), period_start=plan.story.submission + timedelta(days=61))


@defect("DV-CHN-006", code="BR-204")
def letter_open_ended(plan: Plan) -> Plan:
    """The last letter names no end (长期有效)."""
    return plan.edit(_last(plan), period_end=None)


@defect("DV-CHN-006", code="BR-204")
def letter_longer_than_grantors(plan: Plan) -> Plan:
    """The last letter runs longer than the one it rests on."""
    return plan.edit(_last(plan), period_end=date(plan.story.submission.year + 3, 12, 31))


@defect("DV-CHN-006", code="BR-204")
def letter_signed_before_previous(plan: Plan) -> Plan:
    """The last letter was signed before the one it rests on."""
    return plan.edit(_last(plan), signed=plan.document("letter_1").signed - timedelta(days=90))


@defect("DV-LOA-001", code="BR-204")
def letter_undated(plan: Plan) -> Plan:
    """The first letter does not say when it was signed."""
    return plan.edit("letter_1", signed=None)


@defect("DV-CHN-007", code="BR-204")
def letter_no_sublicense(plan: Plan) -> Plan:
    """The owner's letter forbids to pass it on (不可转授权), and it was passed on."""
    return plan.edit("letter_1", sublicense=False)


@defect("DV-CHN-007", code="BR-204")
def letter_sublicense_silent(plan: Plan) -> Plan:
    """The owner's letter says nothing of passing it on."""
    return plan.edit("letter_1", sublicense=None)


@defect("DV-LOA-004", code="BR-204")
def letter_mainland_only(plan: Plan) -> Plan:
    """The last letter is for the Chinese mainland only."""
    return plan.edit(_last(plan), territory="中国大陆（仅限中国大陆地区）")


@defect("DV-LOA-004", code="BR-204")
def letter_offline_only(plan: Plan) -> Plan:
    """The last letter is for shops with a door only."""
    return plan.edit(_last(plan), channel="线下实体门店（仅限线下渠道）")


@defect("DV-TM-005")
def letter_other_mark(plan: Plan) -> Plan:
    """The last letter names another registration number."""
    return plan.edit(_last(plan), mark_number=str(int(plan.story.mark_number) + 4321).zfill(8))


@defect("DV-TM-001")
def trademark_acceptance_only(plan: Plan) -> Plan:
    """The mark is only applied for: a 受理通知书 lies where the certificate should."""
    story = plan.story
    applied = story.submission - timedelta(days=300)
    notice = TrademarkAcceptance(
        story.mark_number, story.owner.name, story.owner.address, applied, story.category.nice_class, story.brand,
        applied + timedelta(days=32),
    )  # fmt: skip
    return plan.put("mark", Leaf("商标/商标受理通知书.pdf", (notice,)))


@defect("DV-TM-002")
def mark_expired(plan: Plan) -> Plan:
    """The mark ran out a year before the application, and no renewal is there."""
    registered = plan.story.submission.replace(year=plan.story.submission.year - 11)
    return plan.edit("mark", look="old", registered=registered, valid_to=ten_years(registered))


@defect("DV-TM-004")
def mark_wrong_class(plan: Plan) -> Plan:
    """The mark is registered for phone cases (class 9)."""
    return plan.edit("mark", nice_class=9, goods="手机壳；手机用数据线；耳机；便携式充电器；手机支架")


@defect("DV-CHN-001", code="BR-204")
def mark_owned_by_representative(plan: Plan) -> Plan:
    """The mark is the shop owner's own, not the company's, and there is no letter."""
    shop = plan.story.shop
    plan = plan.without(*plan.slots("letter_"))
    return plan.edit("mark", registrant=shop.representative, registrant_address=shop.home)


@defect("DV-SAL-001", code="BR-204")
def vouchers_old(plan: Plan) -> Plan:
    """No sale of the last six months."""
    for place, slot in enumerate(plan.slots("voucher_")):
        plan = plan.edit(slot, date=plan.story.submission - timedelta(days=240 + 30 * place))
    return plan


@defect("DV-SAL-001", code="BR-204", at_most="review")
def vouchers_of_strangers(plan: Plan) -> Plan:
    """Neither side of any sale has a part in the story."""
    other = _stranger(plan)
    for slot in plan.slots("voucher_"):
        plan = plan.edit(slot, seller=other.name, seller_code=other.credit_code, buyer="苏州市栎屿百货有限公司")
    return plan


@defect("DV-TM-007")
def vouchers_of_other_brand(plan: Plan) -> Plan:
    """The vouchers are for goods of another brand."""
    for slot in plan.slots("voucher_"):
        plan = plan.edit(slot, brand="ZENDRIS")
    return plan
