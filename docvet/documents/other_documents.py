"""Documents that no slot takes and that are handed in all the same: what they are, and what they are mistaken for.

They stay of the kind ``other``; their field ``document_type`` says what was recognised. The table is ``other_documents.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from docvet.documents.text.document import DocumentText
from docvet.models import Field, LocalizedText

FIELD = "document_type"
"""Names the document in :func:`other_documents`."""


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """One sort of them. Titles, signs and what speaks against it are scored as those of a kind."""

    name: str
    title: LocalizedText
    taken_for: tuple[str, ...]
    """Kinds in whose place it is handed in."""
    settles: bool
    """It cannot be one of these; where not, a person has to say so."""
    titles: tuple[str, ...]
    signs: tuple[tuple[str, float], ...]
    against: tuple[tuple[str, float], ...]
    circumstance: str = "mistaken"
    """``abroad``: of a company abroad; ``page``: of a web site or register; else ``mistaken``."""
    needs: str = ""
    """A regular expression without which a page is none of them."""

    def field(self, document: DocumentText, confidence: float) -> Field | None:
        """``document_type``, with the print that tells it."""
        for pattern in (*(rf"{title}$" for title in self.titles), *(sign for sign, _ in self.signs)):
            if hit := document.search(pattern):
                return hit[1].field(self.name, confidence=confidence)
        return None


@lru_cache(maxsize=1)
def other_documents() -> Mapping[str, OtherDocument]:
    """All of them, by name, in the order of the table."""
    stored = tomllib.loads(files("docvet.documents").joinpath("other_documents.toml").read_text("utf-8"))
    return {
        name: OtherDocument(
            name=name,
            title={"zh": row["zh"], "en": row["en"]},
            taken_for=tuple(row["taken_for"]),
            settles=row["settles"],
            titles=tuple(row["titles"]),
            signs=tuple((sign, weight) for sign, weight in row["signs"]),
            against=tuple((sign, weight) for sign, weight in row["against"]),
            circumstance=row.get("circumstance", "mistaken"),
            needs=row.get("needs", ""),
        )
        for name, row in stored.items()
    }
