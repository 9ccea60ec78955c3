"""The whole way on one screen: folder → files → pages → documents → fields → findings → report."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docvet.application import Form, load_form
from docvet.documents import build, can_look_again, worth_another_look
from docvet.errors import UsageError
from docvet.intake import Intake, collect, printable
from docvet.limits import Limits
from docvet.models import Document, Reading, Source
from docvet.progress import Progress, Stage
from docvet.reading.pool import Readers
from docvet.report.build import build as build_report
from docvet.report.model import ApplicationInfo, Report, ReportStats, RulesetInfo
from docvet.rules.case import Case
from docvet.rules.checks import FieldOf
from docvet.rules.engine import judge
from docvet.rules.load import load_ruleset

Watch = Callable[[Progress], None]


def scan(
    folder: str | Path,
    *,
    ruleset: str = "tiktok-shop-pop",
    form: Mapping[str, Any] | None = None,
    jobs: int | None = None,
    engine: str = "rapidocr",
    limits: Limits | None = None,
    progress: Watch | None = None,
) -> Report:
    """Read one application folder and judge it.

    ``ruleset`` is a shipped id or a file; ``form`` holds keys of ``application.yaml`` and wins over the
    file; ``jobs`` is the number of worker processes (default: one a core); ``engine`` is ``rapidocr`` or
    ``tesseract``. The report is complete and unmasked; :func:`docvet.report.mask.masked` hides personal
    data. Nothing in the folder is changed.

    Raises:
        UsageError: no such folder, or nothing in it to read; no such engine or ruleset.
        FormError: ``application.yaml`` or ``form`` is wrong.
        RulesetError: the ruleset is wrong.
        EngineUnavailable: the engine is not installed.
    """
    started = time.monotonic()
    folder = Path(folder)
    limits = limits or Limits.from_environment()
    rules = load_ruleset(ruleset)
    intake = collect(folder, limits)
    if not intake.files:
        raise UsageError(_nothing_to_read(folder, intake))
    paths = [*(file.path for file in intake.files), *intake.over]
    filled = load_form(folder, paths).with_flags(**(form or {}))
    if filled.mode != rules.mode:
        raise UsageError(
            f"模式 {filled.mode} 没有规则：规则集 {rules.id} 用于模式 {rules.mode}；请改用 mode: {rules.mode} / "
            f"there are no rules for mode {filled.mode}: ruleset {rules.id} is for {rules.mode}; use mode: {rules.mode}"
        )
    with Readers(jobs or os.cpu_count() or 1, engine, limits) as readers:
        readings = readers.read(intake.files, _watch(progress, Stage.READING))

        def case() -> Case:
            return Case(
                form=filled,
                documents=tuple(build(readings, filled.documents)),
                readings=tuple(readings),
                intake_troubles=intake.troubles,
                submission_date=filled.submission_day,
                ruleset=rules,
            )

        # A second, costlier look: first where a needed field is missing or doubtful, then before a value
        # that was seen only once carries a rejection.
        if again := worth_another_look(case().documents):
            readings = readers.look_again(again, readings, _watch(progress, Stage.LOOKING_AGAIN))
        outcome = judge(rules, judged := case())
        if again := _pages(outcome.wanted, judged.documents):
            readings = readers.look_again(again, readings, _watch(progress, Stage.LOOKING_AGAIN))
            outcome = judge(rules, judged := case())
    return build_report(
        _application(folder, filled),
        RulesetInfo(id=rules.id, version=rules.version, digest=rules.digest),
        judged.documents,
        outcome.judgement,
        _stats(readings, time.monotonic() - started),
    )


def _pages(wanted: Iterable[FieldOf], documents: Sequence[Document]) -> dict[str, set[int]]:
    """The pages to read again for these fields: those of their documents that can say more."""
    by_id = {document.id: document for document in documents}
    pages: dict[str, set[int]] = {}
    for identity, _ in wanted:
        document = by_id[identity]
        more = {page.number for page in document.pages if can_look_again(page)}
        if more:
            pages.setdefault(document.path, set()).update(more)
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
    ocr = sum(any(item.source is not Source.TEXT_LAYER for item in page.passes) for page in pages)
    return ReportStats(files=len(readings), pages=len(pages), ocr_pages=ocr, cached_pages=0, seconds=seconds)
