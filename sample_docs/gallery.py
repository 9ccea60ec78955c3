"""One document of every kind and layout that a story can hold, for measuring how well documents are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import get_args

from sample_docs import application, identifiers, joint
from sample_docs.documents.authorization_letter import AuthorizationLetter
from sample_docs.documents.bank import BankPermit, BasicAccountInfo
from sample_docs.documents.base import SampleDocument, Truth, day
from sample_docs.documents.business_license import BusinessLicense
from sample_docs.documents.business_license import Look as LicenceLook
from sample_docs.documents.epr_certificate import EprCertificate
from sample_docs.documents.id_card import IdCard
from sample_docs.documents.other_id import OtherId
from sample_docs.documents.proofs import Look as ProofLook
from sample_docs.documents.proofs import NameChangeNotice, TrademarkProof
from sample_docs.documents.safety_report import CPC_LABORATORY, SafetyReport
from sample_docs.documents.trademark import TrademarkAcceptance
from sample_docs.story import Story


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document with its name in the gallery; several pages where it runs over one."""

    name: str
    """The layout: ``licence portrait``."""
    pages: tuple[SampleDocument, ...]

    @property
    def truth(self) -> Truth:
        """What reading all its pages should give."""
        return self.pages[0].truth()


def gallery(story: Story) -> tuple[Exhibit, ...]:
    """Every kind of document in every layout; the story needs a chain of two letters or more."""
    single = {
        **_licences(story),
        **_identity(story),
        **_banks(story),
        **_marks(story),
        **_trade(story),
        **_reports(story),
    }
    several: dict[str, Sequence[SampleDocument]] = {
        "statement": joint.statement(story).pages(),
        "sku list": joint.sku_list(story).pages(),
        **{
            f"agreement {language}": replace(joint.agreement(story), language=language).pages()
            for language in ("zh", "en", "both")
        },
    }
    return (
        *(Exhibit(name, (document,)) for name, document in single.items()),
        *(Exhibit(name, tuple(pages)) for name, pages in several.items()),
    )


def _licences(story: Story) -> Mapping[str, SampleDocument]:
    document, shop = application.licence(story), story.shop
    term = document.term or ("" if shop.individual else f"{day(shop.established)}至长期")
    made: dict[str, SampleDocument] = {}
    for look in get_args(LicenceLook):
        made[f"licence {look}"] = _licence(document, look, term, story)
    made["licence filled in by a printer"] = replace(_licence(document, "portrait", term, story), slip=1.1)
    made["licence sealed over its fields"] = replace(_licence(document, "landscape", term, story), seal_over_text=True)
    made["licence without its company's seal"] = replace(
        _licence(document, "portrait", term, story), seal="", seal_code=""
    )
    return made


def _licence(document: BusinessLicense, look: LicenceLook, term: str, story: Story) -> BusinessLicense:
    """The same licence as another age would have printed it."""
    if look == "old":
        number = identifiers.old_registration_number(Random(story.seed + 5), story.shop.city.region)
        office = f"{story.shop.city.name}工商行政管理局"
        founded = date(2012, 4, 18)
        term = f"{day(founded)}至{day(founded.replace(year=2042) - timedelta(days=1))}"
        return replace(
            document, look=look, number=number, authority=office, established=founded, issued=founded, term=term
        )
    return replace(document, look=look, term="" if look in ("landscape-2022", "electronic") else term)


def _identity(story: Story) -> Mapping[str, SampleDocument]:
    shop, start = story.shop, date(2019, 5, 6)
    card = IdCard.of(shop, valid_from=date(2017, 5, 10))
    made: dict[str, SampleDocument] = {
        "id card": card,
        "id card front": replace(card, sides=("portrait",)),
        "id card back": replace(card, sides=("emblem",)),
    }
    for look, number in (("hkmo", "H09912345"), ("taiwan", "99123456"), ("passport", "E99123456")):
        made[f"other id {look}"] = OtherId(
            look, shop.representative, "SAMPLE HOLDER", number, shop.born, shop.female, start,  # type: ignore[arg-type]
            start.replace(year=2029) - timedelta(days=1),
        )  # fmt: skip
    return made


def _banks(story: Story) -> Mapping[str, SampleDocument]:
    made = application.bank(story).documents[0].truth().fields  # type: ignore[union-attr]
    name, number, bank, approval = (made[key] for key in ("account_name", "account_number", "bank", "approval_number"))
    who, opened = story.shop.representative, date(2017, 9, 11)
    return {
        "bank permit": BankPermit(name, number, bank, approval, f"{approval[1:5]}-09912345", who, opened),
        "basic account info": BasicAccountInfo(name, number, bank, approval, who, date(2021, 9, 13)),
    }


def _marks(story: Story) -> Mapping[str, SampleDocument]:
    made = application.plan(story)
    mark, letter = made.document("mark"), made.document("letter_1")
    applied = story.submission - timedelta(days=300)
    approved, former = story.mark_registered + timedelta(days=200), "广州市星岚旧序服饰有限公司"
    documents: dict[str, SampleDocument] = {
        "mark old": replace(mark, look="old"),
        "mark new": replace(mark, look="new"),
        "acceptance": TrademarkAcceptance(
            story.mark_number, story.owner.name, story.owner.address, applied, story.category.nice_class, story.brand,
            applied + timedelta(days=32),
        ),
        "name change notice": NameChangeNotice(
            former, story.owner.name, f"{story.owner.city.name}市场监督管理局", approved, "99123"
        ),
    }  # fmt: skip
    for look in get_args(ProofLook):
        renewal = look == "renewal"
        documents[f"mark {look}"] = TrademarkProof(
            look, story.mark_number, story.category.nice_class, story.owner.name if renewal else former,
            "" if renewal else story.owner.name, approved, (date(2026, 3, 15), date(2036, 3, 14)) if renewal else None,
        )  # fmt: skip
    for look in ("prose", "table", "bilingual"):
        documents[f"letter {look}"] = _letter(letter, look)
    return documents


def _letter(letter: AuthorizationLetter, look: str) -> AuthorizationLetter:
    return replace(letter, look=look)  # type: ignore[arg-type]


def _trade(story: Story) -> Mapping[str, SampleDocument]:
    made = application.plan(story)
    voucher = made.document("voucher_1")
    numbers = {
        "invoice": "99123456",
        "digital": f"{voucher.date:%y}99000000000123456",
        "contract": "HT-99-01",
        "delivery": "SH-99-01",
    }
    documents: dict[str, SampleDocument] = {
        f"voucher {look}": replace(voucher, look=look, number=number) for look, number in numbers.items()
    }
    documents |= {f"photo {made.document(slot).look}": made.document(slot) for slot in made.slots("photo_")}
    declaration = joint.plan(story).document("declaration")
    return documents | {f"declaration {look}": replace(declaration, look=look) for look in ("statement", "letter")}


def _reports(story: Story) -> Mapping[str, SampleDocument]:
    holder, issued = f"{story.brand} Sample Trading Co., Ltd.", story.submission - timedelta(days=50)
    product = f"Building blocks, model {story.skus[0]}"
    return {
        "report": joint.safety_report(story),
        "report cpc": SafetyReport("cpc", f"CPC-{issued:%Y%m}-099", holder, product, issued, CPC_LABORATORY),
        "epr LUCID": joint.epr_certificate(story),
        "epr WEEE": EprCertificate("WEEE", f"DE 99{story.seed % 1000000:06d}", holder, issued),
        "epr UIN": EprCertificate("UIN", f"FR99{story.seed % 10000:04d}_01ABCD", holder, issued),
    }
