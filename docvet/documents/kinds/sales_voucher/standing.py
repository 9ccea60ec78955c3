"""What sort of voucher it is, and whether it records a sale at all."""

from __future__ import annotations

import re

from docvet.documents.confidence import ceiling
from docvet.documents.text.document import DocumentText
from docvet.documents.text.span import Span, span
from docvet.models import Field, Line
from docvet.values.text import simplified, squeezed

_TITLED, _WORDED, _NEGATIVE = ceiling("voucher_titled"), ceiling("voucher_worded"), ceiling("voucher_negative")
_TITLE_PLACE = 0.4
"""Part of the first page, from above, in which its title stands."""
_TITLES = (
    ("proforma", r"(?i).{0,8}形式[发髮]票.{0,6}|.{0,20}pro-?formainvoice.{0,12}"),
    ("quotation", r"(?i).{0,12}(报价|询价|估价|预算|比价)(单|表|书|函|清单).{0,6}|(sales|price)?quot(e|ation)(sheet)?.{0,12}"),
    ("item_list", r".{0,8}销售货物或者?提供应税劳务[、,]?(服务)?清单.{0,8}"),
    ("request", r"[发髮]票(作废|红冲|冲红|换开|开具)(申请|通知|说明|证明)(单|表|书|函)?|.{0,12}(预?开票|[发髮]票)(申请|信息|通知|预览)(确认)?(单|表|书|函)?.{0,6}|.{0,12}(采购|购销|合作|购买)意向(书|函|协议)"),
    ("return", r"(?i).{0,12}退(货|换货|库|料)(出库|入库|申请|通知)?(单|清单|明细|凭证).{0,4}|(sales|goods)?return(note|order)"),
    ("red_letter", r"(?i)credit(note|memo)|.{0,8}(红字|负数|冲红|红冲)[^,，。;；:：]{0,8}[发髮]票.{0,6}"),
    ("sample", r".{0,12}(样品|样衣|赠品|试用)(领用|借用|申请|寄送|送样|签收)?(单|表).{0,4}"),
    ("invoice", r"(?i)[^,，。;；:：]{0,16}[发髮]票[^,，。;；:：]{0,16}|(commercial|tax|sales)?invoice[^,.:]{0,12}"),
    ("contract", r"(?i)[^,，。;；:：]{0,16}(合同|协议)(书)?([((].{1,8}[))])?|(sales|purchase)(contract|agreement)"),
    ("delivery_note", r"(?i).{0,14}(送货|出库|发货|销货|收货|入库|提货|出货|交货)(单|清单|凭证)(\(.{1,8}\))?.{0,4}|deliverynote|packing(list|slip)"),
    ("receipt", r"(?i)(收款)?收据.{0,4}|.{0,16}(回单|付款凭证|收款凭证|转账凭证).{0,6}|.{0,12}receipt"),
    ("order", r"(?i).{0,12}订单.{0,8}|(purchase|sales)order.{0,12}|orderdetails?"),
)  # fmt: skip
"""Sort of voucher and its title, a whole line squeezed; the first that fits counts."""
_NO_SALE_BY_TITLE = frozenset({"quotation", "proforma", "item_list", "request", "return", "red_letter", "sample"})
_RED = re.compile(
    r"被红冲|红字.{0,10}(信息表|确认单)|销项负数|对应正数[发髮]票|^[(【\[]?.{0,6}(红字|负数|红冲|冲红)([发髮]票.{0,4})?[)】\]]?$"
    r"|(?<!如)(?<!若)(?<!原)(?:[本该此][张份]?[发髮]票|^备注[::]?[发髮]票)[已系](?:被|经)?(?:全额|部分)?(?:红字)?(?:红冲|冲红|冲销)"
    r"|^(备注)?[::]?(全额|部分|已)?(红冲|冲红)([发髮]票)?([,。;].*)?$|[发髮]票状态[::]?.{0,4}(红冲|冲红)|(红冲|冲红)[^,。;如若]{0,6}原[发髮]?票"
)
"""Only on an invoice: a contract may speak of red-letter invoices for goods that are returned."""
_NEGATIVE_TOTAL = re.compile(
    r"(?:小写\)?|价税合计)[^0-9\n]{0,12}?[¥￥Y]?[-−－﹣][¥￥Y]?[0-9][0-9,]*\.[0-9]{2}|小写\)?[::]?\s*\([¥￥Y]?[0-9][0-9,]*\.[0-9]{2}\)"
    r"|价税合计[^0-9\n]{0,10}?\(?负(?:数\)?)?[零壹贰叁肆伍陆柒捌玖拾佰仟]"
)
_VOID = re.compile(
    r"(?:备注[::]?)?[(【\[]?(已|[本该此](张)?([发髮]?票|单据?)?(已|系)?)?作废([发髮]票|处理)?[)】\]]?|[本该此]?(合同|协议|订单)已经?(解除|终止|作废|取消)([,。;].*)?|[发髮]票状态[::]?(已)?作废|作废标志[::]?(是|Y)|(?i:(invoice)?(status:)?void(ed)?|cancelled|canceled)"
)
_CANCELLED = re.compile(
    r"(?i)((订单|交易|支付|付款|当前|退款)?状态[::]?(等?待(买家)?(付款|支付)|未付款|待支付|未支付|已取消|交易关闭|已关闭|取消|退款成功|已退款|全额退款|退款完成)|(等?待(买家)?付款|交易关闭|交易已关闭|订单已?关闭|订单已取消|退款成功))([((【].{0,16}[))】])?"
    r"|(order)?status[::]?(cancel(l)?ed|unpaid|refunded|awaitingpayment)"
)
"""An order that was not paid for, or was undone: on the page of a shop."""
_DRAFT = re.compile(
    r"(?i)[((\[【]?(草稿|草案|样稿|初稿|讨论稿|征求意见稿|未生效|预览|票样|样票|样张|仅供预览|非正式[发髮]票|待审核|未审核|未开具)[))\]】]?(v?\d{1,2}(\.\d)?)?"
    r"|draft([-_:(].{0,30})?|.{0,20}(合同|协议|订单|送货单|[发髮]票)(书)?[((\[【](草稿|草案|样稿|初稿|样票|票样|预览)[))\]】]"
    r"|本(合同|协议|订单)[仅只]?[为系是](草稿|草案|样稿|初稿|样本|意向).*|预览.{0,2}非正式[发髮]票|(备注)?[::]?预开(票|[发髮]票)?([,,。;].*)?"
)
_TO_AN_INVOICE = re.compile(r"所属(增值税)?.{0,10}[发髮]票(代码|号码)")


def standing(document: DocumentText) -> dict[str, Field]:
    """``voucher_type`` and ``no_sale``, where its print tells."""
    title = _title(document)
    fields: dict[str, Field] = {}
    if title is not None:
        fields["voucher_type"] = title[1].field(title[0], confidence=_TITLED)
    if no_sale := _no_sale(document, title):
        fields["no_sale"] = no_sale
    return fields


def _no_sale(document: DocumentText, title: tuple[str, Span] | None) -> Field | None:
    of_invoice = title is None or title[0] != "contract"
    of_another_sort = title is not None and title[0] != "item_list"  # its list is a further page of an invoice
    for number, line in document.lines:
        text = _plain(line)
        for reason, holds in (
            ("void", _VOID.fullmatch(text)),
            ("draft", _DRAFT.fullmatch(text)),
            ("cancelled", of_invoice and _CANCELLED.fullmatch(text)),
            ("red_letter", of_invoice and _RED.search(text)),
            ("item_list", not of_another_sort and _TO_AN_INVOICE.search(text)),
        ):
            if holds:
                return span(number, [line]).field(reason, confidence=_WORDED)
    if title is not None and title[0] in _NO_SALE_BY_TITLE:
        return title[1].field(title[0], confidence=_TITLED)
    if of_invoice and (hit := document.search(_NEGATIVE_TOTAL)):
        return hit[1].field("red_letter", confidence=_NEGATIVE)
    return None


def _title(document: DocumentText) -> tuple[str, Span] | None:
    """The sort of voucher that stands as a line of its own high on the first page."""
    if not document.pages:
        return None
    first = document.pages[0]
    high = [line for row in first.rows for line in row if line.box[1] <= _TITLE_PLACE]
    for line in sorted(high, key=lambda item: item.box[1]):
        for name, pattern in _TITLES:
            if re.fullmatch(pattern, _plain(line)):
                return name, span(first.number, [line])
    return None


def _plain(line: Line) -> str:
    return simplified(squeezed(line.text))
