"""What a licence says twice: its name in a seal or in another line, its capital in words and in figures."""

from __future__ import annotations

from collections.abc import Mapping

from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import witnessed
from docvet.models import Field, inside
from docvet.values import money
from docvet.values.text import simplified, squeezed

_LEAST = 5
"""Characters of a name that are not met twice by chance."""


def confirmed(document: DocumentText, fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields, with the witness ``repeated`` for those that stand a second time on the document."""
    checked = dict(fields)
    if (name := fields.get("name")) and _stands_elsewhere(document, name):
        checked["name"] = witnessed(name, "repeated")
    if (capital := fields.get("registered_capital")) and money.stated_twice(str(capital.value)):
        checked["registered_capital"] = witnessed(capital, "repeated")
    return checked


def _stands_elsewhere(document: DocumentText, name: Field) -> bool:
    text = str(name.value)
    if len(text) < _LEAST or name.box is None:
        return False
    for page in document.pages:
        printed = [line for line in page.lines if page.number != name.page or not inside(line.box, name.box)]
        texts = [line.text for line in printed] + [simplified(seal.text) for seal in page.seals]
        if any(text in squeezed(other) for other in texts):
            return True
    return False
