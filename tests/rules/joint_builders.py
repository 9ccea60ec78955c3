"""Applications in joint mode, put together in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from docvet.form.partners import ListedPartner
from docvet.models import Document, Judgement
from docvet.rules import Ruleset, judge, load_ruleset
from tests.rules import builders as b

JOINT: Ruleset = load_ruleset("tiktok-shop-joint")
PARTNER = "PT Contoh Digital"
AGREEMENT = [
    "联合运营协议", "服务费不含税,退货损耗不计入", "7.1 内容著作权归卖家所有,不得二次商用", "本地用工、税务和消费者投诉由乙方承担", "2小时内首次回复",
]  # fmt: skip


def statement(path: str = "银行流水.pdf", **changes: Any) -> Document:
    """Three months of the company's account, up to yesterday."""
    values: dict[str, Any] = {
        "account_name": b.COMPANY, "account_number": "44201500123456789012", "bank": "样本银行深圳分行",
        "period_start": "2024-03-01", "period_end": "2024-05-31", "months": ["2024-03", "2024-04", "2024-05"],
        "balance_breaks": [], "pages_stated": 1,
    }  # fmt: skip
    return b.paper("bank_statement", path, **{**values, **changes})


def sku_list(path: str = "SKU.xlsx", **changes: Any) -> Document:
    """Two goods with everything in its column."""
    values = {
        "rows": 2, "columns": ["SKU编码", "商品名称", "类目", "品牌"], "sku_codes": ["LM-001", "LM-002"],
        "media_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }  # fmt: skip
    return b.paper("sku_list", path, picture=None, **{**values, **changes})


def declaration(path: str = "合规声明.pdf", **changes: Any) -> Document:
    """Sealed by the company the day before."""
    values = {"company": b.COMPANY, "signed": "2024-05-31", "seals": [b.seal(b.COMPANY, "company")]}
    return b.paper("compliance_declaration", path, **{**values, **changes})


def agreement(path: str = "联合运营协议.pdf", lines: Sequence[str] = AGREEMENT, **changes: Any) -> Document:
    """With all that is advised."""
    values = {"seller": b.COMPANY, "partner": PARTNER, "signed": "2024-05-20", "fee_percent": 12.0}
    return b.paper("joint_operation_agreement", path, lines=lines, **{**values, **changes})


def joint() -> dict[str, list[Document]]:
    """A clean application, by part."""
    return {
        "licence": [b.licence()], "id": [b.id_card()], "statement": [statement()], "skus": [sku_list()],
        "declaration": [declaration()], "agreement": [agreement()],
    }  # fmt: skip


FACTS: Mapping[str, Any] = {
    "monthly_gmv_usd": ("5200", "6100", "7000"),
    "shop_opened": date(2023, 11, 1),
    "admin_holder": b.COMPANY,
    "partner": {"name": PARTNER, "tier": "Tier-1"},
    "monthly_sales_by_site_usd": {"ID": "3200", "TH": "4100"},
}
DIRECTORY = (ListedPartner(PARTNER, "Tier-1"), ListedPartner("Sample Partner Ltd", "Tier-3"))


def judged(
    parts: Mapping[str, Sequence[Document]], today: date = b.TODAY,
    partners: tuple[ListedPartner, ...] | None = DIRECTORY, form: Mapping[str, Any] | None = None, **facts: Any,
) -> Judgement:  # fmt: skip
    """The judgement of the joint ruleset; ``facts`` replace those of the form's ``joint`` (None takes one away)."""
    stated = {key: value for key, value in {**FACTS, **facts}.items() if value is not None}
    case = b.case(parts, JOINT, today, **{"mode": "joint", "joint": stated, "brand": None, **(form or {})})
    return judge(JOINT, b.replace(case, partners=partners)).judgement
