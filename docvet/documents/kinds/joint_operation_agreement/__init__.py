"""联合运营协议, Joint Operation Agreement: the Chinese seller and the local partner; Chinese, English, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docvet.documents.kinds import Audience, Kind
from docvet.documents.kinds.joint_operation_agreement.parties import parties
from docvet.documents.kinds.joint_operation_agreement.terms import terms
from docvet.documents.shared import signing
from docvet.documents.text.document import DocumentText
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Field


def extract(document: DocumentText) -> dict[str, Field]:
    """seller, partner, signed, signature, fee_percent, from one pass; further what :func:`terms` reads."""
    flow = Flow(document)
    spans = document.labelled({"signed": signing.LABELS})
    named = parties(flow)
    words = "|".join(re.escape(word) for word in sorted(signing.LABELS, key=len, reverse=True))
    signing_fields = {
        "signed": signing.signed(document, flow, _last(flow.cell(words)) or spans.get("signed")),
        "signature": signing.signature(flow),
    }
    fields = named.fields | {name: field for name, field in signing_fields.items() if field is not None}
    return fields | terms(flow, named.fields, named.roles)


def _last(places: Iterator[Span]) -> Span | None:
    """The signature block stands at the end; dates of the head are those of the term or the number."""
    return next(reversed([place for place in places if re.search(r"[0-9]{2}|[〇零一二三]{2}", place.text)]), None)


_FIELDS = (
    "seller", "partner", "signed", "signature", "fee_percent", "partner_tier", "admin_holder", "seals",
)  # fmt: skip

KIND = Kind(
    name="joint_operation_agreement",
    title={"zh": "联合运营协议", "en": "joint operation agreement"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"联合运营|联合经营|合作协议|joint[-_ ]?operation|agreement",
    signer=("company", "seller"),
    titles=(
        r".{0,16}联合(运营|经营|营运)(合作|服务)?(协议|合同)(书)?([/(]?[A-Za-z]{0,40}\)?)?",
        r"(?i)(tiktok(shop)?)?jointoperations?(cooperation|service)?(agreement|contract)",
        r".{0,10}(本地伙伴|localpartner|LocalPartner|店铺)(合作|联合)?运营(合作)?(协议|合同)(书)?",
    ),
    signs=(
        (r"联合(运营|经营|营运)", 1.5),
        (r"(?i)jointoperation", 1.5),
        (r"本地(合作)?伙伴|(?i:localpartner)", 1.0),
        (r"甲方(.|\n){0,200}乙方|(?i:partya(.|\n){0,400}partyb)", 0.7),
        (r"(?i)admin.{0,8}(权限|角色|role|rights|access|permission)", 0.9),
        (r"服务费|(?i:servicefee)|GMV", 0.6),
        (r"第?7\.1条?|二次商用|竞品", 0.4),
        (r"协议|(?i:agreement)", 0.3),
        (r"(?i)thisagreement|hereinafter", 0.4),
    ),
    against=(
        (r"授权书$|兹授权|(?i:letterofauthori[sz]ation)", 1.5),
        (r"价税合计|规格型号|发票", 1.5),
        (r"声明人|承诺人|合规声明(书)?$|承诺书$", 1.5),
    ),
    extract=extract,
    needed=("seller", "partner", "signed"),
    follows=True,
)
