"""The same value on two documents confirms both readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from docvet.documents.fields import field_type
from docvet.form.model import Form
from docvet.models import Document, Field
from docvet.rules.problems import FieldOf
from docvet.values.names import normal

OTHER_DOCUMENT = "other_paper"
"""The witness: another file, or the form, says the same."""


def cross_witnesses(documents: Sequence[Document], form: Form) -> tuple[Document, ...]:
    """The documents, with the witness ``other_paper`` where another file or the form has the same value.

    Two copies of one file (same hash) are one paper.
    """
    places: defaultdict[str, list[tuple[str, FieldOf]]] = defaultdict(list)
    for document in documents:
        for name, field in document.fields.items():
            for key in _keys(name, field.value):
                places[key].append((document.reading.file.sha256, (document.id, name)))
    typed = {
        key for name, value in (("name", form.company), ("credit_code", form.credit_code)) for key in _keys(name, value)
    }
    confirmed = {
        place
        for key, same in places.items()
        if key in typed or len({file for file, _ in same}) > 1
        for _, place in same
    }  # fmt: skip
    return tuple(_with_witness(document, confirmed) for document in documents)


def _with_witness(document: Document, confirmed: Iterable[FieldOf]) -> Document:
    names = {name for document_id, name in confirmed if document_id == document.id}
    if not names:
        return document
    fields: dict[str, Field] = dict(document.fields)
    for name in names:
        fields[name] = replace(fields[name], witnesses=fields[name].witnesses | {OTHER_DOCUMENT})
    return replace(document, fields=MappingProxyType(fields))


def _keys(name: str, value: object) -> Iterator[str]:
    """What equal values have in common."""
    prefix = field_type(name).confirmed_as
    if prefix:
        values = value if isinstance(value, list | tuple) else [value]
        yield from (f"{prefix} {normal(str(item))}" for item in values if item)
