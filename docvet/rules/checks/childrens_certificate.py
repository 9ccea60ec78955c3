"""The Children's Product Certificate (CPC) that a market asks for."""

from __future__ import annotations

import re

from docvet.models import Document, Severity
from docvet.rules.arguments import Args, Days
from docvet.rules.case import Case, day, evidence, missing, not_applicable, unread
from docvet.rules.categories import among
from docvet.rules.checks import Check
from docvet.rules.facts import countries, unsaid
from docvet.rules.problems import Problem, Result
from docvet.rules.texts import full_text, mentions

_HAN = re.compile(r"[\u3400-\u9fff]")


class ChildrensCertificate(Args):
    """Which goods in which markets; how old it may be, by which words it is known, how much of it may be Chinese."""

    categories: tuple[str, ...]
    markets: tuple[str, ...]
    max_age_days: Days
    words: tuple[str, ...]
    max_chinese: float


def run(case: Case, args: ChildrensCertificate) -> Result:
    """A warning without one, and for one that is old, in Chinese, or names no laboratory."""
    if not case.form.targets:
        yield missing("没有填写目标市场", "no target markets were stated")
        return
    wanted = any(category is not None and among(category, args.categories) for category in case.categories.values())
    if not wanted or not set(case.form.targets) & set(args.markets):
        yield not_applicable("不是销往该市场的儿童用品", "these are no children's goods for that market")
        return
    documents = [document for document in case.cast("reports").chosen if mentions(full_text(document), args.words)]
    if not documents:
        yield _problem(args, None, "", None)
    else:
        yield from min((list(_one(case, args, document)) for document in documents), key=len)


def _one(case: Case, args: ChildrensCertificate, document: Document) -> Result:
    issued = day(document.fields.get("issued"))
    if issued is None:
        yield unread(document, "issued", again=False)
    elif (case.submission_date - issued).days > args.max_age_days:
        yield _problem(args, document, issued.isoformat(), "old")
    text = re.sub(r"\W", "", full_text(document))
    if text and len(_HAN.findall(text)) / len(text) > args.max_chinese:
        yield _problem(args, document, "", "language")
    if not document.value("laboratory"):
        yield _problem(args, document, "", "laboratory")


def _problem(args: ChildrensCertificate, document: Document | None, issued: str, variant: str | None) -> Problem:
    return Problem(
        documents=(document.id,) if document else (), evidence=evidence(document, "issued") if document and issued else (),
        values={"file": document.path if document else "", "issued": issued, "days": str(args.max_age_days),
                "markets": countries(args.markets).words},
        found=issued or unsaid(variant or ""), variant=variant, at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check(
    "childrens_certificate", ChildrensCertificate, run, fills=frozenset({"file", "issued", "days", "markets"}),
    variants={"old": frozenset(), "language": frozenset(), "laboratory": frozenset()},
)  # fmt: skip
