"""An application as it lies in its folder: its files, what was typed into the form, what a person decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docvet.decisions import Decisions, load_decisions
from docvet.errors import UsageError
from docvet.form.model import Form, load_form
from docvet.form.partners import ListedPartner, load_partners
from docvet.intake import Intake, collect, printable
from docvet.limits import Limits
from docvet.models import File, Trouble


@dataclass(frozen=True, slots=True)
class Application:
    """What a scan begins with; nothing of it has been opened as a document yet."""

    name: str
    """The folder's name."""
    path: str
    """The folder as the caller wrote it, for the report."""
    files: tuple[File, ...]
    """Every file, sniffed and hashed, by path."""
    troubles: tuple[Trouble, ...] = ()
    """What concerns the folder as a whole."""
    form: Form = field(default_factory=Form)
    decisions: Decisions = field(default_factory=Decisions)
    partners: tuple[ListedPartner, ...] | None = None
    """The directory of local partners that the form names; None where it names none."""

    def only(self, file: File) -> Application:
        """The same application as if it held this file alone."""
        return replace(self, files=(file,))


def load_application(
    folder: str | Path,
    limits: Limits | None = None,
    *,
    form: Mapping[str, Any] | None = None,
    decisions: Decisions | None = None,
) -> Application:
    """The application in a folder. Nothing in the folder is changed.

    ``form`` holds keys of ``application.yaml`` and wins over the file; with ``decisions`` given, those of
    ``decisions.yaml`` are not even read.

    Raises:
        UsageError: no such folder, or nothing in it to read.
        FormError: ``application.yaml``, ``form``, ``decisions.yaml`` or the directory of partners is wrong.
    """
    folder = Path(folder)
    intake = collect(folder, limits)
    if not intake.files:
        raise _nothing_to_read(folder, intake)
    paths = [*(file.path for file in intake.files), *intake.over]
    filled = load_form(folder, paths).with_flags(**(form or {}))
    directory = filled.joint.partner_directory if filled.joint else None
    return Application(
        name=folder.resolve().name,
        path=str(folder),
        files=intake.files,
        troubles=intake.troubles,
        form=filled,
        decisions=load_decisions(folder) if decisions is None else decisions,
        partners=load_partners(folder, directory) if directory else None,
    )


def _nothing_to_read(folder: Path, intake: Intake) -> UsageError:
    name, ignored = printable(str(folder)), len(intake.ignored)
    if ignored:
        return UsageError(
            en=f"{name} holds nothing to check, only {ignored} system or temporary file(s); "
            "put the documents (PDF, JPEG, PNG …) into it",
            zh=f"{name}: 没有可检查的文件（只有 {ignored} 个系统文件或临时文件），请放入材料（PDF、JPEG、PNG …）",
        )
    return UsageError(
        en=f"{name} is empty; put the documents (PDF, JPEG, PNG …) into it",
        zh=f"{name}: 文件夹是空的，请放入材料（PDF、JPEG、PNG …）",
    )
