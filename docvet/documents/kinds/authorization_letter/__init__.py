"""授权书, Letter of Authorization: as prose, as a form, as a table, Chinese, English or both."""

from __future__ import annotations

from docvet.documents.kinds import Audience, Kind
from docvet.documents.kinds.authorization_letter import period as letter_period
from docvet.documents.kinds.authorization_letter import places as letter_places
from docvet.documents.kinds.authorization_letter import terms as letter_terms
from docvet.documents.kinds.authorization_letter.grantees import first_of, several, with_affiliates
from docvet.documents.kinds.authorization_letter.parties import parties
from docvet.documents.shared import signing
from docvet.documents.text.document import DocumentText
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Field


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a letter, from one pass; ``seals`` come from pixels and are added elsewhere."""
    flow = Flow(document)
    spans = document.labelled(letter_terms.LABELS)

    def beside(name: str) -> Span | None:
        return letter_terms.beside(document, flow, spans, name)

    values = {
        "registration_numbers": letter_terms.numbers(document, flow, beside("numbers")),
        "brand": letter_terms.brand(flow, beside("brand")),
        "nice_classes": letter_terms.classes(document, flow),
        "territory": letter_places.territory(flow, beside("territory")),
        "channels": letter_places.channels(flow, beside("channels")),
        "signature": signing.signature(flow),
        "sublicense": letter_terms.sublicense(flow),
        "revoked": letter_terms.revoked(flow),
    }
    fields = {name: field for name, field in values.items() if field is not None}
    period = letter_period.period(flow, beside("period"))
    fields |= parties(document, flow) | period
    if grantees := several(flow, fields.get("grantor")):
        fields |= {"grantees": grantees, "grantee": first_of(grantees, fields.get("grantee"))}
    if affiliates := with_affiliates(flow, fields.get("grantee")):
        fields["affiliates"] = affiliates
    taken = [field.box for field in period.values() if field.box is not None]
    if day := signing.signed(document, flow, beside("signed"), taken):
        fields["signed"] = day
    starts = "signed" in fields and "period_start" not in fields
    if starts and (start := letter_period.from_signing(flow, fields["signed"])):
        fields["period_start"] = start
    lasts = "period_start" in fields and "period_end" not in fields
    if lasts and (end := letter_period.by_length(flow, fields["period_start"])):
        fields["period_end"] = end
    return fields


_TITLE_TAIL = r"(\([^)]{0,16}\))?[A-Za-z]{0,30}"

_FIELDS = (
    "grantor", "grantee", "registration_numbers", "brand", "nice_classes", "territory", "channels", "period_start",
    "period_end", "signed", "signature", "sublicense", "revoked", "seals",
)  # fmt: skip

KIND = Kind(
    name="authorization_letter",
    title={"zh": "授权书", "en": "authorization letter"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"授权|LOA|authori[sz]ation",
    signer=("grantor", "grantor"),
    titles=(
        rf"(?!.*(特此|出具|[本该]授权|附件|签署|提供|具有|,|。)).{{0,16}}[授援受]权(委托|许可|使用|销售)?([书函]|证书|(证明|协议|声明)书?){_TITLE_TAIL}",
        r"(商标|品牌|产品|销售|渠道|店铺)?(.权|授.)(委托)?书",
        rf"(?!.*(特此|本|附件|,|。)).{{0,12}}商标(使用许可|许可使用|授权使用)(授权)?(书|合同|协议|证明){_TITLE_TAIL}",
        r"(?i)(the)?(trademark|brand|sales|product|distribution|official|exclusive)*(.{0,2}etterof.?uthori.ation|authori[sz]ation(letter|certificate)|letterofauthority|certificateofauthori[sz]ation|letterofappointment|(distribut(or|orship|ion)|dealer(ship)?|reseller)(certificate|letter|authori[sz]ation)|powerofattorney)(\(.*\))?",
    ),
    signs=(
        (r"[兹特现](?:.{0,60})授权", 1.2),
        (r"被授权(方|人|单位|公司|企业)|被许可方", 1.0),
        (r"(?<!被)授权(方|人|单位|公司)", 0.7),
        (r"授权(期限|有效期|期间|时间)", 0.8),
        (r"授权(品牌|商标|区域|渠道|范围|内容|产品|平台|地区)", 0.7),
        (r"转授权|再授权|分许可", 0.4),
        (r"特此授权|特此证明|授权书", 0.5),
        (r"(?i)hereby\w{0,12}(authori[sz]e|grant|appoint|certif|confirm)", 1.2),
        (r"(?i)grantor|licensor|licensee|grantee|authori[sz]edparty", 0.9),
        (r"(?i)authori[sz](ation|ed|es?)(letter|distributor|dealer|reseller|period|to)", 0.6),
        (r"(?i).etterof.?uthori.ation", 0.6),
        (
            r"(?i)certif(y|ies)that(.|\n){0,90}authori[sz]ed(by|distributor|dealer|reseller|agent|seller|retailer|to)",
            1.2,
        ),
    ),
    against=(
        (r"价税合计|发票代码|发票号码", 2.5),
        (r"登记机关|准予开立", 1.5),
        (r"核定使用商品/?服务?.{0,6}\(|受理通知书$", 1.5),
        (r"公民身份号码.{0,4}\d", 1.0),
        (r"联合经营协议|合作经营|声明人|合规声明|承诺书$", 2.0),
    ),
    extract=extract,
    needed=("grantor", "grantee", "registration_numbers", "period_start", "period_end", "signed"),
    follows=True,
)
