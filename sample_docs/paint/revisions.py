"""PDFs saved again by appending, as signing platforms and editors do; the signatures are of SAMPLE bytes and verify nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import cast

import pypdf
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

_CONTENTS = 256
"""Bytes of a signature."""
_PLACE = 9_999_999_999

Change = Callable[[pypdf.PdfWriter], None]


def appended(data: bytes, change: Change) -> bytes:
    """The file with what ``change`` does to it appended; its beginning stays as it was."""
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def signed(data: bytes, name: str = "SAMPLE", *, permits: int | None = None, change: Change | None = None) -> bytes:
    """The file with one more signature over all of it, and with what ``change`` does before that.

    With ``permits`` it is certified: 1 forbids every change, 2 permits forms, 3 notes too.
    """

    def add(writer: pypdf.PdfWriter) -> None:
        if change:
            change(writer)
        _add_field(writer, name, permits)

    made = appended(data, add)
    # The last one: earlier signatures have their place and contents already.
    hole = made.rindex(b"<" + b"00" * _CONTENTS)
    end = made.index(b">", hole) + 1
    ranges = made.rindex(b"/ByteRange", 0, made.index(b"]", made.rindex(str(_PLACE).encode())))
    close = made.index(b"]", ranges)
    bounds = f"/ByteRange [ 0 {hole} {end} {len(made) - end}".encode()
    made = made[:ranges] + bounds.ljust(close - ranges) + made[close:]
    return made[:hole] + b"<" + b"5a" * _CONTENTS + made[end - 1 :]


def _add_field(writer: pypdf.PdfWriter, name: str, permits: int | None) -> None:
    value = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Filter"): NameObject("/Adobe.PPKLite"),
            NameObject("/SubFilter"): NameObject("/adbe.pkcs7.detached"),
            NameObject("/ByteRange"): ArrayObject([NumberObject(_PLACE) for _ in range(4)]),
            NameObject("/Contents"): ByteStringObject(bytes(_CONTENTS)),
        }
    )
    if permits:
        value[NameObject("/Reference")] = ArrayObject(
            [
                DictionaryObject(
                    {
                        NameObject("/TransformMethod"): NameObject("/DocMDP"),
                        NameObject("/TransformParams"): DictionaryObject({NameObject("/P"): NumberObject(permits)}),
                    }
                )
            ]
        )
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject(name),
            NameObject("/V"): writer._add_object(value),
            NameObject("/F"): NumberObject(132),
            NameObject("/Rect"): ArrayObject([FloatObject(0) for _ in range(4)]),
        }
    )
    add_note(writer, field)
    root = writer.root_object
    form = root.get("/AcroForm", DictionaryObject()).get_object()
    fields = list(form.get("/Fields", ArrayObject()).get_object())
    fields.append(list.__getitem__(_notes(writer), -1))
    form[NameObject("/Fields")] = ArrayObject(fields)
    form[NameObject("/SigFlags")] = NumberObject(3)
    root[NameObject("/AcroForm")] = form


def _notes(writer: pypdf.PdfWriter) -> ArrayObject:
    return cast("ArrayObject", writer.pages[0].get("/Annots", ArrayObject()).get_object())


def add_note(writer: pypdf.PdfWriter, note: DictionaryObject) -> None:
    """Put an annotation on the first page."""
    notes = ArrayObject(list.__iter__(_notes(writer)))
    notes.append(writer._add_object(note))
    writer.pages[0][NameObject("/Annots")] = notes


def add_print(writer: pypdf.PdfWriter, commands: bytes) -> None:
    """Lay more content over the first page."""
    more = StreamObject()
    more.set_data(commands)
    page = writer.pages[0]
    before = page.raw_get("/Contents")
    before = before.get_object() if isinstance(before.get_object(), ArrayObject) else ArrayObject([before])
    page[NameObject("/Contents")] = ArrayObject([*list.__iter__(before), writer._add_object(more)])
