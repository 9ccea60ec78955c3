"""Files that cannot be used as they are, or are not there."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import lru_cache, partial

import pypdf
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from sample_docs.camera import turn
from sample_docs.defects.registry import BOTH, DEFECTS, JOINT, POP, Defect, Spoil, defect
from sample_docs.documents.together import Together
from sample_docs.paint import revisions
from sample_docs.plan import Leaf, Plan
from sample_docs.screens import screenshot

OVERSIZE = 11_000_000
"""Bytes: above 10 MB by either way of counting."""


def _encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("sample", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _oversized(data: bytes) -> bytes:
    """The PDF with a stream of ballast that no page uses."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    ballast = pypdf.generic.StreamObject()
    ballast.set_data(b"\x53" * (OVERSIZE - len(data)))
    writer.root_object[pypdf.generic.NameObject("/SampleBallast")] = writer._add_object(ballast)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("paper.pdf"), data)
    return out.getvalue()


def _one(plan: Plan, slot: str) -> str:
    """The slot, or the declaration's where a folder of joint mode has no such slot."""
    return slot if slot in plan.leaves else "declaration"


@defect("DV-FILE-005", modes=BOTH)
def encrypted_pdf(plan: Plan) -> Plan:
    """The licence's PDF asks for a password."""
    return plan.file("licence", finish=(_encrypted,))


@defect("DV-FILE-002", modes=BOTH)
def oversized(plan: Plan) -> Plan:
    """The licence's PDF is larger than 10 MB."""
    return plan.file("licence", finish=(_oversized,))


@defect("DV-FILE-004", modes=BOTH)
def png_screenshot(plan: Plan) -> Plan:
    """The bank's document (the declaration in joint mode) is a phone's screenshot."""
    return plan.file(_one(plan, "bank"), path="Screenshot_20240528-094100.png", form="png", effects=(screenshot,))


@defect("DV-FILE-001", modes=BOTH)
def jpg_instead_of_pdf(plan: Plan) -> Plan:
    """The bank's document (the declaration in joint mode) is a JPEG."""
    return plan.file(_one(plan, "bank"), path="资料.jpg", form="jpg")


@defect("DV-FILE-003", modes=BOTH)
def zip_archive(plan: Plan) -> Plan:
    """The certificate of the mark (the declaration in joint mode) lies in an archive."""
    slot = _one(plan, "mark")
    return plan.file(slot, path=plan.leaves[slot].path.replace(".pdf", ".zip"), finish=(_zipped,))


@defect("DV-FILE-003", modes=BOTH)
def zip_named_pdf(plan: Plan) -> Plan:
    """The certificate of the mark (the declaration in joint mode) is an archive that calls itself PDF."""
    return plan.file(_one(plan, "mark"), finish=(_zipped,))


@defect("DV-FILE-005", modes=BOTH)
def empty_file(plan: Plan) -> Plan:
    """The certificate of the mark (the declaration in joint mode) has no bytes."""
    return plan.file(_one(plan, "mark"), finish=(lambda _: b"",))


@defect("DV-FILE-005", modes=BOTH)
def truncated_pdf(plan: Plan) -> Plan:
    """The upload of the certificate (the declaration in joint mode) stopped halfway."""
    return plan.file(_one(plan, "mark"), finish=(lambda data: data[: len(data) // 2],))


@defect("DV-SET-003", modes=BOTH)
def wrong_slot(plan: Plan) -> Plan:
    """The ID card is given as the bank's document (as the declaration in joint mode)."""
    slot = _one(plan, "bank")
    path, kind = ("03-开户许可证.pdf", "bank_permit") if slot == "bank" else ("合规声明.pdf", "compliance_declaration")
    plan = plan.file(slot, path=path, documents=plan.leaves["id_card"].documents)
    return plan.typed(documents={path: kind})


@defect(passes=("DV-SET-003",), modes=BOTH)
def slot_named(plan: Plan) -> Plan:
    """The form says which file is the licence, and it is (no defect)."""
    return plan.typed(documents={plan.leaves["licence"].path: "business_license"})


@defect(modes=BOTH)
def turned_pages(plan: Plan) -> Plan:
    """The licence lies on its side and the bank's document (or the declaration) on its head (no defect)."""
    plan = plan.file("licence", effects=(partial(turn, degrees=90),))
    return plan.file(_one(plan, "bank"), effects=(partial(turn, degrees=180),))


@defect("DV-FILE-008", modes=BOTH)
def file_name_of_digits(plan: Plan) -> Plan:
    """The ID card's file is named by digits only."""
    return plan.file("id_card", path="20240528.pdf")


@defect("DV-FILE-008", modes=BOTH)
def file_name_with_signs(plan: Plan) -> Plan:
    """The ID card's file name has signs that uploads refuse."""
    return plan.file("id_card", path="身份证&正反面#1.pdf")


@defect("DV-FILE-009", modes=BOTH)
def picture_beyond_limits(plan: Plan) -> Plan:
    """An extra picture has more pixels than docvet opens (200 million)."""
    return plan.put("extra", replace(plan.leaves["id_card"], path="备用扫描.png", form="png", finish=(_huge,)))


@lru_cache(maxsize=1)
def _huge_picture() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20000, 10000), 1).save(out, "PNG")
    return out.getvalue()


def _huge(_: bytes) -> bytes:
    return _huge_picture()


def _scripted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert('SAMPLE 样本')"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _changed_after_signing(data: bytes) -> bytes:
    return revisions.appended(revisions.signed(data), lambda writer: revisions.add_print(writer, _BAR))


_BAR = b" q 0.9 0.9 0.9 rg 40 40 60 8 re f Q"
"""A grey bar near the foot of the page."""


@defect("DV-FILE-010", modes=BOTH)
def pdf_with_script(plan: Plan) -> Plan:
    """The licence's PDF runs a script when it opens."""
    return plan.file("licence", finish=(_scripted,))


@defect("DV-FILE-011", modes=BOTH)
def changed_after_signing(plan: Plan) -> Plan:
    """The licence's PDF was signed, and a bar was laid over its page afterwards."""
    return plan.file("licence", finish=(_changed_after_signing,))


@defect(passes=("DV-FILE-011",), modes=BOTH)
def signed_in_turn(plan: Plan) -> Plan:
    """Two people signed the licence's PDF, one after the other (no defect)."""
    return plan.file("licence", finish=(revisions.signed, partial(revisions.signed, name="SAMPLE 2")))


@defect()
def chain_in_one_pdf(plan: Plan) -> Plan:
    """The mark, every letter and every voucher in one PDF, one after the other (no defect)."""
    slots = ("mark", *plan.slots("letter_"), *plan.slots("voucher_"))
    pages = tuple(document for slot in slots for document in plan.leaves[slot].documents)
    return plan.without(*slots).put("mark", Leaf("商标/商标及授权链.pdf", pages))


@defect(modes=BOTH)
def licence_and_id_on_one_page(plan: Plan) -> Plan:
    """The licence and the ID card side by side on one sheet (no defect)."""
    page = Together(plan.document("licence"), plan.document("id_card"))
    return plan.without("id_card").file("licence", documents=(page,), path="执照和身份证.pdf")


def _missing(prefix: str) -> Spoil:
    def missing(plan: Plan) -> Plan:
        return plan.without(*plan.slots(prefix))

    return missing


for _name, _prefix, _rule, _code, _modes in (
    ("licence", "licence", "DV-SET-001", "", POP),
    ("id_card", "id_card", "DV-SET-001", "", POP),
    ("bank", "bank", "DV-BNK-001", "", POP),
    ("mark", "mark", "DV-SET-001", "", POP),
    ("vouchers", "voucher_", "DV-SAL-001", "BR-204", POP),
    ("photos", "photo_", "DV-PHO-001", "", POP),
    ("joint_licence", "licence", "DV-SET-002", "", JOINT),
    ("joint_id_card", "id_card", "DV-SET-002", "", JOINT),
    ("statement", "statement", "DV-SET-002", "", JOINT),
    ("sku_list", "sku_list", "DV-SET-002", "", JOINT),
    ("declaration", "declaration", "DV-SET-002", "", JOINT),
):
    DEFECTS[f"missing_{_name}"] = Defect(
        f"missing_{_name}", f"The {_prefix.strip('_').replace('_', ' ')} is not there.", _missing(_prefix), _rule,
        _code, (), _modes,
    )  # fmt: skip
