"""What a scan says at its end: what came out, what was written where, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from docvet.form.file import NAMES as FORM_NAMES
from docvet.models import Severity, Verdict
from docvet.report.model import Report
from docvet.report.settling import quoted
from docvet.report.view import View
from docvet.words import Words, words

_FILES = 5
"""So many files are named; the others are counted."""
_PACKED = 2
"""So many clear folders of several are named to be packed."""
_PACKED_AWAY = frozenset({"DV-FILE-001", "DV-FILE-002", "DV-FILE-008"})
"""Format, size and name of a file: what packing sees to."""
_ORDER = (Verdict.REJECT, Verdict.ERROR, Verdict.REVIEW, Verdict.CLEAR)


def closing(
    reports: Sequence[Report], written: Sequence[Path], formats: Sequence[str], lang: str, *, verdict_shown: bool
) -> Iterator[str]:
    """The closing lines, one by one; ``verdict_shown``: a person has just read the verdict."""
    say = words(lang)
    if len(reports) == 1:
        view = View(reports[0], lang)
        if not verdict_shown:
            yield say("end.verdict", name=reports[0].application.name, verdict=view.verdict)
    elif reports:
        counts = Counter(report.verdict for report in reports)
        parts = [f"{say(f'verdict_short.{verdict}')} {counts[verdict]}" for verdict in _ORDER if counts[verdict]]
        yield say("end.folders", count=len(reports), verdicts=" · ".join(parts))
    for report in reports:
        if len(clients := _clients(report)) > 1:
            yield _several(report.application.name, clients, report.application.path, say)
    for path in written[:_FILES]:
        yield say("end.written", path=path)
    if len(written) > _FILES:
        yield say("and_so_many_files", count=len(written) - _FILES)
    if lines := list(_next(reports, formats, say)):
        yield say("end.next")
        yield from (f"  {line}" for line in lines)


def several_forms(folder: Path, lang: str) -> str:
    """A sentence before a folder is read that has a form in several of its folders: each is an application of its own."""
    try:
        names = sorted(
            item.name
            for item in folder.iterdir()
            if item.is_dir() and any((item / name).is_file() for name in FORM_NAMES)
        )
    except OSError:  # whoever reads it says what is wrong
        return ""
    if len(names) < 2:
        return ""
    say = words(lang)
    return _several(folder.resolve().name, names, str(folder), say)


def _several(name: str, clients: Sequence[str], folder: str, say: Words) -> str:
    return say(
        "end.several", name=name, count=len(clients), clients=say("message.and").join(clients[:_FILES]),
        folder=quoted(f"{folder}/") + "*",
    )  # fmt: skip


def _clients(report: Report) -> list[str]:
    """The folders directly below that hold a licence of a company of their own each: several applications in one."""
    by_folder: dict[str, set[str]] = {}
    for document in report.documents:
        code, (first, slash, _) = document.fields.get("credit_code"), document.path.partition("/")
        if slash and code is not None and document.kind == "business_license":
            by_folder.setdefault(first, set()).add(str(code.value))
    codes = [codes for codes in by_folder.values() if len(codes) == 1]
    return sorted(by_folder) if len(codes) == len(by_folder) == len(set().union(*codes)) else []


def _folders(reports: Sequence[Report]) -> str:
    return " ".join(quoted(report.application.path) for report in reports[:3]) + (" …" if len(reports) > 3 else "")


def _next(reports: Sequence[Report], formats: Sequence[str], say: Words) -> Iterator[str]:
    """The commands that are most useful now, a few."""
    if len(reports) != 1:
        if reports and "html" not in formats:
            yield f"docvet scan {_folders(reports)} --format html --output {say('end.reports')}/"
        unclear = [report for report in reports if report.verdict is not Verdict.CLEAR]
        if unclear and "message" not in formats:
            yield f"docvet scan {_folders(unclear)} --format message --output {say('end.messages')}/"
        for report in [report for report in reports if report.verdict is Verdict.CLEAR][:_PACKED]:
            name = quoted(say("end.upload", name=report.application.name))
            yield f"docvet pack {quoted(report.application.path)} --output {name}"
        return
    report = reports[0]
    folder, name = quoted(report.application.path), quoted(f"{report.application.name}.html")
    if not report.application.categories or report.application.unknown_categories:
        has_form = any((Path(report.application.path) / name).is_file() for name in FORM_NAMES)
        yield f"docvet scan {folder} --category {say('end.category')}" if has_form else f"docvet init {folder}"
    if report.verdict is Verdict.CLEAR:
        yield f"docvet pack {folder} --output {quoted(say('end.upload', name=report.application.name))}"
        return
    must = [finding.rule for finding in report.findings if finding.severity is Severity.REJECT and not finding.accepted]
    if must and _PACKED_AWAY.issuperset(must):
        yield f"docvet pack {folder} --output {quoted(say('end.upload', name=report.application.name))}"
    if "html" not in formats:
        yield f"docvet scan {folder} --format html --output {name}"
    if "message" not in formats:
        yield f"docvet scan {folder} --format message"
