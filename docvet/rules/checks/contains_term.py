"""Words that a long text must hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from docvet.models import Document, Severity
from docvet.rules.arguments import Args, Ref, split
from docvet.rules.case import Case, evidence, listed, unread
from docvet.rules.checks import Check
from docvet.rules.copies import on_best_copy
from docvet.rules.facts import all_of, one_of
from docvet.rules.honesty import texts_of_passes
from docvet.rules.problems import Problem, Result
from docvet.values.scope import find_terms


class ContainsTerm(Args):
    """Any one of the terms; near ones are for a person."""

    field: Ref
    terms: Annotated[tuple[str, ...], Field(min_length=1)]
    near_terms: tuple[str, ...] = ()


def run(case: Case, args: ContainsTerm) -> Result:
    """A problem where no term stands outside the negations; hard only if the whole text was read."""
    role, name = split(args.field)
    cast = case.cast(role)
    if not cast.chosen:
        yield case.absent(role)
    yield from on_best_copy(cast, lambda document: _one(args, document, name))


def _one(args: ContainsTerm, document: Document, name: str) -> Result:
    field = document.fields.get(name)
    if field is None or not field.value:
        yield unread(document, name)
        return
    hits = find_terms(str(field.value), args.terms)
    if any(not hit.near for hit in hits):
        return
    near = [hit.quote for hit in (*hits, *find_terms(str(field.value), args.near_terms))]
    # Lines that were not taken for this field may still hold the term.
    elsewhere = any(find_terms(text, args.terms) for text in texts_of_passes(document, name))
    yield Problem(
        documents=(document.id,), evidence=evidence(document, name), absent=True, rests_on=((document.id, name),),
        values={"file": document.path, "terms": {"zh": "”或“".join(args.terms), "en": '" or "'.join(args.terms)},
                "found": listed(near)},
        expected=one_of(args.terms), found=all_of(near or [str(field.value)]),
        variant="near" if near else None, at_most=Severity.REVIEW if near or elsewhere else Severity.REJECT,
        better_documents=frozenset({document.kind}),
    )  # fmt: skip


CHECK = Check(
    "contains_term", ContainsTerm, run, fills=frozenset({"file", "terms"}), variants={"near": frozenset({"found"})}
)
