"""Reports built in memory, of invented papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docvet.models import (
    Document,
    Evidence,
    Field,
    File,
    Finding,
    Judgement,
    NotChecked,
    Reading,
    Reason,
    Severity,
    Verdict,
)
from docvet.report.build import build
from docvet.report.model import ApplicationInfo, Report, ReportStats, RulesetInfo

ID_NUMBER = "440103199207064217"
ACCOUNT = "4400012345678901234"
HOME = "广东省广州市荔湾区样本路18号302房"
COMPANY = "广州样本服饰有限公司"
CREDIT_CODE = "91440101MA5SAMPL0X"
APPLICATION = ApplicationInfo(
    name="LUMORA",
    path="clients/LUMORA",
    mode="pop",
    company=COMPANY,
    categories=("女装",),
    brand="LUMORA",
    submission_date="2024-06-01",
)
CHAIN = Reason(
    "DV-R-CHAIN", {"zh": "商标授权链断裂", "en": "broken authorization chain"}, "BR-204", "documented", 0.412, "weeks"
)  # fmt: skip
OTHER = Reason("DV-R-OTHER", {"zh": "其他", "en": "other"}, None, "not-documented", None)
NOT_CHECKED = (
    NotChecked("DV-SCO-002", "input_missing", ({"zh": "没有填写类目", "en": "no category was named"},)),
    NotChecked("DV-LIC-008", "not_applicable", ({"zh": "只适用于企业", "en": "companies only"},)),
    NotChecked("DV-SAL-001", "unreadable", ({"zh": "销售凭证无法读取", "en": "the voucher could not be read"},)),
)


def field(value: Any, raw: str | None = None, **more: Any) -> Field:
    values: dict[str, Any] = {"confidence": 0.97, "page": 1, "box": (0.1, 0.2, 0.5, 0.25), "source": "rapidocr"}
    return Field(value=value, raw=str(value) if raw is None else raw, **(values | more))


def document(number: int, path: str, kind: str, pages: tuple[int, int] = (1, 1), **fields: Field) -> Document:
    """A paper of a file whose last page is the paper's last."""
    file = File(path, Path("/nowhere") / path, f"{number:064x}", 1000 * number, "application/pdf")
    return Document(f"d{number}", Reading(file, page_count=pages[1]), pages, kind, 0.98, fields)


def finding(rule: str, severity: Severity, **more: Any) -> Finding:
    values: dict[str, Any] = {
        "name": "sample-rule",
        "stage": "onboarding",
        "reason": OTHER,
        "message": {"zh": "授权书早于商标注册日", "en": "The letter is older than the registration"},
        "fix": {"zh": "请授权方在注册日之后重新出具", "en": "Have the grantor issue a new letter after that date"},
        "documents": (),
        "evidence": (),
        "expected": "",
        "found": "",
        "source": {"zh": "样本", "en": "sample"},
    }
    return Finding(rule=rule, severity=severity, **(values | more))


def documents() -> list[Document]:
    """A small application with every sort of personal data."""
    return [
        document(1, "01-营业执照.pdf", "business_license", credit_code=field(CREDIT_CODE), name=field(COMPANY)),
        document(
            2,
            f"身份证{ID_NUMBER}.pdf",
            "id_card",
            (1, 2),
            name=field("张样本"),
            id_number=field(ID_NUMBER, f"公民身份号码{ID_NUMBER}"),
            birth_date=field("1992-07-06", "1992年7月6日"),
            address=field(HOME),
            sides=field(["portrait", "emblem"]),
        ),
        document(3, "03-商标注册证.pdf", "trademark_certificate", registered=field("2024-05-20")),
        document(4, "04-授权书.pdf", "authorization_letter", (2, 3), signed=field("2024-05-06", "2024年05月06日")),
        document(5, "05-开户许可证.pdf", "bank_permit", account_number=field(ACCOUNT, "4400 0123 4567 8901 234")),
        document(6, "photos/1.jpg", "product_photo", texts=field(["LUMORA", f"{ID_NUMBER[:6]} {ID_NUMBER[6:]}"])),
    ]


def findings() -> list[Finding]:
    """One finding of each severity that a folder can have, not in order."""
    return [
        finding("DV-PHO-009", Severity.INFO, stage="listing", documents=("d6",)),
        finding(
            "DV-BNK-002",
            Severity.REVIEW,
            documents=("d5", "d1"),
            message={"zh": f"账号 {ACCOUNT} 的户名需要核对", "en": f"Compare the holder of account {ACCOUNT}"},
            expected=COMPANY,
            found=f"账号 {ACCOUNT}",
        ),
        finding(
            "DV-CHN-003",
            Severity.REJECT,
            reason=CHAIN,
            documents=("d3", "d4"),
            expected="≥ 2024-05-20",
            found="2024-05-06",
            evidence=(
                Evidence("d3", 1, (0.1, 0.2, 0.4, 0.24), "2024年05月20日"),
                Evidence("d4", 2, (0.5, 0.8, 0.7, 0.82), "2024年05月06日"),
            ),
        ),
        finding(
            "DV-ID-004",
            Severity.WARN,
            documents=("d2",),
            found="1992-07-06",
            evidence=(Evidence("d2", 1, None, f"住址 {HOME} 出生 1992年7月6日"),),
        ),
    ]


def sample(
    *,
    application: ApplicationInfo = APPLICATION,
    papers: Sequence[Document] | None = None,
    problems: Sequence[Finding] | None = None,
    not_checked: Sequence[NotChecked] = NOT_CHECKED,
    verdict: Verdict = Verdict.REJECT,
    seconds: float = 7.4321,
) -> Report:
    """The report on :func:`documents` and :func:`findings`, or on what is given."""
    return build(
        application,
        RulesetInfo(id="tiktok-shop-pop", version="2024.04", digest="sha256:" + "0" * 64),
        documents() if papers is None else papers,
        Judgement(verdict, tuple(findings() if problems is None else problems), tuple(not_checked)),
        ReportStats(files=6, pages=9, ocr_pages=8, cached_pages=0, seconds=seconds),
    )
