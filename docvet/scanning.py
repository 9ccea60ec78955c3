"""The whole way on one screen: folder → files → pages → documents → fields → findings → report."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docvet.application import Application, load_application
from docvet.decisions import Decisions, accepted, confirmed
from docvet.documents import MOST_LOOKS, build, pages_of, until_sure
from docvet.errors import UsageError
from docvet.limits import Limits
from docvet.models import Document, Judgement, Reading, Source, Verdict
from docvet.progress import Progress, Stage
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.report.build import build as build_report
from docvet.report.model import ApplicationInfo, Report, ReportStats, ReportText, RulesetInfo
from docvet.rules.case import Case
from docvet.rules.chain_view import view
from docvet.rules.engine import judge, settled
from docvet.rules.load import load_ruleset, ruleset_for
from docvet.rules.ruleset import Ruleset
from docvet.rules.slots_view import slots_view
from docvet.values.clock import now_in_china

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
    cache: bool = True,
) -> Report:
    """Read one application folder and judge it.

    ``ruleset`` is a shipped id or a file, by default the one for the form's mode; ``form`` holds keys of
    ``application.yaml`` and wins over the file; ``jobs`` is the number of worker processes (default: one a
    core); ``engine`` is ``rapidocr`` or ``tesseract``; ``decisions`` are those of ``decisions.yaml`` unless
    others are given; with ``cache`` pages that were read before are not read again. The report is complete and unmasked; :func:`docvet.report.mask.masked` hides personal
    data. Nothing in the folder is changed.

    Raises:
        UsageError: no such folder, or nothing in it to read; no such engine or ruleset.
        FormError: ``application.yaml`` or ``form`` is wrong.
        RulesetError: the ruleset is wrong.
        EngineUnavailable: the engine is not installed.
    """
    with Readers(jobs, engine, limits, PageCache() if cache else None) as readers:
        application = load_application(folder, readers.limits, form=form, decisions=decisions)
        return examine(application, readers, ruleset=ruleset, progress=progress).report


@dataclass(frozen=True, slots=True)
class Examined:
    """A report, and the documents as they were read: what formats with pictures need beside it."""

    report: Report
    documents: tuple[Document, ...]
    case: Case
    """Who plays which part: what a packed copy is laid out by."""


def examine(
    application: Application,
    readers: Readers,
    *,
    ruleset: str | Ruleset | None = None,
    decisions: Decisions | None = None,
    progress: Watch | None = None,
) -> Examined:
    """Read an application and judge it, with workers that may serve others too.

    ``ruleset`` and ``progress`` are as for :func:`scan`; ``decisions`` take the place of the application's own.

    Raises:
        UsageError: there is no such ruleset, or it is for another mode than the form's.
        RulesetError: the ruleset is wrong.
    """
    started = time.monotonic()
    if decisions is not None:
        application = replace(application, decisions=decisions)
    rules = _rules(application, ruleset)
    readings, documents = recognised(application, readers, progress)
    case = Case(
        form=application.form,
        documents=tuple(documents),
        readings=tuple(readings),
        intake_troubles=application.troubles,
        submission_date=application.form.submission_day,
        ruleset=rules,
        trusted_engines=readers.trusted_engines,
        partners=application.partners,
    )
    outcome = judge(rules, case)
    decided = application.decisions

    def judgement() -> Judgement:
        return settled(
            rules, outcome, lambda findings: accepted(findings, outcome.case.documents, decided, case.submission_date)
        )

    # Before a value that was seen only once carries a finding: its place again, and its page where that was not enough.
    final = judgement()
    for _ in range(MOST_LOOKS):
        decides = final.verdict is not Verdict.REJECT
        if not (again := pages_of(outcome.wanted, outcome.unseen, case.documents, decides=decides)):
            break
        readings = readers.look_again(again, readings, _watch(progress, Stage.LOOKING_AGAIN))
        case = replace(case, documents=tuple(_documents(application, readings)), readings=tuple(readings))
        outcome = judge(rules, case)
        final = judgement()
    report = build_report(
        _application_info(application, outcome.case),
        RulesetInfo(id=rules.id, version=rules.version, digest=rules.digest, title=ReportText(**rules.title.words)),
        case.documents,
        final,
        _stats(readings, time.monotonic() - started),
        chain=view(outcome.case, final.findings),
        slots=tuple(slots_view(outcome.case)),
        rules=rules.rules,
    )
    return Examined(report, case.documents, outcome.case)


def recognised(
    application: Application, readers: Readers, progress: Watch | None = None
) -> tuple[list[Reading], list[Document]]:
    """The application's files read, and the documents in them.

    Where a field is missing or doubtful they are looked at again: at full size, and closely where its place is known.
    """
    readings = readers.read(application.files, _watch(progress, Stage.READING))
    watch = _watch(progress, Stage.LOOKING_AGAIN)
    return until_sure(
        readings,
        lambda seen: _documents(application, seen),
        lambda wanted, seen: readers.look_again(wanted, seen, watch),
    )


def _documents(application: Application, readings: Sequence[Reading]) -> list[Document]:
    """The documents of these readings, with what a person read in place of what was read."""
    return confirmed(build(readings, application.form.documents), application.decisions)


def _rules(application: Application, ruleset: str | Ruleset | None) -> Ruleset:
    mode = application.form.mode
    rules = ruleset if isinstance(ruleset, Ruleset) else load_ruleset(ruleset or ruleset_for(mode))
    if not rules.serves(mode):
        raise UsageError(
            en=f"there are no rules for mode {mode}: ruleset {rules.id} is for {rules.mode}; use mode: {rules.mode}",
            zh=f"模式 {mode} 没有规则：规则集 {rules.id} 用于模式 {rules.mode}；请改用 mode: {rules.mode}",
        )
    return rules


def _watch(progress: Watch | None, stage: Stage) -> Callable[[str, int, int], None] | None:
    if progress is None:
        return None
    return lambda path, done, total: progress(Progress(stage=stage, path=path, done=done, total=total))


def _application_info(application: Application, case: Case) -> ApplicationInfo:
    form = application.form
    return ApplicationInfo(
        name=application.name,
        path=application.path,
        mode=form.mode,
        company=form.company,
        categories=form.category,
        unknown_categories=tuple(name for name, category in case.categories.items() if category is None),
        brand=form.brand,
        submission_date=form.submission_day.isoformat(),
    )


def _stats(readings: Sequence[Reading], seconds: float) -> ReportStats:
    pages = [page for reading in readings for page in reading.pages]
    ocr = sum(any(item.source != Source.TEXT_LAYER for item in page.passes) for page in pages)
    cached = sum(len(reading.cached) for reading in readings)
    return ReportStats(
        files=len(readings), pages=len(pages), ocr_pages=ocr, cached_pages=cached, seconds=seconds,
        checked_at=now_in_china().isoformat(timespec="seconds"),
    )  # fmt: skip
