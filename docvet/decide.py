"""Writing a person's decision: which paper it is about, whether it fits, and the file it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from docvet.application import Application, load_application
from docvet.console import write_file
from docvet.decisions import FILE_NAME, NEVER_ACCEPTED, Accepted, BoundDocument, Confirmed, Decisions
from docvet.documents.fields import NotAValue, parse_value
from docvet.errors import UsageError
from docvet.models import Document, File
from docvet.reading.pool import Readers
from docvet.rules.load import load_ruleset, ruleset_for
from docvet.rules.vocabulary import FIELD_TITLES, fields_of_kind, nearest
from docvet.scanning import examine, recognised
from docvet.values.dates import today_in_china
from docvet.words import Words


def confirm(folder: Path, name: str, assignment: str, *, by: str, page: int | None, words: Words) -> Confirmed:
    """Write into ``decisions.yaml`` that ``by`` read a value (``FIELD=VALUE``) off a paper.

    ``name`` is the file's path in the folder; ``page`` tells which paper of a file that holds several.

    Raises:
        UsageError: no such file or field, no paper that has the field, a value that does not fit, or
            ``decisions.yaml`` cannot be written.
    """
    field, equals, value = assignment.partition("=")
    field, value = field.strip(), value.strip()
    if not equals:
        raise UsageError(words("error.assignment", said=assignment))
    if field not in FIELD_TITLES:
        raise UsageError(words("error.no_field", field=field) + nearest(field, FIELD_TITLES))
    application = load_application(folder)
    before = application.decisions
    file = _named(folder, name, application, words)
    with Readers(1) as readers:
        _, own = recognised(application.only(file), readers)
    papers = [document for document in own if field in fields_of_kind(document.kind)]
    paper = _one(papers, page, words("error.no_paper", file=name, field=field), words)
    try:
        parse_value(field, value, paper.page_range[0])
    except NotAValue as error:
        raise UsageError(words("error.not_a_value", field=field, value=value, said=error)) from None
    entry = Confirmed.model_validate(
        {**_bound(paper), "field": field, "value": value, "by": by, "at": today_in_china()}
    )
    _write(folder, before.adding(entry), words)
    return entry


def accept(
    folder: Path,
    rule: str,
    name: str,
    *,
    by: str,
    reason: str,
    until: str | None,
    page: int | None,
    words: Words,
    ruleset: str | None = None,
) -> Accepted:
    """Write into ``decisions.yaml`` that ``by`` answers for the findings of ``rule`` about a paper.

    The folder is scanned, so that the answer holds for the papers as they are now and no others.

    Raises:
        UsageError: no such rule or file, no such finding about it, one that nobody can answer for, a date that
            is none, or ``decisions.yaml`` cannot be written.
    """
    if rule in NEVER_ACCEPTED:
        raise UsageError(words("error.never_accepted", rule=rule))
    application = load_application(folder)
    rules = {item.id for item in load_ruleset(ruleset or ruleset_for(application.form.mode)).rules}
    if rule not in rules:
        raise UsageError(words("error.no_rule", rule=rule) + nearest(rule, rules))
    if not reason.strip():
        raise UsageError(words("error.no_reason"))
    before = application.decisions
    try:
        last = None if until is None else date.fromisoformat(parse_value("valid_to", until))
    except ValueError:  # also "open-ended": an acceptance without an end is one without the flag
        raise UsageError(words("error.until", said=until)) from None
    path = _named(folder, name, application, words).path
    with Readers() as readers:
        examined = examine(application, readers, ruleset=ruleset)
    own = [document for document in examined.documents if document.path == path and document.pages]
    if not own:
        raise UsageError(words("error.unread_file", file=name))
    about = [set(finding.documents) for finding in examined.report.findings if finding.rule == rule]
    concerned = [paper for paper in own if any(paper.id in ids for ids in about)]
    paper = _one(concerned, page, words("error.nothing_to_accept", rule=rule, file=name), words)
    beside = set().union(*(ids for ids in about if paper.id in ids)) - {paper.id}
    entry = Accepted.model_validate(
        {
            **_bound(paper), "rule": rule, "by": by, "reason": reason, "at": today_in_china(), "until": last,
            "beside": tuple(BoundDocument.of(document) for document in examined.documents if document.id in beside),
        }
    )  # fmt: skip
    _write(folder, before.adding(entry), words)
    return entry


def _bound(paper: Document) -> dict[str, object]:
    return {"file": paper.path, "sha256": paper.reading.file.sha256, "pages": paper.page_range, "kind": paper.kind}


def _one(papers: Sequence[Document], page: int | None, none: str, words: Words) -> Document:
    if page is not None:
        papers = [paper for paper in papers if paper.page_range[0] <= page <= paper.page_range[1]]
    if not papers:
        raise UsageError(none)
    if len(papers) > 1:
        pages = ", ".join(str(paper.page_range[0]) for paper in papers)
        raise UsageError(words("error.several_papers", file=papers[0].path, pages=pages))
    return papers[0]


def _named(folder: Path, name: str, application: Application, words: Words) -> File:
    """The file of this path within the folder, however it was typed."""
    files = {file.path: file for file in application.files}
    path = Path(name)
    if name not in files and path.exists() and path.resolve().is_relative_to(folder.resolve()):
        name = path.resolve().relative_to(folder.resolve()).as_posix()
    if name not in files:
        close = get_close_matches(name, files, n=1, cutoff=0.5)
        hint = words("error.hint", name=close[0]) if close else ""
        raise UsageError(words("error.no_file", folder=folder, file=name, hint=hint))
    return files[name]


def _write(folder: Path, decisions: Decisions, words: Words) -> None:
    write_file(folder / FILE_NAME, decisions.text(), words)
