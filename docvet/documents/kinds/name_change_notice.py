"""准予变更登记通知书: the registrar's notice that a company has a new name."""

from __future__ import annotations

from docvet.documents.kinds import Audience, Kind
from docvet.documents.shared.proofs import read_proof
from docvet.documents.text.document import DocumentText
from docvet.models import Field


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a notice of approved change, from one pass."""
    return read_proof(document, {"from": "name_from", "to": "name_to", "approved": "approved"})


_FIELDS = (
    "name_from", "name_to", "approved",
)  # fmt: skip

KIND = Kind(
    name="name_change_notice",
    title={"zh": "准予变更登记通知书", "en": "notice of approved change"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"变更登记|变更通知|更名",
    titles=(
        r"(准予)?(企业|公司)?(名称)?变更(登记)?(核准)?通知书.{0,4}",
        r"(企业)?名称变更(核准|登记)?(证明|通知书?).{0,4}",
    ),
    signs=(
        (r"准予变更登记", 1.5),
        (r"变更(前|后)", 0.6),
        (r"原(企业)?名称|现(企业)?名称", 0.9),
        (r"登记机关|市场监督管理|工商行政管理|行政审批", 0.5),
        (r"变更(登记)?事项|登记字", 0.6),
    ),
    against=((r"授权书|兹授权|被授权", 1.5), (r"商标局|国家知识产权局|注册商标", 1.5)),
    extract=extract,
    needed=("name_from", "name_to"),
)
