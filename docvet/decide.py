"""Writing a person's decision: which document it is about, whether it fits, and the file it goes to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from docvet.application import Application, load_application
from docvet.decisions import FILE_NAME, NEVER_ACCEPTED, Accepted, BoundDocument, Confirmed, Decisions, load_decisions
from docvet.documents.fields import NotAValue, parse_value
from docvet.errors import UsageError
from docvet.files import only_writer, write_whole
from docvet.models import Document, File
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.rules.load import load_ruleset, ruleset_for
from docvet.rules.vocabulary import FIELD_TITLES, fields_of_kind
from docvet.scanning import examine, recognised
from docvet.values.clock import today_in_china
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
    names = [field] if field in FIELD_TITLES else _called(field)
    if not names:
        raise UsageError(
            **localized(
                "error.no_field",
                field=field,
                hint=did_you_mean(field, FIELD_TITLES),
                allowed=", ".join(sorted(FIELD_TITLES)),
            )
        )
    application = load_application(folder)
    file = _named(folder, name, application)
    with Readers(1, cache=PageCache()) as readers:
        _, own = recognised(application.only(file), readers)
    documents = [document for document in own if not fields_of_kind(document.kind).isdisjoint(names)]
    document = _one(documents, page, localized("error.no_paper", file=name, field=field))
    field = next(each for each in names if each in fields_of_kind(document.kind))
    try:
        parse_value(field, value, document.page_range[0])
    except NotAValue as error:
        raise UsageError(**localized("error.not_a_value", field=field, value=value, why=error.texts)) from None
    entry = Confirmed.model_validate(
        {**_bound(document), "field": field, "value": value, "by": by, "at": today_in_china()}
    )
    _change(folder, lambda decisions: decisions.adding(entry))
    return entry


def _called(title: str) -> list[str]:
    """The fields that reports call so, in any language."""
    wanted = title.casefold()
    return [name for name, titles in FIELD_TITLES.items() if wanted in (text.casefold() for text in titles.values())]


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

    The folder is scanned, so that the answer holds for the documents as they are now and no others. The rule may be
    typed in any case; ``until`` is the last day on which the answer counts.

    Raises:
        UsageError: no such rule or file, no such finding about it, one that nobody can answer for, a date that
            is none or before the submission, or ``decisions.yaml`` cannot be written.
    """
    application = load_application(folder)
    rule = _rule(rule, {item.id for item in load_ruleset(ruleset or ruleset_for(application.form.mode)).rules})
    if not reason.strip():
        raise UsageError(**localized("error.no_reason"))
    last = _last_day(until, application.form.submission_day)
    path = _named(folder, name, application).path
    with Readers(cache=PageCache()) as readers:
        examined = examine(application, readers, ruleset=ruleset)
    own = [document for document in examined.documents if document.path == path and document.pages]
    if not own:
        raise UsageError(**localized("error.unread_file", file=name))
    findings = [finding for finding in examined.report.findings if finding.rule == rule]
    document = _one(
        [document for document in own if any(document.id in finding.documents for finding in findings)],
        page, localized("error.nothing_to_accept", rule=rule, file=name),
    )  # fmt: skip
    concerned = [finding for finding in findings if document.id in finding.documents]
    # What somebody answers for already stays theirs; where all is answered for, the answer is given anew.
    concerned = [finding for finding in concerned if finding.accepted is None] or concerned
    beside = {one for finding in concerned for one in finding.documents} - {document.id}
    entry = Accepted.model_validate(
        {
            **_bound(document), "rule": rule, "by": by, "reason": reason, "at": today_in_china(), "until": last,
            "beside": tuple(BoundDocument.of(document) for document in examined.documents if document.id in beside),
        }
    )  # fmt: skip
    _change(folder, lambda decisions: decisions.adding(entry))
    return entry


def undo(folder: Path, what: str, *, name: str | None = None, page: int | None = None) -> Confirmed | Accepted:
    """Take one decision out of ``decisions.yaml``: that on the rule or the field ``what``, in any case.

    ``name`` is the file as it was called when it was decided; ``page`` a page of the document. Nothing is read or
    scanned, so that a decision on a file that is gone can be taken back too.

    Raises:
        UsageError: nothing was decided on it, or several things were and neither file nor page tells which.
        FormError: ``decisions.yaml`` is wrong.
    """
    if not folder.is_dir():
        raise UsageError(**localized("error.no_such_folder", folder=folder))
    entries = [
        entry
        for entry in load_decisions(folder).entries
        if subject(entry).casefold() == what.strip().casefold()
        and (name is None or entry.file == name or _below(folder, Path(name)) == entry.file)
        and (page is None or entry.pages[0] <= page <= entry.pages[1])
    ]
    if not entries:
        raise UsageError(**localized("error.nothing_decided", what=what, file=name or folder, folder=folder))
    if len(entries) > 1:
        places = ", ".join(f"{entry.file} ({entry.pages[0]}, {entry.by})" for entry in entries)
        raise UsageError(**localized("error.several_decisions", what=what, places=places))
    _change(folder, lambda decisions: decisions.without(entries[0]))
    return entries[0]


def subject(entry: Confirmed | Accepted) -> str:
    """What an entry decides on: the rule, or the field."""
    return entry.rule if isinstance(entry, Accepted) else entry.field


def _rule(name: str, rules: Collection[str]) -> str:
    """The id of the rule, however it was typed."""
    wanted = name.strip().upper()
    if wanted in NEVER_ACCEPTED:
        raise UsageError(**localized("error.never_accepted", rule=wanted))
    known = {rule.upper(): rule for rule in rules}
    if wanted not in known:
        raise UsageError(**localized("error.no_rule", rule=name, hint=did_you_mean(wanted, rules)))
    return known[wanted]


def _last_day(until: str | None, submission: date) -> date | None:
    if until is None:
        return None
    try:
        last = date.fromisoformat(parse_value("valid_to", until))
    except ValueError:  # also "open-ended": an acceptance without an end is one without the flag
        raise UsageError(**localized("error.until", value=until)) from None
    if last < submission:
        raise UsageError(**localized("error.until_past", day=last, submission=submission))
    return last


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
    if name not in files and Path(name).exists():
        name = _below(folder, Path(name)) or name
    if name not in files:
        hint = did_you_mean(name, files, 0.5)
        raise UsageError(**localized("error.no_file", folder=folder, file=name, hint=hint))
    return files[name]


def _below(folder: Path, path: Path) -> str | None:
    """The path as seen from the folder; None where it is not in it."""
    path, root = path.resolve(), folder.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def _change(folder: Path, change: Callable[[Decisions], Decisions]) -> None:
    """Change ``decisions.yaml`` as it is now: somebody else may have written it since it was read."""
    path = folder / FILE_NAME
    try:
        with only_writer(path):
            decisions = change(load_decisions(folder))
            if decisions.entries:
                write_whole(path, decisions.text())
            else:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(**localized("error.not_written", path=path, reason=error.strerror)) from None
