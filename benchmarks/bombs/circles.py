"""PDFs whose objects lead back to themselves, or to ever more of themselves."""

from __future__ import annotations

import struct
import zlib

from benchmarks.bombs.making import deflated, page, pdf, stream
from benchmarks.bombs.registry import bomb

_LEVELS = 40


def _doubling(start: int, entry: bytes, leaf: bytes) -> dict[str, bytes]:
    """Objects ``o5`` and so on, of which each names the next one twice."""
    made = {
        f"o{number}": b"<<%s[%d 0 R %d 0 R]>>" % (entry, number + 1, number + 1)
        for number in range(start, start + _LEVELS)
    }
    return made | {f"o{start + _LEVELS}": leaf}


@bomb("page-tree-doubling.pdf")
def _tree() -> bytes:
    kids = _doubling(5, b"/Type/Pages/Count 1099511627776/Kids", b"<</Type/Page/MediaBox[0 0 99 99]>>")
    return pdf(page(**kids) | {2: b"<</Type/Pages/Kids[5 0 R]/Count 1099511627776>>"})


@bomb("page-tree-doubling-one-page.pdf")
def _tree_of_one() -> bytes:
    kids = _doubling(5, b"/Type/Pages/Count 1/Kids", b"<</Type/Page/MediaBox[0 0 99 99]>>")
    return pdf(page(**kids) | {2: b"<</Type/Pages/Kids[5 0 R]/Count 1>>"})


@bomb("page-is-its-own-parent.pdf")
def _parent() -> bytes:
    return pdf(page(b"0 0 9 9 re f") | {3: b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"})


@bomb("kids-that-are-none.pdf")
def _kids() -> bytes:
    return pdf(page() | {2: b"<</Type/Pages/Kids[null 99 0 R (A) 7 <<>> [3 0 R] 3 0 R]/Count -7>>"})


@bomb("names-doubling.pdf")
def _names() -> bytes:
    tree = _doubling(5, b"/Kids", b"<</Names[(a)<</F(a.pdf)/EF<</F 4 0 R>>>>]>>")
    return pdf(page(**tree) | {1: b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 5 0 R/JavaScript 5 0 R>>>>"})


@bomb("fields-doubling.pdf")
def _fields() -> bytes:
    tree = _doubling(5, b"/Parent 5 0 R/T(a)/Kids", b"<</FT/Tx/Parent 5 0 R/T(a)/V(SAMPLE)>>")
    return pdf(page(**tree) | {1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>"})


@bomb("bookmarks-circle.pdf")
def _bookmarks() -> bytes:
    one = b"<</Title(a)/Next 6 0 R/First 5 0 R/Prev 5 0 R/A<</S/URI/URI(http://example.com)/Next 5 0 R>>>>"
    two = b"<</Title(b)/Next 5 0 R/First 6 0 R>>"
    return pdf(page(o5=one, o6=two) | {1: b"<</Type/Catalog/Pages 2 0 R/Outlines<</First 5 0 R/Last 6 0 R>>>>"})


@bomb("annotation-within-itself.pdf")
def _annotation() -> bytes:
    look = stream(b"/A Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 6 0 R>>>>")
    note = b"<</Subtype/FreeText/Rect[0 0 99 99]/AP<</N 6 0 R>>/Popup 5 0 R/Parent 5 0 R/IRT 5 0 R/Kids[5 0 R]>>"
    return pdf(page(more=b"/Annots[5 0 R 5 0 R]", o5=note, o6=look))


@bomb("soft-mask-within-itself.pdf")
def _soft_mask() -> bytes:
    state = b"<</SMask<</S/Luminosity/G 6 0 R>>>>"
    form = stream(
        b"/G gs 0 0 595 842 re f",
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>/Resources<</ExtGState<</G 5 0 R>>>>",
    )
    return pdf(page(b"/G gs 0 0 595 842 re f", more=b"/Resources<</ExtGState<</G 5 0 R>>>>", o5=state, o6=form))


@bomb("soft-masks-300.pdf")
def _soft_masks() -> bytes:
    own = {}
    for level in range(300):
        state, form = 5 + 2 * level, 6 + 2 * level
        own[f"o{state}"] = b"<</SMask<</S/Luminosity/G %d 0 R>>>>" % form
        own[f"o{form}"] = stream(
            b"/G gs 0 0 595 842 re f",
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>/Resources<</ExtGState<</G %d 0 R>>>>"
            % (state + 2),
        )
    own["o605"] = b"<<>>"
    return pdf(page(b"/G gs 0 0 595 842 re f", more=b"/Resources<</ExtGState<</G 5 0 R>>>>", **own))


@bomb("groups-nested-300.pdf")
def _groups() -> bytes:
    own = {
        f"o{number}": stream(
            b"/A Do 0 0 595 842 re f",
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/I true/K true>>/Resources<</XObject<</A %d 0 R>>/ExtGState<</G<</ca .5/BM/Multiply>>>>>>"
            % (number + 1),
        )
        for number in range(5, 305)
    }
    own["o305"] = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf(page(b"/A Do", more=b"/Resources<</XObject<</A 5 0 R>>>>", **own))


@bomb("picture-masked-by-itself.pdf")
def _own_mask() -> bytes:
    found = stream(
        bytes(64),
        b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 5 0 R/Mask 5 0 R/Alternates[<</Image 5 0 R>>]",
    )
    return pdf(page(b"q 595 0 0 842 0 0 cm /A Do Q", more=b"/Resources<</XObject<</A 5 0 R>>>>", o5=found))


@bomb("colour-within-itself.pdf")
def _colour() -> bytes:
    own = {
        "o5": b"[/Indexed 5 0 R 255 (AAA)]",
        "o6": b"[/Separation/A 6 0 R<</FunctionType 2/Domain[0 1]/N 1>>]",
        "o7": b"[/Pattern 7 0 R]",
        "o8": b"[/DeviceN[%s]/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1>>]" % (b"/A" * 100_000),
        "o9": b"[/ICCBased 10 0 R]",
        "o10": stream(b"SAMPLE", b"/N 3/Alternate 9 0 R"),
    }
    names = b"".join(b"/C%d %d 0 R" % (number, number) for number in range(5, 10))
    text = b"".join(b"/C%d cs .5 sc 0 0 99 99 re f " % number for number in range(5, 10))
    return pdf(page(text, more=b"/Resources<</ColorSpace<<%s>>>>" % names, **own))


@bomb("function-within-itself.pdf")
def _function() -> bytes:
    own = b"<</FunctionType 3/Domain[0 1]/Functions[5 0 R 5 0 R]/Bounds[.5]/Encode[0 1 0 1]>>"
    shade = b"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 595 842]/Function 5 0 R>>"
    return pdf(page(b"/S sh", more=b"/Resources<</Shading<</S %s>>>>" % shade, o5=own))


@bomb("function-of-many-inputs.pdf")
def _sampled() -> bytes:
    own = stream(
        bytes(1000),
        b"/FunctionType 0/Domain[%s]/Range[0 1]/Size[%s]/BitsPerSample 32" % (b"0 1 " * 30, b"65535 " * 30),
    )
    shade = b"<</ShadingType 1/ColorSpace/DeviceGray/Domain[0 1e9 0 1e9]/Function 5 0 R>>"
    return pdf(page(b"/S sh", more=b"/Resources<</Shading<</S %s>>>>" % shade, o5=own))


@bomb("cmap-uses-itself.pdf")
def _cmap() -> bytes:
    own = stream(
        b"/A usecmap 1 begincodespacerange <00> <FF> endcodespacerange", b"/Type/CMap/CMapName/A/UseCMap 7 0 R"
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding 7 0 R/DescendantFonts[5 0 R]/ToUnicode 7 0 R>>"
    return pdf(page(b"BT /F 9 Tf (AAAA) Tj ET", more=b"/Resources<</Font<</F 5 0 R>>>>", o5=font, o7=own))


@bomb("layers-deep.pdf")
def _layers() -> bytes:
    deep = b"[/And " * 100_000 + b"6 0 R" + b"]" * 100_000
    layer = b"<</Type/OCMD/VE %s>>" % deep
    own = {"o5": layer, "o6": b"<</Type/OCG/Name(a)>>", "o7": b"<</Type/OCMD/VE 8 0 R>>", "o8": b"[/Not 8 0 R]"}
    return pdf(
        page(b"/OC /L BDC 0 0 9 9 re f EMC /OC /M BDC 0 0 9 9 re f EMC", more=b"/Resources<</Properties<</L 5 0 R/M 7 0 R>>>>", **own)
        | {1: b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</Order 8 0 R>>>>>>"}
    )  # fmt: skip


@bomb("object-stream-extends-itself.pdf")
def _extends() -> bytes:
    """An object stream that holds itself and is its own continuation, by a cross-reference stream that says so."""
    made = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in page(b"0 0 9 9 re f").items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    body = b"5 0 6 20 <</Type/ObjStm/A 6 0 R>> <</B 5 0 R>>"
    places[7] = len(made)
    made += b"7 0 obj\n%s\nendobj\n" % stream(body, b"/Type/ObjStm/N 2/First 9/Extends 7 0 R")
    rows = [struct.pack(">BIB", 0, 0, 0)]
    rows += [struct.pack(">BIB", 1, places[number], 0) for number in range(1, 5)]
    rows += [struct.pack(">BIB", 2, 5, 0), struct.pack(">BIB", 2, 6, 1), struct.pack(">BIB", 1, places[7], 0)]
    at = len(made)
    head = b"/Type/XRef/Size 8/W[1 4 1]/Root 5 0 R/Prev %d" % at
    made += b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(b"".join(rows), head), at)
    return bytes(made)


@bomb("tables-20000.pdf")
def _tables() -> bytes:
    """A chain of cross-reference tables, the first one last."""
    made = bytearray(pdf(page(b"0 0 9 9 re f")))
    before = made.rindex(b"xref\n0 ")
    for _ in range(20_000):
        at = len(made)
        made += b"xref\n0 0\ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, at)
        before = at
    return bytes(made)


@bomb("table-and-stream-circle.pdf")
def _hybrid() -> bytes:
    made = pdf(page(b"0 0 9 9 re f"))
    at = made.rindex(b"xref\n0 ")
    return made.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/XRefStm %d/Prev %d>>" % (at, at + 5))


@bomb("saved-1000-times.pdf")
def _saved() -> bytes:
    """Signed once, and saved again and again over one signature after the other."""
    made = bytearray(
        pdf(
            page(b"0 0 9 9 re f", more=b"/Annots[5 0 R]", o5=b"<</Subtype/Widget/FT/Sig/T(a)/Rect[0 0 9 9]/V 6 0 R>>", o6=b"<<>>")
            | {1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[5 0 R]>>>>"}
        )
    )  # fmt: skip
    before = made.rindex(b"xref\n0 ")
    fields = b"5 0 R "
    for number in range(7, 2007, 2):
        own = len(made)
        made += b"%d 0 obj\n<</Subtype/Widget/FT/Sig/T(a%d)/Rect[0 0 9 9]/V %d 0 R>>\nendobj\n" % (
            number,
            number,
            number + 1,
        )
        value = len(made)
        made += b"%d 0 obj\n<</Type/Sig/Contents<00>/ByteRange[0 %d %d 0]>>\nendobj\n" % (number + 1, own, own + 4)
        root = len(made)
        fields += b"%d 0 R " % number
        made += b"1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[%s]>>>>\nendobj\n" % fields
        at = len(made)
        made += b"xref\n1 1\n%010d 00000 n \n%d 2\n%010d 00000 n \n%010d 00000 n \n" % (root, number, own, value)
        made += b"trailer\n<</Size 2010/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, at)
        before = at
    return bytes(made)


@bomb("encrypted-by-nobody.pdf")
def _encrypted() -> bytes:
    lock = b"<</Filter/Nobody/V 99/R 99/Length 4294967295/O 5 0 R/U 5 0 R/P -1/CF<</A<</CFM/A/Length -1>>>>/StmF/A/StrF/A>>"
    return pdf(page(b"0 0 9 9 re f", o5=lock), trailer=b"/Encrypt 5 0 R/ID[5 0 R()]")


@bomb("encrypted-key-of-2gb.pdf")
def _key() -> bytes:
    lock = b"<</Filter/Standard/V 2/R 3/Length 2147483640/P -4/O(%s)/U(%s)>>" % (b"A" * 32, b"A" * 32)
    return pdf(page(b"0 0 9 9 re f", o5=lock), trailer=b"/Encrypt 5 0 R/ID[(A)(A)]")


@bomb("xfa-entities.pdf")
def _xfa() -> bytes:
    levels = b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 12))
    form = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "AAAA">%s]><xdp>&a11;</xdp>' % levels
    roots = {1: b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/AcroForm<</XFA[(a)5 0 R(b)5 0 R]/Fields[]>>>>"}
    return pdf(page(b"0 0 9 9 re f", o5=stream(form, b"/Type/Metadata/Subtype/XML")) | roots)


@bomb("structure-deep.pdf")
def _structure() -> bytes:
    deep = {f"o{number}": b"<</S/P/P 5 0 R/K %d 0 R>>" % (number + 1) for number in range(5, 50_000)}
    return pdf(page(**deep) | {1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R/MarkInfo<</Marked true>>>>"})


@bomb("objects-1000000-no-table.pdf")
def _no_table() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 1_000_000 + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


@bomb("keywords-without-end.pdf")
def _keywords() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj << /A [ ( <" * 1_000_000


@bomb("numbers-of-a-million-digits.pdf")
def _numbers() -> bytes:
    long = b"9" * 1_000_000
    made = page(long + b" 0 m 9 9 l S", more=b"/A %s/B .%s/C -%s/Rotate %s" % (long, long, long, long))
    return pdf(made)


@bomb("names-of-10mb.pdf")
def _long_names() -> bytes:
    long = b"A" * 10_000_000
    return pdf(page(b"/%s gs" % long, more=b"/%s(%s)" % (long, long)) | {4: deflated(b"(" * 20_000_000)})


@bomb("predictor-huge.pdf")
def _predictor() -> bytes:
    parms = b"/DecodeParms<</Predictor 15/Columns 2147483647/Colors 2147483647/BitsPerComponent 2147483647>>"
    data = zlib.compress(bytes(1_000_000))
    return pdf(page() | {4: stream(data, b"/Filter/FlateDecode" + parms)})


@bomb("lzw-in-hex.pdf")
def _lzw() -> bytes:
    """LZW codes that repeat the longest entry, written as hexadecimal digits with blanks between them."""
    bits = "".join(f"{code:09b}" for code in (256, *(32 for _ in range(2)))) + "1" * 4_000_000
    data = int(bits[: len(bits) // 8 * 8], 2).to_bytes(len(bits) // 8, "big").hex(" " * 1).encode()
    return pdf(
        page() | {4: stream(data + b">", b"/Filter[/ASCIIHexDecode/LZWDecode]/DecodeParms[null<</EarlyChange 0>>]")}
    )
