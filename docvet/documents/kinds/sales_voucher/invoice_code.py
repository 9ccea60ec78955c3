"""The QR code of a Chinese invoice: ``01,<type>,<code>,<number>,<amount>,<yyyymmdd>,<check code>,<check sum>``.

The same list stands on paper invoices, electronic ones and fully digital ones (which leave the code empty). The amount
is the one without tax on some types and the whole on others, so that only the day is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from docvet.documents.confidence import ceiling
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import doubted, witnessed
from docvet.models import Field, Source
from docvet.values import dates

_CODE = re.compile(r"01,\d{2},\d{0,12},\d{8,20},-?\d{0,12}(?:\.\d{1,2})?,(?P<day>(?:19|20)\d{6}),")
_SURE = ceiling("invoice_code")
_CONTRADICTED = ceiling("invoice_code_contradicted")


def with_invoice_code(document: DocumentText, fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields, with the day that the invoice's code states as a witness of the printed one or in its place."""
    read = dict(fields)
    for page in document.pages:
        for code in page.codes:
            match = _CODE.match(code.text.strip())
            day = dates.parse_date(match["day"]) if match else None
            if day is None:
                continue
            printed, value = read.get("date"), day.isoformat()
            coded = Field(value, code.text.strip(), _SURE, page.number, code.box, Source.QR, frozenset({"qr"}))
            if printed is None:
                read["date"] = coded
            elif printed.value == value:
                read["date"] = witnessed(replace(printed, confidence=max(printed.confidence, _SURE)), "qr")
            else:
                read["date"] = doubted(printed, _CONTRADICTED)
    return read
