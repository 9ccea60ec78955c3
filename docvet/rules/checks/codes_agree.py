"""The same code wherever it is stated."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args, Ref, split
from docvet.rules.case import Case, evidence, kind_title, not_applicable, unread
from docvet.rules.checks import Check
from docvet.rules.problems import FieldOf, Problem, Result
from docvet.rules.vocabulary import ROLE_TITLES
from docvet.values.codes import is_credit_code, same_code


class CodesAgree(Args):
    """The fields that hold the code."""

    fields: tuple[Ref, ...]


def run(case: Case, args: CodesAgree) -> Result:
    """A problem for each pair of neighbours that differ; hard only where both codes hold by themselves."""
    stated: list[tuple[str, FieldOf | None]] = []
    for ref in args.fields:
        role, name = split(ref)
        if role == "form":
            if typed := getattr(case.form, name):
                stated.append((str(typed), None))
            continue
        cast = case.cast(role)
        if not cast.chosen:
            yield case.absent(role)
        for document in (*cast.chosen, *cast.copies):
            if name in document.fields:
                stated.append((str(document.value(name)), (document.id, name)))
            elif document in cast.chosen and case.form.credit_code and "registration_number" not in document.fields:
                yield unread(document, name)  # a licence of before 2015 has none
    if len(stated) < 2:
        yield not_applicable("只有一处写有该代码，无需比对", "the code is stated in one place only")
        return
    documents = {document.id: document for document in case.documents}
    first, first_field = stated[0]
    for other, field in stated[1:]:
        if same_code(first, other):
            continue
        papers = [documents[place[0]] for place in (first_field, field) if place]
        titles = [
            ROLE_TITLES["form"] if place is None else kind_title(documents[place[0]].kind)
            for place in (first_field, field)
        ]
        sound = is_credit_code(first) and is_credit_code(other)
        yield Problem(
            documents=tuple(paper.id for paper in papers),
            values={"a": first, "b": other, "a_paper": titles[0], "b_paper": titles[1]},
            evidence=tuple(item for place in (first_field, field) if place for item in evidence(documents[place[0]], place[1])),
            expected=first, found=other, rests_on=tuple(place for place in (first_field, field) if place),
            variant=None if sound else "unsound", at_most=Severity.REJECT if sound else Severity.REVIEW,
            better_documents=frozenset(paper.kind for paper in papers),
        )  # fmt: skip


CHECK = Check(
    "codes_agree", CodesAgree, run, fills=frozenset({"a", "b", "a_paper", "b_paper"}), variants={"unsound": frozenset()}
)
