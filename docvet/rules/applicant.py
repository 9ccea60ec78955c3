"""Whose document is it? A folder also brings other companies' licences, the owner's ID card, old letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from docvet.form.model import Form
from docvet.models import Document
from docvet.values.codes import same_code
from docvet.values.names import Likeness, compare

BANK_KINDS = ("bank_permit", "basic_account_info")


@dataclass(frozen=True, slots=True)
class Cast:
    """The documents that play a role, and those of the same kind that do not."""

    chosen: tuple[Document, ...] = ()
    others: tuple[Document, ...] = ()
    copies: tuple[Document, ...] = ()
    """Further copies of what was chosen (original and duplicate of one licence)."""
    rivals: tuple[Document, ...] = ()
    """Those of the copies that may be just as new as what was chosen."""
    undecided: bool = False
    """There are some, but whose they are cannot be told."""


def of_kind(documents: Iterable[Document], *kinds: str) -> tuple[Document, ...]:
    """The documents of these kinds, in order."""
    return tuple(document for document in documents if document.kind in kinds)


def find_licence(documents: Sequence[Document], form: Form, *, more_may_come: bool = False) -> Cast:
    """The applicant's licence.

    It is the one that equals the form's code or name, else the last grantee, the account holder, else the only one,
    unless these name somebody else and it may be another's: it is a grantor's, or an unread file may be a licence
    (``more_may_come``).
    """
    companies = _companies(of_kind(documents, "business_license"))
    if not companies:
        return Cast()
    if len(companies) > 1:
        chosen = _decide(companies, documents, form)
    else:
        strange = (more_may_come or _grants(companies[0], documents)) and _disowned(companies[0], documents, form)
        chosen = None if strange else companies[0]
    if chosen is None:
        return Cast(others=tuple(document for company in companies for document in company), undecided=True)
    best, *copies = sorted(chosen, key=_worth, reverse=True)
    others = (document for company in companies if company is not chosen for document in company)
    return Cast((best,), tuple(others), tuple(copies), tuple(copy for copy in copies if not _older(copy, best)))


def _older(copy: Document, best: Document) -> bool:
    issued, latest = copy.value("issued"), best.value("issued")
    return bool(issued and latest) and str(issued) < str(latest)


def _grants(company: Sequence[Document], documents: Sequence[Document]) -> bool:
    """It is a grantor, or with letters about the registrant: its licence may lie there as theirs."""
    letters = of_kind(documents, "authorization_letter")
    names = [letter.value("grantor") for letter in letters]
    if letters:
        names += [document.value("registrant") for document in of_kind(documents, "trademark_certificate")]
    return any(_named(document, [str(name) for name in names if name], same=True) for document in company)


def _disowned(company: Sequence[Document], documents: Sequence[Document], form: Form) -> bool:
    """The strongest sign that says anything names somebody else."""
    if form.credit_code and any(same_code(str(p.value("credit_code") or ""), form.credit_code) for p in company):
        return False
    for names in ([form.company] if form.company else [], _last_grantees(documents), _holders(documents)):
        if names:
            return bool(company[0].value("name")) and all(
                compare(str(document.value("name")), name) is Likeness.DIFFERENT
                for document in company if document.value("name") for name in names
            )  # fmt: skip
    return False


def find_representative_ids(
    documents: Sequence[Document], representative: str | None, strangers: Sequence[str]
) -> Cast:
    """The ID cards of the applicant's representative; ``strangers`` are other people of the chain.

    Sides without a name (the emblem) belong to the representative when all named cards do.
    """
    cards = of_kind(documents, "id_card")
    named = [card for card in cards if card.value("name")]
    nameless = [card for card in cards if not card.value("name")]
    if representative is not None:
        own = [card for card in named if compare(str(card.value("name")), representative).same]
        if not own:
            own = [card for card in named if not _is_one_of(str(card.value("name")), strangers)]
    else:
        own = [card for card in named if not _is_one_of(str(card.value("name")), strangers)]
    others = [card for card in named if card not in own]
    if others and nameless and any("emblem" not in (card.value("sides") or ()) for card in others):
        # Cards of several people, and backs that name nobody: which back is whose cannot be told.
        return Cast(tuple(own), tuple(others), tuple(nameless))
    return Cast((*own, *nameless), tuple(others))


def _is_one_of(name: str, names: Sequence[str]) -> bool:
    return any(compare(name, other).same for other in names)


def _worth(licence: Document) -> tuple[str, int]:
    """The newest, then the one of which most was read."""
    return str(licence.value("issued") or ""), len(licence.fields)


def _companies(licences: Sequence[Document]) -> list[list[Document]]:
    """Licences grouped by company: same code, or same name."""
    companies: list[list[Document]] = []
    for licence in licences:
        for company in companies:
            if any(_same_company(licence, other) for other in company):
                company.append(licence)
                break
        else:
            companies.append([licence])
    return companies


def _same_company(a: Document, b: Document) -> bool:
    if (a.reading.file.sha256, a.page_range) == (b.reading.file.sha256, b.page_range):
        return True
    codes, names = (a.value("credit_code"), b.value("credit_code")), (a.value("name"), b.value("name"))
    if all(codes) and same_code(str(codes[0]), str(codes[1])):
        return True
    return all(names) and compare(str(names[0]), str(names[1])).same


def _decide(companies: list[list[Document]], documents: Sequence[Document], form: Form) -> list[Document] | None:
    """The company that exactly one of the signs, strongest first, points at."""
    last_grantees, holders = _last_grantees(documents), _holders(documents)
    signs: list[Callable[[Document], bool]] = [
        lambda document: (
            bool(form.credit_code) and same_code(str(document.value("credit_code") or ""), str(form.credit_code))
        ),
        lambda document: _named(document, [form.company] if form.company else [], same=True),
        lambda document: _named(document, [form.company] if form.company else [], same=False),
        lambda document: _named(document, last_grantees, same=True),
        lambda document: _named(document, holders, same=True),
    ]
    for sign in signs:
        hits = [company for company in companies if any(sign(document) for document in company)]
        if len(hits) == 1:
            return hits[0]
    return None


def _last_grantees(documents: Sequence[Document]) -> list[str]:
    """Those whom a letter authorizes and who authorize nobody."""
    letters = of_kind(documents, "authorization_letter")
    grantors = [str(value) for letter in letters if (value := letter.value("grantor"))]
    grantees = [str(value) for letter in letters if (value := letter.value("grantee"))]
    return [name for name in grantees if not _is_one_of(name, grantors)]


def _holders(documents: Sequence[Document]) -> list[str]:
    return [str(value) for bank in of_kind(documents, *BANK_KINDS) if (value := bank.value("account_name"))]


def _named(document: Document, names: Sequence[str], *, same: bool) -> bool:
    name = document.value("name")
    if not name:
        return False
    likenesses = [compare(str(name), other) for other in names]
    return any(likeness.same if same else likeness is Likeness.NEAR for likeness in likenesses)
