"""A folder in which nothing changed since the same scan: the same answer, without reading, judging or rendering."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docvet.answers import Work, scanned
from docvet.delivery import Target
from docvet.intake import collect
from docvet.models import Reading, Trouble, TroubleKind
from docvet.reading.cache import PageCache
from docvet.rules.checks import checks
from docvet.rules.problems import Result
from docvet.unchanged import RenderedText, ScanAnswer, ScanQuestion, Shape
from tests.shell import docvet, environment

FORM = "mode: pop\nbrand: 样本\nsubmission_date: 2024-06-01\n"
HEAVY = (
    "docvet.documents", "docvet.rules", "docvet.report.model", "docvet.scanning", "docvet.reading.worker",
    "docvet.reading.processes", "multiprocessing", "numpy", "cv2", "onnxruntime", "pypdfium2", "PIL", "rich", "yaml",
    "rapidfuzz", "sqlalchemy",
)  # fmt: skip
"""What the answer to an unchanged folder is given without."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An application that is read without text recognition: two tables and the form."""
    folder = tmp_path / "申请"
    folder.mkdir()
    (folder / "prices.csv").write_text("货号,价格\nA1,12\n", encoding="utf-8")
    (folder / "goods.csv").write_text("货号,品名\nA1,样本\n", encoding="utf-8")
    (folder / "application.yaml").write_text(FORM, encoding="utf-8")
    return folder


def modules(folder: Path, place: str) -> set[str]:
    """What a scan of the folder imports."""
    command = [sys.executable, "-X", "importtime", "-m", "docvet", "scan", str(folder)]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment() | {"DOCVET_CACHE_DIR": place}, check=False
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_an_unchanged_folder_gets_its_answer_without_any_of_what_reads_and_judges(folder: Path) -> None:
    place = str(folder.parent / "cache")
    shown = [docvet("scan", folder, DOCVET_CACHE_DIR=place) for _ in range(3)]
    assert "Since the check of" in shown[1].stdout, "as the second scan says it, not as the first"
    assert shown[1].stdout.splitlines()[:-1] == shown[2].stdout.splitlines()[:-1]
    assert len({(each.returncode, each.stderr) for each in shown}) == 1
    assert "0000" not in shown[2].stdout
    imported = modules(folder, place)
    assert "docvet.unchanged" in imported
    assert not imported & set(HEAVY)
    (folder / "goods.csv").write_text("货号,品名\nA2,样本\n", encoding="utf-8")
    assert {"docvet.documents", "docvet.rules"} <= modules(folder, place), "the same watch over a scan that reads"


def test_the_answer_for_programs_says_what_it_cost_and_when(folder: Path) -> None:
    place, out = str(folder.parent / "cache"), folder.parent / "report.json"
    reports = []
    for _ in range(2):
        done = docvet(
            "scan", folder, "--format", "json", "--output", out, "--format", "csv-summary", DOCVET_CACHE_DIR=place
        )
        reports.append(json.loads(out.read_text("utf-8")))
        stats = reports[-1].pop("stats")
        assert time.strftime("%Y") in stats["checked_at"]
        assert stats["checked_at"][:16].replace("T", " ") in done.stdout
    assert reports[0] == reports[1]
    assert (stats["cached_pages"], stats["seconds"]) == (stats["pages"], 0.0)


def decided(folder: Path) -> None:
    (folder / "decisions.yaml").write_text("{}\n", encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file": lambda folder: (folder / "goods.csv").write_text("货号,品名\nA2,样本\n", encoding="utf-8"),
    "a new file": lambda folder: (folder / "more.csv").write_text("货号\n", encoding="utf-8"),
    "one file less": lambda folder: (folder / "prices.csv").unlink(),
    "another name": lambda folder: (folder / "goods.csv").rename(folder / "sku.csv"),
    "the form": lambda folder: (folder / "application.yaml").write_text(FORM.replace("06", "07"), encoding="utf-8"),
    "decisions": decided,
}  # fmt: skip


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    return PageCache(tmp_path / "answers")


ANSWER = ScanAnswer((RenderedText(None, "Checked 0000-00-00 00:00\n"),), ("Next",), 3)


def ask(folder: Path, cache: PageCache, **asked: object) -> ScanQuestion:
    return ScanQuestion([folder], asked, cache)


def readings(folder: Path) -> list[Reading]:
    return [Reading(file, troubles=file.troubles) for file in collect(folder).files]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_in_the_folder_is_seen(change: str, folder: Path, cache: PageCache) -> None:
    ask(folder, cache).keep(ANSWER, readings(folder))
    kept = ask(folder, cache).answer()
    assert kept is not None
    assert kept.outputs[0].text.startswith(f"Checked {time.strftime('%Y')}")
    CHANGES[change](folder)
    assert ask(folder, cache).answer() is None


def test_another_question_day_limit_or_last_report_has_another_answer(
    folder: Path, cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(folder, cache, lang="zh").keep(ANSWER, readings(folder))
    assert ask(folder, cache, lang="zh").answer() is not None
    assert ask(folder, cache, lang="en").answer() is None
    with monkeypatch.context() as patch:
        patch.setenv("DOCVET_LIMIT_OCR_PAGES", "7")
        assert ask(folder, cache, lang="zh").answer() is None
    with monkeypatch.context() as patch:
        patch.setattr("docvet.unchanged.today_in_china", lambda: "2031-01-01")
        assert ask(folder, cache, lang="zh").answer() is None
    with monkeypatch.context() as patch:
        patch.setattr("docvet.remembered.trace", lambda *_: "another report came between")
        assert ask(folder, cache, lang="zh").answer() is None
    with monkeypatch.context() as patch:
        patch.setattr("docvet.unchanged._packages", lambda: None)
        assert ask(folder, cache, lang="zh").answer() is None, "a package that extends docvet is installed"
    assert ask(folder, cache, lang="zh").answer() is not None


def test_nothing_is_kept_of_a_folder_that_changed_meanwhile_or_was_not_read_whole(
    folder: Path, cache: PageCache
) -> None:
    question = ask(folder, cache)
    (folder / "late.csv").write_text("货号\n", encoding="utf-8")
    question.keep(ANSWER, readings(folder))
    assert ask(folder, cache).answer() is None
    timed_out = [Reading(each.file, troubles=(Trouble(TroubleKind.LIMIT, "time"),)) for each in readings(folder)]
    ask(folder, cache).keep(ANSWER, timed_out)
    assert ask(folder, cache).answer() is None


def test_nothing_is_kept_that_was_judged_on_another_day_than_it_would_be_given(
    folder: Path, cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ask(folder, cache)
    monkeypatch.setattr("docvet.unchanged.today_in_china", lambda: date(2031, 1, 1))
    question.keep(ANSWER, readings(folder))
    assert ask(folder, cache).answer() is None


def short_of_memory(*_: object) -> Result:
    raise MemoryError


def test_what_failed_within_docvet_is_judged_again(
    folder: Path, cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCVET_CACHE_DIR", str(folder.parent / "remembered"))
    shape = Shape(
        lang="en", wanted=(Target("json", None),), fail_on="review", several=False, compare=None, remember=True,
        open_report=False, show_personal_data=False, quiet=True, verbose=False,
    )  # fmt: skip
    assert shape.lasting
    assert not replace(shape, show_personal_data=True).lasting
    work = Work([folder], {}, None, "rapidocr", 1, cache)
    known = dict(checks())
    with monkeypatch.context() as patch:
        patch.setattr(
            "docvet.rules.engine.checks",
            lambda: known | {"slot_kind": replace(known["slot_kind"], run=short_of_memory)},
        )
        scanned(work, shape, ask(folder, cache))
    assert ask(folder, cache).answer() is None
    scanned(work, shape, ask(folder, cache))
    assert ask(folder, cache).answer() is not None


def test_new_code_of_docvet_has_new_answers(folder: Path, cache: PageCache, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(folder, cache).keep(ANSWER, readings(folder))
    root = folder.parent / "docvet"
    (root / "rules").mkdir(parents=True)
    (root / "rules" / "engine.py").write_text("new = True\n", encoding="utf-8")
    monkeypatch.setattr("docvet.unchanged._ROOT", root)
    assert ask(folder, cache).answer() is None
    ask(folder, cache).keep(ANSWER, readings(folder))
    assert ask(folder, cache).answer() is not None
    os.utime(root / "rules" / "engine.py", ns=(1, 1))
    assert ask(folder, cache).answer() is None


def test_options_that_want_a_scan_of_its_own_keep_and_take_no_answer(folder: Path) -> None:
    place = str(folder.parent / "cache")

    def seconds(*options: str) -> float:
        done = docvet("scan", folder, *options, "--format", "json", DOCVET_CACHE_DIR=place)
        return float(json.loads(done.stdout)["stats"]["seconds"])

    assert seconds("--no-remember") > 0
    assert seconds() > 0, "nothing was kept without remembering"
    assert seconds() == 0
    assert all(seconds(option) > 0 for option in ("--no-cache", "--no-remember", "--verbose"))
