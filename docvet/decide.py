"""Writing a person's decision: which document it is about, whether it fits, and the file it goes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from docvet.application import Application, load_application
from docvet.decisions import FILE_NAME, NEVER_ACCEPTED, Accepted, BoundDocument, Confirmed, Decisions
from docvet.documents.fields import NotAValue, parse_value
from docvet.errors import UsageError
from docvet.files import write_whole
from docvet.models import Document, File
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.rules.load import load_ruleset, ruleset_for
from docvet.rules.vocabulary import FIELD_TITLES, fields_of_kind
from docvet.scanning import examine, recognised
from docvet.values.dates import today_in_china
from docvet.words import did_you_mean, localized


def confirm(folder: Path, name: str, assignment: str, *, by: str, page: int | None) -> Confirmed:
    """Write into ``decisions.yaml`` that ``by`` read a value (``FIELD=VALUE``) off a document.

    ``name`` is the file's path in the folder; ``page`` tells which document of a file that holds several.

    Raises:
        UsageError: no such file or field, no document that has the field, a value that does not fit, or
            ``decisions.yaml`` cannot be written.
    """
    field, equals, value = assignment.partition("=")
    field, value = field.strip(), value.strip()
    if not equals:
        raise UsageError(**localized("error.assignment", value=assignment))
    if field not in FIELD_TITLES:
        raise UsageError(
            **localized(
                "error.no_field",
                field=field,
                hint=did_you_mean(field, FIELD_TITLES),
                allowed=", ".join(sorted(FIELD_TITLES)),
            )
        )
    application = load_application(folder)
    before = application.decisions
    file = _named(folder, name, application)
    with Readers(1, cache=PageCache()) as readers:
        _, own = recognised(application.only(file), readers)
    documents = [document for document in own if field in fields_of_kind(document.kind)]
    document = _one(documents, page, localized("error.no_paper", file=name, field=field))
    try:
        parse_value(field, value, document.page_range[0])
    except NotAValue as error:
        raise UsageError(**localized("error.not_a_value", field=field, value=value, why=error.texts)) from None
    entry = Confirmed.model_validate(
        {**_bound(document), "field": field, "value": value, "by": by, "at": today_in_china()}
    )
    _write(folder, before.adding(entry))
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
    ruleset: str | None = None,
) -> Accepted:
    """Write into ``decisions.yaml`` that ``by`` answers for the findings of ``rule`` about a document.

    The folder is scanned, so that the answer holds for the documents as they are now and no others.

    Raises:
        UsageError: no such rule or file, no such finding about it, one that nobody can answer for, a date that
            is none, or ``decisions.yaml`` cannot be written.
    """
    if rule in NEVER_ACCEPTED:
        raise UsageError(**localized("error.never_accepted", rule=rule))
    application = load_application(folder)
    rules = {item.id for item in load_ruleset(ruleset or ruleset_for(application.form.mode)).rules}
    if rule not in rules:
        raise UsageError(**localized("error.no_rule", rule=rule, hint=did_you_mean(rule, rules)))
    if not reason.strip():
        raise UsageError(**localized("error.no_reason"))
    before = application.decisions
    try:
        last = None if until is None else date.fromisoformat(parse_value("valid_to", until))
    except ValueError:  # also "open-ended": an acceptance without an end is one without the flag
        raise UsageError(**localized("error.until", value=until)) from None
    path = _named(folder, name, application).path
    with Readers(cache=PageCache()) as readers:
        examined = examine(application, readers, ruleset=ruleset)
    own = [document for document in examined.documents if document.path == path and document.pages]
    if not own:
        raise UsageError(**localized("error.unread_file", file=name))
    about = [set(finding.documents) for finding in examined.report.findings if finding.rule == rule]
    concerned = [document for document in own if any(document.id in ids for ids in about)]
    document = _one(concerned, page, localized("error.nothing_to_accept", rule=rule, file=name))
    beside = set().union(*(ids for ids in about if document.id in ids)) - {document.id}
    entry = Accepted.model_validate(
        {
            **_bound(document), "rule": rule, "by": by, "reason": reason, "at": today_in_china(), "until": last,
            "beside": tuple(BoundDocument.of(document) for document in examined.documents if document.id in beside),
        }
    )  # fmt: skip
    _write(folder, before.adding(entry))
    return entry


def _bound(document: Document) -> dict[str, object]:
    return {
        "file": document.path,
        "sha256": document.reading.file.sha256,
        "pages": document.page_range,
        "kind": document.kind,
    }


def _one(documents: Sequence[Document], page: int | None, none: Mapping[str, str]) -> Document:
    if page is not None:
        documents = [document for document in documents if document.page_range[0] <= page <= document.page_range[1]]
    if not documents:
        raise UsageError(**none)
    if len(documents) > 1:
        pages = ", ".join(str(document.page_range[0]) for document in documents)
        raise UsageError(**localized("error.several_papers", file=documents[0].path, pages=pages))
    return documents[0]


def _named(folder: Path, name: str, application: Application) -> File:
    """The file of this path within the folder, however it was typed."""
    files = {file.path: file for file in application.files}
    path = Path(name)
    if name not in files and path.exists() and path.resolve().is_relative_to(folder.resolve()):
        name = path.resolve().relative_to(folder.resolve()).as_posix()
    if name not in files:
        hint = did_you_mean(name, files, 0.5)
        raise UsageError(**localized("error.no_file", folder=folder, file=name, hint=hint))
    return files[name]


def _write(folder: Path, decisions: Decisions) -> None:
    path = folder / FILE_NAME
    try:
        write_whole(path, decisions.text())
    except OSError as error:
        raise UsageError(**localized("error.not_written", path=path, reason=error.strerror)) from None
