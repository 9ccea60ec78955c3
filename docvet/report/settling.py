"""The ready lines with which a person settles a finding: a value read off the original, or an answer for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docvet.models import Source
from docvet.report.grouping import ProblemGroup
from docvet.report.model import ReportDocument, ReportFinding
from docvet.report.personal import STAR
from docvet.report.view import View

_PLAIN = frozenset("-_./=:+@%,")
"""Beside letters and digits: what no shell takes for something else."""
_BLANK = "…"
_NO_RULES = frozenset({"DV-INTERNAL", "DV-DECISION"})
"""Findings that are not about the applicant's documents."""


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A line to type, and when it is the right one."""

    way: str
    """``misread`` or ``fine``: why a person would type it."""
    note: str
    line: str


def commands(view: View, problem: ProblemGroup) -> list[ReadyLine]:
    """The lines for a problem that a person can settle; none where the documents themselves must change."""
    if problem.group not in ("must", "confirm") or problem.first.rule in _NO_RULES:
        return []
    lines = [_confirm(view, document, name) for document, name in _fields(view, problem.first)][:1]
    if problem.group == "confirm":
        lines += _accept(view, problem.first)
    return lines


def _fields(view: View, finding: ReportFinding) -> Iterator[tuple[ReportDocument, str]]:
    """The values that the finding points at, which a person may read otherwise."""
    for item in finding.evidence:
        document = view.documents.get(item.document)
        if document is None or item.box is None:
            continue
        for name, field in document.fields.items():
            same = (field.page, field.box, field.raw) == (item.page, item.box, item.quote)
            if same and isinstance(field.value, str) and field.source not in (Source.OPERATOR, Source.FORM):
                yield document, name


def _confirm(view: View, document: ReportDocument, name: str) -> ReadyLine:
    value = str(document.fields[name].value)
    title = view.field_name(name) if view.say.lang == "zh" else name
    text = f"{title}={_BLANK if STAR in value else value}"
    line = f"docvet confirm {_folder(view)} {quoted(document.path)} {quoted(text)}{_page(document)} --by {_name(view)}"
    return ReadyLine("misread", view.say("settle.confirm", field=view.field_name(name)), line)


def _accept(view: View, finding: ReportFinding) -> Iterator[ReadyLine]:
    document = next((view.documents[name] for name in finding.documents if name in view.documents), None)
    if document is None or document.page_range[0] < 1:
        return
    line = (
        f"docvet accept {_folder(view)} {finding.rule} --file {quoted(document.path)}{_page(document)} "
        f"--by {_name(view)} --reason {quoted(view.say('settle.reason'))}"
    )
    yield ReadyLine("fine", view.say("settle.accept"), line)


def _page(document: ReportDocument) -> str:
    first, last = document.page_range
    return f" --page {first}" if last - first + 1 < document.pages else ""


def _folder(view: View) -> str:
    return quoted(view.report.application.path)


def _name(view: View) -> str:
    return quoted(view.say("settle.name"))


def quoted(text: str) -> str:
    """In double quotes where a shell of Windows or Unix would take it apart."""
    if text and all(character.isalnum() or character in _PLAIN for character in text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace("`", "\\`") + '"'
