"""The closed words that rulesets may use for documents: kinds, their fields, and the roles documents play."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from docvet.documents.kinds import PARTS, Kind, kinds
from docvet.errors import UsageError
from docvet.models import LocalizedText


def _words(zh: str, en: str) -> LocalizedText:
    return MappingProxyType({"zh": zh, "en": en})


V = TypeVar("V")


class _WithOthers(Mapping[str, V]):
    """docvet's own words and those of the kinds that other packages bring; these are asked for when first needed."""

    def __init__(self, own: Mapping[str, V], of: Callable[[Kind], Mapping[str, V]]) -> None:
        self._own = own
        self._of = of

    @cached_property
    def _all(self) -> Mapping[str, V]:
        others = [self._of(kinds()[name]) for name in PARTS.others]
        return {**{word: value for words in others for word, value in words.items()}, **self._own}

    def __getitem__(self, word: str) -> V:
        return self._all[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def _titled(kind: Kind) -> Mapping[str, LocalizedText]:
    if kind.title is None:
        raise UsageError(f"docvet.kinds {kind.name!r} has no title: what people call it in zh and en")
    return {kind.name: kind.title}


KIND_TITLES: Mapping[str, LocalizedText] = _WithOthers(
    {
        "business_license": _words("营业执照", "business licence"),
        "id_card": _words("身份证", "ID card"),
        "trademark_certificate": _words("商标注册证", "trademark certificate"),
        "trademark_acceptance": _words("商标注册申请受理通知书", "trademark acceptance notice"),
        "trademark_renewal": _words("商标续展注册证明", "trademark renewal certificate"),
        "trademark_assignment": _words("商标转让证明", "trademark assignment certificate"),
        "trademark_change": _words("商标变更证明", "trademark change certificate"),
        "authorization_letter": _words("授权书", "authorization letter"),
        "sales_voucher": _words("销售凭证", "sales voucher"),
        "bank_permit": _words("开户许可证", "bank account permit"),
        "basic_account_info": _words("基本存款账户信息", "basic deposit account information"),
        "bank_statement": _words("银行流水", "bank statement"),
        "product_photo": _words("商品实物图", "product photo"),
        "sku_list": _words("SKU清单", "SKU list"),
        "compliance_declaration": _words("合规声明", "compliance declaration"),
        "joint_operation_agreement": _words("联合运营协议", "joint operation agreement"),
        "safety_report": _words("产品安全报告", "product safety report"),
        "epr_certificate": _words("EPR注册证明", "EPR certificate"),
        "name_change_notice": _words("准予变更登记通知书", "notice of approved change"),
        "other_id": _words("其他身份证件", "other identity paper"),
        "other": _words("未识别的文件", "unrecognised file"),
    },
    _titled,
)
"""Every kind of document and what people call it."""

FIELD_TITLES: Mapping[str, LocalizedText] = _WithOthers(
    {
        "barcodes": _words("条码", "barcodes"),
        "birth_date": _words("出生日期", "date of birth"),
        "ethnicity": _words("民族", "ethnicity"),
        "height": _words("高（像素）", "height in pixels"),
        "registered_capital": _words("注册资本", "registered capital"),
        "sex": _words("性别", "sex"),
        "sharpness": _words("标签处清晰度", "sharpness at the label"),
        "watermarks": _words("水印", "watermarks"),
        "width": _words("宽（像素）", "width in pixels"),
        "document_type": _words("证件种类", "kind of paper"),
        "accreditations": _words("检测资质", "accreditations"),
        "conclusion": _words("检测结论", "conclusion"),
        "unnamed": _words("未登记字号", "no registered trade name"),
        "account_name": _words("账户名称", "account name"),
        "account_number": _words("账号", "account number"),
        "address": _words("地址", "address"),
        "admin_holder": _words("Admin 权限持有方", "holder of Admin"),
        "amount": _words("金额", "amount"),
        "applicant": _words("申请人", "applicant"),
        "application_number": _words("申请号", "application number"),
        "applied": _words("申请日期", "application date"),
        "approval_number": _words("核准号", "approval number"),
        "approved": _words("核准日期", "approval date"),
        "authority": _words("登记或签发机关", "issuing authority"),
        "balance_breaks": _words("余额不连续的行", "rows where the balance breaks"),
        "bank": _words("开户银行", "bank"),
        "brand": _words("品牌", "brand"),
        "buyer": _words("购买方", "buyer"),
        "channels": _words("授权渠道", "channels"),
        "columns": _words("列名", "columns"),
        "company": _words("企业名称", "company name"),
        "credit_code": _words("统一社会信用代码", "unified social credit code"),
        "date": _words("日期", "date"),
        "duplicate": _words("副本字样", "duplicate mark"),
        "entity": _words("主体类型", "kind of entity"),
        "entity_type": _words("类型", "entity type"),
        "established": _words("成立日期", "date of establishment"),
        "fee_percent": _words("服务费比例", "fee in percent"),
        "goods": _words("核定使用商品", "goods"),
        "grantee": _words("被授权方", "grantee"),
        "grantees": _words("全部被授权方", "all grantees"),
        "affiliates": _words("含被授权方的关联公司", "with the grantee's affiliates"),
        "grantor": _words("授权方", "grantor"),
        "holder": _words("注册主体", "holder"),
        "id_number": _words("公民身份号码", "ID number"),
        "issued": _words("发证日期", "issue date"),
        "laboratory": _words("检测机构", "laboratory"),
        "mark": _words("商标", "mark"),
        "market": _words("国家或地区", "market"),
        "months": _words("有流水的月份", "months with entries"),
        "name": _words("名称或姓名", "name"),
        "name_from": _words("原名称", "former name"),
        "name_to": _words("现名称", "new name"),
        "nice_classes": _words("商标类别", "Nice classes"),
        "number": _words("编号", "number"),
        "pages_stated": _words("标注的总页数", "number of pages stated"),
        "partner": _words("合作伙伴", "partner"),
        "partner_tier": _words("伙伴等级", "partner's tier"),
        "party_from": _words("原注册人", "former registrant"),
        "party_to": _words("现注册人", "new registrant"),
        "period_end": _words("期限截止日期", "end of the period"),
        "period_start": _words("期限开始日期", "start of the period"),
        "permit_number": _words("许可证编号", "permit number"),
        "product": _words("产品名称", "product"),
        "registered": _words("注册日期", "registration date"),
        "registrant": _words("注册人", "registrant"),
        "registrant_address": _words("注册人地址", "registrant's address"),
        "registration_number": _words("注册号", "registration number"),
        "registration_numbers": _words("商标注册号", "trademark registration numbers"),
        "representative": _words("法定代表人（经营者）", "legal representative"),
        "rows": _words("行数", "number of rows"),
        "scheme": _words("注册体系", "scheme"),
        "scope": _words("经营范围", "business scope"),
        "seals": _words("印章", "seals"),
        "seller": _words("销售方", "seller"),
        "sides": _words("证件面", "card sides"),
        "signature": _words("签字", "signature"),
        "signed": _words("签署日期", "date of signing"),
        "sku_codes": _words("SKU编码", "SKU codes"),
        "sublicense": _words("转授权约定", "sublicensing clause"),
        "term_end": _words("营业期限截止日期", "end of the licence term"),
        "term_start": _words("营业期限开始日期", "start of the licence term"),
        "territory": _words("授权地域", "territory"),
        "texts": _words("图中文字", "texts on the photo"),
        "valid_from": _words("有效期开始日期", "start of validity"),
        "valid_to": _words("有效期截止日期", "end of validity"),
    },
    lambda kind: kind.field_titles,
)
"""What people call the fields that rules speak of."""

_FIELDS: Mapping[str, str] = _WithOthers(
    {
        "business_license": "credit_code registration_number name entity_type representative address registered_capital "
        "established term_start term_end scope authority issued duplicate seals",
        "id_card": "sides name id_number sex ethnicity birth_date address authority valid_from valid_to",
        "trademark_certificate": "registration_number mark nice_classes goods registrant registrant_address registered "
        "valid_from valid_to",
        "trademark_acceptance": "application_number applicant applied nice_classes",
        "trademark_renewal": "registration_number party_from party_to approved valid_to",
        "authorization_letter": "grantor grantee grantees affiliates registration_numbers brand nice_classes territory channels period_start "
        "period_end signed signature sublicense seals",
        "sales_voucher": "date seller buyer brand amount",
        "bank_permit": "account_name account_number bank approval_number permit_number representative issued",
        "product_photo": "texts sku_codes barcodes watermarks width height sharpness",
        "trademark_assignment": "registration_number party_from party_to approved valid_to",
        "trademark_change": "registration_number party_from party_to approved valid_to",
        "basic_account_info": "account_name account_number bank approval_number permit_number representative issued",
        "bank_statement": "account_name account_number bank period_start period_end months balance_breaks pages_stated",
        "sku_list": "rows columns sku_codes",
        "compliance_declaration": "company signed signature seals",
        "joint_operation_agreement": "seller partner signed signature fee_percent partner_tier admin_holder seals",
        "safety_report": "number applicant product laboratory issued",
        "epr_certificate": "scheme market number holder",
        "name_change_notice": "name_from name_to approved",
        "form": "company credit_code brand entity",
    },
    lambda kind: {kind.name: " ".join(kind.field_titles)},
)

ROLES: Mapping[str, tuple[str, ...]] = _WithOthers(
    {
        "licence": ("business_license",),
        "representative_id": ("id_card",),
        "certificate": ("trademark_certificate",),
        "letters": ("authorization_letter",),
        "vouchers": ("sales_voucher",),
        "bank": ("bank_permit", "basic_account_info"),
        "photos": ("product_photo",),
        "statements": ("bank_statement",),
        "sku_lists": ("sku_list",),
        "declarations": ("compliance_declaration",),
        "agreements": ("joint_operation_agreement",),
        "reports": ("safety_report",),
        "epr_certificates": ("epr_certificate",),
        "form": ("form",),
    },
    lambda kind: {kind.name: (kind.name,)},
)
"""The parts that documents play in an application, and the kinds that can play them.

``licence`` is the applicant's own, ``representative_id`` the card of its representative, ``certificate``
that of the mark applied with, ``letters`` those of the chain; ``form`` is what the applicant typed.
"""

ROLE_TITLES: Mapping[str, LocalizedText] = _WithOthers(
    {
        "licence": _words("申请主体的营业执照", "the applicant's business licence"),
        "representative_id": _words("法定代表人（经营者）身份证", "the representative's ID card"),
        "certificate": _words("商标注册证", "the trademark certificate"),
        "letters": _words("授权书", "the authorization letter"),
        "vouchers": _words("销售凭证", "the sales voucher"),
        "bank": _words("开户许可证或基本存款账户信息", "the account permit or basic account information"),
        "photos": _words("商品实物图", "product photos"),
        "statements": _words("银行流水", "the bank statement"),
        "sku_lists": _words("SKU清单", "the SKU list"),
        "declarations": _words("合规声明", "the compliance declaration"),
        "agreements": _words("联合运营协议", "the joint operation agreement"),
        "reports": _words("产品安全报告", "the product safety report"),
        "epr_certificates": _words("EPR注册证明", "the EPR certificate"),
        "form": _words("申请表", "the application form"),
    },
    _titled,
)
"""What people call a role."""


def fields_of(role: str) -> frozenset[str]:
    """The fields that documents in this role can have."""
    return frozenset(name for kind in ROLES[role] for name in fields_of_kind(kind))


def fields_of_kind(kind: str) -> frozenset[str]:
    """The fields that documents of this kind can have."""
    return frozenset(_FIELDS.get(kind, "").split())


def nearest(word: str, allowed: Iterable[str]) -> str:
    """``; did you mean X?`` or the list of what is allowed, to be put at the end of a sentence."""
    names = sorted(allowed)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; allowed: {', '.join(names)}"
