"""基本存款账户信息: what banks print since permits were abolished in 2019."""

from __future__ import annotations

from docvet.documents.kinds import Audience, Kind
from docvet.documents.shared.accounts import read_account
from docvet.documents.text.document import DocumentText
from docvet.models import Field


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of the account information, from one pass."""
    return read_account(document)


_FIELDS = (
    "account_name", "account_number", "bank", "approval_number", "permit_number", "representative", "issued",
)  # fmt: skip

KIND = Kind(
    name="basic_account_info",
    title={"zh": "基本存款账户信息", "en": "basic deposit account information"},
    fields=_FIELDS,
    audience=Audience.ACCOUNT,
    file_names=r"基本存款|基本户|账户信息",
    titles=(
        r".{0,6}基本存款[账帐]户信息(表|单|证明)?",
        r"(企业)?(银行)?[账帐]户信息(表|单|证明)",
        r"((单位|对公)?(银行)?[账帐]|开)户证明(书)?",
        r"(开立)?单位银行结算[账帐]户(信息|证明).{0,4}",
        r"(基本存款|单位银行|银行)[账帐]户(开户|开立)(证明|信息|回执).{0,4}",
    ),
    signs=(
        (r"基本存款[账帐]户信息", 1.5),
        (r"基本存款[账帐]户编号", 1.2),
        (r"[账帐]户名称", 0.5),
        (r"[账帐]户号码", 0.5),
        (r"开户(银行|行|机构)", 0.4),
        (r"单位负责人", 0.3),
        (r"[在于][我本]行(开立|开设|开户)", 1.0),
        (r"(?<![A-Z0-9])J\d{13}(?!\d)", 0.5),
        (r"基本存款[账帐]户", 0.4),
    ),
    against=(
        (r"开户许可证|准予开立|符合开户条件", 1.5),
        (r"授权书|被授权|发票|价税合计|购销合同|采购合同|交易明细|对账单|回单|余额", 2.0),
        (r"经营范围|成立日期", 1.5),
    ),
    extract=extract,
    needed=("account_name", "account_number"),
)
