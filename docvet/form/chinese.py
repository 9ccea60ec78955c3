"""The form's keys and choices as a seller writes them in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docvet.values.countries import CODES_BY_NAME

KEYS: Mapping[str, str] = {
    "模式": "mode", "入驻模式": "mode", "类目": "category", "品牌": "brand", "公司": "company", "公司名称": "company",
    "信用代码": "credit_code", "统一社会信用代码": "credit_code", "主体": "entity", "主体类型": "entity",
    "目标市场": "targets", "市场": "targets", "提交日期": "submission_date", "计划上架日期": "planned_listing_date",
    "上架日期": "planned_listing_date", "材料": "documents", "文件": "documents", "联合运营": "joint",
    "近三个月GMV": "monthly_gmv_usd", "月GMV": "monthly_gmv_usd", "开店日期": "shop_opened",
    "Admin持有方": "admin_holder", "管理员": "admin_holder", "合作方": "partner", "名称": "name", "等级": "tier",
    "合作方名录": "partner_directory", "各站点月销售额": "monthly_sales_by_site_usd", "EPR": "epr",
}  # fmt: skip
"""Chinese → the key it means."""
TITLES: Mapping[str, str] = {
    "mode": "模式", "category": "类目", "brand": "品牌", "company": "公司", "credit_code": "统一社会信用代码",
    "entity": "主体", "targets": "目标市场", "submission_date": "提交日期", "planned_listing_date": "计划上架日期",
    "documents": "材料", "joint": "联合运营", "epr": "EPR",
}  # fmt: skip
"""What the form's own keys are called in a Chinese form."""
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "mode": {"POP": "pop", "pop模式": "pop", "POP模式": "pop", "联合运营": "joint", "联合运营模式": "joint"},
    "entity": {
        "企业": "company",
        "公司": "company",
        "个体工商户": "individual",
        "个体户": "individual",
        "个体": "individual",
    },
}
_KINDS: Mapping[str, str] = {
    "营业执照": "business_license", "执照": "business_license", "身份证": "id_card", "商标注册证": "trademark_certificate",
    "商标证": "trademark_certificate", "受理通知书": "trademark_acceptance", "续展证明": "trademark_renewal",
    "转让证明": "trademark_assignment", "变更证明": "trademark_change", "授权书": "authorization_letter",
    "销售凭证": "sales_voucher", "开户许可证": "bank_permit", "基本存款账户信息": "basic_account_info",
    "银行流水": "bank_statement", "实物图": "product_photo", "商品实物图": "product_photo", "SKU清单": "sku_list",
    "合规声明": "compliance_declaration", "联合运营协议": "joint_operation_agreement", "安全报告": "safety_report",
    "EPR证书": "epr_certificate", "准予变更登记通知书": "name_change_notice", "其他证件": "other_id", "其他": "other",
}  # fmt: skip
_BY_COUNTRY = frozenset({"epr", "monthly_sales_by_site_usd"})


def key_of(text: str) -> str:
    """The key that a Chinese name means; any other text as it is."""
    return KEYS.get(text.replace(" ", ""), text)


def value_of(key: str, value: Any) -> Any:
    """The value of a form's key with Chinese choices in docvet's words; what is no such choice as it is."""
    if isinstance(value, list | tuple):
        return [value_of(key, item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    if not isinstance(value, str):
        return value
    text = value.strip().replace(" ", "")
    if key == "targets":
        return CODES_BY_NAME.get(value.strip(), value)
    return _CHOICES.get(key, {}).get(text, value)


def inner_key(at: tuple[Any, ...], text: str) -> str:
    """The key of a mapping below ``at``: a country below some keys, a file's name below ``documents``."""
    if at and at[-1] == "documents":
        return text
    if at and at[-1] in _BY_COUNTRY:
        return CODES_BY_NAME.get(text.strip(), text)
    return key_of(text)


def inner_value(at: tuple[Any, ...], value: Any) -> Any:
    """The value that stands at ``at``."""
    if len(at) > 1 and at[-2] == "documents" and isinstance(value, str):
        return _KINDS.get(value.strip(), value)
    keys = [part for part in at if isinstance(part, str)]
    return value_of(keys[-1], value) if keys else value
