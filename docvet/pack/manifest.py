"""What a pack holds and what became of each file, as programs read it: schema ``docvet/pack-1``."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from docvet.models import Severity
from docvet.report.model import ReportText, RulesetInfo, Text

NAME = "manifest.json"
"""The manifest's name within the pack."""


class Change(StrEnum):
    """What was done to a page or file on its way into the pack."""

    COPIED = "copied"
    """The file, byte for byte."""
    TAKEN = "taken"
    """A PDF page, its content untouched."""
    EMBEDDED = "embedded"
    """A JPEG laid into a PDF as it is."""
    LOSSLESS = "lossless"
    """Another picture laid into a PDF pixel by pixel."""
    REDUCED = "reduced"
    """A scan compressed to fit the limit; it was read again to prove that it is still legible."""
    TURNED = "turned"
    """Turned upright by whole quarters, without touching its pixels."""
    UNLOCKED = "unlocked"
    """Its protection was lifted with the password that was given."""


class Why(StrEnum):
    """Why something was not packed."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    ARCHIVE = "archive"
    OFFICE = "office"
    UNKNOWN_TYPE = "unknown_type"
    NO_ACCESS = "no_access"
    LINK_OUTSIDE = "link_outside"
    LIMIT = "limit"
    CRASHED = "crashed"
    UNKNOWN = "unknown"
    """Not recognised; it may be a document that is needed."""
    SPARE = "spare"
    """It fills no slot and none is open."""
    OTHERS = "others"
    """A document of this slot that is another company's or person's, or off the chain."""
    OLDER = "older"
    """An older copy of a document that is packed."""
    DUPLICATE = "duplicate"
    PROTECTED = "protected"
    """A PDF that opens but may not be changed without its owner's password."""
    SIGNED_SIDEWAYS = "signed_sideways"
    """Packed byte for byte; turning a page would break the signature."""
    TOO_LARGE = "too_large"
    """Above the limit even at the strongest compression that is allowed, or signed, or a table."""
    ILLEGIBLE = "illegible"
    """Within the limit only where docvet no longer reads from it what it read before."""
    DIFFERS = "differs"
    """The copy did not look like the original and was thrown away."""
    CHANGED = "changed"
    """The file was changed while it was packed."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PackedFrom(_Part):
    """A file of the application of which an output is made."""

    path: Text
    sha256: Text
    bytes: int
    pages: tuple[int, ...]
    """In the order in which they stand in the output."""
    changes: tuple[Change, ...]
    turned: dict[int, int] = Field(default_factory=dict)
    """Clockwise degrees by page, for those that were turned."""


class Packed(_Part):
    """One file of the pack."""

    name: Text
    slot: Text
    title: ReportText
    bytes: int
    sha256: Text
    pages: int
    made_of: tuple[PackedFrom, ...]
    compressed: tuple[Text, ...] = ()
    """The steps taken where a document was above the limit: ``200 dpi, JPEG 75``; ``all pixels, JPEG 90``."""
    fields_read_again: int = 0
    """Values that were read before and after compression and are the same."""


class LeftOut(_Part):
    """A file, or some of its pages, that could not or need not be packed."""

    path: Text
    pages: tuple[int, ...]
    """Empty means all of it."""
    why: Why
    problem: bool
    """Somebody has to do something about it."""


class Remaining(_Part):
    """A finding of the scan that no packing fixes; personal data is masked."""

    rule: Text
    severity: Severity
    message: ReportText
    fix: ReportText


class Manifest(_Part):
    """The pack: its files, what was left out, which documents are missing, which findings remain."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    schema_id: Literal["docvet/pack-1"] = Field(default="docvet/pack-1", alias="schema")
    """Name and version of this format; ``schema`` in JSON."""
    docvet: Text
    """Version of docvet that packed."""
    ruleset: RulesetInfo
    application: Text
    """The folder's name."""
    packed: tuple[Packed, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[ReportText, ...]
    """Titles of required slots that nothing fills."""
    remaining: tuple[Remaining, ...]
    """Worst first; those that a person accepted do not stand here."""

    @property
    def complete(self) -> bool:
        """Everything is packed and nothing is left that rejects or needs a person."""
        waiting = {Severity.ERROR, Severity.REJECT, Severity.REVIEW}
        return not (
            self.missing
            or any(item.problem for item in self.left_out)
            or any(item.severity in waiting for item in self.remaining)
        )

    def json_text(self) -> str:
        """As it is written to disk."""
        return self.model_dump_json(indent=2) + "\n"
