"""An application as checks see it: who plays which part, what is missing, what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from docvet.documents.other_documents import FIELD as OTHER_FIELD
from docvet.documents.other_documents import OtherDocument, other_documents
from docvet.form.model import Form
from docvet.form.partners import ListedPartner
from docvet.models import Document, Evidence, Field, LocalizedText, Page, Reading, Trouble, TroubleKind
from docvet.rules.applicant import Cast, find_licence, find_representative_ids, of_kind
from docvet.rules.brand import chain_of, same_letter, same_mark
from docvet.rules.categories import find_category
from docvet.rules.chain import Chain
from docvet.rules.possible import is_no_document, possible
from docvet.rules.problems import FieldOf, Unjudged
from docvet.rules.ruleset import Category, RequiredSlot, Ruleset
from docvet.rules.vocabulary import FIELD_TITLES, KIND_TITLES, ROLE_TITLES, ROLES
from docvet.values.names import normal

_OF_ITS_KIND = frozenset({"check_digit", "qr"})
"""Witnesses that no document of another kind would give."""


@dataclass(frozen=True)
class Case:
    """Everything a check may look at."""

    form: Form
    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    intake_troubles: tuple[Trouble, ...]
    """What concerns the folder as a whole (too many files)."""
    submission_date: date
    ruleset: Ruleset
    trusted_engines: frozenset[str] = frozenset()
    """OCR engines on whose readings a rejection may rest."""
    partners: tuple[ListedPartner, ...] | None = None
    """The user's directory of local partners; None where there is none."""
    unread: tuple[FieldOf, ...] = field(default=())
    """What other checks found unread; filled for the checks that run last."""

    # --- who plays which part -------------------------------------------------------------------

    @cached_property
    def _licences(self) -> Cast:
        return find_licence(self.documents, self.form, more_may_come=bool(self.could_be("business_license")))

    @property
    def licence(self) -> Document | None:
        """The applicant's licence."""
        return self._licences.chosen[0] if self._licences.chosen else None

    @property
    def is_trader(self) -> bool:
        """The licence is an individual trader's (个体工商户)."""
        if self.licence is None:
            return False
        return str(self.licence.value("credit_code") or "").startswith("92") or "个体" in str(
            self.licence.value("entity_type") or ""
        )

    @cached_property
    def chain(self) -> Chain | None:
        """What the documents say of the mark applied with; None without certificate or applicant's name."""
        classes = {number for category in self.categories.values() if category for number in category.nice.primary}
        return chain_of(self.documents, self.form, self.licence, self.submission_date, classes)

    @property
    def path(self) -> str | None:
        """``own`` mark or ``authorized`` by letters; None while that cannot be told."""
        if self.chain is not None and not (self.chain.unread and self.chain.owner is None):
            return "own" if self.chain.own else "authorized"
        return "authorized" if self.chain is None and of_kind(self.documents, "authorization_letter") else None

    def cast(self, role: str) -> Cast:
        """The documents in a role of the vocabulary (the form has none)."""
        if role == "licence":
            return self._licences
        if role == "representative_id":
            return self._ids
        if role == "certificate":
            certificates = of_kind(self.documents, "trademark_certificate")
            return _beside(certificates, [self.chain.certificate] if self.chain else certificates, same_mark)
        if role == "letters":
            letters = of_kind(self.documents, "authorization_letter")
            return _beside(letters, self.chain.letters if self.chain else letters, same_letter)
        return Cast(of_kind(self.documents, *ROLES[role]))

    @cached_property
    def _ids(self) -> Cast:
        representative = self.licence.value("representative") if self.licence else None
        documents = of_kind(self.documents, "trademark_certificate", "authorization_letter")
        strangers = [
            str(value)
            for document in documents
            for name in ("registrant", "grantor")
            if (value := document.value(name))
        ]
        return find_representative_ids(self.documents, str(representative) if representative else None, strangers)

    # --- what was applied for -------------------------------------------------------------------

    @property
    def brands(self) -> tuple[str, ...]:
        """The brand applied with: what the form says, else what the certificates show."""
        marks = (document.value("mark") for document in self.cast("certificate").chosen)
        return (self.form.brand,) if self.form.brand else tuple(dict.fromkeys(str(mark) for mark in marks if mark))

    @cached_property
    def categories(self) -> Mapping[str, Category | None]:
        """The categories as the form names them, each with its row of the map if there is one."""
        return {name: find_category(self.ruleset, name) for name in self.form.category}

    # --- what is there and what is not ----------------------------------------------------------

    def slot_of(self, document: Document) -> str | None:
        """The slot that this document fills: by its kind, else by what the form says of its file."""
        for kind in (document.kind, self.form.kind_of(document.path)):
            for name, slot in self.ruleset.documents.items():
                if kind in slot.kinds:
                    return name
        return None

    def declared_slot(self, path: str) -> str | None:
        """The slot that the form gives the file; None where it gives none, or a kind that no slot takes."""
        kind = self.form.kind_of(path)
        return next((name for name, slot in self.ruleset.documents.items() if kind in slot.kinds), None)

    @cached_property
    def open_slots(self) -> Mapping[str, RequiredSlot]:
        """Slots that nothing fills: the required ones, and those that this chain turns out to need."""
        filled = {self.slot_of(document) for document in self.documents}
        filled -= {self.slot_of(document) for document in self.strangers_cards}
        declared = {self.form.kind_of(reading.file.path) for reading in self.readings}
        needed = {name for name, slot in self.ruleset.documents.items() if slot.required}
        if self.path == "authorized":
            needed |= {name for name, slot in self.ruleset.documents.items() if "sales_voucher" in slot.kinds}
        slots = {
            name: slot
            for name, slot in self.ruleset.documents.items()
            if name in needed and name not in filled and not declared & set(slot.kinds)
        }
        if self.chain is not None and self.chain.gap is not None:
            letters = {n: slot for n, slot in self.ruleset.documents.items() if "authorization_letter" in slot.kinds}
            return {**slots, **letters}
        return slots

    @property
    def strangers_cards(self) -> tuple[Document, ...]:
        """The ID cards where all of them are other people's than the representative's."""
        return () if self._ids.chosen or self._ids.copies else self._ids.others

    def weak(self, document: Document) -> bool:
        """Its kind is a guess that nothing backs: not the form, no check digit, no brand or SKU on what may be a photo."""
        if document.kind == "other" or document.kind_confidence >= self.ruleset.min_kind_confidence:
            return False
        if self.form.kind_of(document.path) is not None:
            return False
        if any(field.witnesses & _OF_ITS_KIND for field in document.fields.values()):
            return False
        return document.kind != "product_photo" or not self._shows_goods(document)

    def settled(self, document: Document) -> bool:
        """It is surely something else than any document that a slot asks for."""
        known = other_document(document)
        return known is not None and known.settles and document.kind_confidence >= self.ruleset.min_kind_confidence

    def _shows_goods(self, photo: Document) -> bool:
        brand = normal(self.form.brand or "")
        shown = normal("".join(map(str, photo.value("texts") or ())))
        return bool(photo.value("sku_codes") or photo.value("barcodes") or (brand and brand in shown))

    @cached_property
    def unknown(self) -> tuple[Reading, ...]:
        """Files that could be a missing document: unread in part or whole, not recognised, or hardly so."""
        strange = {
            document.path
            for document in self.documents
            if (self.slot_of(document) is None and document.kind == "other" and not self.settled(document))
            or self.weak(document)
        }
        return tuple(
            reading
            for reading in self.readings
            if (self.form.kind_of(reading.file.path) is not None or not is_no_document(reading.file.media_type))
            and reading.file.path != self.directory
            and (
                reading.file.path in strange
                or any(trouble.kind is not TroubleKind.LINK_OUTSIDE for trouble in troubles_of(reading))
            )
        )

    @property
    def directory(self) -> str | None:
        """The path of the list of partners, which is no paper."""
        return self.form.joint.partner_directory if self.form.joint else None

    def could_be(self, *kinds: str) -> tuple[Reading, ...]:
        """The unknown files that could be a document of one of these kinds, as the form and their format have it."""
        return tuple(reading for reading in self.unknown if self._possible_kinds(reading, frozenset(kinds)))

    def _possible_kinds(self, reading: Reading, kinds: frozenset[str]) -> frozenset[str]:
        declared = self.form.kind_of(reading.file.path)
        if declared is not None:
            return kinds & {declared}
        documents = [document for document in self.documents_of(reading) if not self.settled(document)]
        named = [
            one.taken_for
            for document in documents
            if (one := other_document(document)) and document.kind_confidence >= self.ruleset.min_kind_confidence
        ]
        if named and len(named) == len(documents) and not troubles_of(reading):
            return kinds & {kind for taken_for in named for kind in taken_for}
        return frozenset(kind for kind in kinds if possible(kind, reading, documents))

    def spare(self, document: Document) -> bool:
        """It fills no slot, and none is open that it could fill."""
        return self.slot_of(document) is None and not self.open_slots

    def documents_of(self, reading: Reading) -> tuple[Document, ...]:
        """The documents of one file."""
        return tuple(document for document in self.documents if document.path == reading.file.path)

    # --- why something cannot be judged ---------------------------------------------------------

    def absent(self, role: str) -> Unjudged:
        """A rule cannot be judged because nobody plays this role."""
        title = ROLE_TITLES[role]
        if role == "licence" and self._licences.undecided:
            if len(self._licences.others) == 1:
                return missing(
                    "文件夹里的营业执照看来不是申请主体的，请在申请信息里填写公司名称",
                    "the licence in the folder does not seem to be the applicant's; state the company's name in the application form",
                )
            return missing(
                "有多份营业执照，无法判断哪一份属于申请主体，请在申请信息里填写公司名称",
                "there are several licences and none can be told to be the applicant's; state the company's name in the application form",
            )
        if role == "letters" and of_kind(self.documents, "authorization_letter"):
            return missing("文件夹里的授权书都不在授权链上", "no letter in the folder is part of the chain")
        if role == "certificate" and of_kind(self.documents, "trademark_certificate"):
            return missing(
                "没有申请主体的名称，无法对照商标", "without the applicant's name the mark cannot be compared"
            )
        if not self._asked_for(role):
            return not_applicable(
                f"没有提交{title['zh']}，此模式也不要求", f"not there and not required: {title['en']}"
            )
        return missing(f"没有{title['zh']}", f"missing: {title['en']}")

    def _asked_for(self, role: str) -> bool:
        """A document of this role is required, or this chain turns out to need it."""
        kinds = set(ROLES[role])
        slots = self.ruleset.documents.items()
        return any(kinds & set(slot.kinds) and (slot.required or name in self.open_slots) for name, slot in slots)


def _beside(
    everything: Sequence[Document], chosen: Sequence[Document], same: Callable[[Document, Document], bool]
) -> Cast:
    """The chosen, further copies of them, and all others of the kind."""
    ids = {document.id for document in chosen}
    left = [document for document in everything if document.id not in ids]
    copies = [document for document in left if any(same(document, paper) for paper in chosen)]
    return Cast(tuple(chosen), tuple(document for document in left if document not in copies), tuple(copies))


def missing(zh: str, en: str) -> Unjudged:
    """Something was not given."""
    return Unjudged("input_missing", {"zh": zh, "en": en})


def no_emblem() -> Unjudged:
    """The side of the ID card with its dates is not there."""
    return missing("没有身份证国徽面", "the emblem side of the ID card is missing")


def not_applicable(zh: str, en: str) -> Unjudged:
    """The rule does not concern this application."""
    return Unjudged("not_applicable", {"zh": zh, "en": en})


def unread(document: Document, *names: str, again: bool = True) -> Unjudged:
    """Fields of a document that are needed and were not read.

    Without ``again`` they are worth neither another look nor a better picture: many such documents do not have them.
    """
    zh = "、".join(FIELD_TITLES[name]["zh"] for name in names)
    en = ", ".join(FIELD_TITLES[name]["en"] for name in names)
    return Unjudged(
        "unreadable",
        {"zh": f"{document.path} 的{zh}没有读出", "en": f"{en} could not be read on {document.path}"},
        tuple((document.id, name) for name in names if again),
    )


def troubles_of(reading: Reading) -> tuple[Trouble, ...]:
    """What kept a file, or parts of it, from being read."""
    return tuple(dict.fromkeys((*reading.file.troubles, *reading.troubles)))


_EVEN = 1.0
"""Sharpness below which a page is one even area: a white page has 0.0 to 0.3, the most blurred photograph more than 3."""


def is_blank(page: Page) -> bool:
    """No print, seal or code was read on it, and its pixels are one even area."""
    return not (page.lines or page.seals or page.codes) and (page.picture is None or page.picture.sharpness < _EVEN)


def evidence(document: Document, *names: str) -> tuple[Evidence, ...]:
    """Where these fields stand."""
    fields = [document.fields[name] for name in names if name in document.fields]
    return tuple(Evidence(document.id, field.page, field.box, field.raw) for field in fields) or (
        Evidence(document.id),
    )


def day(field: Field | None) -> date | None:
    """The value of a date field as a date; None for none and for open-ended."""
    try:
        return date.fromisoformat(str(field.value)) if field is not None else None
    except ValueError:
        return None


def pages_with(document: Document, field: Field) -> Iterable[Page]:
    """The pages a field was read on: its own, or for long texts all of the document."""
    pages = [page for page in document.pages if page.number == field.page]
    return pages or document.pages


def kind_title(kind: str) -> LocalizedText:
    """What people call a kind."""
    return KIND_TITLES.get(kind, KIND_TITLES["other"])


def document_title(document: Document) -> LocalizedText:
    """What people call it: its kind, or what else it was recognised as."""
    known = other_document(document)
    return known.title if known else kind_title(document.kind)


def other_document(document: Document) -> OtherDocument | None:
    """What a document of no kind was recognised as."""
    return other_documents().get(str(document.value(OTHER_FIELD))) if document.kind == "other" else None


def listed(names: Iterable[str]) -> LocalizedText:
    """Names that are the same in all languages, each once: 、 between them in Chinese, commas in English."""
    once = list(dict.fromkeys(names))
    return {"zh": "、".join(once), "en": ", ".join(once)}


def join(words: Sequence[LocalizedText]) -> LocalizedText:
    """Several names in one: 、 in Chinese, commas in English."""
    return {"zh": "、".join(word["zh"] for word in words), "en": ", ".join(word["en"] for word in words)}


def either(words: Sequence[LocalizedText]) -> LocalizedText:
    """One of several: 或 in Chinese, or in English."""
    return {"zh": "或".join(word["zh"] for word in words), "en": " or ".join(word["en"] for word in words)}
