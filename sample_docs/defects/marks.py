"""The mark's certificate and proofs, the length and reach of a chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample_docs import application
from sample_docs.application import ten_years
from sample_docs.defects.registry import defect
from sample_docs.documents.proofs import NameChangeNotice, TrademarkProof
from sample_docs.plan import Leaf, Plan
from sample_docs.story import Party
from sample_docs.words import address

_FORMER = "广州市星岚旧序服饰有限公司"


@defect("DV-TM-003")
def mark_odd_term(plan: Plan) -> Plan:
    """The certificate gives the mark twelve years."""
    registered = plan.document("mark").registered
    return plan.edit("mark", valid_to=registered.replace(year=registered.year + 12) - timedelta(days=1))


@defect(passes=("DV-TM-006",))
def mark_of_former_name(plan: Plan) -> Plan:
    """The certificate bears a former name of the owner, and the registrar's notice shows the change (no defect)."""
    owner = plan.story.owner
    notice = NameChangeNotice(
        _FORMER,
        owner.name,
        f"{owner.city.name}市场监督管理局",
        plan.story.mark_registered + timedelta(days=90),
        "99123",
    )
    plan = plan.edit("mark", registrant=_FORMER)
    return plan.put("notice", Leaf("商标/准予变更登记通知书.pdf", (notice,)))


@defect("DV-TM-006", code="BR-204")
def assignment_of_strangers(plan: Plan) -> Plan:
    """A proof of assignment of this mark lies there, and neither side of it is the registrant."""
    proof = TrademarkProof(
        "assignment", plan.story.mark_number, plan.story.category.nice_class, _FORMER, "苏州市栎屿百货有限公司",
        plan.story.mark_registered + timedelta(days=200),
    )  # fmt: skip
    return plan.put("assignment", Leaf("商标/商标转让证明.pdf", (proof,)))


@defect("DV-TM-006", code="BR-204")
def grantor_claims_the_mark(plan: Plan) -> Plan:
    """The first letter's grantor says that it owns the mark; the certificate names its former name, no proof does."""
    return plan.edit("mark", registrant=_FORMER).edit("letter_1", claims=True)


@defect("DV-TM-007")
def form_other_brand(plan: Plan) -> Plan:
    """The form names another brand than every document."""
    return plan.typed(brand="ZENDRIS")


@defect("DV-CHN-008", code="BR-204")
def chain_of_four_letters(plan: Plan) -> Plan:
    """Four letters lie between the owner and the shop."""
    chance, chain = Random(plan.story.seed + 41), list(plan.story.chain)
    while len(chain) < 4:
        party = Party.invent(chance, trade="供应链管理")
        if party.name not in {plan.story.shop.name, *(other.name for other in chain)}:
            chain.append(party)
    longer = application.plan(replace(plan.story, chain=tuple(chain)))
    for slot in longer.slots("letter_")[:-1]:
        longer = longer.edit(slot, sublicense=True)
    return longer


@defect("DV-LOA-004", code="BR-204")
def letter_other_goods(plan: Plan) -> Plan:
    """The last letter is for phone cases (class 9)."""
    return plan.edit(plan.slots("letter_")[-1], nice_class=9, goods="手机壳")


@defect("DV-SET-005", at_most="info")
def own_mark_at_other_address(plan: Plan) -> Plan:
    """The shop owns the mark, and the certificate has another address of it."""
    own = own_brand(plan)
    elsewhere = plan.story.shop.city
    return own.edit("mark", registrant_address=address(Random(plan.story.seed + 3), elsewhere))


@defect(passes=("DV-SET-005",))
def own_brand(plan: Plan) -> Plan:
    """The shop owns the mark itself (no defect)."""
    return application.plan(
        replace(plan.story, chain=(), mark_registered=plan.story.shop.established + timedelta(days=400))
    )


@defect(passes=("DV-TM-002",))
def mark_renewed(plan: Plan) -> Plan:
    """The certificate ran out, and the proof of renewal lies beside it (no defect)."""
    registered = date(plan.story.submission.year - 11, 3, 15)
    first = ten_years(registered) + timedelta(days=1)
    proof = TrademarkProof(
        "renewal", plan.story.mark_number, plan.story.category.nice_class, plan.story.owner.name, "",
        first - timedelta(days=60), (first, ten_years(first)),
    )  # fmt: skip
    plan = plan.edit("mark", look="old", registered=registered, valid_to=ten_years(registered))
    return plan.put("renewal", Leaf("商标/续展证明.pdf", (proof,)))


@defect(passes=("DV-TM-006",))
def mark_assigned(plan: Plan) -> Plan:
    """The mark was bought, and the proof of the assignment lies beside the certificate (no defect)."""
    return _passed_on(plan, "assignment", "商标/商标转让证明.pdf")


@defect(passes=("DV-TM-006",))
def mark_owner_renamed(plan: Plan) -> Plan:
    """The owner of the mark has a new name, and the proof of the change lies beside the certificate (no defect)."""
    return _passed_on(plan, "change", "商标/商标变更证明.pdf")


def _passed_on(plan: Plan, look: str, path: str) -> Plan:
    approved = plan.story.mark_registered + timedelta(days=200)
    proof = TrademarkProof(
        look, plan.story.mark_number, plan.story.category.nice_class, _FORMER, plan.story.owner.name,  # type: ignore[arg-type]
        approved,
    )  # fmt: skip
    return plan.edit("mark", registrant=_FORMER).put(look, Leaf(path, (proof,)))
