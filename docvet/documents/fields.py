"""The fields of all documents: one table of what they are called, of what type they are and who may see them.

A kind lists its fields by name; one of another package brings a :class:`FieldType` where it has a field of its own.
A field that stands nowhere here is a text that nobody may see. ``docs/fields.md`` is made of this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from docvet.documents.kinds import Audience, kinds
from docvet.documents.other_documents import FIELD, other_documents
from docvet.models import LocalizedText
from docvet.values.field_types import FieldType, Privacy, ValueType
from docvet.values.field_values import NotAValue, parse

__all__ = [
    "FIELDS", "FieldType", "NotAValue", "audience", "field_type", "fields_of_kind", "parse_value", "privacy", "types_of",
]  # fmt: skip

PUBLIC, REGISTERED = Privacy.PUBLIC, Privacy.REGISTERED
TEXT, LONG_TEXT, CODE, DATE, FLAG = (
    ValueType.TEXT, ValueType.LONG_TEXT, ValueType.CODE, ValueType.DATE, ValueType.FLAG,
)  # fmt: skip
CHOICE, NUMBER, WHOLE_NUMBER, TEXTS = (
    ValueType.CHOICE, ValueType.NUMBER, ValueType.WHOLE_NUMBER, ValueType.TEXTS,
)  # fmt: skip


def _words(zh: str, en: str) -> LocalizedText:
    return MappingProxyType({"zh": zh, "en": en})


def _field(name: str, zh: str, en: str, of: ValueType, privacy: Privacy = PUBLIC, **more: Any) -> FieldType:
    return FieldType(name, _words(zh, en), of, privacy, **more)


_SIDES = {"portrait": _words("人像面", "portrait side"), "emblem": _words("国徽面", "emblem side")}
_SUBLICENSE = {
    "allowed": _words("允许转授权", "sublicensing allowed"),
    "forbidden": _words("不得转授权", "sublicensing forbidden"),
}
_OWNERS = {
    "registrar": _words("登记机关章", "registrar's seal"),
    "company": _words("公司公章", "company seal"),
    "grantor": _words("授权方公章", "grantor's seal"),
    "bank": _words("银行章", "bank's seal"),
    "unknown": _words("归属不明的章", "seal of unknown owner"),
}
_CONCLUSIONS = {"pass": _words("合格", "passed"), "fail": _words("不合格", "failed")}
_DOCUMENT_TYPES = {
    "taiwan_permit": _words("台湾居民来往大陆通行证", "permit of a Taiwan resident"),
    "hk_macau_permit": _words("港澳居民来往内地通行证", "permit of a Hong Kong or Macau resident"),
    "residence_permit": _words("居住证", "residence permit"),
    "foreign_permanent_residence": _words("外国人永久居留身份证", "foreigner's permanent residence card"),
    "mainland_exit_permit": _words("往来港澳或台湾通行证", "exit permit"),
    "temporary_id": _words("临时身份证", "temporary ID card"),
    "hong_kong_id": _words("香港居民身份证", "Hong Kong identity card"),
    "macau_id": _words("澳门居民身份证", "Macau identity card"),
    "passport": _words("护照", "passport"),
    "driving_licence": _words("驾驶证", "driving licence"),
    "household_register": _words("户口簿", "household register"),
    "childrens_product_certificate": _words("儿童产品证书（CPC）", "children's product certificate"),
    "safety_assessment": _words("安全评估报告", "safety assessment"),
    "safety_data_sheet": _words("安全技术说明书", "safety data sheet"),
    "test_report": _words("检测报告", "test report"),
    **{one.name: one.title for one in other_documents().values()},
}
_VOUCHER_TYPES = {
    "invoice": _words("发票", "invoice"),
    "contract": _words("合同", "contract"),
    "delivery_note": _words("送货单", "delivery note"),
    "receipt": _words("收据或回单", "receipt"),
    "order": _words("订单", "order"),
    "quotation": _words("报价单", "quotation"),
    "proforma": _words("形式发票", "proforma invoice"),
    "item_list": _words("发票所附清单", "list of items to an invoice"),
    "request": _words("开票申请或采购意向", "request for an invoice, or letter of intent"),
    "return": _words("退货单", "return of goods"),
    "red_letter": _words("红字发票", "red-letter invoice or credit note"),
    "sample": _words("样品单", "note of samples"),
}
_NO_SALE = {
    "red_letter": _words("红字发票，冲销了原来的销售", "a red-letter invoice, which cancels a sale"),
    "void": _words("已作废", "marked as void"),
    "quotation": _words("报价单，还没有成交", "a quotation: nothing has been sold yet"),
    "proforma": _words("形式发票，还没有成交", "a proforma invoice: nothing has been sold yet"),
    "draft": _words("草稿或样稿", "a draft"),
    "item_list": _words("发票所附清单，不是发票本身", "a list of items to an invoice, not the invoice itself"),
    "request": _words(
        "开票申请、发票预览或采购意向，还没有成交",
        "a request, a preview of an invoice or a letter of intent: nothing has been sold yet",
    ),
    "return": _words("退货单", "goods that went back"),
    "sample": _words("样品单，不是销售", "samples, not a sale"),
    "cancelled": _words("订单没有付款、已取消或已退款", "an order that was not paid, was cancelled or refunded"),
}
_NAMED: dict[str, Any] = {"confirmed_as": "name"}
_NUMBERED: dict[str, Any] = {"confirmed_as": "code", "identifies": True}
_TELLS_APART: dict[str, Any] = {"identifies": True}

FIELDS: Mapping[str, FieldType] = MappingProxyType({
    field.name: field
    for field in (
        _field("account_name", "账户名称", "account name", TEXT, **_NAMED),
        _field("account_number", "账号", "account number", CODE, Privacy.NUMBER, **_TELLS_APART),
        _field("accreditations", "检测资质", "accreditations", TEXTS),
        _field("address", "地址", "address", TEXT),
        _field("admin_holder", "Admin 权限持有方", "holder of Admin", TEXT),
        _field("amount", "金额", "amount", NUMBER),
        _field("applicant", "申请人", "applicant", TEXT),
        _field("application_number", "申请号", "application number", TEXT, REGISTERED, **_TELLS_APART),
        _field("applied", "申请日期", "application date", DATE),
        _field("approval_number", "核准号", "approval number", TEXT, REGISTERED, **_TELLS_APART),
        _field("approved", "核准日期", "approval date", DATE),
        _field("authority", "登记或签发机关", "issuing authority", TEXT),
        _field("balance_breaks", "余额不连续的行", "rows where the balance breaks", ValueType.WHOLE_NUMBERS),
        _field("bank", "开户银行", "bank", TEXT),
        _field("barcodes", "条码", "barcodes", TEXTS),
        _field("birth_date", "出生日期", "date of birth", DATE, Privacy.BIRTH),
        _field("brand", "品牌", "brand", TEXT),
        _field("buyer", "购买方", "buyer", TEXT, **_NAMED),
        _field("channels", "授权渠道", "channels", TEXT),
        _field("columns", "列名", "columns", TEXTS),
        _field("company", "企业名称", "company name", TEXT, **_NAMED),
        _field("conclusion", "检测结论", "conclusion", CHOICE, choices=_CONCLUSIONS),
        _field("credit_code", "统一社会信用代码", "unified social credit code", CODE, REGISTERED, **_NUMBERED),
        _field("date", "日期", "date", DATE),
        _field("document_type", "证件种类", "kind of document", CHOICE, choices=_DOCUMENT_TYPES),
        _field("duplicate", "副本字样", "duplicate mark", FLAG),
        _field("entity", "主体类型", "kind of entity", TEXT),
        _field("entity_type", "类型", "entity type", TEXT),
        _field("established", "成立日期", "date of establishment", DATE),
        _field("ethnicity", "民族", "ethnicity", TEXT),
        _field("fee_percent", "服务费比例", "fee in percent", NUMBER),
        _field("goods", "核定使用商品", "goods", LONG_TEXT),
        _field("grantee", "被授权方", "grantee", TEXT, **_NAMED),
        _field("grantor", "授权方", "grantor", TEXT, **_NAMED),
        _field("height", "高（像素）", "height in pixels", WHOLE_NUMBER),
        _field("holder", "注册主体", "holder", TEXT),
        _field("id_number", "公民身份号码", "ID number", CODE, Privacy.NUMBER, **_TELLS_APART),
        _field("issued", "发证日期", "issue date", DATE),
        _field("laboratory", "检测机构", "laboratory", TEXT),
        _field("mark", "商标", "mark", TEXT),
        _field("market", "国家或地区", "market", TEXT),
        _field("months", "有流水的月份", "months with entries", TEXTS),
        _field("name", "名称或姓名", "name", TEXT, **_NAMED),
        _field("name_from", "原名称", "former name", TEXT, **_NAMED),
        _field("name_to", "现名称", "new name", TEXT, **_NAMED),
        _field("nice_classes", "商标类别", "Nice classes", ValueType.WHOLE_NUMBERS),
        _field("no_sale", "不能证明成交的原因", "why it records no sale", CHOICE, choices=_NO_SALE),
        _field("number", "编号", "number", TEXT, **_TELLS_APART),
        _field("pages_stated", "标注的总页数", "number of pages stated", WHOLE_NUMBER),
        _field("partner", "合作伙伴", "partner", TEXT),
        _field("partner_tier", "伙伴等级", "partner's tier", TEXT),
        _field("revoked", "作废或终止的字样", "words that say it is over", TEXT),
        _field("party_from", "原注册人", "former registrant", TEXT, **_NAMED),
        _field("party_to", "现注册人", "new registrant", TEXT, **_NAMED),
        _field("period_end", "期限截止日期", "end of the period", DATE),
        _field("period_start", "期限开始日期", "start of the period", DATE),
        _field("permit_number", "许可证编号", "permit number", TEXT, REGISTERED, **_TELLS_APART),
        _field("product", "产品名称", "product", TEXT),
        _field("registered", "注册日期", "registration date", DATE),
        _field("registered_capital", "注册资本", "registered capital", TEXT),
        _field("registrant", "注册人", "registrant", TEXT, **_NAMED),
        _field(
            "registrant_address", "注册人地址", "registrant's address", TEXT, Privacy.HOME, lives_there="registrant"
        ),
        _field("registration_number", "注册号", "registration number", CODE, REGISTERED, **_NUMBERED),
        _field(
            "registration_numbers", "商标注册号", "trademark registration numbers", TEXTS, REGISTERED,
            confirmed_as="code",
        ),
        _field("representative", "法定代表人（经营者）", "legal representative", TEXT, **_NAMED),
        _field("rows", "行数", "number of rows", WHOLE_NUMBER),
        _field("scheme", "注册体系", "scheme", TEXT),
        _field("scope", "经营范围", "business scope", LONG_TEXT),
        _field("seals", "印章", "seals", ValueType.SEALS, choices=_OWNERS),
        _field("seller", "销售方", "seller", TEXT, **_NAMED),
        _field("sex", "性别", "sex", TEXT),
        _field("sharpness", "标签处清晰度", "sharpness at the label", NUMBER),
        _field("sides", "证件面", "card sides", ValueType.CHOICES, choices=_SIDES),
        _field("signature", "签字", "signature", FLAG),
        _field("signed", "签署日期", "date of signing", DATE),
        _field("sku_codes", "SKU编码", "SKU codes", TEXTS),
        _field("sublicense", "转授权约定", "sublicensing clause", CHOICE, choices=_SUBLICENSE),
        _field("term_end", "营业期限截止日期", "end of the licence term", DATE),
        _field("term_start", "营业期限开始日期", "start of the licence term", DATE),
        _field("territory", "授权地域", "territory", TEXT),
        _field("texts", "图中文字", "texts on the photo", TEXTS),
        _field("unnamed", "未登记字号", "no registered trade name", FLAG),
        _field("valid_from", "有效期开始日期", "start of validity", DATE),
        _field("valid_to", "有效期截止日期", "end of validity", DATE),
        _field("voucher_type", "凭证种类", "sort of voucher", CHOICE, choices=_VOUCHER_TYPES),
        _field("watermarks", "水印", "watermarks", TEXTS),
        _field("width", "宽（像素）", "width in pixels", WHOLE_NUMBER),
    )
})  # fmt: skip
"""docvet's own, by name."""


@lru_cache(maxsize=1)
def _of_kinds() -> Mapping[str, Mapping[str, FieldType]]:
    """Kind → name → field; those that a kind brings itself are that kind's only."""
    return {
        **{kind.name: {one.name: one for one in map(_known, kind.fields)} for kind in kinds().values()},
        "other": {FIELD: FIELDS[FIELD]},
    }


def _known(field: str | FieldType) -> FieldType:
    if isinstance(field, FieldType):
        return field
    return FIELDS.get(field) or FieldType(field, _words(field, field))


@lru_cache(maxsize=1)
def all_fields() -> Mapping[str, FieldType]:
    """Docvet's own fields and, where they have names of their own, those of kinds from other packages."""
    others = {name: one for fields in _of_kinds().values() for name, one in fields.items()}
    return {**others, **FIELDS}


def field_type(name: str, kind: str = "") -> FieldType:
    """What is known of a field of this kind (of any, if none is named); of an unknown one, that nobody may see it."""
    return _of_kinds().get(kind, {}).get(name) or all_fields().get(name) or _known(name)


def types_of(kind: str) -> Mapping[str, FieldType]:
    """The fields that documents of this kind can have, by name."""
    return _of_kinds().get(kind, {})


def fields_of_kind(kind: str) -> frozenset[str]:
    """The names of the fields that documents of this kind can have."""
    return frozenset(types_of(kind))


def privacy(kind: str, name: str) -> Privacy:
    """Who may see a field of a document of this kind: nobody, unless the kind declares it and somebody decided otherwise."""
    declared = types_of(kind).get(name)
    if declared is None:
        return Privacy.CLOSED
    return kinds()[kind].privacy.get(name, declared.privacy) if kind in kinds() else declared.privacy


def audience(kind: str) -> Audience:
    """Whose documents these are; of a kind that nobody knows here, a person's."""
    if kind == "other":
        return Audience.COMPANY
    known = kinds().get(kind)
    return Audience.PERSON if known is None else known.audience


def parse_value(name: str, text: str, page: int = 1, kind: str = "") -> Any:
    """The value of the field ``name`` in ``text``, as :func:`docvet.values.field_values.parse` has it."""
    return parse(field_type(name, kind), text, page)
