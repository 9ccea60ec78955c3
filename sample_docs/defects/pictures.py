"""Licences whose picture hides something: illegible, printed over, edited."""

from __future__ import annotations

import io
from functools import partial

import pypdf

from sample_docs.camera import blur
from sample_docs.defects.registry import BOTH, defect
from sample_docs.documents.overprint import Overprinted
from sample_docs.plan import Plan


def _edited(data: bytes) -> bytes:
    """The PDF as an image editor would have saved it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.add_metadata({"/Creator": "Adobe Photoshop 25.0", "/Producer": "Adobe Photoshop for Windows"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@defect("DV-FILE-006", modes=BOTH)
def licence_illegible(plan: Plan) -> Plan:
    """The licence is so far out of focus that its fields cannot be read."""
    return plan.file("licence", effects=(partial(blur, strength=4.5),))


@defect("DV-FILE-007", modes=BOTH)
def licence_for_other_platform(plan: Plan) -> Plan:
    """The copy of the licence says that it is for another platform only."""
    text = "仅供 ZENDMALL 平台入驻使用，他用无效"
    return plan.file("licence", documents=(Overprinted(plan.document("licence"), text),))


@defect("DV-FILE-007", modes=BOTH)
def licence_from_image_editor(plan: Plan) -> Plan:
    """The licence's PDF was written by an image editor."""
    return plan.file("licence", finish=(_edited,))
