"""From the documents to the chain of the mark that is applied with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from docvet.form.model import Form
from docvet.models import Document
from docvet.rules.applicant import of_kind
from docvet.rules.chain import Chain, Name, Question, trace
from docvet.rules.renames import renames
from docvet.values.codes import same_code
from docvet.values.names import compare, normal

OWNER_PROOFS = ("trademark_assignment", "trademark_change")
"""Documents that make another, or another name, the owner of a mark."""


def chain_of(
    documents: Sequence[Document], form: Form, licence: Document | None, today: date, classes: Collection[int] = ()
) -> Chain | None:
    """The chain of the certificate that serves the applicant best; None without a certificate or a name.

    Of two chains as good as each other, the mark registered in one of ``classes`` is taken.
    """
    applicant = _applicant(form, licence)
    if applicant is None:
        return None
    representative = licence.value("representative") if licence else None
    chains = [
        trace(
            Question(
                certificate=certificate,
                owners=owners(certificate, documents),
                applicant=applicant,
                representative=str(representative) if representative else None,
                letters=_once(of_kind(documents, "authorization_letter")),
                renames=renames(documents),
                defective=_faulty(certificate, of_kind(documents, "authorization_letter"), today),
            )
        )
        for certificate in candidates(documents, form)
    ]
    return min(chains, key=lambda chain: (chain.rank, not _covers(chain.certificate, classes)), default=None)


def _covers(certificate: Document, classes: Collection[int]) -> bool:
    return any(number in classes for number in certificate.value("nice_classes") or ())


def candidates(documents: Sequence[Document], form: Form) -> tuple[Document, ...]:
    """The certificates of the form's brand, else those whose numbers the letters name, else all."""
    certificates = of_kind(documents, "trademark_certificate")
    if form.brand:
        of_brand = tuple(c for c in certificates if normal(str(c.value("mark") or "")) == normal(form.brand))
        if of_brand:
            return of_brand
    letters = of_kind(documents, "authorization_letter")
    return tuple(c for c in certificates if any(names_mark(letter, c) for letter in letters)) or certificates


def owners(certificate: Document, documents: Sequence[Document]) -> tuple[Name, ...]:
    """Today's names of the owner, the current one first: the registrant, led on by assignments and changes."""
    registrant = certificate.value("registrant")
    if not registrant:
        return ()
    names = [Name(str(registrant), (certificate.id, "registrant"))]
    proofs = [proof for proof in of_kind(documents, *OWNER_PROOFS) if concerns(proof, certificate)]
    steps = [(proof, "party_from", "party_to") for proof in proofs]
    steps += [(notice, "name_from", "name_to") for notice in of_kind(documents, "name_change_notice")]
    for _ in range(len(steps)):
        for proof, before, after in list(steps):
            old, new = proof.value(before), proof.value(after)
            if old and new and any(compare(name.text, str(old)).same for name in names):
                steps.remove((proof, before, after))
                current = Name(str(new), (proof.id, after))
                # After an assignment the former owner can no longer authorize; after a change both names are his.
                names = [current] if proof.kind == "trademark_assignment" else [current, *names]
    return tuple(names)


def names_mark(letter: Document, certificate: Document) -> bool:
    """The letter states the certificate's registration number."""
    number = certificate.value("registration_number")
    stated = letter.value("registration_numbers") or ()
    return bool(number) and any(same_code(str(number), str(item)) for item in stated)


def same_letter(one: Document, other: Document) -> bool:
    """Copies of one letter (a draft and its sealed scan): the same parties, and no other day of signing."""
    if _place(one) == _place(other):
        return True
    for name in ("grantor", "grantee"):
        if not one.value(name) or not compare(str(one.value(name)), str(other.value(name) or "")).same:
            return False
    dates = ("signed", "period_start", "period_end")
    return all(not one.value(name) or not other.value(name) or one.value(name) == other.value(name) for name in dates)


def _place(document: Document) -> tuple[object, ...]:
    """Where it stands: in a file with this content, on these pages, in this part of them."""
    return document.reading.file.sha256, document.page_range, document.region


def same_mark(one: Document, other: Document) -> bool:
    """Copies of one certificate: the same number and no other end."""
    numbers = (one.value("registration_number"), other.value("registration_number"))
    ends = (one.value("valid_to"), other.value("valid_to"))
    if not all(numbers) or not same_code(str(numbers[0]), str(numbers[1])):
        return False
    return not all(ends) or ends[0] == ends[1]


def _applicant(form: Form, licence: Document | None) -> Name | None:
    if licence is not None and licence.value("name"):
        return Name(str(licence.value("name")), (licence.id, "name"))
    return Name(form.company) if form.company and licence is None else None


def _once(letters: Sequence[Document]) -> tuple[Document, ...]:
    """Letters without further copies of the same file and pages; of drafts and scans, the sealed and fullest first."""
    seen: dict[tuple[object, ...], Document] = {}
    for letter in sorted(letters, key=lambda item: (not item.value("seals"), -len(item.fields))):
        seen.setdefault(_place(letter), letter)
    return tuple(seen.values())


def concerns(proof: Document, certificate: Document) -> bool:
    """The proof is of this mark, as far as both state a number."""
    one, other = proof.value("registration_number"), certificate.value("registration_number")
    return not one or not other or same_code(str(one), str(other))


def _faulty(certificate: Document, letters: Sequence[Document], today: date) -> frozenset[str]:
    registered = str(certificate.value("registered") or "")
    bad = set()
    for letter in letters:
        signed = letter.value("signed") or letter.value("period_start")
        start, end = letter.value("period_start"), letter.value("period_end")
        numbers = letter.value("registration_numbers")
        if (
            (signed and registered and str(signed) < registered)
            or (start and str(start) > today.isoformat())
            or (end and str(end) < today.isoformat())  # "open-ended" sorts after every date
            or (numbers and certificate.value("registration_number") and not names_mark(letter, certificate))
        ):
            bad.add(letter.id)
    return frozenset(bad)
