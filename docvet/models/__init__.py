"""The nouns of docvet: files, pages, lines, documents, fields, evidence.

Everything here is a frozen value. Boxes are ``(left, top, right, bottom)`` as fractions of the
upright page, pages count from 1 within their file, dates are ISO ``YYYY-MM-DD`` strings.
"""

from docvet.models.documents import OPEN_ENDED, Document, DocumentKind, Doubt, Field
from docvet.models.findings import (
    Acceptance,
    ChainEdge,
    Evidence,
    Finding,
    Judgement,
    LocalizedText,
    NotChecked,
    Reason,
    Severity,
    Verdict,
)
from docvet.models.hidden import Hidden, HiddenKind
from docvet.models.pages import (
    WHOLE_PAGE,
    Box,
    Code,
    Effort,
    File,
    Line,
    Page,
    Pass,
    Picture,
    Reading,
    Seal,
    Source,
    Straightening,
    Trouble,
    TroubleKind,
    inside,
    overlap,
    union,
)

__all__ = [
    "OPEN_ENDED",
    "WHOLE_PAGE",
    "Acceptance",
    "Box",
    "ChainEdge",
    "Code",
    "Document",
    "DocumentKind",
    "Doubt",
    "Effort",
    "Evidence",
    "Field",
    "File",
    "Finding",
    "Hidden",
    "HiddenKind",
    "Judgement",
    "Line",
    "LocalizedText",
    "NotChecked",
    "Page",
    "Pass",
    "Picture",
    "Reading",
    "Reason",
    "Seal",
    "Severity",
    "Source",
    "Straightening",
    "Trouble",
    "TroubleKind",
    "Verdict",
    "inside",
    "overlap",
    "union",
]
