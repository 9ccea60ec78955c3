"""Lists of SKUs with rows, codes of their own, and the columns that reviewers look for."""

from __future__ import annotations

from collections import Counter

from docvet.models import Document, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence, join, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result, Value
from docvet.rules.ruleset import Bilingual, Model, Text
from docvet.values.text import simplified, squeezed

_SHOWN = 5
"""Repeated codes that are named."""


class Column(Model):
    """A column, and words that stand in its head."""

    title: Bilingual
    heads: tuple[Text, ...]


class SkuListComplete(Args):
    """The column of the codes, and further ones."""

    code: Column
    others: tuple[Column, ...]


def run(case: Case, args: SkuListComplete) -> Result:
    """A problem for an empty list, a question for codes that are missing or repeated, a warning for other columns."""
    lists = case.cast("sku_lists").chosen
    if not lists:
        yield case.absent("sku_lists")
        return
    filled = [paper for paper in lists if paper.value("rows")]
    for paper in filled or lists:
        if "rows" not in paper.fields:  # without a column of codes it may not be known which rows are goods
            yield from _content(paper, args) if paper.value("columns") else iter((unread(paper, "rows"),))
        elif not paper.value("rows"):
            yield _problem(paper, "rows", "", "empty", Severity.REJECT)
        else:
            yield from _content(paper, args)


def _content(paper: Document, args: SkuListComplete) -> Result:
    heads = [_plain(str(head)) for head in paper.value("columns") or ()]
    codes = [str(code) for code in paper.value("sku_codes") or ()]
    if not codes and not _has(heads, args.code):
        yield _problem(paper, "columns", args.code.title.words, "no_codes", Severity.REVIEW)
    repeated = [code for code, count in Counter(map(_plain, codes)).items() if count > 1]
    if repeated:
        shown = ", ".join(code.upper() for code in repeated[:_SHOWN]) + (" …" if len(repeated) > _SHOWN else "")
        yield _problem(paper, "sku_codes", shown, None, Severity.REVIEW)
    lacking = [column.title.words for column in args.others if not _has(heads, column)]
    if heads and lacking:
        yield _problem(paper, "columns", join(lacking), "columns", Severity.WARN)


def _has(heads: list[str], column: Column) -> bool:
    return any(_plain(word) in head for word in column.heads for head in heads)


def _plain(text: str) -> str:
    return simplified(squeezed(text)).casefold()


def _problem(paper: Document, field: str, what: Value, variant: str | None, at_most: Severity) -> Problem:
    return Problem(
        documents=(paper.id,), evidence=evidence(paper, field), values={"file": paper.path, "what": what},
        found=what if isinstance(what, str) else what["zh"], variant=variant, rests_on=((paper.id, field),), at_most=at_most,
        better_papers=frozenset({"sku_list"}),
    )  # fmt: skip


CHECK = Check(
    "sku_list_complete", SkuListComplete, run, fills=frozenset({"file", "what"}),
    variants={"empty": frozenset(), "no_codes": frozenset(), "columns": frozenset()},
)  # fmt: skip
