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
class _Said:
    text: str
    paper: Document | None
    """None for the form."""
    name: str
    confidence: float


def run(case: Case, args: BrandAgrees) -> Result:
    """A question for each paper that surely names another brand; marks are pictures and often not read."""
    said = list(_said(case))
    reference = next((item for item in said if item.confidence >= args.min_confidence), None)
    if reference is None or len(said) < 2:
        yield not_applicable("读出品牌的地方不足两处，无法比对", "the brand was read in fewer than two places")
        return
    strange = [item for item in said if not _same(item, reference, args)]
    vouchers = [item for item in said if _is_voucher(item)]
    if any(_same(item, reference, args) for item in vouchers):  # one that shows the brand is enough
        strange = [item for item in strange if not _is_voucher(item)]
    for item in strange:
        backed = any(_same(item, other, args) and _paper_of(other) != _paper_of(item) for other in said)
        if item.confidence < args.min_confidence and not backed:
            continue
        foreign = _has_han(item.text) != _has_han(reference.text)
        if not (foreign and _is_linked(case, (reference, item))):
            yield _problem(reference, item, "other_script" if foreign else None)


def _said(case: Case) -> Iterator[_Said]:
    """Every brand that was stated, the form's first."""
    if case.form.brand:
        yield _Said(case.form.brand, None, "brand", 1.0)
    for role, name in _FIELDS:
        for paper in case.cast(role).chosen:
            if (field := paper.fields.get(name)) is not None and _key(str(field.value)):
                yield _Said(str(field.value), paper, name, field.confidence)


def _same(one: _Said, other: _Said, args: BrandAgrees) -> bool:
    """One holds the other (LUMORA 女装), or they differ by what may be a misreading."""
    a, b = _key(one.text), _key(other.text)
    return a in b or b in a or fuzz.ratio(a, b) >= args.near_likeness * 100


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", simplified(normal(text))).casefold()


def _has_han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _is_voucher(item: _Said) -> bool:
    return item.paper is not None and item.paper.kind == "sales_voucher"


def _paper_of(item: _Said) -> str:
    return item.paper.reading.file.sha256 if item.paper else ""


def _is_linked(case: Case, pair: Sequence[_Said]) -> bool:
    """A letter names the certificate by its number: its brand may be the same mark's other script."""
    letters, certificates = case.cast("letters").chosen, case.cast("certificate").chosen
    return not any(map(_is_voucher, pair)) and any(names_mark(one, two) for one in letters for two in certificates)


def _problem(reference: _Said, item: _Said, variant: str | None) -> Problem:
    papers = [(said.paper, said.name) for said in (reference, item) if said.paper is not None]
    titles = [ROLE_TITLES["form"] if said.paper is None else kind_title(said.paper.kind) for said in (reference, item)]
    return Problem(
        documents=tuple(paper.id for paper, _ in papers),
        evidence=tuple(place for paper, name in papers for place in evidence(paper, name)),
        values={
            "a": reference.text, "b": item.text, "a_paper": titles[0], "b_paper": titles[1],
            "file": item.paper.path if item.paper else "",
        },
        expected=reference.text, found=item.text, variant=variant, at_most=Severity.REVIEW,
        rests_on=tuple((paper.id, name) for paper, name in papers),
    )  # fmt: skip


CHECK = Check(
    "brand_agrees", BrandAgrees, run, papers=("certificate",), fills=frozenset({"a", "b", "a_paper", "b_paper", "file"}),
    variants={"other_script": frozenset()},
)  # fmt: skip
