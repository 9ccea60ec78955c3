"""居民身份证: portrait side (人像面) and emblem side (国徽面), alone or together, on one page or two.

Format of the number: GB 11643-1999. Print: labels are small and often lost or glued to the value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import doubted, single_line, whole_years, witnessed
from docvet.documents.text.labels import link
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import OPEN_ENDED, Field, Line
from docvet.values import codes, dates
from docvet.values.field_types import Privacy
from docvet.values.rows import rows_of
from docvet.values.text import squeezed

_ONE_REPAIRED, _MORE_REPAIRED = ceiling("code_one_repaired"), ceiling("code_more_repaired")
_UNPROVEN_CODE, _AUTHORITY_ALONE = ceiling("code_unproven"), ceiling("card_authority_alone")

_LABELS = {
    "name": ("姓名",),
    "sex": ("性别",),
    "ethnicity": ("民族",),
    "birth": ("出生日期", "出生"),
    "address": ("住址",),
    "number": ("公民身份号码", "公民身份证号码", "身份证号码"),
    "authority": ("签发机关", "发证机关"),
    "term": ("有效期限", "有效期"),
}
_ETHNIC_GROUPS = frozenset([
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家",
    "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土",
    "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克",
    "德昂", "保安", "裕固", "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺", "穿青人",
])  # fmt: skip
_TERMS = (5, 10, 20)
"""Years for which cards are issued; from 46 on they are open-ended."""
_NUMBER_RUN = re.compile(r"[0-9A-Za-z|]{15,20}")
_PERSON = re.compile(r"[\u3400-\u9fff]{1,12}(?:·[\u3400-\u9fff]{1,12})*")
_AUTHORITY = re.compile(r"[\u3400-\u9fff]{2,20}?(?:公安局?(?:[\u3400-\u9fff]{0,8}(?:分|支)局)?|公安厅|公安分局)")
_NO_NAME = re.compile(
    r"中华|人民|共和国|居民|身份|公民|号码|签发|机关|有效|期限|性别|民族|出生|住址|姓名|公安|复印|仅供|专用|编号|执照|正面|反面|背面|国徽|人像"
)
_BELOW_NAME = re.compile(r"性别|[男女]民|民族|出生|^[男女][\u3400-\u9fff]{0,4}$")
_NOT_ADDRESS = re.compile(r"公民|身份|号码|\d{15,}|签发|有效期|居民|中华人民")
_GOES_ON = re.compile(r"[\u3400-\u9fff]|\d")
_COLUMN_ROOM = 0.03
"""Part of the page's width by which rows of one column begin or end apart."""
_ROW_GAP = 1.9
"""Empty heights of a line between two rows of a card's address."""
_MORE_ROWS = 2
_LEFT_OVER = ceiling("card_address_left_over")
_SURE_DERIVED = ceiling("card_by_number")
_UNLABELLED = ceiling("card_unlabelled")


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of an ID card, from one pass."""
    fields: dict[str, Field] = {}
    sides: list[tuple[str, Span]] = []
    for page in document.pages:
        spans = link(page, _LABELS, frozenset({"address"}))
        portrait = _portrait(page, spans)
        emblem = _emblem(page, spans)
        if (place := _side(page, r"公民身份号|身份号码|性别.?[男女]|[男女]民族|出生.{0,4}\d{4}年|住址")) and portrait:
            sides.append(("portrait", place))
        if place := _side(page, r"签发机关|居民身份证|有效期限"):
            sides.append(("emblem", place))
        for name, field in {**portrait, **emblem}.items():
            fields.setdefault(name, field)
    if sides:
        names = [name for name in ("portrait", "emblem") if any(side == name for side, _ in sides)]
        fields["sides"] = sides[0][1].field(names)
    return fields


def _side(page: PageText, pattern: str) -> Span | None:
    for row in page.rows:
        if re.search(pattern, squeezed("".join(line.text for line in row))):
            return span(page.number, row)
    return None


def _portrait(page: PageText, spans: dict[str, Span]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    if number := _number(page):
        fields["id_number"] = number
    if sex := _by_pattern(page, r"性?别[:]?([男女])|([男女])民族|^([男女])民?族"):
        fields["sex"] = sex.field(sex.text)
    if ethnicity := _by_pattern(page, r"(?:民族|[男女]民?族)[:]?([\u3400-\u9fff]{1,4})"):
        group = next(
            (ethnicity.text[:size] for size in range(4, 0, -1) if ethnicity.text[:size] in _ETHNIC_GROUPS), None
        )
        if group:
            fields["ethnicity"] = ethnicity.field(group)
    if birth := _birth(page, spans):
        fields["birth_date"] = birth
    if fields and (name := _name(page, spans)):
        fields["name"] = name
    if fields and (address := _address(page, spans)):
        fields["address"] = address
    return _with_number(fields)


def _number(page: PageText) -> Field | None:
    """A number whose check digit holds; else the only repair that makes it hold; else one of the right shape, in doubt.

    Line by line, since joined text makes false numbers.
    """
    places = [(span(page.number, [line]), squeezed(line.text)) for line in page.lines]
    places += [
        (span(page.number, row), squeezed("".join(line.text for line in row))) for row in page.rows if len(row) > 1
    ]
    for place, text in places:
        if (number := codes.find_id_number(text)) and codes.is_id_number(number):
            return place.field(number, witnesses={"check_digit"})
    runs = [
        (place, run)
        for place, text in places
        for run in _NUMBER_RUN.findall(re.sub(r"^\D*号码?", "", text))
        if sum(c.isdigit() for c in run) >= 13
    ]
    for place, run in runs:
        if repair := codes.repair_id_number(run):
            few = len(repair.changed) <= 1
            return place.field(
                repair.value, witnesses={"check_digit"}, confidence=_ONE_REPAIRED if few else _MORE_REPAIRED
            )
    for place, run in runs:
        if re.fullmatch(r"[1-9]\d{16}[\dXx]", run):
            return place.field(run.upper(), confidence=_UNPROVEN_CODE)
    return None


def _by_pattern(page: PageText, pattern: str) -> Span | None:
    """The filled group of the first row that matches."""
    for row in page.rows:
        if match := re.search(pattern, squeezed("".join(line.text for line in row))):
            return span(page.number, row, next(group for group in match.groups() if group))
    return None


def _birth(page: PageText, spans: dict[str, Span]) -> Field | None:
    if (place := spans.get("birth")) and (hits := dates.find_dates(squeezed(place.text))):
        return place.field(hits[0].value.isoformat())
    for row in page.rows:
        text = squeezed("".join(line.text for line in row))
        if "年" in text and not re.search(r"有效|期限|签发|至|-", text) and (hits := dates.find_dates(text)):
            labelled = bool(re.search(r"出生|^[出生]", text))
            return span(page.number, row, text).field(
                hits[0].value.isoformat(), confidence=1.0 if labelled else _UNLABELLED
            )
    return None


def _name(page: PageText, spans: dict[str, Span]) -> Field | None:
    if (labelled := spans.get("name")) and (place := single_line(labelled)):
        text = re.sub(r"性别.*$", "", place.text)
        if _PERSON.fullmatch(text) and len(text) >= 2:
            return place.field(text)
    above: list[Span] = []
    for row in page.rows:
        text = squeezed("".join(line.text for line in row))
        if _BELOW_NAME.search(text):
            # Without its label the name is what stands nearest above the row of 性别.
            return above[-1].field(above[-1].text, confidence=_UNLABELLED) if above else None
        text = re.sub(r"^(?:姓名|姓|名)[:]?(?=.{2,})", "", text)
        if _PERSON.fullmatch(text) and 2 <= len(text) <= 15 and not _NO_NAME.search(text):
            above.append(span(page.number, row, text))
    return None


def _address(page: PageText, spans: dict[str, Span]) -> Field | None:
    """Beside its label or below the birth date, with the rows that go on below it; in doubt where more print is left over."""
    if place := spans.get("address"):
        rows = rows_of(place.lines)
    else:
        rows = _rows_below_birth(page)
        place = span(page.number, [line for row in rows for line in row]) if rows else None
    kept: list[list[Line]] = []
    for row in rows:
        if _NOT_ADDRESS.search(squeezed("".join(line.text for line in row))):
            break
        kept.append(_in_column(row, kept[0]) if kept else row)
    kept = [row for row in kept if row]
    if place is None or not kept:
        return None
    kept += _rows_below(page, kept)
    text = re.sub(r"^[住]?址?[:]", "", squeezed("".join(line.text for row in kept for line in row)))
    text = re.sub(r"^住址", "", text)
    if len(text) < 6:
        return None
    whole = span(place.page, [line for row in kept for line in row], text)
    sure = 1.0 if "address" in spans else _UNLABELLED
    return whole.field(text, confidence=min(sure, _LEFT_OVER) if _is_left_over(page, kept) else sure)


def _in_column(row: Sequence[Line], first: Sequence[Line]) -> list[Line]:
    """The lines of a further row that stand in the column of the first; print over the portrait stands right of it."""
    right = max(line.box[2] for line in first) + _COLUMN_ROOM
    return [line for line in row if line.box[0] < right - _COLUMN_ROOM and line.box[2] <= right + _COLUMN_ROOM]


def _rows_below(page: PageText, kept: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Up to two rows more that begin in the address's column and follow closely; cards set their rows wide apart."""
    known = {line.box for row in kept for line in row}
    left = min(line.box[0] for row in kept[-1:] for line in row) - _COLUMN_ROOM
    bottom = max(line.box[3] for line in kept[-1])
    height = max(line.box[3] - line.box[1] for line in kept[0])
    more: list[list[Line]] = []
    for row in page.rows:
        top = min(line.box[1] for line in row)
        if top < bottom - height / 2 or any(line.box in known for line in row):
            continue
        inside = _in_column([line for line in row if line.box[0] >= left], kept[0])
        text = squeezed("".join(line.text for line in inside))
        if top - bottom > height * _ROW_GAP or not inside or _NOT_ADDRESS.search(text) or len(more) == _MORE_ROWS:
            break
        if not _GOES_ON.search(text):
            break
        more.append(inside)
        bottom = max(line.box[3] for line in inside)
    return more


def _is_left_over(page: PageText, kept: Sequence[Sequence[Line]]) -> bool:
    """Right below the address stands print of its column that was not taken and is no other label's."""
    known = {line.box for row in kept for line in row}
    bottom = max(line.box[3] for line in kept[-1])
    height = max(line.box[3] - line.box[1] for line in kept[0])
    left, right = min(line.box[0] for line in kept[0]), max(line.box[2] for line in kept[0])
    return any(
        line.box not in known
        and -height / 2 < line.box[1] - bottom < height * _ROW_GAP
        and left - _COLUMN_ROOM < line.box[0] < right
        and not _NOT_ADDRESS.search(squeezed(line.text))
        and len(squeezed(line.text)) >= 2
        for line in page.lines
    )


def _rows_below_birth(page: PageText) -> list[list[Line]]:
    """Up to four rows under the birth date, or under the sex where that row was lost."""
    texts = [squeezed("".join(line.text for line in row)) for row in page.rows]
    for pattern in (r"出生|\d{4}年\d{1,2}月\d{1,2}", _BELOW_NAME.pattern):
        if (at := next((index for index, text in enumerate(texts) if re.search(pattern, text)), None)) is not None:
            return page.rows[at + 1 : at + 5]
    return []


def _with_number(fields: dict[str, Field]) -> dict[str, Field]:
    """What the number says of birth and sex confirms the print, or stands in where the print was lost."""
    number = fields.get("id_number")
    if number is None or "check_digit" not in number.witnesses:
        return fields
    birth, sex = codes.id_birth_date(number.value), codes.id_sex(number.value)
    for name, derived in (("birth_date", birth.isoformat() if birth else None), ("sex", sex)):
        printed = fields.get(name)
        if derived is None:
            continue
        if printed is None:
            fields[name] = doubted(
                Field(derived, number.raw, number.confidence, number.page, number.box, number.source, number.witnesses),
                _SURE_DERIVED,
            )
        elif printed.value == derived:
            fields[name] = witnessed(printed, "check_digit")
    return fields


def _emblem(page: PageText, spans: dict[str, Span]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    if authority := _authority(page, spans):
        fields["authority"] = authority
    if term := _term_place(page, spans):
        fields.update(_term(term))
    return fields


def _authority(page: PageText, spans: dict[str, Span]) -> Field | None:
    labelled = spans.get("authority")
    place = single_line(labelled) if labelled is not None else None
    if place is not None and len(text := re.sub(r"^[签发机关:]{0,4}:", "", place.text)) >= 4:
        return place.field(text)
    for row in page.rows:
        text = re.sub(r"^(?:[签發发]*机关|关)[:]?", "", squeezed("".join(line.text for line in row)))
        if _AUTHORITY.fullmatch(text):
            return span(page.number, row, text).field(text, confidence=_AUTHORITY_ALONE)
    return None


def _term_place(page: PageText, spans: dict[str, Span]) -> Span | None:
    if (labelled := spans.get("term")) and dates.parse_period(labelled.text).start:
        return labelled
    for row in page.rows:
        text = "".join(line.text for line in row)
        period = dates.parse_period(text)
        if period.start and period.end and re.search(r"\d{4}\s?[.,·]\s?\d{2}", text):
            return span(page.number, row, text)
    return None


def _term(place: Span) -> dict[str, Field]:
    period = dates.parse_period(place.text)
    fields: dict[str, Field] = {}
    if period.start is not None:
        fields["valid_from"] = place.field(period.start.isoformat())
    if period.end == OPEN_ENDED:
        fields["valid_to"] = place.field(OPEN_ENDED)
    elif isinstance(period.end, date):
        fields["valid_to"] = place.field(period.end.isoformat())
        if period.start is not None and _issued_for(period.start, period.end):
            fields = {name: witnessed(field, "arithmetic") for name, field in fields.items()}
    return fields


def _issued_for(start: date, end: date) -> bool:
    """The term is one for which cards are issued; cards print the anniversary itself as the end."""
    return (
        any(abs((dates.add_years(start, years) - end).days) <= 1 for years in _TERMS)
        or whole_years(start, end) in _TERMS
    )


def _needed(fields: Mapping[str, Field]) -> tuple[str, ...]:
    """What the sides on the document must tell; all of it while no side is known."""
    sides = fields["sides"].value if "sides" in fields else ["portrait", "emblem"]
    portrait = ("name", "id_number") if "portrait" in sides else ()
    return (*portrait, "valid_to") if "emblem" in sides else portrait


def goes_on(before: DocumentText, page: DocumentText) -> bool:
    """The page shows another side than the pages before it."""
    return not _sides_of(before) & _sides_of(page)


def _sides_of(document: DocumentText) -> set[str]:
    sides = extract(document).get("sides")
    return set(sides.value) if sides else set()


_FIELDS = (
    "sides", "name", "id_number", "sex", "ethnicity", "birth_date", "address", "authority", "valid_from",
    "valid_to",
)  # fmt: skip

KIND = Kind(
    name="id_card",
    title={"zh": "身份证", "en": "ID card"},
    fields=_FIELDS,
    audience=Audience.PERSON,
    privacy={"address": Privacy.HOME},
    file_names=r"身份证|id[-_ ]?card",
    titles=(r"(中华人民共和国)?居?民身[份分]证(正面|反面|背面|正反面)?",),
    signs=(
        (r"公民身[份分]号|民身[份分]号码|公民.{2,3}号码", 1.4),
        (r"(?<!\d)[1-9]\d{5}(19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)", 0.5),
        (r"姓名[\u3400-\u9fff·]{2,}", 0.4),
        (r"性别.?[男女]|[男女]民族", 0.7),
        (r"民族[\u3400-\u9fff]", 0.4),
        (r"出生.{0,3}(19|20)\d{2}年", 0.5),
        (r"住址[\u3400-\u9fff]{3}", 0.4),
        (r"签发机关", 0.9),
        (r"(签发机关|^).{2,14}公安(局|厅|.{1,4}分局)", 0.6),
        (r"有效期限.?(19|20)\d{2}", 0.7),
        (r"(19|20)\d{2}\.\d{2}\.\d{2}[-~至]?((19|20)\d{2}\.\d{2}\.\d{2}|长期)", 0.4),
        (r"居民身份证", 0.8),
    ),
    against=(
        (r"营业执照|统一社会信用代码", 2.0),
        (r"授权书|兹授权|被授权", 2.0),
        (r"临时居民|临时身份证|居住证|通行证|永久居留|护照|户口", 3.0),
        (r"劳动合同|发票|价税合计|开户|驾驶证", 2.0),
    ),
    extract=extract,
    needed=_needed,
    begins=(r"公民身份.码", r"签发机关"),
    goes_on=goes_on,
)
