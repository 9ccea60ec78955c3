"""Whose paper is it? A folder also brings other companies' licences, the owner's ID card, old letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from docvet.application import Form
from docvet.models import Document
from docvet.values.codes import same_code
from docvet.values.names import Likeness, compare

BANK_KINDS = ("bank_permit", "basic_account_info")


@dataclass(frozen=True, slots=True)
class Cast:
    """The papers that play a role, and those of the same kind that do not."""

    chosen: tuple[Document, ...] = ()
    others: tuple[Document, ...] = ()
    copies: tuple[Document, ...] = ()
    """Further copies of what was chosen (original and duplicate of one licence)."""
    undecided: bool = False
    """There are some, but whose they are cannot be told."""


def of_kind(documents: Iterable[Document], *kinds: str) -> tuple[Document, ...]:
    """The documents of these kinds, in order."""
    return tuple(document for document in documents if document.kind in kinds)


def find_licence(documents: Sequence[Document], form: Form) -> Cast:
    """The applicant's licence.

    It is the one that equals the form's code or name, else the last grantee, the account holder, else the only one.
    """
    companies = _companies(of_kind(documents, "business_license"))
    if not companies:
        return Cast()
    chosen = companies[0] if len(companies) == 1 else _decide(companies, documents, form)
    if chosen is None:
        return Cast(others=tuple(document for company in companies for document in company), undecided=True)
    best, *copies = sorted(chosen, key=_worth, reverse=True)
    others = (document for company in companies if company is not chosen for document in company)
    return Cast((best,), tuple(others), tuple(copies))


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
    codes, names = (a.value("credit_code"), b.value("credit_code")), (a.value("name"), b.value("name"))
    if all(codes) and same_code(str(codes[0]), str(codes[1])):
        return True
    return all(names) and compare(str(names[0]), str(names[1])).same


def _decide(companies: list[list[Document]], documents: Sequence[Document], form: Form) -> list[Document] | None:
    """The company that exactly one of the signs, strongest first, points at."""
    letters = of_kind(documents, "authorization_letter")
    grantors = [str(value) for letter in letters if (value := letter.value("grantor"))]
    last_grantees = [
        str(value) for letter in letters
        if (value := letter.value("grantee")) and not _is_one_of(str(value), grantors)
    ]  # fmt: skip
    holders = [str(value) for bank in of_kind(documents, *BANK_KINDS) if (value := bank.value("account_name"))]
    signs: list[Callable[[Document], bool]] = [
        lambda paper: (
            bool(form.credit_code) and same_code(str(paper.value("credit_code") or ""), str(form.credit_code))
        ),
        lambda paper: _named(paper, [form.company] if form.company else [], same=True),
        lambda paper: _named(paper, [form.company] if form.company else [], same=False),
        lambda paper: _named(paper, last_grantees, same=True),
        lambda paper: _named(paper, holders, same=True),
    ]
    for sign in signs:
        hits = [company for company in companies if any(sign(paper) for paper in company)]
        if len(hits) == 1:
            return hits[0]
    return None


def _named(paper: Document, names: Sequence[str], *, same: bool) -> bool:
    name = paper.value("name")
    if not name:
        return False
    likenesses = [compare(str(name), other) for other in names]
    return any(likeness.same if same else likeness is Likeness.NEAR for likeness in likenesses)
