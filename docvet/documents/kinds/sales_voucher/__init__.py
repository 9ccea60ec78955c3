"""Vouchers of sale or purchase: invoices, contracts, delivery notes, receipts, bank receipts, order exports."""

from __future__ import annotations

import re

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.kinds.authorization_letter import terms as letter_terms
from docvet.documents.kinds.sales_voucher.amount import amount
from docvet.documents.kinds.sales_voucher.invoice_code import with_invoice_code
from docvet.documents.kinds.sales_voucher.parties import parties
from docvet.documents.kinds.sales_voucher.standing import standing
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import date_in_pieces, doubted, short_date_field, single_line
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.documents.text.tables import columns
from docvet.models import Field
from docvet.values import dates
from docvet.values.text import squeezed

_ONLY_DATE, _BRAND = ceiling("voucher_only_date"), ceiling("voucher_brand")

_LABELS = {
    "date": (
        "开票日期", "签订日期", "签订时间", "签约日期", "签署日期", "合同日期", "交易日期", "交易时间", "记账日期", "下单时间", "下单日期", "订单日期",
        "订单创建时间", "付款时间", "发货日期", "送货日期", "出库日期", "出货日期", "制单日期", "单据日期", "收款日期", "填制日期", "日期",
        "Invoice Date", "Order Date", "Date",
    ),
    "brand": ("品牌名称", "商品品牌", "产品品牌", "品牌", "Brand"),
    "other": ("地址", "电话", "纳税人识别号", "统一社会信用代码", "开户行及账号", "税号", "账号", "备注", "合同编号", "签订地点", "单号", "编号", "开票人", "复核"),
}  # fmt: skip
_BRAND_HEAD = r"(?:商品|产品|货品)?(?:品牌|商标|牌号)(?:名称)?|brand(?:name)?"
_COLUMN_HEADS = re.compile(
    r"品名|数量|单价|规格|型号|金额|单位|名称|税率|税额|货号|款号|编码|编号|条码|序号|颜色|尺码|产地|备注|折扣|合计|小计|qty|quantity|price|amount|item|sku",
    re.IGNORECASE,
)
_IN_PROSE = ceiling("voucher_brand_in_prose")
_IN_PIECES = ceiling("voucher_date_in_pieces")
_DIGITS_REACH = 1.2
"""Heights of the label by which the digits of a date may stand higher or lower than it."""
_ONE_OF_SEVERAL = ceiling("voucher_brand_one_of_several")


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a voucher, from one pass. ``amount`` is a number, in the voucher's currency."""
    spans = document.labelled(_LABELS)
    flow = Flow(document)
    values = {
        "date": _date(document, spans.get("date"), flow),
        "brand": _brand(document, flow, spans.get("brand")),
        "amount": amount(document, flow),
    }
    fields = parties(document, flow) | {name: field for name, field in values.items() if field is not None}
    fields |= standing(document)
    return with_invoice_code(document, fields)


def _date(document: DocumentText, place: Span | None, flow: Flow) -> Field | None:
    if place is not None and (day := short_date_field(place)):
        return day
    if day := _digits_apart(document):
        return day
    every = [(hit, match) for match in flow.finditer(r"[^\n\t]+") for hit in dates.find_dates(match.group())]
    if len({hit.value for hit, _ in every}) == 1:
        hit, match = every[0]
        printed = flow.span(match.start() + hit.start, match.start() + hit.end)
        return printed.field(hit.value.isoformat(), confidence=_ONLY_DATE)
    return None


def _digits_apart(document: DocumentText) -> Field | None:
    """The day of issue where 年月日 belong to the form and the digits were printed over it, a little higher or lower."""
    for page in document.pages:
        label = next((line for line in page.lines if re.search(r"开票日期|填开日期|日期$", squeezed(line.text))), None)
        if label is None:
            continue
        left, top, _, bottom = label.box
        reach = (bottom - top) * _DIGITS_REACH
        beside = [
            line
            for line in page.lines
            if line.box[0] >= left and abs((line.box[1] + line.box[3]) / 2 - (top + bottom) / 2) <= reach
        ]
        if place := date_in_pieces(page.number, beside):
            return place[1].field(place[0].isoformat(), confidence=_IN_PIECES)
    return None


def _brand(document: DocumentText, flow: Flow, place: Span | None) -> Field | None:
    """In the column of that name, beside its label, or as a sentence names it."""
    for column in columns(document, _BRAND_HEAD):
        named = [cell for cell in column if re.search(r"[^\W\d]", cell.text) and len(cell.text) <= 30]
        if named:
            several = len({cell.text for cell in named}) > 1
            return named[0].field(named[0].text, confidence=_ONE_OF_SEVERAL if several else _BRAND)
    line = single_line(place) if place is not None else None
    if line is not None and len(line.text) <= 30 and not _COLUMN_HEADS.search(line.text):
        return line.field(line.text, confidence=_BRAND)
    brand = letter_terms.brand(flow, None)
    return doubted(brand, _IN_PROSE) if brand else None


_FIELDS = ("date", "seller", "buyer", "brand", "amount", "seals", "voucher_type", "no_sale")

KIND = Kind(
    name="sales_voucher",
    title={"zh": "销售凭证", "en": "sales voucher"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"发票|凭证|合同|采购|送货|出库|invoice|voucher",
    titles=(
        r".{0,12}(增值税.{0,10}|电子|普通|专用|通用)[发髮]票.{0,12}",
        r"[发髮]票.{0,4}",
        r".{0,12}(报价|询价)(单|表|书|函|清单).{0,6}|(?i:(sales|price)?quot(e|ation)(sheet)?)",
        r".{0,12}((预?开票|发票)(申请|信息|通知|预览)(确认)?(单|表|书|函)|(采购|购销|购买)意向(书|函|协议)|退(货|换货)(出库|入库|申请|通知)?(单|清单)|(样品|样衣|赠品)(领用|借用|申请|寄送|送样|签收)?(单|表)).{0,6}|(?i:credit(note|memo))",
        r".{0,8}销售货物或者?提供应税劳务[、,]?(服务)?清单.{0,8}",
        r".{0,16}(月结|货款|供货|送货)(月度)?对[账帐]单.{0,8}",
        r".{0,12}(采购|购销|买卖|销售|供货|订购|购货|供销|经销)(框架)?(合同|协议|订单|单)(书)?",
        r".{0,12}(.购|购.|.销|供.)合同.{0,4}",
        r".{0,14}(送货|出库|发货|销货|销售|收货|入库|提货|出货|交货)(单|清单|凭证)(\(.{1,8}\))?.{0,4}",
        r"(收款)?收据.{0,4}|.{0,12}(电子|银行|业务|付款|收款|转账|客户).{0,4}(回单|凭证).{0,6}",
        r"(?i)(commercial|proforma|sales|tax)?invoice|purchaseorder|deliverynote|salesorder|salescontract",
        r".{0,8}(订单(详情|明细|信息|列表)|采购订单).{0,4}|(淘宝|天猫|京东|1688|拼多多|阿里巴巴)(采购)?订单.{0,4}",
        r"(?i).{0,20}(order|sales|purchase)(details?|confirmation|receipt)|receipt|packing(list|slip)",
    ),
    signs=(
        (r"价税合计", 1.5),
        (r"发票(代码|号码)", 0.8),
        (r"开票日期", 0.9),
        (r"(购买方|购货单位|购方|需方|买方|采购方)", 0.6),
        (r"(销售方|销货单位|销方|供方|卖方|供货方|供应商)", 0.6),
        (r"规格型号|单价|数量", 0.5),
        (r"税率|税额|不含税", 0.5),
        (r"收货人|送货|出库|签收", 0.5),
        (r"订单(编号|号)|下单时间|实付", 0.7),
        (r"回单|交易流水号|付款人.*收款人", 0.7),
        (r"今收到|收款事由|收款方式", 0.8),
        (r"合同.{0,2}(编号|金额|总价|价款)|签订(日期|地点|时间)", 0.6),
        (r"甲方(.|\n){0,80}乙方|供方(.|\n){0,60}需方", 0.4),
        (r"[向从][甲乙]方(采购|购买|订购|销售|供)", 0.8),
        (r"(?i)invoice|unitprice|quantity|qty:?\d", 0.6),
        (r"成交时间|货品|运费|交易状态|买家|卖家|店铺名称", 0.6),
        (r"(?i)order(id|number|no\.?|status|total|date|created|time)", 1.0),
        (r"(?i)subtotal|shipping(fee)?|sku|paymentmethod|deliver(y|ed)", 0.6),
    ),
    against=(
        (r"授权书|兹授权|被授权", 2.0),
        (r"经营范围.{2,}|登记机关", 1.5),
        (r"商标注册证$|核定使用商品", 2.0),
        (r"开户许可证|基本存款账户", 2.0),
        (r"(借方|贷方).{0,20}余额|(?<!月结)(?<!货款)(?<!供货)(?<!送货)对账单|交易明细|银行流水", 2.0),
        (r"联合经营|合作经营协议|检[测验]报告", 2.0),
    ),
    extract=extract,
    needed=("date", "seller", "buyer"),
    signer=("company", "seller"),
    follows=True,
)
