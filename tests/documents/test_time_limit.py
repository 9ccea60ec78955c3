"""Work that a stranger's text makes long ends; work that only waits, and what follows, does not."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from docvet.documents import build
from docvet.documents.kinds import kinds
from docvet.documents.text.document import DocumentText
from docvet.documents.time_limit import OutOfTime, within
from docvet.models import Field, File, Reading
from tests.documents.pages import page, prose

LETTER = prose(
    "品牌授权书\n\n授权方:杭州云栖服饰有限公司\n被授权方:深圳市岚墨贸易有限公司\n授权期限:2024年1月1日至2025年12月31日"
)
PERMIT = prose("开户许可证\n核准号 J5840012345601\n编号 5810-00123456\n法定代表人 王小明\n开户银行 中国某某银行")


def for_ever(_: DocumentText) -> dict[str, Field]:
    count = 0
    while True:
        count += 1


def test_work_without_end_is_ended() -> None:
    with pytest.raises(OutOfTime), within(0.1):
        for_ever(DocumentText([]))
    assert sum(range(1_000_000)) > 0  # nothing is left that would end what follows


def test_work_within_its_time_is_not() -> None:
    with within(5.0):
        assert sum(range(100_000)) > 0


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="this system counts no CPU time of a thread")
def test_waiting_is_no_work() -> None:
    with within(0.1):
        time.sleep(0.8)


def test_time_that_is_over_as_the_work_ends_does_not_end_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docvet.documents.time_limit._EVERY", 0.0)
    ended = 0
    for _ in range(300):
        try:
            with within(-1.0):
                sum(range(1000))
        except OutOfTime:
            ended += 1
        sum(range(1000))
    assert ended > 0


def test_a_profiler_gets_on_after_it() -> None:
    code = """
import cProfile
from docvet.documents.time_limit import within
def work():
    with within(5.0): pass
    return sum(number for number in range(1000))
print(cProfile.Profile().runcall(work))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "499500\n"


def reading(path: str, lines: list[tuple[float, float, str, float]]) -> Reading:
    return Reading(File(path, Path(path), "0" * 64, 1, "application/pdf"), (page(lines),), 1)


def test_a_document_without_end_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = {**kinds(), "authorization_letter": replace(kinds()["authorization_letter"], extract=for_ever)}
    monkeypatch.setattr("docvet.documents.assembly.kinds", lambda: endless)
    monkeypatch.setattr("docvet.documents.assembly._MOST_SECONDS", 0.3)
    letter, permit = build([reading("a.pdf", LETTER), reading("b.pdf", PERMIT)])
    assert (letter.kind, letter.failure) == ("authorization_letter", "OutOfTime")
    assert (permit.kind, permit.failure) == ("bank_permit", "")
    assert permit.fields


def test_a_file_that_cannot_be_cut_in_time_is_one_unknown_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docvet.documents.assembly.guess", lambda *_: for_ever(DocumentText([])))
    monkeypatch.setattr("docvet.documents.assembly._MOST_SECONDS", 0.3)
    (document,) = build([reading("a.pdf", LETTER)])
    assert (document.kind, document.failure) == ("other", "OutOfTime")
    assert document.pages
