"""Formats that the platform takes."""

from __future__ import annotations

from docvet.models import Severity, TroubleKind
from docvet.rules.arguments import Args
from docvet.rules.case import Case, troubles_of
from docvet.rules.checks import Check, Problem, Result
from docvet.rules.ruleset import Kind

_TYPES = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "tif": "image/tiff", "tiff": "image/tiff", "bmp": "image/bmp", "heic": "image/heic",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv",
}  # fmt: skip


class FileFormat(Args):
    """Formats by the usual ending; which papers only get a warning for another image format."""

    allowed: tuple[str, ...]
    lenient_kinds: tuple[Kind, ...] = ()
    lenient: tuple[str, ...] = ()
    """Formats that these kinds may have with a warning."""


def run(case: Case, args: FileFormat) -> Result:
    """A problem for each file of another format; what fills no slot and is not needed is only mentioned."""
    allowed = {_TYPES[name] for name in args.allowed}
    lenient = {_TYPES[name] for name in args.lenient}
    for reading in case.readings:
        file = reading.file
        kinds = {trouble.kind for trouble in troubles_of(reading)}
        elsewhere = {TroubleKind.ARCHIVE, TroubleKind.EMPTY, TroubleKind.LINK_OUTSIDE, TroubleKind.NO_ACCESS}
        if file.media_type in allowed or kinds & elsewhere:
            continue
        documents = case.documents_of(reading)
        known = [document for document in documents if case.slot_of(document)]
        at_most, variant = Severity.REJECT, None
        if not known and case.form.kind_of(file.path) is None:
            at_most = Severity.REVIEW if case.open_slots else Severity.INFO
            variant = "unknown" if case.open_slots else "spare"
        elif known and file.media_type in lenient and all(document.kind in args.lenient_kinds for document in known):
            at_most, variant = Severity.WARN, "photo"
        found = file.media_type.rsplit("/", 1)[-1]
        yield Problem(
            documents=tuple(document.id for document in documents),
            values={"file": file.path, "found": found, "allowed": ", ".join(args.allowed).upper()},
            expected=", ".join(args.allowed), found=file.media_type, variant=variant, at_most=at_most,
            rests_on_kind=tuple(document.id for document in known) if at_most is Severity.REJECT and args.lenient_kinds and
            file.media_type in lenient else (),
        )  # fmt: skip


CHECK = Check(
    "file_format", FileFormat, run, fills=frozenset({"file", "found", "allowed"}),
    variants={"photo": frozenset(), "unknown": frozenset(), "spare": frozenset()},
)  # fmt: skip
