"""Former and present names of one party, as proofs of a change of name give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docvet.models import Document
from docvet.values.names import normal

Rename = tuple[str, str]
"""Former name, present name."""

_PROOFS = {"name_change_notice": ("name_from", "name_to"), "trademark_change": ("party_from", "party_to")}


def renames(documents: Iterable[Document]) -> tuple[Rename, ...]:
    """Every change of name that a document of the folder proves."""
    pairs = (
        (document.value(before), document.value(after))
        for document in documents
        if document.kind in _PROOFS
        for before, after in [_PROOFS[document.kind]]
    )
    return tuple((str(old), str(new)) for old, new in pairs if old and new)


def renamed(one: str, other: str, known: Sequence[Rename]) -> bool:
    """A proof gives one of the two names as the other's former one."""
    pair = {normal(one), normal(other)}
    return any(pair == {normal(old), normal(new)} for old, new in known)
