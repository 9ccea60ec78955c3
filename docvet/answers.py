"""From folders to what ``docvet scan`` says of them: a text an output, the closing lines, an exit code."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from docvet import console, delivery
from docvet.closing import closing, several_forms
from docvet.delivery import Target
from docvet.exits import FailOn
from docvet.folders import Results, scan_all
from docvet.models import Severity
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.remembered import last_report, remember
from docvet.report.compare import compared, load_previous
from docvet.report.model import Report
from docvet.report.pictures import Crop, Key, take
from docvet.report.renderers import RenderOptions, render
from docvet.rules.load import load_ruleset
from docvet.unchanged import CHECKED_AT, LAST, RenderedText, ScanAnswer, ScanQuestion, Shape
from docvet.words import words

_FOR_PEOPLE = frozenset({"text", "html", "markdown", "message"})
"""Formats that say what changed since the last scan without being asked."""


@dataclass(frozen=True, slots=True)
class Work:
    """Which folders are scanned, and with what."""

    folders: Sequence[Path]
    form: Mapping[str, Any]
    ruleset: str | None
    engine: str
    jobs: int | None
    cache: PageCache | None


def scanned(work: Work, shape: Shape, question: ScanQuestion | None) -> ScanAnswer:
    """The folders read, judged and rendered; what the same scan would say of them again is kept for the next time.

    Raises:
        UsageError, RulesetError: before anything is read.
    """
    speak = words(shape.lang)
    ruleset = load_ruleset(work.ruleset) if work.ruleset is not None else None
    earlier = load_previous(Path(shape.compare)) if shape.compare not in (None, LAST) else []
    for folder in () if shape.quiet else work.folders:
        if several := several_forms(folder, shape.lang):
            console.note(several)
    with Readers(work.jobs, work.engine, cache=work.cache) as readers:
        results = scan_all(
            work.folders, readers, speak, form=work.form, ruleset=ruleset,
            show_progress=sys.stderr.isatty() and not shape.quiet, show_traceback=shape.verbose,
        )  # fmt: skip
        with_pictures = any(target.format == "html" for target in shape.wanted)
        crops = _crops(results, readers, personal=shape.show_personal_data) if with_pictures else ()
    if readers.cache is not None and readers.cache.problem is not None:
        console.note(speak(f"cache.{readers.cache.problem}", folder=readers.cache.folder))
    if work.jobs is not None and readers.jobs < work.jobs:
        console.note(speak("jobs_bounded", jobs=readers.jobs, wanted=work.jobs))
    last, kept = _remembered(results.reports) if shape.remember else ([], [])
    if shape.open_report:
        shape = replace(shape, wanted=tuple(map(_findable, shape.wanted)))
    answer = _answer(results, shape, crops, earlier, last)
    if question is not None and _may_be_kept(results, question):
        again = replace(results, examined=[replace(each, report=_unread(each.report)) for each in results.examined])
        readings = [reading for each in results.examined for reading in each.case.readings]
        question.keep(_answer(again, shape, crops, [], kept), readings)
    return answer


def _may_be_kept(results: Results, question: ScanQuestion) -> bool:
    """Whether every folder was judged whole, by files that the question depends on."""
    directories = [
        (each.report.application.path, form.joint.partner_directory)
        for each in results.examined
        if (form := each.case.form).joint and form.joint.partner_directory
    ]
    # What failed may have failed for want of memory or time.
    failed = results.failures or any(
        finding.severity is Severity.ERROR for report in results.reports for finding in report.findings
    )
    return not failed and all(question.has_file(Path(folder), str(path)) for folder, path in directories)


def _unread(report: Report) -> Report:
    """The report as a scan gives it that had to read nothing."""
    stats = report.stats
    free = stats.model_copy(update={"cached_pages": stats.pages, "seconds": 0.0, "checked_at": CHECKED_AT})
    return report.model_copy(update={"stats": free})


def _answer(
    results: Results,
    shape: Shape,
    crops: Sequence[Mapping[Key, Crop]],
    earlier: Sequence[Report],
    last: Sequence[Report],
) -> ScanAnswer:
    reports = results.reports
    how = RenderOptions(
        lang=shape.lang, width=console.width(), colour=console.colours(), verbose=shape.verbose, several=shape.several,
        show_personal_data=shape.show_personal_data, crops=crops,
    )  # fmt: skip
    by_file = [compared(report, earlier, alone=not shape.several) for report in reports]
    by_last = [compared(report, last, alone=False) for report in reports]
    outputs: list[RenderedText] = []
    for target in shape.wanted if reports else ():
        use_last = not earlier and (shape.compare == LAST or target.format in _FOR_PEOPLE)
        outputs += _rendered(by_last if use_last else by_file, target, how)
    notes = () if shape.quiet else tuple(_closing(reports, outputs, shape))
    return ScanAnswer(tuple(outputs), notes, int(results.exit_code(FailOn(shape.fail_on))))


def _rendered(reports: Sequence[Report], target: Target, how: RenderOptions) -> list[RenderedText]:
    if target.output is None:
        return [RenderedText(None, render(reports, target.format, how))]
    how = replace(how, colour=False)
    if not target.folder:
        return [RenderedText(str(target.output), render(reports, target.format, how))]
    return [
        RenderedText(
            str(path), render([report], target.format, replace(how, several=False, crops=how.crops[at : at + 1]))
        )
        for at, (path, report) in enumerate(zip(delivery.file_names(target, reports), reports, strict=True))
    ]


def _closing(reports: Sequence[Report], outputs: Sequence[RenderedText], shape: Shape) -> list[str]:
    shown = sys.stdout.isatty() and any((target.format, target.output) == ("text", None) for target in shape.wanted)
    written = [Path(output.path) for output in outputs if output.path is not None]
    formats = [target.format for target in shape.wanted]
    return list(closing(reports, written, formats, shape.lang, verdict_shown=shown))


def _remembered(reports: Sequence[Report]) -> tuple[list[Report], list[Report]]:
    """The remembered reports of these folders, and those that are remembered in their place."""
    cache = PageCache()
    before = [last_report(cache, report) for report in reports]
    kept = [remember(cache, report) for report in reports]
    last = [
        last.model_copy(update={"application": report.application})
        for last, report in zip(before, kept, strict=True)
        if last is not None
    ]
    return last, kept


def _crops(results: Results, readers: Readers, *, personal: bool) -> list[Mapping[Key, Crop]]:
    """The crops of each report, for the format that shows them; by a process that has been reading already."""
    return [
        take(
            each.report, each.documents, show_personal_data=personal, limits=readers.limits, worker=readers.spare
        )
        for each in results.examined
    ]  # fmt: skip


def _findable(target: Target) -> Target:
    """A report that is only to be looked at goes to a new folder of the user's own."""
    if (target.format, target.output) != ("html", None):
        return target
    return replace(target, output=Path(mkdtemp(prefix="docvet-")) / "docvet-report.html")
