"""Identity documents that are no resident ID card: passports, permits of Hong Kong, Macau and Taiwan residents and others.

They are recognised so as not to be taken for a (damaged) 居民身份证. ``document_type`` says which it is.
"""

from __future__ import annotations

import re

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import date_field, doubted, first_rows
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Field
from docvet.values import dates
from docvet.values.text import squeezed

_TYPES = (
    ("taiwan_permit", r"台湾居民来往大陆通行证|(?i:travelpermit[^\n]{0,20}taiwan)"),
    ("hk_macau_permit", r"港澳居民来往内地通行证|(?i:hong-?kongandmacaoresidents|mainlandtravelpermit)"),
    ("residence_permit", r"(?:港澳|台湾|港澳台)居民居住证|居住证"),
    ("foreign_permanent_residence", r"外国人永久居留|(?i:permanentresidence)"),
    ("mainland_exit_permit", r"往来港澳通行证|往来台湾通行证|(?i:exit-?entrypermit)"),
    ("temporary_id", r"临时(?:居民)?身份证"),
    ("hong_kong_id", r"香港(?:永久性?)?居民身份证|(?i:hongkong(?:permanent)?identitycard)"),
    ("macau_id", r"澳门(?:永久性?)?居民身份证|(?i:bilhetedeidentidade)"),
    ("passport", r"护照|(?i:passport)|P[<O0CE][A-Z]{3}[A-Z<]{6}"),
    ("driving_licence", r"(?:机动车)?驾驶证|(?i:drivinglicen[cs]e)"),
    ("household_register", r"户口簿|常住人口登记卡"),
)
"""The surest first: a permit mentions 居民, a passport's page may mention permits."""
_LABELS = {
    "name": ("姓名", "英文姓名", "Name"),
    "surname": ("姓/Surname", "Surname"),
    "number": ("通行证号码", "证件号码", "证件号", "护照号码", "护照号", "号码", "Passport No.", "Passport No", "Document No.", "No."),
    "birth": ("出生日期", "出生", "Date of Birth"),
    "term": ("有效期限", "有效期至", "有效期", "Date of Expiry", "Valid Until", "Expiry Date"),
    "authority": ("签发机关", "Authority"),
    "issued": ("签发日期", "Date of Issue"),
}  # fmt: skip
_NUMBERS = r"(?<![0-9A-Z])(?:[EGDSPHMCKTL][A-Z]?[0-9]{7,10}|8[123]0000(?:19|20)[0-9]{9}[0-9X]|9[0-9]{16}[0-9X]|[A-Z]{3}[0-9]{12}|[A-Z]{1,2}[0-9]{6}\([0-9A]\)|[0-9]{8})(?![0-9A-Z])"
_LABELLED = rf"{_NUMBERS}|(?<![0-9A-Z])(?=[A-Z0-9]*[0-9]{{5}})[A-Z0-9]{{6,12}}(?![0-9A-Z])"
_PERSON = re.compile(r"[\u3400-\u9fff·]{2,8}|[A-Z][A-Za-z,'\- ]{2,40}")
_BY_SHAPE = ceiling("id_by_shape")


def extract(document: DocumentText) -> dict[str, Field]:
    """document_type, name, id_number, birth_date, valid_to: what the print tells, from one pass."""
    flow = Flow(document)
    spans = document.labelled(_LABELS)
    fields: dict[str, Field] = {}
    if kind := _type(document):
        fields["document_type"] = kind
    if (place := spans.get("name")) and (name := _name(place)):
        fields["name"] = name
    if number := _number(spans.get("number"), flow):
        fields["id_number"] = number
    if (place := spans.get("birth")) and (day := date_field(place)):
        fields["birth_date"] = day
    if (place := spans.get("term")) and (last := _last_day(place)):
        fields["valid_to"] = last
    return fields


def _type(document: DocumentText) -> Field | None:
    for name, pattern in _TYPES:
        if match := document.search(pattern):
            return match[1].field(name)
    return None


def _name(place: Span) -> Field | None:
    row = first_rows(place)
    text = squeezed(row.text) if re.search(r"[\u3400-\u9fff]", row.text) else row.text.strip()
    text = re.sub(r"^/?Name\s*:?|性别.*$", "", text).strip(" :")
    return row.field(text) if _PERSON.fullmatch(text) else None


def _number(place: Span | None, flow: Flow) -> Field | None:
    if place is not None and (match := re.search(_LABELLED, squeezed(first_rows(place).text).upper())):
        return first_rows(place).field(match[0])
    for match in flow.finditer(re.compile(_NUMBERS)):
        if not match[0].isdigit() or len(match[0]) > 8:
            return doubted(flow.span(*match.span()).field(match[0]), _BY_SHAPE)
    return None


def _last_day(place: Span) -> Field | None:
    period = dates.parse_period(place.text)
    if period.end is not None:
        return place.field(period.end if isinstance(period.end, str) else period.end.isoformat())
    return date_field(place)


_FIELDS = (
    "document_type", "name", "id_number", "birth_date", "valid_to",
)  # fmt: skip

KIND = Kind(
    name="other_id",
    title={"zh": "其他身份证件", "en": "other identity paper"},
    fields=_FIELDS,
    audience=Audience.PERSON,
    file_names=r"护照|通行证|居住证|passport|回乡证|台胞证",
    titles=(
        r"(中华人民共和国)?(港澳居民来往内地|台湾居民来往大陆|往来港澳|往来台湾)通行证.{0,4}",
        r"(中华人民共和国)?((港澳|台湾|港澳台)居民)?居住证",
        r"(中华人民共和国)?(外国人永久居留(身份)?证|护照/?(PASSPORT)?|(?i:passport/?(passeport)?)|临时居?民?身份证)",
        r"(中华人民共和国)?(机动车)?驾驶证|香港(永久性)?居民身份证|澳门(特别行政区)?(永久性|非永久性)?居民身份证",
    ),
    signs=(
        (r"港澳居民来往内地|台湾居民来往大陆|往来港澳通行证|往来台湾通行证|通行证", 1.8),
        (r"居住证", 1.2),
        (r"外国人永久居留|(?i:permanentresidence)", 2.0),
        (r"护照", 1.0),
        (r"(?i)passport", 1.0),
        (r"P[<O0CE][A-Z]{3}[A-Z<]{6,}", 1.5),
        (r"临时(居民)?身份证", 2.0),
        (r"(?i)hongkong(permanent)?identitycard|bilhetedeidentidade|香港(永久性)?居民身份证|澳门.{0,8}居民身份证", 2.0),
        (r"驾驶证|准驾车型", 1.5),
        (r"户口簿|常住人口登记卡", 1.8),
        (r"出入境管理局|(?i:exit[&]?entryadministration|immigration)|换证次数|签发次数", 0.9),
        (r"(?<!\d)8[123]0000(19|20)\d{9}[\dXx](?!\d)", 1.5),
        (r"(?i)dateofbirth|surname|givennames|nationality|dateofexpiry", 0.6),
        (r"姓名|出生(日期)?|有效期限|签发机关", 0.3),
    ),
    against=((r"授权书|兹授权|营业执照|统一社会信用代码|发票|声明人|承诺书|协议", 2.0),),
    extract=extract,
    needed=("document_type",),
)
