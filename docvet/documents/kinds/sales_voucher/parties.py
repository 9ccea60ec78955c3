"""Who sells and who buys, on vouchers: labelled, in an invoice's two blocks, as 甲方 and 乙方."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docvet.documents.confidence import ceiling
from docvet.documents.text.company_names import company_in, is_pronoun
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import cut, doubted, party_field, single_line
from docvet.documents.text.flow import Flow
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import Field, Line
from docvet.values.text import squeezed

_BOTH_ALIKE, _BY_ORDER = ceiling("voucher_parties_alike"), ceiling("voucher_party_by_order")
_A_PERSON, _BY_SENTENCE = ceiling("voucher_party_a_person"), ceiling("voucher_party_by_sentence")
_BY_CUSTOM = ceiling("voucher_party_by_custom")

_SELLER = (
    "销售方名称", "销方名称", "销货单位名称", "销货单位", "销售单位", "销售方", "销货方", "供货单位", "供货方", "供应商名称", "供应商",
    "供方", "卖方", "出卖人", "出卖方", "发货单位", "发货方", "送货单位", "送货方", "收款单位", "收款人名称", "收款人户名", "收款方", "店铺名称", "店铺主体", "卖家",
    "Seller", "Supplier", "Vendor", "Exporter",
)  # fmt: skip
_BUYER = (
    "购买方名称", "购方名称", "购货单位名称", "购货单位", "购买单位", "购买方", "购货方", "采购单位", "采购方", "需方", "买方", "买受人", "收货单位",
    "收货方", "客户名称", "客户", "付款单位", "付款人名称", "付款人户名", "付款方", "交款单位", "今收到", "兹收到", "买家",
    "Buyer", "Customer", "Purchaser", "Bill To", "Sold To", "Consignee",
)  # fmt: skip
_PARTIES = {"seller": _SELLER, "buyer": _BUYER}
_PERSON_SELLERS = ("收款单位", "卖方", "供方", "供货方", "供货单位", "出卖人", "销售单位", "卖家", "供应商")
"""Not 收款人: on an invoice that is a clerk."""
_SHOP = r"(?:店铺|商店|商家)(?:名称)?|卖家(?:昵称)?|Shop(?:\s+Name)?|Store(?:\s+Name)?|Sold\s+by|Seller"
_SHOP_SIGN = re.compile(r"(?:旗舰|专[卖营])店$")
"""What a platform calls a shop; no register knows it."""
_SELLERS_PAPER = r"^.{0,30}(?:[送发交]货单|出[库货]单|销[货售](?:出库|发货)?清?单|收据|.{0,6}发票|(?:commercial |sales |tax )?invoice|delivery note)"
_HEAD_ROWS, _HEAD_REST = 3, 8
"""Its first rows, and how many characters (送货单) may follow the name."""
_UNREGISTERED = ceiling("voucher_party_unregistered")
_NAME = re.compile(r"(?:(?<![务品物货目])名\s*称|户\s*名|全\s*称|^称(?=\s*:))\s*:?\s*")
"""Not the head of a column (货物或应税劳务、服务名称); the first half of a wide label may be glued elsewhere (称:)."""
_HEADS = re.compile(r"规格|型号|单位|数量|单价|金额|税率|税额|品名|备注")
_PRONOUNCED = (
    (
        re.compile(
            r"甲方(?:向|从)乙方(?:采购|购买|订购|购进)|乙方向甲方(?:销售|供应|供货|出售|提供)|甲方委托乙方(?:生产|加工)"
        ),
        "甲",
    ),
    (re.compile(r"乙方(?:向|从)甲方(?:采购|购买|订购|购进)|甲方向乙方(?:销售|供应|供货|出售|提供)"), "乙"),
)
"""Sentences of a contract that tell who buys."""


@dataclass(frozen=True, slots=True)
class _Named:
    field: Field
    left: float
    top: float
    bottom: float


def parties(document: DocumentText, flow: Flow) -> dict[str, Field]:
    """Seller and buyer, from the surest place to the least.

    Labelled (销售方名称: X); in the two blocks of an invoice, each with a 名称 of its own; as 甲方 and 乙方, by what the
    text says they do; the seller by the letterhead of a note that sellers write.
    """
    labelled = _labelled(document, flow)
    if len(labelled) == 2 and labelled["seller"].value != labelled["buyer"].value:
        return labelled
    for page in document.pages:
        if sections := _sections(page, flow.text):
            return sections
    if len(labelled) == 2:  # both labels led to one name: no telling which of them is right
        return {name: doubted(field, _BOTH_ALIKE) for name, field in labelled.items()}
    return _with_letterhead({**_by_letters(flow), **labelled}, document, flow)


def _labelled(document: DocumentText, flow: Flow) -> dict[str, Field]:
    """Each party beside its label in running text; where that has none, by the place of the label on the page."""
    fields: dict[str, Field] = {}
    for name, words in _PARTIES.items():
        cells = [*flow.cell(_either(words)), *flow.cell(rf"[甲乙]方\s*\(\s*(?:{_either(words)})\s*\)")]
        read = [party for place in cells if (party := party_field(place, persons=name == "buyer"))]
        read += _loosely_named(flow) if name == "seller" and not read else ()
        if read:
            fields[name] = doubted(read[0], _UNREGISTERED) if _SHOP_SIGN.search(str(read[0].value)) else read[0]
    for name, place in document.labelled(_PARTIES).items():
        party = party_field(place, persons=name == "buyer")
        if name not in fields and party and party.value not in {field.value for field in fields.values()}:
            fields[name] = party
    return fields


def _with_letterhead(fields: dict[str, Field], document: DocumentText, flow: Flow) -> dict[str, Field]:
    """The seller whose note it is, where only the buyer is named."""
    if "buyer" not in fields or "seller" in fields:
        return fields
    head = _letterhead(document, flow)
    return fields | {"seller": head} if head is not None and head.value != fields["buyer"].value else fields


def _loosely_named(flow: Flow) -> list[Field]:
    """A seller that is no company: a person, or a shop that goes by any name."""
    persons = [party_field(place) for place in flow.cell(_either(_PERSON_SELLERS))]
    shops = [single_line(place) for place in flow.cell(_SHOP)]
    named = [shop.field(shop.text) for shop in shops if shop and len(shop.text) <= 40 and ":" not in shop.text]
    return [doubted(field, _UNREGISTERED) for field in (*persons, *named) if field]


def _letterhead(document: DocumentText, flow: Flow) -> Field | None:
    """The company that heads a note of delivery, receipt or invoice, which its seller writes."""
    if not re.search(_SELLERS_PAPER, flow.text, re.IGNORECASE | re.MULTILINE):
        return None
    for row in document.pages[0].rows[:_HEAD_ROWS]:
        text = "".join(line.text for line in row)
        named = company_in(text)
        if named and named[1] == 0 and len(squeezed(named[0])) >= len(squeezed(text)) - _HEAD_REST:
            return span(document.pages[0].number, row, named[0]).field(named[0], confidence=_UNREGISTERED)
    return None


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def _sections(page: PageText, text: str) -> dict[str, Field]:
    """An invoice's two blocks, each with its own 名称: the buyer stands left or above."""
    named = _names(page)
    if len(named) < 2:
        return {}
    first, second = named[0], named[1]
    beside = min(first.bottom, second.bottom) - max(first.top, second.top) > 0
    if beside and second.left < first.left:
        first, second = second, first
    receipt = re.search(r"付款[人方]|收款[人方]|汇款人|回单", text)
    invoice = re.search(r"发票|购买?方|销售?方|价税合计|购[货买]", text)
    if not (receipt or invoice):
        return {}
    first_party = _stands_first(page, beside)
    sure = 1.0 if first_party is not None or invoice else _BY_ORDER
    buyer, seller = (second, first) if first_party == "seller" else (first, second)
    if buyer.field.value == seller.field.value:
        return {}
    return {"buyer": doubted(buyer.field, sure), "seller": doubted(seller.field, sure)}


def _names(page: PageText) -> list[_Named]:
    """Every 名称 (户名, 全称) with a company or person behind it, in reading order."""
    named: list[_Named] = []
    for row in page.rows:
        for index, line in enumerate(row):
            text = line.text
            for match in _NAME.finditer(text):
                until = _NAME.search(text, match.end())
                rest = text[match.end() : until.start() if until else len(text)].strip()
                left = line.box[0] + (line.box[2] - line.box[0]) * match.start() / max(len(text), 1)
                places = [line] if rest else list(row[index + 1 : index + 2])
                if not places:
                    continue
                place = span(page.number, places, rest or places[0].text)
                if party := _party_of(place):
                    named.append(_Named(party, left, line.box[1], line.box[3]))
    return named


def _party_of(place: Span) -> Field | None:
    if (named := company_in(place.text)) and not is_pronoun(named[0]):
        return cut(place, named[0]).field(named[0])
    text = squeezed(place.text)
    return (
        cut(place, text).field(text, confidence=_A_PERSON)
        if re.fullmatch(r"[\u3400-\u9fff·]{2,4}(?:\(个人\))?", text) and not _HEADS.search(text)
        else None
    )


def _stands_first(page: PageText, beside: bool) -> str | None:
    """Which party the section words give to the first name; None where they do not tell."""
    words = {"buyer": r"购|买方|付款|付方", "seller": r"销|卖方|收款|收方"}

    def places(pattern: str) -> list[Line]:
        return [
            line
            for line in page.lines
            if len(line.text) <= 12 and re.search(pattern, line.text) and "合计" not in line.text
        ]

    def centre(lines: Sequence[Line]) -> float | None:
        axis = 0 if beside else 1
        return lines[0].box[axis] if lines else None

    buyer, seller = centre(places(words["buyer"])), centre(places(words["seller"]))
    if buyer is None or seller is None or abs(buyer - seller) < 0.03:
        return None
    return "buyer" if buyer < seller else "seller"


def _by_letters(flow: Flow) -> dict[str, Field]:
    """甲方 and 乙方, by what the text says they do; a purchase contract without such a sentence stays in doubt."""
    sides: dict[str, Field] = {}
    for letter in "甲乙":
        pattern = rf"^[^\S\n]*{letter}方(?:\([^)\n]{{0,10}}\))?(?:名称)?\s*:\s*([^\n\t]{{4,50}})"
        if (place := flow.first(pattern, 1)) and (party := party_field(place)):
            sides[letter] = party
    if not sides:
        return {}
    buyer, sure = next(
        ((letter, _BY_SENTENCE) for pattern, letter in _PRONOUNCED if pattern.search(flow.text)), ("", 0.0)
    )
    if not buyer and re.search(r"采购合同|采购协议|订购合同", flow.text):
        buyer, sure = "甲", _BY_CUSTOM
    if not buyer:
        return {}
    return {("buyer" if letter == buyer else "seller"): doubted(field, sure) for letter, field in sides.items()}
