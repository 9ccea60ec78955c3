"""What a person decided of an application: values read off the document, findings accepted (``decisions.yaml``).

An entry is bound to the file's hash and the document's page range, so that a replaced file inherits
nothing. What matches nothing any more is a warning, never silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docvet.documents.fields import NotAValue, parse_value
from docvet.errors import FormError
from docvet.form.file import Located, parse, read_text, refused
from docvet.models import Acceptance, Document, Evidence, Finding, LocalizedText, Reason, Severity, Source
from docvet.models import Field as ReadField

FILE_NAME = "decisions.yaml"
OPERATOR_WITNESS = "operator"
DECISION = "DV-DECISION"
"""The finding that an entry has no effect: for those who decide, not for the applicant."""
NEVER_ACCEPTED = frozenset({"DV-INTERNAL", DECISION})
"""Findings about docvet itself; those about files that gave no page cannot be accepted either."""

_HEAD = """\
# 人工确认的内容，由 docvet confirm 与 docvet accept 写入，由 docvet undo 撤回；文件一经替换，对应条目即失效。
# What a person decided, written by docvet confirm and docvet accept, taken back by docvet undo; a replaced file inherits nothing.
"""
_REASON = Reason(
    id="DV-R-DECISION", title={"zh": "人工确认已失效", "en": "A decision no longer applies"},
    platform_code=None, platform_code_basis="not-documented", share=None,
)  # fmt: skip

Text = Annotated[str, Field(min_length=1)]
PageNumber = Annotated[int, Field(ge=1)]


class BoundDocument(BaseModel):
    """The very document that something was decided of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    pages: tuple[PageNumber, PageNumber]
    kind: Text
    """Of documents that share a page each has its own kind or is not told apart."""

    @classmethod
    def of(cls, document: Document) -> BoundDocument:
        """The bound form of a document."""
        return cls(sha256=document.reading.file.sha256, pages=document.page_range, kind=document.kind)

    def is_of(self, document: Document) -> bool:
        """Whether a document is this one."""
        same_file = document.reading.file.sha256 == self.sha256
        return same_file and document.page_range == self.pages and document.kind == self.kind


class _Entry(BoundDocument):
    file: Text
    """Where it lay when it was decided: for people; the hash decides."""
    by: Text
    at: date


class Confirmed(_Entry):
    """A value that a person read off the document."""

    field: Text
    value: Text


class Accepted(_Entry):
    """A finding that a person answers for."""

    rule: Text
    reason: Text
    until: date | None = None
    """The last day on which it counts."""
    beside: tuple[BoundDocument, ...] = ()
    """The other documents of the finding, as they were: one that comes later was not accepted."""


class Decisions(BaseModel):
    """All of an application's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    confirmed: tuple[Confirmed, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    def adding(self, entry: Confirmed | Accepted) -> Decisions:
        """These and one more, which takes the place of an earlier one on the same matter.

        A field has one value; a finding may be accepted by several people, and one rule in several findings.
        """
        if isinstance(entry, Confirmed):
            kept = tuple(old for old in self.confirmed if _matter(old, old.field) != _matter(entry, entry.field))
            return self.model_copy(update={"confirmed": (*kept, entry)})
        others = tuple(old for old in self.accepted if _acceptance(old) != _acceptance(entry))
        return self.model_copy(update={"accepted": (*others, entry)})

    def without(self, entry: Confirmed | Accepted) -> Decisions:
        """These but for one."""
        return Decisions(
            confirmed=tuple(old for old in self.confirmed if old != entry),
            accepted=tuple(old for old in self.accepted if old != entry),
        )

    @property
    def entries(self) -> tuple[Confirmed | Accepted, ...]:
        """All, as they stand in the file."""
        return (*self.confirmed, *self.accepted)

    def text(self) -> str:
        """As the file says it."""
        tree = self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        return _HEAD + yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=120)


def _matter(entry: _Entry, name: str) -> tuple[str, tuple[int, int], str, str]:
    return entry.sha256, entry.pages, entry.kind, name


def _acceptance(entry: Accepted) -> tuple[object, ...]:
    return *_matter(entry, entry.rule), frozenset(entry.beside), entry.by


def load_decisions(folder: Path) -> Decisions:
    """The decisions of an application folder; none where there is no file. FormError for a wrong one."""
    path = folder / FILE_NAME
    if not path.exists():
        return Decisions()
    located = parse(read_text(path, folder), FILE_NAME)
    try:
        decisions = Decisions.model_validate(located.values)
    except ValidationError as error:
        raise refused(error, located, Decisions) from None
    for number, entry in enumerate(decisions.confirmed):
        _check_value(entry, ("confirmed", number, "value"), located)
    return decisions


def _check_value(entry: Confirmed, at: tuple[Any, ...], located: Located) -> None:
    try:
        parse_value(entry.field, entry.value, entry.pages[0])
    except NotAValue as error:
        place, about = located.place(at), f"{entry.field} = 「{entry.value}」"
        raise FormError(
            en=f"{place['en']}: {about}: {error.texts['en']}", zh=f"{place['zh']}: {about}：{error.texts['zh']}"
        ) from None


def confirmed(documents: Iterable[Document], decisions: Decisions) -> list[Document]:
    """The documents, with what a person read in place of what was read."""
    return [_confirmed(document, decisions) for document in documents]


def _confirmed(document: Document, decisions: Decisions) -> Document:
    own = [entry for entry in decisions.confirmed if entry.is_of(document)]
    if not own:
        return document
    fields = dict(document.fields)
    for entry in own:
        before = fields.get(entry.field)
        fields[entry.field] = ReadField(
            value=parse_value(entry.field, entry.value, entry.pages[0]), raw=entry.value, confidence=1.0,
            page=before.page if before else entry.pages[0], box=before.box if before else None,
            source=Source.OPERATOR, witnesses=frozenset({OPERATOR_WITNESS}), whole=True,
        )  # fmt: skip
    return replace(document, fields=MappingProxyType(fields))


def accepted(
    findings: Sequence[Finding], documents: Sequence[Document], decisions: Decisions, day: date
) -> tuple[Finding, ...]:
    """The findings with those marked that a person accepted, and one more for each decision without effect.

    ``day`` is the day of submission, for acceptances that end.
    """
    by_id = {document.id: document for document in documents}
    marked: list[Finding] = []
    used: set[Accepted] = set()
    for finding in findings:
        about = [by_id[name] for name in finding.documents if name in by_id]
        entries = [entry for entry in decisions.accepted if _accepts(entry, finding, about, day)]
        used.update(entries)
        if entries:
            entry = entries[-1]  # who answered last
            finding = replace(finding, accepted=Acceptance(entry.by, entry.reason, entry.at, entry.until))
        marked.append(finding)
    stale = [_stale(entry, entry.rule, day) for entry in decisions.accepted if entry not in used]
    stale += [
        _stale(entry, entry.field, day)
        for entry in decisions.confirmed
        if not any(entry.is_of(document) for document in documents)
    ]
    return (*marked, *stale)


def _accepts(entry: Accepted, finding: Finding, about: Sequence[Document], day: date) -> bool:
    if finding.rule != entry.rule or finding.rule in NEVER_ACCEPTED or (entry.until and day > entry.until):
        return False
    others = [document for document in about if not entry.is_of(document)]
    seen = len(others) < len(about) and any(document.pages for document in about if entry.is_of(document))
    return seen and all(any(known.is_of(document) for known in entry.beside) for document in others)


def _stale(entry: Confirmed | Accepted, matter: str, day: date) -> Finding:
    expired = isinstance(entry, Accepted) and entry.until is not None and day > entry.until
    why: LocalizedText = (
        {"zh": f"已于 {entry.until} 到期", "en": f"it ended on {entry.until}"}  # type: ignore[union-attr]
        if expired
        else {"zh": "已对不上任何文件或问题", "en": "it matches no file or finding any more"}
    )
    verb = ("接受", "acceptance") if isinstance(entry, Accepted) else ("确认", "confirmation")
    return Finding(
        rule=DECISION, name="decision-without-effect", severity=Severity.WARN, stage="onboarding", reason=_REASON,
        message={
            "zh": f"{entry.by} 于 {entry.at} 对 {entry.file} 的{verb[0]}（{matter}）{why['zh']}，没有生效。",
            "en": f"The {verb[1]} of {matter} for {entry.file} by {entry.by} on {entry.at} had no effect: {why['en']}.",
        },
        fix={
            "zh": "请重新核对该文件；不再需要时用 docvet undo 撤回这一条。",
            "en": "Look at the file again; if the entry is no longer needed, take it back with docvet undo.",
        },
        documents=(), evidence=tuple[Evidence, ...](), expected="", found=matter, source={"zh": "docvet", "en": "docvet"},
    )  # fmt: skip
