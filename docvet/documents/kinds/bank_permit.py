"""开户许可证: issued by the People's Bank until 2019."""

from __future__ import annotations

from docvet.documents.kinds import Audience, Kind
from docvet.documents.shared.accounts import read_account
from docvet.documents.text.document import DocumentText
from docvet.models import Field


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a permit, from one pass; ``issued`` is the date at the issuing authority."""
    return read_account(document)


_FIELDS = (
    "account_name", "account_number", "bank", "approval_number", "permit_number", "representative", "issued",
)  # fmt: skip

KIND = Kind(
    name="bank_permit",
    title={"zh": "开户许可证", "en": "bank account permit"},
    fields=_FIELDS,
    audience=Audience.ACCOUNT,
    file_names=r"开户许可",
    titles=(r"(临时|基本|一般|专用)?(存款)?(账户|帐户)?[开幵]户许可[证正證]",),
    signs=(
        (r"开户许可证", 1.2),
        (r"核准号.{0,2}[JLZ]?\d{6,}", 0.9),
        (r"编号.{0,3}\d{4}-\d{8}", 0.5),
        (r"准予开立", 1.0),
        (r"符合开户条件", 0.9),
        (r"中国人民银行", 0.5),
        (r"发证机关", 0.3),
        (r"开户银行", 0.3),
        (r"存款人名称|账号|帐号", 0.3),
    ),
    against=(
        (r"基本存款账户信息|基本存款账户编号", 1.5),
        (r"授权书|被授权|发票|价税合计|购销合同|采购合同|交易明细|对账单|回单", 2.0),
        (r"经营范围|成立日期", 1.5),
    ),
    extract=extract,
    needed=("account_name", "account_number"),
)
