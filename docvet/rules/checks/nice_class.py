"""A mark that is registered for the goods applied with."""

from __future__ import annotations

from docvet.models import Document, Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, join, missing, unread
from docvet.rules.categories import called, nearest_categories
from docvet.rules.checks import Check
from docvet.rules.facts import Fact
from docvet.rules.problems import Problem, Result
from docvet.rules.ruleset import Category
from docvet.values.names import normal


def run(case: Case, _args: NoArgs) -> Result:
    """A problem for each category whose classes the mark does not have; a related class is for a person."""
    if not case.categories:
        yield missing("没有填写申请类目", "no category was stated")
        return
    cast = case.cast("certificate")
    if not cast.chosen:
        yield case.absent("certificate")
        return
    # One brand is often registered class by class, each with a certificate of its own.
    marks = {normal(str(document.value("mark"))) for document in cast.chosen if document.value("mark")}
    documents = [
        *cast.chosen,
        *(document for document in (*cast.copies, *cast.others) if normal(str(document.value("mark") or "")) in marks),
    ]
    readable = [document for document in documents if document.value("nice_classes")]
    if not readable:
        yield unread(documents[0], "nice_classes")
        return
    for asked, category in case.categories.items():
        if category is None:
            yield Problem(
                values={"category": asked, "classes": "", "needed": "", "nearest": join(nearest_categories(case.ruleset, asked))},
                found=asked, variant="unknown_category", at_most=Severity.REVIEW, topic=f"category {asked}",
            )  # fmt: skip
        else:
            yield from _one(readable, [document for document in documents if document not in readable], asked, category)


def _one(documents: list[Document], unreadable: list[Document], asked: str, category: Category) -> Result:
    classes = {int(number) for document in documents for number in document.value("nice_classes")}
    if classes & set(category.nice.primary):
        return
    if unreadable:  # the class that is missing may stand there
        yield from (unread(document, "nice_classes") for document in unreadable)
        return
    related = classes & set(category.nice.also)
    stated = ", ".join(map(str, sorted(classes)))
    needed = ", ".join(map(str, category.nice.primary))
    yield Problem(
        documents=tuple(document.id for document in documents),
        evidence=tuple(item for document in documents for item in evidence(document, "nice_classes")),
        values={"category": called(asked, category), "classes": stated, "needed": needed},
        expected=Fact(needed, f"第 {needed} 类", f"class {needed}"), found=Fact(stated, f"第 {stated} 类", f"class {stated}"), rests_on=tuple((document.id, "nice_classes") for document in documents),
        variant="related" if related else None, at_most=Severity.REVIEW if related else Severity.REJECT,
        better_documents=frozenset({"trademark_certificate"}),
    )  # fmt: skip


CHECK = Check(
    "nice_class", NoArgs, run, papers=("certificate",), fills=frozenset({"category", "classes", "needed"}),
    variants={"related": frozenset(), "unknown_category": frozenset({"nearest"})},
)  # fmt: skip
