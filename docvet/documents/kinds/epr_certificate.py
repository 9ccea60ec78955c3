"""Registrations of extended producer responsibility: LUCID and WEEE of Germany, the French IDU, WEEE of the UK, and others.

The shapes of the numbers are those that the registers publish; they warn, no rule rejects by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.text.company_names import COMPANY, company_in
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import cut, doubted, party_field, single_line
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.models import Field

_LABELS = {
    "number": (
        "LUCID-Registrierungsnummer", "LUCID Registration Number", "Registrierungsnummer", "Registrierungs-Nr.", "WEEE-Reg.-Nr.", "WEEE-Reg.-Nr", "Reg.-Nr.", "Batt-Reg.-Nr.", "WEEE Registration Number",
        "EPR Registration Number", "Registration Number", "Registration No.", "Producer Registration Number", "Producer ID", "Identifiant unique (IDU)", "Identifiant unique", "Unique Identification Number",
        "Unique Identifier", "Numéro d'enregistrement", "IDU", "UIN", "EPR注册号", "EPR号", "EPR编号", "注册编号", "注册号码", "注册号", "登记号", "Número de registro", "Numero di iscrizione", "Numer rejestrowy",
    ),
    "holder": (
        "Name des Herstellers", "Herstellername", "Hersteller", "Unternehmen", "Firma", "Firmenname", "Name of the Producer", "Producer Name", "Name of Producer", "Producer", "Company Name", "Registered Company",
        "Company", "Registrant", "Holder", "Raison sociale", "Nom du producteur", "Dénomination sociale", "Producteur", "Adhérent", "Société", "公司名称", "企业名称", "生产者名称", "生产者", "注册人", "注册主体",
        "注册企业", "持有人", "Productor", "Razón social", "Produttore", "Ragione sociale",
    ),
    "other": (
        "Adresse", "Anschrift", "Address", "地址", "Brand", "Brands", "Marke", "Marken", "Markenname", "Datum", "Date", "Bevollmächtigter", "Authorised Representative", "Authorized Representative",
        "授权代表", "Catégorie", "Category", "Kategorie", "Geräteart", "Filière", "Éco-organisme", "注册日期", "品牌", "类别", "有效期", "国家", "USt-IdNr.", "VAT Number", "Tax Number", "Steuernummer",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shape:
    number: str
    """A regular expression with the group ``n``, over upper-case text."""
    market: str
    scheme: str | None
    """None: the words round it tell."""


_SHAPES = (
    _Shape(r"(?P<n>DE\s?[0-9]{13})(?![0-9])", "DE", "LUCID"),
    _Shape(r"(?P<n>FR\s?[0-9]{6}\s?[_\s-]\s?[0-9]{2}\s?[A-Z]{4})(?![A-Z])", "FR", None),
    _Shape(r"(?P<n>WEE/[A-Z]{2}\s?[0-9]{4}\s?[A-Z]{2})(?![A-Z])", "GB", "WEEE"),
    _Shape(r"(?P<n>BPRN\s?[0-9]{5})(?![0-9])", "GB", "batteries"),
    _Shape(r"(?:WEEE[^0-9\n]{0,40}?|EAR[^0-9\n]{0,40}?)(?P<n>(?:DE\s?)?[0-9]{8})(?![0-9])", "DE", "WEEE"),
    _Shape(r"(?:BATT(?:ERIE)?[^0-9\n]{0,40}?)(?P<n>(?:DE\s?)?[0-9]{8})(?![0-9])", "DE", "batteries"),
    _Shape(r"(?P<n>DE\s?[0-9]{8})(?![0-9])", "DE", None),
    _Shape(r"(?P<n>ENV/20[0-9]{2}/[0-9]{9})(?![0-9])", "ES", "packaging"),
    _Shape(r"(?:RII[\s-]?AEE|AEE)\D{0,12}(?P<n>[0-9]{3,6})(?![0-9])", "ES", "WEEE"),
    _Shape(r"(?P<n>IT[0-9]{14}|IT[0-9]{2}[0-9]{2}[0-9]P[0-9]{8})(?![0-9])", "IT", None),
    _Shape(r"(?:BDO\D{0,20})(?P<n>[0-9]{9})(?![0-9])", "PL", None),
)
_FRENCH = {"01": "packaging", "02": "packaging", "03": "graphic paper", "05": "WEEE", "06": "batteries", "10": "furniture", "11": "textiles", "12": "toys", "13": "sports goods", "14": "tools"}  # fmt: skip
"""The two figures behind the underscore name the waste stream."""
_SCHEMES = (
    ("LUCID", r"LUCID|Verpackungsregister"),
    ("WEEE", r"WEEE|stiftung\s?ear|ElektroG|DEEE|D3E|RAEE|\bRII-?AEE\b|electrical\s+and\s+electronic|电子电气|电气电子|电器"),
    ("batteries", r"BattG|Batterie|batter(?:y|ies)|piles\s+et\s+accumulateurs|电池"),
    ("textiles", r"textile|Refashion|纺织"),
    ("furniture", r"furniture|ameublement|Ecomaison|Eco-mobilier|家具"),
    ("toys", r"\btoys?\b|jouets|玩具"),
    ("packaging", r"packaging|Verpackung|emballage|Citeo|L[ée]ko|envases|imballaggi|opakowa|包装"),
)  # fmt: skip
_MARKETS = (
    ("DE", r"Germany|Deutschland|德国|Verpackungsregister|stiftung\s?ear|Osnabrück|Fürth"),
    ("FR", r"France|法国|ADEME|Citeo|éco-organisme|Refashion|Ecosystem"),
    ("GB", r"United\s+Kingdom|英国|Environment\s+Agency|\bUK\b"),
    ("ES", r"España|Spain|西班牙|MITECO"),
    ("IT", r"Italia|Italy|意大利|CONAI"),
    ("PL", r"Polska|Poland|波兰"),
    ("AT", r"Austria|Österreich|奥地利"),
    ("NL", r"Netherlands|Nederland|荷兰"),
    ("BE", r"Belgium|Belgique|België|比利时"),
    ("SE", r"Sweden|Sverige|瑞典"),
    ("IE", r"Ireland|爱尔兰"),
)
_HELD = (
    rf"(?:bestätigt|certif(?:y|ies)|confirms?|atteste|certifie|兹证明|证明|确认)[^\n]{{0,60}}?\b(?:dass|that|que)?[\s,:]*(?:the\s+company\s+|die\s+Firma\s+|la\s+société\s+)?({COMPANY})",
    rf"({COMPANY})[^\n]{{0,80}}?\b(?:is|has\s+been|ist|wurde|est)\b[^\n]{{0,40}}?(?:registered|registriert|enregistr)",
    rf"({COMPANY})[^\n]{{0,30}}?(?:已(?:完成|在|于|经)|成功)[^\n]{{0,30}}?(?:注册|登记)",
)
_ANY_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/_.\-]{3,28}[A-Z0-9]")
_UNKNOWN_SHAPE, _BY_WORDS = ceiling("epr_unknown_shape"), ceiling("epr_by_words")


def extract(document: DocumentText) -> dict[str, Field]:
    """scheme, market (ISO 3166 alpha-2), number (without spaces), holder, from one pass."""
    flow = Flow(document)
    spans = document.labelled(_LABELS)
    fields: dict[str, Field] = {}
    by_number = _number_of_known_shape(flow)
    if by_number is not None:
        shape, fields["number"] = by_number
        fields["market"] = _like(fields["number"], shape.market)
        scheme = shape.scheme or _FRENCH.get(str(fields["number"].value).partition("_")[2][:2], "")
        if (scheme and shape.market != "FR") or scheme in _FRENCH.values():
            fields["scheme"] = _like(fields["number"], scheme)
    elif number := _labelled_number(chain(_cells(flow, "number"), [spans["number"]] if "number" in spans else [])):
        fields["number"] = number
    for name, known in (("scheme", _SCHEMES), ("market", _MARKETS)):
        if name not in fields and (field := _by_words(flow, known)):
            fields[name] = field
    if holder := _holder(flow, spans.get("holder")):
        fields["holder"] = holder
    return fields


def _cells(flow: Flow, name: str) -> Iterator[Span]:
    return flow.cell("|".join(re.escape(word) for word in sorted(_LABELS[name], key=len, reverse=True)))


def _number_of_known_shape(flow: Flow) -> tuple[_Shape, Field] | None:
    """A number of a known shape; never a VAT number, which German documents print beside it (DE and nine figures)."""
    text = "".join(char.upper() if len(char.upper()) == 1 else char for char in flow.text)  # ß has two capitals
    for shape in _SHAPES:
        if match := re.search(rf"(?<![A-Z0-9]){shape.number}", text):
            place = flow.span(*match.span("n"))
            number = re.sub(r"\s", "", match["n"])
            if shape.market == "FR":  # an underline read as a blank
                number = f"{number[:8]}_{number[-6:]}"
            return shape, place.field(number)
    return None


def _labelled_number(places: Iterator[Span]) -> Field | None:
    for place in places:
        line = single_line(place)
        if line and (match := _ANY_NUMBER.search(line.text.upper())) and re.search(r"[0-9]{3}", match[0]):
            return cut(line, match[0]).field(match[0], confidence=_UNKNOWN_SHAPE)
    return None


def _like(number: Field, value: str) -> Field:
    """What the number's shape tells: the same place, another value."""
    return Field(value, number.raw, number.confidence, number.page, number.box, number.source, number.witnesses)


def _by_words(flow: Flow, known: tuple[tuple[str, str], ...]) -> Field | None:
    """The value whose words stand first on the document."""
    hits = [(match.start(), value, match) for value, words in known for match in flow.finditer(words)]
    if not hits:
        return None
    _, value, match = min(hits, key=lambda hit: hit[0])
    return flow.span(*match.span()).field(value, confidence=_BY_WORDS)


def _holder(flow: Flow, beside: Span | None) -> Field | None:
    for place in _cells(flow, "holder"):
        if field := party_field(place):
            return field
    for pattern in _HELD:
        for match in flow.finditer(pattern):
            if named := company_in(match[1]):
                at = match.start(1) + named[1]
                return doubted(flow.span(at, at + len(named[0])).field(named[0]), _BY_WORDS)
    return party_field(beside, persons=False) if beside is not None else None


_FIELDS = (
    "scheme", "market", "number", "holder",
)  # fmt: skip

KIND = Kind(
    name="epr_certificate",
    title={"zh": "EPR注册证明", "en": "EPR certificate"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"EPR|LUCID|WEEE|包装法|verpack",
    titles=(
        r"(?i).{0,20}(EPR|WEEE|LUCID|battery|packaging|包装法?|生产者(延伸)?责任).{0,24}(certificate|registration|confirmation|注册证[书明]|登记证[书明]|证[书明]|bestätigung|nummer|attestation).{0,16}",
        r"(?i)(registrierungs|eintragungs)?(bestätigung|bescheid).{0,24}|(certificate|confirmation|proof)of(epr|weee|packaging|producer|battery)registration.{0,20}",
        r"(?i)attestation(de|d')?.{0,20}(adhésion|enregistrement|conformité|identifiant).{0,24}|certificatd.{0,16}(adhésion|enregistrement).{0,16}",
    ),
    signs=(
        (r"(?i)LUCID|Verpackungsregister", 1.8),
        (r"(?i)WEEE|stiftungear|ElektroG|elektro-altgeräte", 1.5),
        (
            r"(?i)\bEPR\b|EPR(注册|登记|registration|number|号)|extendedproducerresponsibility|producerresponsibility|生产者(延伸)?责任|responsabilitéélargie",
            1.5,
        ),
        (r"(?i)identifiantunique|\bIDU\b|ADEME|éco-?organisme|ecoorganisme|REP\b", 1.2),
        (r"(?i)DE\d{13}|FR\d{6}_\d{2}[A-Z]{4}|WEE/[A-Z]{2}\d{4}[A-Z]{2}|BPRN\d{5}", 1.5),
        (r"(?i)Hersteller|producteur|producer|生产者", 0.6),
        (r"(?i)Registrierungs|registrationn(o|umber)|注册号|numérod'?enregistrement", 0.5),
        (r"(?i)Verpackung|packaging|emballage|包装|batterie|ElektroG", 0.4),
    ),
    against=(
        (r"授权书|兹授权|被授权|检[测验]报告|样品名称|商标注册证|(?i:testreport)", 2.0),
        (r"营业执照|价税合计|协议书?$|甲方", 1.5),
        (r"(?i)madrid|internationalregister|trade-?mark|商标", 1.5),
    ),
    extract=extract,
    needed=("number", "holder"),
)
