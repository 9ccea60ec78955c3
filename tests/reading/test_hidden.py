"""What files hold and do not show: real PDFs and workbooks, made here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from openpyxl import Workbook
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from docvet.limits import Limits
from docvet.models import File, HiddenKind
from docvet.reading import hidden, pdf
from docvet.reading.hidden import two_readers
from docvet.reading.jobs import LookedInto
from docvet.reading.pool import Readers
from docvet.reading.processes import Budget, Task, WorkerProcess, run
from sample_docs.paint import revisions

FileOf = Callable[[Path], File]
Change = Callable[[pypdf.PdfWriter], object]


@pytest.fixture(scope="module")
def letter() -> bytes:
    """Two pages of drawing, small enough to be looked into in no time."""
    writer, made = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(2):
        drawing = StreamObject()
        drawing.set_data(b"0 0 100 100 re f")
        writer.add_blank_page(595, 842)[NameObject("/Contents")] = writer._add_object(drawing)
    writer.write(made)
    return made.getvalue()


@pytest.fixture
def found(tmp_path: Path, letter: bytes, file_of: FileOf) -> Callable[[Change], LookedInto]:
    """What is found in the letter with this change."""

    def look(change: Change) -> LookedInto:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(letter))
        change(writer)
        writer.write(tmp_path / "a.pdf")
        return hidden.look_into(file_of(tmp_path / "a.pdf"))

    return look


def named(**values: object) -> DictionaryObject:
    """A dictionary, names beginning with a slash."""
    made = DictionaryObject()
    for key, value in values.items():
        plain = isinstance(value, str)
        made[NameObject(f"/{key}")] = (
            NameObject(value) if plain and str(value).startswith("/") else TextStringObject(value) if plain else value
        )
    return made


def paper_clip(writer: pypdf.PdfWriter, name: str) -> DictionaryObject:
    stream = StreamObject()
    stream.set_data(b"SAMPLE")
    spec = named(Type="/Filespec", F=name, UF=name, EF=named(F=writer._add_object(stream)))
    return named(Type="/Annot", Subtype="/FileAttachment", FS=spec, Rect=ArrayObject(map(FloatObject, (9, 9, 19, 19))))


def test_attached_documents_are_named_wherever_they_hang_and_data_is_told_apart(
    found: Callable[[Change], LookedInto],
) -> None:
    def attach(writer: pypdf.PdfWriter) -> None:
        for name in ("执照.pdf", "invoice.xml", "回单.xbrl"):
            writer.add_attachment(name, b"SAMPLE")
        revisions.add_note(writer, paper_clip(writer, "流水.xlsx"))
        revisions.add_note(writer, paper_clip(writer, "no ending"))

    everything = found(attach)
    assert everything.attached == ("执照.pdf", "流水.xlsx", "no ending")
    assert [(each.kind, each.names) for each in everything.hidden] == [(HiddenKind.DATA, ("invoice.xml", "回单.xbrl"))]
    assert found(bool) == LookedInto()


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b'<?xml version="1.0"?><invoice/>', True),
        ("\ufeff<?xml version='1.0' encoding='UTF-16'?><invoice/>".encode("utf-16-le"), True),
        (b'<?xml version="1.0"?><html><body>SAMPLE</body></html>', False),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', False),
        (b"%PDF-1.7 <?xml", False),
        (b"", False),
    ],
    ids=["xml", "utf-16", "web page", "word", "pdf", "empty"],
)
@pytest.mark.parametrize("packed", [False, True])
def test_data_without_an_ending_is_told_by_what_it_is(
    found: Callable[[Change], LookedInto], content: bytes, data: bool, packed: bool
) -> None:
    def attach(writer: pypdf.PdfWriter) -> None:
        stream = StreamObject()
        stream.set_data(content)
        writer.add_attachment("数据", b"")
        names = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]  # type: ignore[index]
        held = writer._add_object(stream.flate_encode() if packed else stream)
        names[1].get_object()["/EF"][NameObject("/F")] = held

    everything = found(attach)
    assert everything.attached == (() if data else ("数据",))
    assert [each.kind for each in everything.hidden] == ([HiddenKind.DATA] if data else [])


def test_a_file_that_hangs_in_two_places_counts_once(found: Callable[[Change], LookedInto]) -> None:
    def attach(writer: pypdf.PdfWriter) -> None:
        revisions.add_note(writer, clip := paper_clip(writer, "执照.pdf"))
        spec = writer._add_object(clip["/FS"])
        writer.root_object[NameObject("/AF")] = ArrayObject([spec])
        tree = named(EmbeddedFiles=named(Names=ArrayObject([TextStringObject("x"), spec])))
        writer.root_object[NameObject("/Names")] = tree

    assert found(attach).attached == ("执照.pdf",)


def test_attachments_become_a_trouble_of_the_reading(tmp_path: Path, letter: bytes, file_of: FileOf) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(letter))
    for number in range(9):
        writer.add_attachment(f"{number}.jpg", b"SAMPLE")
    writer.write(tmp_path / "a.pdf")
    with Readers(1) as readers:
        (reading,) = readers.read([file_of(tmp_path / "a.pdf")])
    assert [(each.kind, each.detail) for each in reading.troubles] == [
        ("attached", "9: 0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg …")
    ]
    assert reading.looked_into
    assert reading.page_count == 2


def action(kind: str, **values: object) -> DictionaryObject:
    return named(S=kind, **values)


@pytest.mark.parametrize(
    ("first", "kind", "names"),
    [
        (action("/JavaScript", JS="app.alert(1)"), HiddenKind.SCRIPT, ()),
        (action("/JavaScript", JS='AFNumber_Format(2, 0, 0, 0, "", true);'), HiddenKind.FORMAT_SCRIPT, ()),
        (action("/JavaScript", JS='AFSimple_Calculate("SUM", new Array ("(a)", "b"));'), HiddenKind.FORMAT_SCRIPT, ()),
        (action("/JavaScript", JS="this.print({bUI: true, bSilent: false});"), HiddenKind.FORMAT_SCRIPT, ()),
        (action("/JavaScript", JS="this.print(app.launchURL('http://example.com'));"), HiddenKind.SCRIPT, ()),
        (action("/JavaScript", JS="AFNumber_Format(2, app.launchURL(x()));"), HiddenKind.SCRIPT, ()),
        (action("/JavaScript", JS="AFNumber_Format(2, app.launchURL('http://example.com'));"), HiddenKind.SCRIPT, ()),
        (action("/Launch", F="cmd.exe"), HiddenKind.LAUNCH, ("cmd.exe",)),
        (action("/Launch", Win=named(F="calc.exe")), HiddenKind.LAUNCH, ("calc.exe",)),
        (action("/URI", URI="https://user@example.com/who?name=x"), HiddenKind.OPENS, ("https://example.com",)),
        (action("/URI", URI="file:///etc/passwd"), HiddenKind.LAUNCH, ("file:///etc/passwd",)),
        (action("/GoToR", F="other.pdf"), HiddenKind.OPENS, ("other.pdf",)),
        (action("/SubmitForm", F="http://example.com/x"), HiddenKind.SENDS, ("http://example.com/x",)),
        (action("/Named", N="/NextPage", Next=action("/Launch", F="a.exe")), HiddenKind.LAUNCH, ("a.exe",)),
    ],
)
def test_what_happens_when_a_file_opens_is_named_and_not_run(
    found: Callable[[Change], LookedInto], first: DictionaryObject, kind: HiddenKind, names: tuple[str, ...]
) -> None:
    def put(writer: pypdf.PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = first

    def on_page(writer: pypdf.PdfWriter) -> None:
        writer.pages[1][NameObject("/AA")] = DictionaryObject({NameObject("/O"): first})

    assert [(each.kind, each.names, each.pages) for each in found(put).hidden] == [(kind, names, ())]
    assert [(each.kind, each.names, each.pages) for each in found(on_page).hidden] == [(kind, names, (2,))]


def test_a_link_is_a_remark_and_a_place_in_the_file_is_nothing(found: Callable[[Change], LookedInto]) -> None:
    def link(first: DictionaryObject) -> Change:
        return lambda writer: revisions.add_note(writer, named(Subtype="/Link", A=first))

    web = found(link(action("/URI", URI="https://example.com/a"))).hidden
    assert [(each.kind, each.names, each.pages) for each in web] == [(HiddenKind.LINK, ("https://example.com",), (1,))]
    assert found(link(action("/GoTo", D="a"))).hidden == ()
    mail = found(link(action("/URI", URI="mailto:somebody@example.com"))).hidden
    assert [each.names for each in mail] == [("mailto:",)]
    stray = found(link(action("/URI", URI="file:///C:/Users/a/price list.docx"))).hidden
    assert [each.kind for each in stray] == [HiddenKind.LINK]
    port = found(link(action("/URI", URI="www.example.com:80/a"))).hidden
    assert [each.kind for each in port] == [HiddenKind.LINK]
    program = found(link(action("/URI", URI="file:///C:/Windows/calc.exe"))).hidden
    assert [each.kind for each in program] == [HiddenKind.LAUNCH]


@pytest.mark.parametrize(("flags", "told"), [(4 | 32, True), (4, False), (32, False), (2 | 4 | 32, False), (0, False)])
def test_a_note_that_only_paper_shows_is_named(found: Callable[[Change], LookedInto], flags: int, told: bool) -> None:
    def put(writer: pypdf.PdfWriter) -> None:
        drawing = StreamObject()
        drawing.set_data(b"0 0 9 9 re f")
        revisions.add_note(
            writer, named(Subtype="/Stamp", F=NumberObject(flags), AP=named(N=writer._add_object(drawing)))
        )

    assert [(each.kind, each.pages) for each in found(put).hidden] == ([(HiddenKind.ON_PAPER, (1,))] if told else [])


@pytest.mark.parametrize(
    ("view", "printed", "event", "told"),
    [("/OFF", "/ON", "/Print", True), ("/ON", "/ON", "/Print", False), ("/OFF", "/OFF", "/Print", False), ("/OFF", "/ON", "/Export", False)],
)  # fmt: skip
@pytest.mark.parametrize("by_default", [True, False])
def test_a_layer_that_only_paper_shows_is_named(
    found: Callable[[Change], LookedInto], view: str, printed: str, event: str, told: bool, by_default: bool
) -> None:
    def put(writer: pypdf.PdfWriter) -> None:
        usage = named(Print=named(PrintState=printed)) if by_default else named(View=named(ViewState=view), Print=named(PrintState=printed))  # fmt: skip
        layer = writer._add_object(named(Type="/OCG", Name="底图", Usage=usage))
        rule = named(Event=event, OCGs=ArrayObject([layer]), Category=ArrayObject([NameObject(event)]))
        state = named(AS=ArrayObject([rule]), OFF=ArrayObject([layer] if by_default and view == "/OFF" else []))
        writer.root_object[NameObject("/OCProperties")] = named(OCGs=ArrayObject([layer]), D=state)

    assert [(each.kind, each.names) for each in found(put).hidden] == (
        [(HiddenKind.ON_PAPER, ("底图",))] if told else []
    )


def test_scripts_in_the_list_of_names_and_actions_in_a_circle(found: Callable[[Change], LookedInto]) -> None:
    def circle(writer: pypdf.PdfWriter) -> None:
        scripts = ArrayObject([TextStringObject("a"), action("/JavaScript", JS="app.alert(1)")])
        writer.root_object[NameObject("/Names")] = named(JavaScript=named(Names=scripts))
        first = action("/Launch", F="a.exe")
        first[NameObject("/Next")] = place = writer._add_object(first)
        writer.root_object[NameObject("/OpenAction")] = place

    kinds = {each.kind: each.count for each in found(circle).hidden}
    assert kinds == {HiddenKind.SCRIPT: 1, HiddenKind.LAUNCH: 1}


# --- signatures -----------------------------------------------------------------------------------


def note(writer: pypdf.PdfWriter) -> None:
    revisions.add_note(writer, named(Subtype="/FreeText", Contents="SAMPLE"))


def bar(writer: pypdf.PdfWriter) -> None:
    revisions.add_print(writer, b" q 0.9 g 40 40 60 8 re f Q")


def title(writer: pypdf.PdfWriter) -> None:
    writer.add_metadata({"/Title": "SAMPLE"})


def after(data: bytes, tmp_path: Path, file_of: FileOf) -> list[str]:
    (tmp_path / "s.pdf").write_bytes(data)
    looked = hidden.look_into(file_of(tmp_path / "s.pdf"))
    assert looked.whole
    return [each.kind.value for each in looked.hidden]


@pytest.mark.parametrize(
    ("make", "kinds"),
    [
        (lambda data: revisions.signed(data), []),
        (lambda data: revisions.signed(revisions.signed(revisions.signed(data), "B"), "C"), []),
        (lambda data: revisions.signed(data) + b"\r\n", []),
        (lambda data: revisions.appended(revisions.signed(data), title), ["saved"]),
        (lambda data: revisions.appended(revisions.signed(data), bar), ["changed"]),
        (lambda data: revisions.appended(revisions.signed(data), note), ["changed"]),
        (lambda data: revisions.signed(revisions.signed(data), "B", change=note), ["filled"]),
        (lambda data: revisions.signed(revisions.signed(data), "B", change=bar), ["changed"]),
        (lambda data: revisions.signed(revisions.signed(data, permits=1), "B", change=note), ["changed"]),
        (lambda data: revisions.signed(revisions.signed(data, permits=2), "B", change=note), ["changed"]),
        (lambda data: revisions.signed(revisions.signed(data, permits=3), "B", change=note), ["filled"]),
        (lambda data: revisions.signed(revisions.appended(data, bar)), []),
    ],
)
def test_what_became_of_a_file_after_it_was_signed(
    tmp_path: Path, letter: bytes, file_of: FileOf, make: Callable[[bytes], bytes], kinds: list[str]
) -> None:
    assert after(make(letter), tmp_path, file_of) == kinds


def test_a_signature_that_leaves_a_part_out_is_named(tmp_path: Path, letter: bytes, file_of: FileOf) -> None:
    data = revisions.signed(letter)
    at = data.rindex(b"/ByteRange [ 0 ")
    assert after(data[:at] + b"/ByteRange [ 9 " + data[at + 15 :], tmp_path, file_of) == ["partly_signed"]


def test_a_page_put_in_after_signing_is_a_change(tmp_path: Path, letter: bytes, file_of: FileOf) -> None:
    data = revisions.appended(revisions.signed(letter), lambda writer: writer.add_blank_page(200, 200))
    assert after(data, tmp_path, file_of) == ["changed"]


# --- two readers ----------------------------------------------------------------------------------


def test_both_readers_see_the_same_of_ordinary_pages(found: Callable[[Change], LookedInto]) -> None:
    def turn(writer: pypdf.PdfWriter) -> None:
        writer.pages[0][NameObject("/Rotate")] = NumberObject(-90)
        writer.pages[1][NameObject("/CropBox")] = ArrayObject(map(FloatObject, (400, 700, -50, 100)))

    assert found(turn) == LookedInto()


def test_pages_that_two_readers_see_otherwise_are_named(tmp_path: Path, letter: bytes) -> None:
    """The one is shown another file than the other, as a file that speaks to each does."""
    (tmp_path / "a.pdf").write_bytes(letter)
    other = pypdf.PdfWriter(clone_from=io.BytesIO(letter))
    other.pages[0][NameObject("/Rotate")] = NumberObject(180)
    other.pages[1][NameObject("/MediaBox")] = ArrayObject(map(FloatObject, (0, 0, 300, 300)))
    other.add_blank_page(100, 100)
    made = io.BytesIO()
    other.write(made)
    kinds = {each.kind: each for each in two_readers.disagreements(pypdf.PdfReader(made), tmp_path / "a.pdf")}
    assert kinds.keys() == {HiddenKind.PAGE_COUNT, HiddenKind.BOXES, HiddenKind.ROTATION}
    assert kinds[HiddenKind.PAGE_COUNT].names == ("2", "3")
    assert kinds[HiddenKind.ROTATION].pages == (1,)
    assert kinds[HiddenKind.BOXES].pages == (2,)


def test_pages_without_a_parent_are_seen_by_one_reader_only(tmp_path: Path, letter: bytes, file_of: FileOf) -> None:
    (tmp_path / "a.pdf").write_bytes(letter.replace(b"/Kids", b"/Kixs"))
    (count,) = hidden.look_into(file_of(tmp_path / "a.pdf")).hidden
    assert (count.kind, count.names) == (HiddenKind.PAGE_COUNT, ("1", "0"))


def test_a_part_that_is_too_large_to_be_searched_leaves_the_others(found: Callable[[Change], LookedInto]) -> None:
    def crowd(writer: pypdf.PdfWriter) -> None:
        writer.root_object[NameObject("/AF")] = ArrayObject(NumberObject(0) for _ in range(20_001))
        writer.root_object[NameObject("/OpenAction")] = action("/Launch", F="a.exe")
        writer.add_attachment("执照.pdf", b"SAMPLE")

    looked = found(crowd)
    assert not looked.whole
    assert [each.kind for each in looked.hidden] == [HiddenKind.LAUNCH]
    assert looked.attached == ("执照.pdf",)


def test_a_search_without_end_costs_only_itself(tmp_path: Path, letter: bytes, file_of: FileOf) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(letter))
    script = writer._add_object(action("/JavaScript", JS="AFNumber_Format(1);" * 5_000))
    notes = [named(Subtype="/Link", A=script, T=str(number)) for number in range(15_000)]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(notes)
    writer.write(tmp_path / "a.pdf")
    with Readers(1, limits=Limits(structure_seconds=1)) as readers:
        (reading,) = readers.read([file_of(tmp_path / "a.pdf")])
    assert [(each.kind, each.detail) for each in reading.troubles] == [("limit", "structure")]
    assert not reading.looked_into
    assert reading.page_count == 2


# --- tables ---------------------------------------------------------------------------------------


def workbook(path: Path, **parts: str) -> Path:
    """A workbook with more parts; two underscores stand for a slash, the last one of a name for a dot."""
    book = Workbook()
    book.active.append(["货号", "品名"])
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        for name, text in parts.items():
            folder, _, ending = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{folder}.{ending}", text)
    return path


LINK = (
    '<Relationships><Relationship Id="r1" Target="file:///C:/Users/somebody/prices.xlsx" TargetMode="External"/>'
    "</Relationships>"
)


def test_macros_links_and_embedded_files_of_workbooks(tmp_path: Path, file_of: FileOf) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        xl__vbaProject_bin="SAMPLE",
        xl__macrosheets__sheet1_xml="<x/>",
        xl__externalLinks__externalLink1_xml="<externalLink><ddeLink ddeService='cmd'/></externalLink>",
        xl__embeddings__oleObject1_bin="SAMPLE",
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", LINK)
    looked = hidden.look_into(file_of(path))
    assert {each.kind: each.names for each in looked.hidden} == {
        HiddenKind.MACROS: ("VBA", "Excel 4.0"),
        HiddenKind.DDE: (),
        HiddenKind.OBJECTS: ("oleobject1.bin",),
        HiddenKind.EXTERNAL: ("prices.xlsx",),
    }
    assert hidden.look_into(file_of(workbook(tmp_path / "b.xlsx"))) == LookedInto()


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("=cmd|'/c calc'!A1", ["dde"]),
        ("@SUM(1+1)*cmd|' /C calc'!A0", []),
        ('=WEBSERVICE("http://example.com")', ["external"]),
        ('="LU-01"', []),
        ("-5|6", []),
        ("A|B!", []),
    ],
)
def test_cells_of_text_tables(tmp_path: Path, file_of: FileOf, cell: str, kinds: list[str]) -> None:
    quoted = cell.replace('"', '""')
    (tmp_path / "a.csv").write_text(f'货号,品名\n1,"{quoted}"\n2,样本\n', encoding="utf-8")
    looked = hidden.look_into(file_of(tmp_path / "a.csv"))
    assert [each.kind.value for each in looked.hidden] == kinds


def test_a_table_of_nothing_but_blanks_is_searched_within_its_time(tmp_path: Path, file_of: FileOf) -> None:
    (tmp_path / "a.csv").write_text("\t" * 1_000_000, encoding="utf-8")
    file = file_of(tmp_path / "a.csv")
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    task = Task("a", hidden.look_into, (file,), Budget(20.0, 400.0), (file.absolute,))
    ((_, looked),) = run([task], [worker])
    worker.stop()
    worker.join()
    assert looked == LookedInto()


def test_the_list_of_an_archive_is_bounded_before_it_is_read(tmp_path: Path, file_of: FileOf) -> None:
    path = tmp_path / "a.xlsx"
    workbook(path)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1_200):
            archive.writestr(f"{number:04}".ljust(4_000, "x"), b"")
    looked = hidden.look_into(file_of(path))
    assert not looked.whole
    from docvet.reading.worker import open_file

    (trouble,) = open_file(file_of(path), "rapidocr", Limits()).reading.troubles
    assert (trouble.kind, trouble.detail) == ("limit", "expanded")


def test_names_of_attachments_by_pdfium_are_the_same(tmp_path: Path, letter: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(letter))
    writer.add_attachment("执照.pdf", b"SAMPLE")
    writer.write(tmp_path / "a.pdf")
    with pdf.opened(tmp_path / "a.pdf") as document:
        assert pdf.attachments(document) == ["执照.pdf"]
