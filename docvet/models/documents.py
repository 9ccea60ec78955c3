"""What the pages are: documents of a kind, with fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from docvet.models.pages import WHOLE_PAGE, Box, Page, Reading

DocumentKind = Literal[
    "business_license", "id_card", "trademark_certificate", "trademark_acceptance", "trademark_renewal",
    "trademark_assignment", "trademark_change", "authorization_letter", "sales_voucher", "bank_permit",
    "basic_account_info", "bank_statement", "product_photo", "sku_list", "compliance_declaration",
    "joint_operation_agreement", "safety_report", "epr_certificate", "name_change_notice", "other_id", "other",
]  # fmt: skip
"""Every kind of document, as the report and the form name it."""

OPEN_ENDED = "open-ended"
"""The value of a date that has no end (长期, 永久, a licence that prints no term)."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value read from a document, with where and how surely it was read."""

    value: Any
    raw: str
    confidence: float
    page: int
    box: Box | None
    source: str
    """A :class:`Source`, or the name of an engine."""
    witnesses: frozenset[str] = frozenset()
    """Independent confirmations: ``text_layer``, ``second_pass``, ``qr``, ``check_digit``,
    ``arithmetic`` (dates or sums that fit each other), ``repeated`` (twice on this document), ``other_paper``.
    A reject needs at least one."""
    whole: bool = False
    """A long text whose end was seen and whose every line is confident (经营范围): only then may
    something *not* found in it count."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that deserves another look: it is missing, doubtful, fails its check digit or was not read whole."""

    field: str
    page: int
    box: Box | None = None
    """Where it stands or should stand, on the page as it was read; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: a file, or a page range of one, with its kind and fields."""

    id: str
    reading: Reading
    page_range: tuple[int, int]
    kind: str
    kind_confidence: float
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    failure: str = ""
    """The exception's name where docvet itself failed over this document; it has no fields then."""
    doubts: tuple[Doubt, ...] = ()
    region: Box = WHOLE_PAGE
    """The part that it takes of its page, as the page was read, where several documents share one."""

    @property
    def path(self) -> str:
        """The path of its file, relative to the application folder."""
        return self.reading.file.path

    @property
    def pages(self) -> tuple[Page, ...]:
        """Its own pages only, with all boxes on the upright original."""
        first, last = self.page_range
        return tuple(p.within(self.region).upright for p in self.reading.pages if first <= p.number <= last)

    @property
    def place(self) -> Box:
        """Its :attr:`region` on the upright original of its first page."""
        page = next((page for page in self.reading.pages if page.number == self.page_range[0]), None)
        return self.region if page is None or page.straightening is None else page.straightening.back(self.region)

    def value(self, name: str) -> Any:
        """The value of a field, or None where it was not read."""
        got = self.fields.get(name)
        return None if got is None else got.value
