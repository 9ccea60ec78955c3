"""File names that platforms take."""

from __future__ import annotations

from pathlib import PurePosixPath

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, listed
from docvet.rules.checks import Check
from docvet.rules.facts import all_of
from docvet.rules.problems import Problem, Result


class FileName(Args):
    """Characters that a name must not hold."""

    forbidden: tuple[str, ...]


def run(case: Case, args: FileName) -> Result:
    """One warning that names all such files, with the characters; and one for names of digits only."""
    strange: dict[str, str] = {}
    digits: list[str] = []
    for reading in case.readings:
        name = PurePosixPath(reading.file.path)
        if unwanted := [character for character in args.forbidden if character in name.name]:
            strange[reading.file.path] = " ".join(unwanted)
        elif name.stem.isdecimal():
            digits.append(reading.file.path)
    if strange:
        yield _problem(case, list(strange), " ".join(dict.fromkeys(" ".join(strange.values()).split())), None)
    if digits:
        yield _problem(case, digits, "", "digits")


def _problem(case: Case, paths: list[str], found: str, variant: str | None) -> Problem:
    return Problem(
        documents=tuple(document.id for document in case.documents if document.path in paths),
        values={"files": listed(paths), "characters": found}, found=found or all_of(paths), variant=variant,
        at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check("file_name", FileName, run, fills=frozenset({"files", "characters"}), variants={"digits": frozenset()})
