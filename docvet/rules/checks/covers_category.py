"""A business scope that covers the category applied for."""

from __future__ import annotations

from functools import partial

from docvet.models import Document, LocalizedText, Severity
from docvet.rules.arguments import Args, Ref, split
from docvet.rules.case import Case, evidence, join, listed, missing, unread
from docvet.rules.categories import called, nearest_categories
from docvet.rules.checks import Check
from docvet.rules.copies import on_best_copy
from docvet.rules.facts import all_of, one_of
from docvet.rules.honesty import texts_of_passes
from docvet.rules.problems import Problem, Result
from docvet.rules.ruleset import Category
from docvet.values.scope import Match, find_terms, match_category

_VARIANTS = {Match.GENERIC: "generic", Match.PRODUCTION: "production", Match.BARE: "bare"}


class CoversCategory(Args):
    """The field that holds the scope, words general enough to cover anything in law, and verbs of selling and making."""

    field: Ref
    generic: tuple[str, ...]
    sales_verbs: tuple[str, ...]
    production_verbs: tuple[str, ...]


def run(case: Case, args: CoversCategory) -> Result:
    """A problem for each category that the scope does not name; hard only if it names none but others."""
    role, name = split(args.field)
    if not case.categories:
        yield missing("没有填写申请类目", "no category was stated")
        return
    cast = case.cast(role)
    if not cast.chosen:
        yield case.absent(role)
        return
    for asked, category in case.categories.items():
        if category is None:
            yield from _unknown(case, asked)
        else:
            yield from on_best_copy(cast, partial(_one, args, name, called(asked, category), category))


def _unknown(case: Case, asked: str) -> Result:
    close = join(nearest_categories(case.ruleset, asked))
    yield Problem(
        values={"category": asked, "keywords": "", "nearest": close}, found=asked, variant="unknown_category",
        at_most=Severity.REVIEW, topic=f"category {asked}",
    )  # fmt: skip


def _one(args: CoversCategory, name: str, title: LocalizedText, category: Category, document: Document) -> Result:
    field = document.fields.get(name)
    if field is None or not field.value:
        yield unread(document, name)
        return
    match = match_category(
        str(field.value), category.keywords,
        generic=args.generic, sales_verbs=args.sales_verbs, production_verbs=args.production_verbs,
    )  # fmt: skip
    exact = [hit for hit in match.hits if not hit.near]
    if match.match is Match.SALES and exact:
        return
    variant = "near" if match.match is Match.SALES else _VARIANTS.get(match.match)
    seen_elsewhere = any(find_terms(text, category.keywords) for text in texts_of_passes(document, name))
    yield Problem(
        documents=(document.id,), evidence=evidence(document, name), absent=True, rests_on=((document.id, name),),
        values={
            "category": title, "keywords": listed(category.keywords[:3]),
            "found": listed(hit.quote for hit in match.hits),
        },
        expected=one_of(category.keywords), found=all_of([hit.quote for hit in match.hits] or [str(field.value)]),
        variant=variant, at_most=Severity.REVIEW if variant or seen_elsewhere else Severity.REJECT,
        better_documents=frozenset({document.kind}),
    )  # fmt: skip


CHECK = Check(
    "covers_category", CoversCategory, run, fills=frozenset({"category", "keywords"}),
    variants={
        "unknown_category": frozenset({"nearest"}),
        **{variant: frozenset({"found"}) for variant in ("generic", "production", "bare", "near")},
    },
)  # fmt: skip
