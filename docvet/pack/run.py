"""The whole way of a pack: scan, lay out, fit each document into the limit, write, tell."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from docvet.application import load_application
from docvet.decisions import Decisions
from docvet.form.file import NAMES
from docvet.form.template import filled
from docvet.limits import Limits
from docvet.models import Severity
from docvet.pack import place
from docvet.pack.manifest import NAME, LeftOut, Manifest, Packed, Remaining, Why
from docvet.pack.plan import Left, Plan, plan
from docvet.pack.shrink import Press
from docvet.pack.unlock import unlocked
from docvet.pack.write import SlotWriter
from docvet.progress import Progress, Stage
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.report.mask import masked
from docvet.report.model import Report, ReportFinding, ReportText
from docvet.rules.case import Case
from docvet.rules.ruleset import Ruleset
from docvet.scanning import Watch, examine
from docvet.version import VERSION

_FIXED_BY = frozenset({"file_format", "file_size", "file_name"})
"""Checks whose findings are gone once the file is packed."""
_MEGABYTE = 10**6


def pack(
    folder: str | Path,
    output: str | Path,
    *,
    ruleset: str | None = None,
    form: Mapping[str, Any] | None = None,
    jobs: int | None = None,
    engine: str = "rapidocr",
    password: str | None = None,
    limits: Limits | None = None,
    progress: Watch | None = None,
    decisions: Decisions | None = None,
    cache: PageCache | None = None,
) -> Manifest:
    """Write upload-ready copies of an application's documents into the folder ``output``, which is new or empty.

    The other arguments are those of :func:`docvet.scan`; ``password`` is that of the owner of protected PDFs, ``cache`` holds
    pages that were read before.
    Nothing in ``folder`` is changed, and ``output`` is there whole or not at all.

    Raises:
        UsageError: ``output`` is inside ``folder``, not empty or not writable; and what ``scan`` raises.
    """
    folder, limits = Path(folder), limits or Limits.from_environment()
    target = place.check(Path(output), folder)
    with unlocked(folder, password, limits) as plain, Readers(jobs, engine, limits, cache) as readers:
        application = load_application(plain.folder, limits, form=form, decisions=decisions)
        examined = examine(application, readers, ruleset=ruleset, progress=progress)
        case = examined.case
        layout = plan(case)
        with (
            place.building(target) as part,
            tempfile.TemporaryDirectory(prefix="docvet-") as work,
            closing(Press(Path(work), _limit(case.ruleset), _least_dpi(case.ruleset), limits, readers)) as press,
        ):
            writer = SlotWriter(part, press, plain.originals)
            packed = _write(writer, case, layout, progress)
            manifest = _manifest(folder, case, examined.report, packed, (*layout.left, *writer.left))
            (part / NAME).write_text(manifest.json_text(), encoding="utf-8", newline="\n")
            if said := filled(case.form):  # so that the packed folder can be checked like the one it came from
                (part / NAMES[0]).write_text(said, encoding="utf-8", newline="\n")
    return manifest


def _write(writer: SlotWriter, case: Case, layout: Plan, progress: Watch | None) -> list[Packed]:
    packed: list[Packed] = []
    number = 1
    for done, (name, bundles) in enumerate(layout.slots.items(), 1):
        written = writer.write(number, name, case.ruleset.documents[name], bundles)
        packed += written
        number += bool(written)
        if progress:
            progress(Progress(stage=Stage.PACKING, path=name, done=done, total=len(layout.slots)))
    return packed


def _limit(rules: Ruleset) -> int:
    """Bytes that a file may have."""
    return int(_parameter(rules, "max_file_mb", 10) * _MEGABYTE)


def _least_dpi(rules: Ruleset) -> float:
    return _parameter(rules, "min_dpi", 150)


def _parameter(rules: Ruleset, name: str, default: float) -> float:
    """A ruleset for another platform may not have it."""
    parameter = rules.parameters.get(name)
    return float(str(parameter.value)) if parameter else default


def _manifest(folder: Path, case: Case, report: Report, packed: Iterable[Packed], left: Iterable[Left]) -> Manifest:
    left = sorted(set(left), key=lambda item: (item.path, item.pages))
    stuck = {item.path for item in left if item.problem and item.why is not Why.SIGNED_SIDEWAYS}
    paths = {document.id: document.path for document in report.documents}

    def fixed(finding: ReportFinding) -> bool:
        checks = {rule.id: rule.check for rule in case.ruleset.rules}
        concerned = {paths[document] for document in finding.documents}
        return checks.get(finding.rule) in _FIXED_BY and bool(concerned) and not concerned & stuck

    hidden = masked(report)
    return Manifest(
        docvet=VERSION,
        ruleset=report.ruleset,
        application=folder.resolve().name,
        packed=tuple(packed),
        left_out=tuple(LeftOut(path=item.path, pages=item.pages, why=item.why, problem=item.problem) for item in left),
        missing=tuple(ReportText(zh=slot.title.zh, en=slot.title.en) for slot in case.open_slots.values()),
        remaining=tuple(
            Remaining(rule=finding.rule, severity=finding.severity, message=finding.message, fix=finding.fix)
            for finding in hidden.findings
            if finding.severity is not Severity.INFO and finding.accepted is None and not fixed(finding)
        ),
    )
