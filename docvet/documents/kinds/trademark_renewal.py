"""商标续展注册证明: the mark runs ten years longer; it is used together with the certificate."""

from __future__ import annotations

from docvet.documents.kinds import Audience, Kind
from docvet.documents.shared.proofs import read_proof
from docvet.documents.text.document import DocumentText
from docvet.models import Field


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a renewal certificate, from one pass; nothing passes on, so both parties are one."""
    names = {"number": "registration_number", "from": "party_from", "approved": "approved", "valid_to": "valid_to"}
    fields = read_proof(document, names)
    if "party_from" in fields:
        fields["party_to"] = fields["party_from"]
    return fields


_FIELDS = (
    "registration_number", "party_from", "party_to", "approved", "valid_to",
)  # fmt: skip

KIND = Kind(
    name="trademark_renewal",
    title={"zh": "商标续展注册证明", "en": "trademark renewal certificate"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"续展",
    titles=(r"(核准)?(商标)?续展(注册)?证明书?.{0,4}",),
    signs=(
        (r"续展(注册)?证明", 1.5),
        (r"续展注册|核准续展|准予续展", 1.0),
        (r"第[A-Z]?\d{5,9}[A-Z]?号", 0.4),
        (r"注册人", 0.3),
        (r"商标局|国家知识产权局", 0.4),
    ),
    against=((r"授权书|兹授权|被授权", 1.5), (r"转让证明|变更证明", 2.0)),
    extract=extract,
    needed=("registration_number", "valid_to"),
)
