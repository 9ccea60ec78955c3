"""The same brand in the form, on the certificate, in the letters and on the vouchers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from docvet.models import Document, Severity
from docvet.rules.arguments import Args
from docvet.rules.brand import names_mark
from docvet.rules.case import Case, evidence, kind_title, not_applicable
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.rules.vocabulary import ROLE_TITLES
from docvet.values.names import normal
from docvet.values.text import simplified

_FIELDS = (("certificate", "mark"), ("letters", "brand"), ("vouchers", "brand"))


class BrandAgrees(Args):
    """How surely a brand must have been read by itself, and how alike two spellings are taken for one."""

    min_confidence: float
    near_likeness: float


@dataclass(frozen=True, slots=True)
class _BrandText:
    text: str
    document: Document | None
    """None for the form."""
    name: str
    confidence: float


def run(case: Case, args: BrandAgrees) -> Result:
    """A question for each document that surely names another brand; marks are pictures and often not read."""
    texts = list(_brand_texts(case))
    reference = next((item for item in texts if item.confidence >= args.min_confidence), None)
    if reference is None or len(texts) < 2:
        yield not_applicable("读出品牌的地方不足两处，无法比对", "the brand was read in fewer than two places")
        return
    strange = [item for item in texts if not _same(item, reference, args)]
    vouchers = [item for item in texts if _is_voucher(item)]
    if any(_same(item, reference, args) for item in vouchers):  # one that shows the brand is enough
        strange = [item for item in strange if not _is_voucher(item)]
    for item in strange:
        backed = any(_same(item, other, args) and _document_of(other) != _document_of(item) for other in texts)
        if item.confidence < args.min_confidence and not backed:
            continue
        foreign = _has_han(item.text) != _has_han(reference.text)
        if not (foreign and _is_linked(case, (reference, item))):
            yield _problem(reference, item, "other_script" if foreign else None)


def _brand_texts(case: Case) -> Iterator[_BrandText]:
    """Every brand that was stated, the form's first."""
    if case.form.brand:
        yield _BrandText(case.form.brand, None, "brand", 1.0)
    for role, name in _FIELDS:
        for document in case.cast(role).chosen:
            if (field := document.fields.get(name)) is not None and _key(str(field.value)):
                yield _BrandText(str(field.value), document, name, field.confidence)


def _same(one: _BrandText, other: _BrandText, args: BrandAgrees) -> bool:
    """One holds the other (LUMORA 女装), or they differ by what may be a misreading."""
    a, b = _key(one.text), _key(other.text)
    return a in b or b in a or fuzz.ratio(a, b) >= args.near_likeness * 100


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", simplified(normal(text))).casefold()


def _has_han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _is_voucher(item: _BrandText) -> bool:
    return item.document is not None and item.document.kind == "sales_voucher"


def _document_of(item: _BrandText) -> str:
    return item.document.reading.file.sha256 if item.document else ""


def _is_linked(case: Case, pair: Sequence[_BrandText]) -> bool:
    """A letter names the certificate by its number: its brand may be the same mark's other script."""
    letters, certificates = case.cast("letters").chosen, case.cast("certificate").chosen
    return not any(map(_is_voucher, pair)) and any(names_mark(one, two) for one in letters for two in certificates)


def _problem(reference: _BrandText, item: _BrandText, variant: str | None) -> Problem:
    documents = [(item.document, item.name) for item in (reference, item) if item.document is not None]
    titles = [
        ROLE_TITLES["form"] if item.document is None else kind_title(item.document.kind) for item in (reference, item)
    ]
    return Problem(
        documents=tuple(document.id for document, _ in documents),
        evidence=tuple(place for document, name in documents for place in evidence(document, name)),
        values={
            "a": reference.text, "b": item.text, "a_paper": titles[0], "b_paper": titles[1],
            "file": item.document.path if item.document else "",
        },
        expected=reference.text, found=item.text, variant=variant, at_most=Severity.REVIEW,
        rests_on=tuple((document.id, name) for document, name in documents),
    )  # fmt: skip


CHECK = Check(
    "brand_agrees", BrandAgrees, run, papers=("certificate",), fills=frozenset({"a", "b", "a_paper", "b_paper", "file"}),
    variants={"other_script": frozenset()},
)  # fmt: skip
