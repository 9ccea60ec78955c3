"""Lists of SKUs with rows, codes of their own, and the columns that reviewers look for."""

from __future__ import annotations

import re
from collections import Counter

from docvet.models import Document, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence, join, unread
from docvet.rules.checks import Check
from docvet.rules.facts import fact
from docvet.rules.model import Bilingual, Model, Text
from docvet.rules.problems import Problem, Result, Value
from docvet.values.text import simplified, squeezed

_SHOWN = 5
"""Codes that are named."""
_RUINED = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}|[0-9]{15}0+", re.IGNORECASE)
"""A code that a spreadsheet took for a number: 6.99E+12, or the digits after its fifteenth lost."""
_DATED = re.compile(r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?: [0-9:]{8})?")
"""A code that it took for a day: 3-1, MAR1."""
_MANY = 2
"""Codes that end in zeros after the fifteenth digit; one alone may be so by itself."""


class Column(Model):
    """A column, and words that stand in its head."""

    title: Bilingual
    heads: tuple[Text, ...]


class SkuListComplete(Args):
    """The column of the codes, and further ones."""

    code: Column
    others: tuple[Column, ...]


def run(case: Case, args: SkuListComplete) -> Result:
    """A problem for an empty list, a question for codes that are missing, repeated or spoilt, a warning for other columns."""
    lists = case.cast("sku_lists").chosen
    if not lists:
        yield case.absent("sku_lists")
        return
    filled = [document for document in lists if document.value("rows")]
    for document in filled or lists:
        if "rows" not in document.fields:  # without a column of codes it may not be known which rows are goods
            yield from _content(document, args) if document.value("columns") else iter((unread(document, "rows"),))
        elif not document.value("rows"):
            yield _problem(document, "rows", "", "empty", Severity.REJECT)
        else:
            yield from _content(document, args)


def _content(document: Document, args: SkuListComplete) -> Result:
    heads = [_plain(str(head)) for head in document.value("columns") or ()]
    codes = [str(code) for code in document.value("sku_codes") or ()]
    if not codes and not _has(heads, args.code):
        yield _problem(document, "columns", args.code.title.words, "no_codes", Severity.REVIEW)
    elif not codes:
        yield unread(document, "sku_codes")
    ruined = [code for code in codes if _RUINED.fullmatch(code)]
    if len(ruined) >= _MANY or any("E" in code.upper() for code in ruined):
        shown = ", ".join(dict.fromkeys(ruined[:_SHOWN])) + (" …" if len(ruined) > _SHOWN else "")
        yield _problem(document, "sku_codes", shown, "ruined", Severity.REVIEW)
        codes = [code for code in codes if code not in ruined]
    if dated := [code for code in codes if _DATED.fullmatch(code)]:
        yield _problem(document, "sku_codes", ", ".join(dict.fromkeys(dated[:_SHOWN])), "dated", Severity.REVIEW)
        codes = [code for code in codes if code not in dated]
    repeated = [code for code, count in Counter(map(_plain, codes)).items() if count > 1]
    if repeated:
        shown = ", ".join(code.upper() for code in repeated[:_SHOWN]) + (" …" if len(repeated) > _SHOWN else "")
        yield _problem(document, "sku_codes", shown, None, Severity.REVIEW)
    lacking = [column.title.words for column in args.others if not _has(heads, column)]
    if lacking:
        yield _problem(document, "columns", join(lacking), "columns", Severity.WARN)


def _has(heads: list[str], column: Column) -> bool:
    return any(_plain(word) in head for word in column.heads for head in heads)


def _plain(text: str) -> str:
    return simplified(squeezed(text)).casefold()


def _problem(document: Document, field: str, what: Value, variant: str | None, at_most: Severity) -> Problem:
    return Problem(
        documents=(document.id,), evidence=evidence(document, field), values={"file": document.path, "what": what},
        found=fact(what), variant=variant, rests_on=((document.id, field),), at_most=at_most,
        better_documents=frozenset({"sku_list"}),
    )  # fmt: skip


CHECK = Check(
    "sku_list_complete", SkuListComplete, run, fills=frozenset({"file", "what"}),
    variants={"empty": frozenset(), "no_codes": frozenset(), "columns": frozenset(), "ruined": frozenset(), "dated": frozenset()},
)  # fmt: skip
