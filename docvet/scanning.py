"""The whole way on one screen: folder → files → pages → documents → fields → findings → report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docvet.decisions import Decisions, accepted, confirmed, load_decisions
from docvet.documents import MOST_LOOKS, Wanted, build, can_look_again, worth_another_look
from docvet.errors import UsageError
from docvet.form.model import Form, load_form
from docvet.form.partners import load_partners
from docvet.intake import Intake, collect, printable
from docvet.limits import Limits
from docvet.models import Document, File, Finding, Reading, Source
from docvet.progress import Progress, Stage
from docvet.reading.pool import Readers
from docvet.report.build import build as build_report
from docvet.report.model import ApplicationInfo, Report, ReportStats, RulesetInfo
from docvet.rules.case import Case
from docvet.rules.chain_view import view
from docvet.rules.engine import judge, settled
from docvet.rules.load import load_ruleset, ruleset_for
from docvet.rules.problems import FieldOf

Watch = Callable[[Progress], None]


def scan(
    folder: str | Path,
    *,
    ruleset: str | None = None,
    form: Mapping[str, Any] | None = None,
    jobs: int | None = None,
    engine: str = "rapidocr",
    limits: Limits | None = None,
    progress: Watch | None = None,
    decisions: Decisions | None = None,
) -> Report:
    """Read one application folder and judge it.

    ``ruleset`` is a shipped id or a file, by default the one for the form's mode; ``form`` holds keys of
    ``application.yaml`` and wins over the file; ``jobs`` is the number of worker processes (default: one a
    core); ``engine`` is ``rapidocr`` or ``tesseract``; ``decisions`` are those of ``decisions.yaml`` unless
    others are given. The report is complete and unmasked; :func:`docvet.report.mask.masked` hides personal
    data. Nothing in the folder is changed.

    Raises:
        UsageError: no such folder, or nothing in it to read; no such engine or ruleset.
        FormError: ``application.yaml`` or ``form`` is wrong.
        RulesetError: the ruleset is wrong.
        EngineUnavailable: the engine is not installed.
    """
    with Readers(jobs, engine, limits) as readers:
        return examine(
            folder, readers, ruleset=ruleset, form=form, progress=progress, decisions=decisions
        ).report  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examined:
    """A report, and the papers as they were read: what formats with pictures need beside it."""

    report: Report
    documents: tuple[Document, ...]
    case: Case
    """Who plays which part: what a packed copy is laid out by."""


def examine(
    folder: str | Path,
    readers: Readers,
    *,
    ruleset: str | None = None,
    form: Mapping[str, Any] | None = None,
    progress: Watch | None = None,
    decisions: Decisions | None = None,
) -> Examined:
    """As :func:`scan`, with workers that may serve other folders too."""
    started = time.monotonic()
    folder = Path(folder)
    rules = load_ruleset(ruleset) if ruleset is not None else None
    intake = collect(folder, readers.limits)
    if not intake.files:
        raise UsageError(_nothing_to_read(folder, intake))
    paths = [*(file.path for file in intake.files), *intake.over]
    filled = load_form(folder, paths).with_flags(**(form or {}))
    decided = load_decisions(folder) if decisions is None else decisions
    rules = rules or load_ruleset(ruleset_for(filled.mode))
    if not rules.serves(filled.mode):
        raise UsageError(
            f"模式 {filled.mode} 没有规则：规则集 {rules.id} 用于模式 {rules.mode}；请改用 mode: {rules.mode} / "
            f"there are no rules for mode {filled.mode}: ruleset {rules.id} is for {rules.mode}; use mode: {rules.mode}"
        )
    listed = filled.joint.partner_directory if filled.joint else None
    partners = load_partners(folder, listed) if listed else None

    def documents(readings: Sequence[Reading]) -> list[Document]:
        return confirmed(build(readings, filled.documents), decided)

    readings, papers = recognised(intake.files, readers, documents, progress)
    case = Case(
        form=filled,
        documents=tuple(papers),
        readings=tuple(readings),
        intake_troubles=intake.troubles,
        submission_date=filled.submission_day,
        ruleset=rules,
        trusted_engines=readers.trusted_engines,
        partners=partners,
    )
    outcome = judge(rules, case)
    # One more look before a value that was seen only once carries a rejection.
    if again := _pages(outcome.wanted, case.documents):
        readings = readers.look_again(again, readings, _watch(progress, Stage.LOOKING_AGAIN))
        case = replace(case, documents=tuple(documents(readings)), readings=tuple(readings))
        outcome = judge(rules, case)
    judgement = settled(rules, outcome, _acceptance(outcome.case, decided))
    report = build_report(
        _application(folder, filled),
        RulesetInfo(id=rules.id, version=rules.version, digest=rules.digest),
        case.documents,
        judgement,
        _stats(readings, time.monotonic() - started),
        chain=view(outcome.case, judgement.findings),
    )
    return Examined(report, case.documents, outcome.case)


def recognised(
    files: Sequence[File],
    readers: Readers,
    documents: Callable[[Sequence[Reading]], list[Document]],
    progress: Watch | None = None,
) -> tuple[list[Reading], list[Document]]:
    """The files read, and the papers that ``documents`` makes of them.

    Where a field is missing or doubtful they are looked at again: at full size, and closely where its place is known.
    """
    readings = readers.read(files, _watch(progress, Stage.READING))
    papers = documents(readings)
    for _ in range(MOST_LOOKS):
        if not (again := worth_another_look(papers)):
            break
        readings = readers.look_again(again, readings, _watch(progress, Stage.LOOKING_AGAIN))
        papers = documents(readings)
    return readings, papers


def _acceptance(case: Case, decided: Decisions) -> Callable[[Sequence[Finding]], Sequence[Finding]]:
    """Marks what a person accepted."""
    return lambda findings: accepted(findings, case.documents, decided, case.submission_date)


def _pages(wanted: Iterable[FieldOf], documents: Sequence[Document]) -> Wanted:
    """The pages to read again for these fields: those of their documents that can say more."""
    by_id = {document.id: document for document in documents}
    pages: Wanted = {}
    for identity, _ in wanted:
        document = by_id[identity]
        more = {page.number for page in document.pages if can_look_again(page)}
        if more:
            pages.setdefault(document.path, {}).update(dict.fromkeys(more, ()))
    return pages


def _watch(progress: Watch | None, stage: Stage) -> Callable[[str, int, int], None] | None:
    if progress is None:
        return None
    return lambda path, done, total: progress(Progress(stage=stage, path=path, done=done, total=total))


def _nothing_to_read(folder: Path, intake: Intake) -> str:
    name = printable(str(folder))
    if intake.ignored:
        return (
            f"{name}: 没有可检查的文件（只有 {len(intake.ignored)} 个系统文件或临时文件），请放入材料（PDF、JPEG、PNG …） / "
            f"{name} holds nothing to check, only {len(intake.ignored)} system or temporary file(s); "
            "put the papers (PDF, JPEG, PNG …) into it"
        )
    return (
        f"{name}: 文件夹是空的，请放入材料（PDF、JPEG、PNG …） / "
        f"{name} is empty; put the papers (PDF, JPEG, PNG …) into it"
    )


def _application(folder: Path, form: Form) -> ApplicationInfo:
    return ApplicationInfo(
        name=folder.resolve().name,
        path=str(folder),
        mode=form.mode,
        company=form.company,
        categories=form.category,
        brand=form.brand,
        submission_date=form.submission_day.isoformat(),
    )


def _stats(readings: Sequence[Reading], seconds: float) -> ReportStats:
    pages = [page for reading in readings for page in reading.pages]
    ocr = sum(any(item.source != Source.TEXT_LAYER for item in page.passes) for page in pages)
    return ReportStats(files=len(readings), pages=len(pages), ocr_pages=ocr, cached_pages=0, seconds=seconds)
