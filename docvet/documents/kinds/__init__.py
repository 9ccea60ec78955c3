"""One module a kind of document; each holds a ``KIND``. Adding a kind is adding a file here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from docvet.documents.text.document import DocumentText
from docvet.documents.text.grids import IsHead
from docvet.documents.text.page import PageText
from docvet.errors import UsageError
from docvet.models import Box, Doubt, Field, LocalizedText, Page
from docvet.plugins import Parts
from docvet.values.field_types import FieldType, Privacy

Needed = tuple[str, ...] | Callable[[Mapping[str, Field]], tuple[str, ...]]


class Audience(StrEnum):
    """Whose documents are of a kind, and so how much of their print may be seen."""

    COMPANY = "company"
    """A company's, or public: all but what is known to be personal."""
    ACCOUNT = "account"
    """A bank's, where every long number may be an account."""
    PERSON = "person"
    """A person's: nothing but the title and the fields that are known to be harmless."""


@dataclass(frozen=True, slots=True)
class Kind:
    """All that docvet knows of one kind of document."""

    name: str
    """As in the report: ``business_license`` …"""
    title: LocalizedText
    """What people call it."""
    titles: tuple[str, ...]
    """Regular expressions; one that matches a whole row (squeezed, simplified) is its title."""
    signs: tuple[tuple[str, float], ...]
    """(regular expression over the page's squeezed text, weight): labels that speak for it.
    A page is of the kind with the highest sum; a title counts 3, below 2 nothing is recognised."""
    extract: Callable[[DocumentText], Mapping[str, Field]]
    """Its fields, from one reading pass. Absent fields are left out; it never raises on odd text."""
    fields: tuple[str | FieldType, ...]
    """The fields that it can have: names of the table in :mod:`docvet.documents.fields`, or fields of its own."""
    audience: Audience = Audience.PERSON
    """Whose document it is; a person's where nobody said otherwise."""
    privacy: Mapping[str, Privacy] = field(default_factory=dict)
    """Fields of the table that are more, or less, personal on this document than as a rule."""
    needed: Needed = ()
    """Fields that rules rest on: one that is missing or doubtful makes docvet look again. A function
    where they depend on what was read (one side of an ID card has no number)."""
    against: tuple[tuple[str, float], ...] = ()
    """Like ``signs``, but speaking against it."""
    file_names: str = ""
    """What files of it are often called (a regular expression): a hint, never proof."""
    signer: tuple[str, str] | None = None
    """Whose seal it should bear: (owner as in the field ``seals``, the field with that owner's name)."""
    follows: bool = False
    """Pages without a title of their own may continue it (a letter of three pages)."""
    doubts: Callable[[DocumentText, Mapping[str, Field]], Sequence[Doubt]] | None = None
    """Which of its fields, needed or not, deserve another look, and where; from the pass that saw most."""
    running_title: bool = False
    """Its title stands on every page, so a title begins no new document."""
    tabular: IsHead | None = None
    """The heads of its table, where it also comes as a spreadsheet."""

    begins: tuple[str, ...] = ()
    """Labels (regular expressions) that begin a part of it without a title, as the sides of a card; several documents
    on one page are told apart by them."""
    goes_on: Callable[[DocumentText, DocumentText], bool] | None = None
    """Whether a page of the kind goes on with the pages before it, where that is no matter of titles: the other side."""
    looks_like: Callable[[Page, PageText, float, str | None], bool] | None = None
    """Whether a page is of this kind by its looks, from the points of its print and the kind that its file's name hints at.
    Such a kind is tried last, and its print alone never tells it."""
    printed_red: Callable[[Box], bool] | None = None
    """Whether red ink at this place of the page is the form's own (a national emblem), and no seal."""
    measured: Callable[[Page, Mapping[str, Field]], Mapping[str, Field]] | None = None
    """Fields that only the picture of its first page gives, from those that were read; places are the upright original's."""

    def needs(self, fields: Mapping[str, Field]) -> tuple[str, ...]:
        """The needed fields of a document on which these were read."""
        return self.needed(fields) if callable(self.needed) else self.needed


PARTS = Parts(__name__, "KIND", "docvet.kinds")


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """All kinds, by name: modules of this package and entry points ``docvet.kinds``, in alphabetical order."""
    by_name: dict[str, Kind] = {}
    for name, kind in PARTS:
        if not isinstance(kind, Kind) or kind.name != name:
            raise UsageError(
                en=f"docvet.kinds {name!r} is no docvet.documents.kinds.Kind of that name",
                zh=f"docvet.kinds 的 {name!r} 不是同名的 docvet.documents.kinds.Kind",
            )
        by_name[name] = kind
    return by_name
