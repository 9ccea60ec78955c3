"""The specimens that ship with docvet, scanned as a user would: real OCR on photographed and scanned paper."""

from __future__ import annotations

import shutil
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pytest

from docvet import Report, scan
from docvet.report.model import ReportFinding

SPECIMENS = Path(str(files("docvet") / "specimens"))


@lru_cache(maxsize=4)
def report(name: str) -> Report:
    return scan(SPECIMENS / name, jobs=1)


def findings(found: Report) -> list[ReportFinding]:
    """Without the reminders for listing, which every folder with target markets gets."""
    return [finding for finding in found.findings if finding.severity != "info"]


def test_the_clean_folder_is_clear() -> None:
    clean = report("clean")
    assert [(finding.rule, finding.message.en) for finding in findings(clean)] == []
    assert clean.verdict == "clear"
    assert {item.kind for item in clean.not_checked} <= {"not_applicable"}


@pytest.mark.parametrize(
    ("name", "verdict", "rule", "severity", "reason", "code", "quote"),
    [
        ("broken-chain", "reject", "DV-CHN-001", "reject", "DV-R-CHAIN", "BR-204", "广州市朗栎服饰有限公司"),
        ("broken-scope", "reject", "DV-LIC-007", "reject", "DV-R-SCOPE", None, "一般项目"),
        ("broken-photos", "review", "DV-PHO-004", "review", "DV-R-PHOTO", None, "旗舰店"),
    ],
)
def test_each_documented_reason_is_found_with_its_place(
    name: str, verdict: str, rule: str, severity: str, reason: str, code: str | None, quote: str
) -> None:
    found = report(name)
    assert found.verdict == verdict
    assert {finding.reason.id for finding in findings(found)} == {reason}, "one root cause, not its consequences"
    first = found.findings[0]
    assert (first.rule, first.severity, first.reason.platform_code) == (rule, severity, code)
    assert first.reason.share is not None
    assert first.evidence[0].page == 1
    assert first.evidence[0].box is not None
    assert quote in first.evidence[0].quote
    assert first.fix.zh
    assert first.fix.en


def test_the_same_folder_gives_the_same_report(tmp_path: Path) -> None:
    """However many processes read it, and whether anything of it was read before."""
    for path in ("application.yaml", "01-营业执照.pdf", "03-基本存款账户信息.pdf", "实物图/商品图1.pdf"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        shutil.copy(SPECIMENS / "broken-photos" / path, tmp_path / path)
    once, again = scan(tmp_path, jobs=1), scan(tmp_path, jobs=2, cache=False)
    assert once.stats.ocr_pages == 3
    assert once.model_dump_json(exclude={"stats"}) == again.model_dump_json(exclude={"stats"})
