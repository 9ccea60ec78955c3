"""What a licence says twice: its name in a seal or in another line, its capital in words and in figures."""

from __future__ import annotations

from collections.abc import Mapping

from docvet.documents.text.fields import witnessed
from docvet.documents.text.paper import Paper
from docvet.models import Field, inside
from docvet.values import money
from docvet.values.text import simplified, squeezed

_LEAST = 5
"""Characters of a name that are not met twice by chance."""


def confirmed(paper: Paper, fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields, with the witness ``repeated`` for those that stand a second time on the paper."""
    found = dict(fields)
    if (name := fields.get("name")) and _stands_elsewhere(paper, name):
        found["name"] = witnessed(name, "repeated")
    if (capital := fields.get("registered_capital")) and money.told_twice(str(capital.value)):
        found["registered_capital"] = witnessed(capital, "repeated")
    return found


def _stands_elsewhere(paper: Paper, name: Field) -> bool:
    text = str(name.value)
    if len(text) < _LEAST or name.box is None:
        return False
    for sheet in paper.sheets:
        printed = [line for line in sheet.lines if sheet.number != name.page or not inside(line.box, name.box)]
        said = [line.text for line in printed] + [simplified(seal.text) for seal in sheet.seals]
        if any(text in squeezed(other) for other in said):
            return True
    return False
