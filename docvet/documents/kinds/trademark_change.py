"""商标变更证明: the owner of the mark has a new name or address."""

from __future__ import annotations

from docvet.documents.kinds import Audience, Kind
from docvet.documents.shared.proofs import read_proof
from docvet.documents.text.document import DocumentText
from docvet.models import Field

_NAMES = {"number": "registration_number", "from": "party_from", "to": "party_to", "approved": "approved"}


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a change certificate, from one pass."""
    return read_proof(document, {**_NAMES, "valid_to": "valid_to"})


_FIELDS = (
    "registration_number", "party_from", "party_to", "approved", "valid_to",
)  # fmt: skip

KIND = Kind(
    name="trademark_change",
    title={"zh": "商标变更证明", "en": "trademark change certificate"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"变更证明",
    titles=(
        r"(核准)?(注册)?商标.{0,16}变更证明书?.{0,4}",
        r"核准(商标)?变更(注册)?(商标)?(注册人)?(名义|地址|名称|及|和|、|/){0,5}(注册)?(的)?证明书?.{0,4}",
        r"(核准)?变更商标(申请人/?)?注册人(名义|地址|名称|及|和|、|/){1,5}证明书?.{0,4}",
        r"(注册人|名义|名义地址|名义/地址|注册人名义).{0,8}变更证明.{0,4}",
    ),
    signs=(
        (r"变更证明", 1.5),
        (r"核准.{0,24}变更|变更商标注册人|注册人名义变更为", 0.8),
        (r"变更(前|后)", 0.7),
        (r"注册人名义|名义", 0.6),
        (r"商标局|国家知识产权局", 0.5),
    ),
    against=((r"授权书|兹授权|被授权", 1.5), (r"准予变更登记|登记通知书", 2.0), (r"续展证明|转让证明", 2.0)),
    extract=extract,
    needed=("registration_number", "party_from", "party_to"),
)
