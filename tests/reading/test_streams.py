"""Data that are lost or overwritten inside a PDF that still opens."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.bombs.making import deflated, pdf, stream
from benchmarks.bombs.making import page as page_of
from docvet.documents.time_limit import within
from docvet.limits import Limits
from docvet.models import File
from docvet.reading import streams
from docvet.reading.worker import open_file
from sample_docs.paint import revisions

FileOf = Callable[[Path], File]
Way = Callable[[bytes], bytes]


def drawn(*, packed: bool = True) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pageCompression=int(packed))
    for number in range(40):
        canvas.drawString(72, 770 - 18 * number, f"SAMPLE {number} Sample Trading Co. 2024-01-{number:02}")
    canvas.save()
    return made.getvalue()


def overwritten(data: bytes) -> bytes:
    """One bit of what is compressed."""
    at = data.index(b"stream", data.index(b"FlateDecode")) + 200
    return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]


def put_in(data: bytes) -> bytes:
    at = data.index(b"stream", data.index(b"/Length")) + 100
    return data[:at] + b"0123456789" + data[at:]


def cut_out(data: bytes) -> bytes:
    at = data.index(b"stream", data.index(b"/Length")) + 100
    return data[:at] + data[at + 7 :]


def encrypted(data: bytes) -> bytes:
    writer, made = pypdf.PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def sound() -> list[bytes]:
    raw = zlib.compress(b"0 0 9 9 re f " * 100)
    return [
        drawn(), drawn(packed=False), encrypted(drawn()), revisions.signed(drawn()),
        pdf(page_of() | {4: deflated(b"0 0 9 9 re f " * 100)}),
        pdf(page_of() | {4: stream(raw[:-4], b"/Filter/FlateDecode")}),  # without its checksum, as some programs write it
        pdf(page_of() | {4: stream(raw, b"/Filter/FlateDecode").replace(b"/Length", b"/Length 5 0 R/B"), 5: b"%d" % len(raw)}),
        pdf(page_of(b"0 0 9 9 re f") | {4: stream(b"0 0 9 9 re f").replace(b"/Length 12", b"/Length 13")}),  # with its line end
    ]  # fmt: skip


@pytest.mark.parametrize("data", sound())
def test_whole_ones_are_not_damaged(data: bytes) -> None:
    assert not streams.is_damaged(data, encrypted=b"/Encrypt" in data)


@pytest.mark.parametrize("way", [put_in, cut_out])
def test_what_is_longer_or_shorter_than_it_says_is_damaged(way: Way) -> None:
    assert streams.is_damaged(way(drawn(packed=False)), encrypted=False)
    assert streams.is_damaged(way(encrypted(drawn())), encrypted=True)


def test_what_moves_the_objects_is_damage() -> None:
    data = drawn()
    at = data.index(b"/Producer")
    assert streams.is_damaged(data[:at] + b"   " + data[at:], encrypted=False)
    assert not streams.is_damaged(b"\r\n\r\n" + data, encrypted=False), "all of it, as a mail program does it"
    assert not streams.is_damaged(data[: data.rindex(b"startxref")], encrypted=False), "nothing is said"


def test_slips_of_programs_are_no_damage() -> None:
    data = drawn()
    start = data.rindex(b"startxref\n") + len(b"startxref\n")
    at = int(data[start:].split()[0])
    assert not streams.is_damaged(data[:start] + data[start:].replace(b"%d" % at, b"%d" % (at - 1)), encrypted=False)
    counted = data[:at] + data[at:].replace(b"xref\n0 ", b"xref\n1 ", 1)
    assert counted != data
    assert not streams.is_damaged(counted, encrypted=False)
    named = pdf(page_of() | {4: stream(b"0 0 9 9 re f").replace(b"<<", b"<</Said(/Length 3)", 1)})
    assert b"(/Length 3)" in named
    assert not streams.is_damaged(named, encrypted=False)


def test_heads_without_ends_are_looked_through_once() -> None:
    class Counted(bytes):
        asked = 0

        def find(self, *args: object) -> int:
            Counted.asked += args[0] == b"endstream"
            return bytes.find(self, *args)  # type: ignore[arg-type]

    assert not streams.is_damaged(Counted(b"1 0 obj <</A 1>>\nstream\n0" * 500), encrypted=False)
    assert Counted.asked == 1


def test_what_contradicts_its_checksum_is_damaged() -> None:
    data = pdf(page_of() | {4: deflated("".join(f"{n} {n * n % 97} m " for n in range(900)).encode())})
    assert not streams.is_damaged(data, encrypted=False)
    assert streams.is_damaged(overwritten(data), encrypted=False)


def test_a_line_end_counted_with_much_data_ends_the_search_too() -> None:
    packed = zlib.compress(bytes(3_000_000)) + b"\r\n"
    head = b"4 0 obj <</Filter /FlateDecode /Length %d>>\nstream\n" % len(packed)
    with within(5.0):
        assert not streams.is_damaged(head + packed + b"endstream", encrypted=False)


def test_the_checksum_counts_where_a_length_is_short_by_a_byte() -> None:
    stored = bytearray(zlib.compress(b"0 0 9 9 re f " * 100, level=0))
    head = b"4 0 obj <</Filter /FlateDecode /Length %d>>\nstream\n" % (len(stored) - 1)
    assert not streams.is_damaged(head + stored + b"\nendstream", encrypted=False)
    stored[200] ^= 1
    assert streams.is_damaged(head + stored + b"\nendstream", encrypted=False)


def test_a_paper_with_lost_data_is_read_and_said(tmp_path: Path, file_of: FileOf) -> None:
    (tmp_path / "a.pdf").write_bytes(put_in(drawn(packed=False)))
    (tmp_path / "b.pdf").write_bytes(drawn())
    damaged, whole = (open_file(file_of(tmp_path / name), "rapidocr", Limits()).reading for name in ("a.pdf", "b.pdf"))
    assert [(item.kind, item.detail, item.pages) for item in damaged.troubles] == [("damaged", "stream", ())]
    assert damaged.page_count == 1
    assert whole.troubles == ()


def test_objects_behind_the_end_are_damage_and_other_bytes_are_not() -> None:
    whole = drawn()
    second = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    assert not streams.is_damaged(whole + b"\r\n" + bytes(200) + b"<!-- SAMPLE -->", encrypted=False)
    assert streams.is_damaged(whole + second, encrypted=False)
