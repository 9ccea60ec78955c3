"""商标转让证明: the mark has a new owner."""

from __future__ import annotations

from docvet.documents.kinds import Audience, Kind
from docvet.documents.shared.proofs import read_proof
from docvet.documents.text.document import DocumentText
from docvet.models import Field

_NAMES = {"number": "registration_number", "from": "party_from", "to": "party_to", "approved": "approved"}


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of an assignment certificate, from one pass."""
    return read_proof(document, {**_NAMES, "valid_to": "valid_to"})


_FIELDS = (
    "registration_number", "party_from", "party_to", "approved", "valid_to",
)  # fmt: skip

KIND = Kind(
    name="trademark_assignment",
    title={"zh": "商标转让证明", "en": "trademark assignment certificate"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"转让证明|商标转让",
    titles=(r"(核准)?(注册)?(商标)?(转让|移转)(注册)?证明书?.{0,4}",),
    signs=(
        (r"(转让|移转)(注册)?证明", 1.5),
        (r"核准.{0,20}(转让|移转)", 0.8),
        (r"受让人", 0.9),
        (r"转让人", 0.5),
        (r"商标局|国家知识产权局", 0.4),
    ),
    against=((r"授权书|兹授权|被授权", 1.5), (r"续展证明|变更证明|转让协议|转让合同", 2.0)),
    extract=extract,
    needed=("registration_number", "party_from", "party_to"),
)
