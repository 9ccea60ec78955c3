"""PDFs whose pages are deep, circular or endless."""

from __future__ import annotations

from benchmarks.bombs.making import deflated, page, pdf, stream, zeros
from benchmarks.bombs.registry import bomb


@bomb("nested-arrays.pdf")
def _arrays() -> bytes:
    return pdf(page(more=b"/Deep " + b"[" * 500_000 + b"]" * 500_000))


@bomb("nested-dictionaries.pdf")
def _dictionaries() -> bytes:
    return pdf(page(more=b"/Deep " + b"<</A" * 200_000 + b" 0 " + b">>" * 200_000))


@bomb("nested-saves.pdf")
def _saves() -> bytes:
    return pdf(page() | {4: deflated(b"q " * 5_000_000)})


@bomb("nested-marked-content.pdf")
def _marked() -> bytes:
    return pdf(page() | {4: deflated(b"/A BMC " * 2_000_000)})


@bomb("form-within-itself.pdf")
def _form() -> bytes:
    form = stream(b"/A Do /A Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>")
    return pdf(page(b"/A Do", more=b"/Resources<</XObject<</A 5 0 R>>>>", o5=form))


@bomb("forms-doubling.pdf")
def _doubling() -> bytes:
    forms = {
        f"o{number}": stream(
            b"/A Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</A %d 0 R>>>>" % (number + 1),
        )
        for number in range(5, 15)
    }
    forms["o15"] = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]")
    return pdf(page(b"/A Do", more=b"/Resources<</XObject<</A 5 0 R>>>>", **forms))


@bomb("type3-within-itself.pdf")
def _type3() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65/Widths[9]"
        b"/Encoding<</Differences[65/A]>>/CharProcs<</A 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    shape = stream(b"9 0 d0 BT /F 9 Tf (AAAAAAAA) Tj ET")
    return pdf(page(b"BT /F 9 Tf (AAAA) Tj ET", more=b"/Resources<</Font<</F 5 0 R>>>>", o5=font, o6=shape))


@bomb("type3-doubling.pdf")
def _type3_doubling() -> bytes:
    own = {}
    for level in range(12):
        font, shape = 5 + 2 * level, 6 + 2 * level
        own[f"o{font}"] = (
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65/Widths[9]"
            b"/Encoding<</Differences[65/A]>>/CharProcs<</A %d 0 R>>/Resources<</Font<</F %d 0 R>>>>>>"
            % (shape, font + 2)
        )
        own[f"o{shape}"] = stream(b"9 0 d0 BT /F 9 Tf (AAAAAAAAAA) Tj ET")
    own["o29"] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf(page(b"BT /F 9 Tf (AAAA) Tj ET", more=b"/Resources<</Font<</F 5 0 R>>>>", **own))


@bomb("pattern-within-itself.pdf")
def _pattern() -> bytes:
    pattern = stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .01/YStep .01/Resources<</Pattern<</P 5 0 R>>>>",
    )
    return pdf(page(b"/Pattern cs /P scn 0 0 595 842 re f", more=b"/Resources<</Pattern<</P 5 0 R>>>>", o5=pattern))


@bomb("pattern-tiny-steps.pdf")
def _steps() -> bytes:
    pattern = stream(
        b"0 0 1 1 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<<>>"
    )
    return pdf(page(b"/Pattern cs /P scn 0 0 595 842 re f", more=b"/Resources<</Pattern<</P 5 0 R>>>>", o5=pattern))


@bomb("shading-mesh.pdf")
def _mesh() -> bytes:
    shade = stream(
        zeros(200 << 20),
        b"/ShadingType 4/ColorSpace/DeviceRGB/BitsPerCoordinate 32/BitsPerComponent 8/BitsPerFlag 8/Decode[0 595 0 842 0 1 0 1 0 1]/Filter/FlateDecode",
    )
    return pdf(page(b"/S sh", more=b"/Resources<</Shading<</S 5 0 R>>>>", o5=shade))


@bomb("function-endless.pdf")
def _function() -> bytes:
    body = b"{" + b"dup mul " * 200_000 + b"}"
    own = stream(body, b"/FunctionType 4/Domain[0 1]/Range[0 1]")
    return pdf(
        page(
            b"/S sh",
            more=b"/Resources<</Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 595 842]/Function 5 0 R>>>>>>",
            o5=own,
        )
    )


@bomb("paths-endless.pdf")
def _paths() -> bytes:
    return pdf(page() | {4: deflated(b"0 0 m " + b"595 842 l 0 0 l " * 3_000_000 + b"S")})


@bomb("dashes-tiny.pdf")
def _dashes() -> bytes:
    return pdf(page(b"[.00001 .00001] 0 d 1 w 0 0 m 59500 84200 l S " * 50))


@bomb("text-endless.pdf")
def _text() -> bytes:
    own = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    body = b"BT /F 9 Tf 9 9 Td " + b"(SAMPLE SAMPLE SAMPLE SAMPLE) Tj " * 400_000 + b"ET"
    return pdf(page(more=b"/Resources<</Font<</F 5 0 R>>>>", o5=own) | {4: deflated(body)})


@bomb("fonts-endless.pdf")
def _fonts() -> bytes:
    own = {
        f"o{number}": b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/A%d]>>>>" % number
        for number in range(5, 20_005)
    }
    names = b"".join(b"/F%d %d 0 R" % (number, number) for number in range(5, 20_005))
    text = b"BT " + b"".join(b"/F%d 9 Tf (A) Tj " % number for number in range(5, 20_005)) + b"ET"
    return pdf(page(text, more=b"/Resources<</Font<<%s>>>>" % names, **own))


@bomb("font-file-1gb.pdf")
def _font_file() -> bytes:
    return pdf(
        page(
            b"BT /F 9 Tf (A) Tj ET", more=b"/Resources<</Font<</F 5 0 R>>>>",
            o5=b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 6 0 R>>",
            o6=b"<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R>>",
            o7=stream(zeros(1 << 30), b"/Filter/FlateDecode"),
        )
    )  # fmt: skip


@bomb("cmap-huge.pdf")
def _cmap() -> bytes:
    ranges = (
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
        + b"1 beginbfrange <0000> <FFFF> <0000> endbfrange " * 200_000
    )
    return pdf(
        page(
            b"BT /F 9 Tf <0041> Tj ET", more=b"/Resources<</Font<</F 5 0 R>>>>",
            o5=b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            o6=b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>",
            o7=deflated(ranges),
        )
    )  # fmt: skip


@bomb("annotations-100000.pdf")
def _annotations() -> bytes:
    notes = b"<</Subtype/FreeText/Rect[0 0 9 9]/Contents(SAMPLE)>>" * 100_000
    return pdf(page(more=b"/Annots[%s]" % notes))


@bomb("attachments-100000.pdf")
def _attachments() -> bytes:
    names = b"".join(b"(a%d)<</F(a%d.pdf)/EF<</F 4 0 R>>>>" % (number, number) for number in range(100_000))
    return pdf(page() | {1: b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[%s]>>>>>>" % names})


@bomb("actions-endless.pdf")
def _actions() -> bytes:
    chain = {
        f"o{number}": b"<</S/URI/URI(http://example.com)/Next %d 0 R>>" % (number + 1) for number in range(5, 60_000)
    }
    return pdf(page(**chain) | {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>"})


@bomb("layers-100000.pdf")
def _layers() -> bytes:
    groups = b"<</Type/OCG/Name(A)>>" * 100_000
    return pdf(page() | {1: b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[%s]/D<<>>>>>>" % groups})
