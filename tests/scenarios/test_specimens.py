"""The specimens that ship with docvet, scanned as a user would: real OCR on photographed and scanned paper."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pytest

from docvet import Report, scan

SPECIMENS = Path(str(files("docvet") / "specimens"))


@lru_cache(maxsize=4)
def report(name: str) -> Report:
    return scan(SPECIMENS / name, jobs=1)


def test_the_clean_folder_is_clear() -> None:
    clean = report("clean")
    assert [(finding.rule, finding.message.en) for finding in clean.findings] == []
    assert clean.verdict == "clear"
    assert {item.kind for item in clean.not_checked} <= {"not_applicable"}


@pytest.mark.parametrize(
    ("name", "rule", "reason", "code", "quote"),
    [
        ("broken-chain", "DV-CHN-001", "DV-R-CHAIN", "BR-204", "有限公司"),
        ("broken-scope", "DV-LIC-007", "DV-R-SCOPE", None, ""),
        ("broken-photos", "DV-PHO-004", "DV-R-PHOTO", None, ""),
    ],
)
def test_each_documented_reason_is_found_with_its_place(
    name: str, rule: str, reason: str, code: str | None, quote: str
) -> None:
    found = report(name)
    hits = [finding for finding in found.findings if finding.rule == rule]
    assert hits, [finding.rule for finding in found.findings]
    assert {finding.reason.id for finding in found.findings} == {reason}, "one root cause, not its consequences"
    first = hits[0]
    assert first.reason.platform_code == code
    assert first.reason.share is not None
    assert first.evidence[0].page == 1
    assert quote in first.evidence[0].quote
    assert first.fix.zh
    assert first.fix.en


def test_the_same_folder_gives_the_same_report() -> None:
    once, again = report("broken-photos"), scan(SPECIMENS / "broken-photos", jobs=2)
    assert once.model_dump_json(exclude={"stats"}) == again.model_dump_json(exclude={"stats"})
