"""Which document a file that was not recognised can still be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docvet.models import Document, Reading, TroubleKind
from docvet.rules.texts import full_text, mentions
from docvet.values.text import squeezed

_TABLES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.ms-excel",
    "text/csv",
)
_TABULAR = frozenset({"sales_voucher", "sku_list", "bank_statement"})
"""What people hand in as tables."""
_TELLING: Mapping[str, tuple[str, ...]] = {
    "business_license": ("营业执照", "经营范围", "登记机关", "统一社会信用代码", "注册号"),
    "id_card": ("身份", "公民", "公安局", "有效期限", "住址"),
    "trademark_certificate": ("商标", "注册证", "核定使用"),
    "trademark_renewal": ("商标", "续展"),
    "trademark_assignment": ("商标", "转让"),
    "trademark_change": ("商标", "变更"),
    "name_change_notice": ("变更", "更名", "登记"),
    "authorization_letter": ("授权", "许可使用", "许可证明", "authoriz", "authoris", "licens"),
    "bank_permit": ("开户", "存款", "核准号", "账户"),
    "basic_account_info": ("开户", "存款", "账户", "账号"),
    "bank_statement": ("流水", "明细", "账号", "余额", "对账"),
    "compliance_declaration": ("声明", "承诺", "合规"),
}
"""Words of which a Chinese document of the kind bears at least one."""
_ENOUGH = 60
"""Chinese characters that were read well: so much of a page that its subject shows."""
_SURE = 0.8


def possible(kind: str, reading: Reading, documents: Sequence[Document]) -> bool:
    """Whether the file may be such a document: unless it was read whole, in Chinese, and speaks of something else."""
    if reading.file.media_type in _TABLES and kind not in _TABULAR:
        return False
    if reading.file.media_type in _TABLES and all(document.kind not in ("other", kind) for document in documents):
        return False
    words = _TELLING.get(kind)
    if words is None or not documents or _in_part(reading):
        return True
    if any(document.kind == kind for document in documents):
        return True
    return any(_unclear(document) or mentions(full_text(document), words) for document in documents)


def is_no_document(media_type: str) -> bool:
    """Notes and data: no licence, card, certificate or photo comes as one."""
    return media_type not in _TABLES and (
        media_type.startswith("text/") or media_type in ("application/json", "application/xml")
    )


def _in_part(reading: Reading) -> bool:
    troubles = (*reading.file.troubles, *reading.troubles)
    return any(trouble.kind is not TroubleKind.LINK_OUTSIDE for trouble in troubles) or not reading.pages


def _unclear(document: Document) -> bool:
    """A page of it holds little text, or little that is Chinese and was read well."""
    for page in document.pages:
        text = squeezed("".join(line.text for line in page.lines if line.confidence >= _SURE))
        chinese = len(re.findall(r"[\u3400-\u9fff]", text))
        if chinese < _ENOUGH or chinese < len(text) / 2:
            return True
    return not document.pages
