"""Sizes that the platform takes."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case
from docvet.rules.checks import Check
from docvet.rules.facts import at_most
from docvet.rules.problems import Problem, Result

_DECIMAL, _BINARY = 10**6, 2**20


class FileSize(Args):
    """The limit in MB: up to that many times 10⁶ bytes is fine, up to 2²⁰ is a warning."""

    max_mb: float


def run(case: Case, args: FileSize) -> Result:
    """A problem for each file above the limit."""
    for reading in case.readings:
        size = reading.file.bytes
        if size <= args.max_mb * _DECIMAL:
            continue
        documents = case.documents_of(reading)
        spare = bool(documents) and all(case.spare(document) for document in documents)
        edge = size <= args.max_mb * _BINARY
        yield Problem(
            documents=tuple(document.id for document in documents),
            values={"file": reading.file.path, "size": f"{size / _DECIMAL:.2f}", "limit": f"{args.max_mb:g}"},
            expected=at_most(f"{args.max_mb:g} MB"), found=f"{size / _DECIMAL:.2f} MB", variant="edge" if edge else None,
            at_most=Severity.INFO if spare else Severity.WARN if edge else Severity.REJECT,
        )  # fmt: skip


CHECK = Check("file_size", FileSize, run, fills=frozenset({"file", "size", "limit"}), variants={"edge": frozenset()})
