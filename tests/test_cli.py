"""The commands as a shell sees them: streams, exit codes, one sentence for every mistake."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from docvet.errors import ExitCode
from docvet.exits import FailOn
from docvet.folders import scan_all
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.report.model import Report
from docvet.version import VERSION
from docvet.words import words
from tests.shell import docvet, environment

SPECIMEN = Path(__file__).parents[1] / "docvet" / "specimens" / "broken-chain"


@pytest.fixture(scope="module")
def cheap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An application with one file, which is empty: judged without any text recognition."""
    folder = tmp_path_factory.mktemp("申请 [1]")
    (folder / "执照.pdf").touch()
    return folder


@pytest.fixture(scope="module")
def report(cheap: Path) -> subprocess.CompletedProcess[str]:
    return docvet(
        "scan", cheap, "--format", "json", "--brand", "ON", "--targets", "NO", "--submission-date", "2024-06-01"
    )


def test_the_report_is_all_there_is_on_standard_output(cheap: Path, report: subprocess.CompletedProcess[str]) -> None:
    told = Report.model_validate_json(report.stdout)
    assert told.application.name == cheap.name
    assert told.application.brand == "ON"
    assert told.application.submission_date == "2024-06-01"
    assert [document.path for document in told.documents] == ["执照.pdf"]
    assert report.returncode == {"reject": 1, "review": 3}[told.verdict]
    assert report.stderr.startswith(f"{cheap.name}: "), "the closing lines"
    assert docvet("scan", cheap, "--quiet", "--format", "json").stderr == ""


def test_the_language_follows_the_locale_and_the_flag(cheap: Path) -> None:
    assert "没有检查的项目" in docvet("scan", cheap, lang="zh_CN.UTF-8").stdout
    assert "What was not checked" in docvet("scan", cheap, "--lang", "en", lang="zh_CN.UTF-8").stdout


def test_output_is_utf8_even_where_the_console_is_not(cheap: Path) -> None:
    done = docvet(
        "scan", cheap, "--lang", "zh", lang="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert "执照.pdf" in done.stdout


def test_a_report_goes_to_a_file(cheap: Path, tmp_path: Path, report: subprocess.CompletedProcess[str]) -> None:
    path = tmp_path / "report.json"
    path.write_text("old")
    done = docvet("scan", cheap, "--format", "json", "--output", path)
    assert (done.returncode, done.stdout) == (report.returncode, "")
    assert f"Report written to {path}" in done.stderr
    assert "docvet scan" in done.stderr.split("Next:")[1], "what to do next"
    assert json.loads(path.read_text("utf-8"))["schema"] == "docvet/report-1"


def test_one_reading_gives_several_formats_and_a_file_an_application(cheap: Path, tmp_path: Path) -> None:
    other = tmp_path / "乙方" / cheap.name
    other.mkdir(parents=True)
    (other / "证.pdf").touch()
    table, pages = tmp_path / "all.csv", tmp_path / "pages"
    done = docvet(
        "scan", cheap, other, "--format", "html", "--output", f"{pages}/", "--format", "csv-summary", "--output", table,
        "--format", "message",
    )  # fmt: skip
    names = sorted(path.name for path in pages.iterdir())
    assert names == sorted([f"{cheap.parent.name}-{cheap.name}.html", f"乙方-{cheap.name}.html"])
    assert all(path.read_text("utf-8").startswith("<!doctype html>") for path in pages.iterdir())
    assert len(table.read_text("utf-8").splitlines()) == 3
    assert "Must fix" in done.stdout or "Needs review" in done.stdout
    assert "<html" not in done.stdout


def test_the_last_report_is_remembered_and_follows_a_renamed_folder(tmp_path: Path) -> None:
    folder = tmp_path / "LUMORA"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_text(f"not a PDF: {tmp_path}/{name}")
    (folder / "c.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    assert "Since the check" not in docvet("scan", folder).stdout
    (folder / "c.zip").unlink()
    renamed = folder.rename(tmp_path / "LUMORA final")
    told = docvet("scan", renamed).stdout
    assert "Since the check of" in told
    assert "Fixed: " in told
    asked = docvet("scan", renamed, "--format", "json", "--compare", "--no-cache")
    assert Report.model_validate_json(asked.stdout).comparison is not None
    plain = Report.model_validate_json(docvet("scan", renamed, "--format", "json").stdout)
    assert plain.comparison is None, "programs get what they ask for"
    forgetful = tmp_path / "none"
    docvet("scan", renamed, "--no-remember", DOCVET_CACHE_DIR=str(forgetful))
    assert "Since the check" not in docvet("scan", renamed, DOCVET_CACHE_DIR=str(forgetful)).stdout


def test_one_bad_folder_does_not_stop_the_others(cheap: Path, tmp_path: Path) -> None:
    done = docvet("scan", tmp_path / "none", cheap, "--format", "json")
    assert done.returncode == 2
    assert "does not exist" in done.stderr
    assert "Traceback" not in done.stderr
    assert [json.loads(line)["application"]["name"] for line in done.stdout.splitlines()] == [cheap.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_report_that_cannot_be_written_is_a_fault_and_not_lost(cheap: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "docvet", "scan", str(cheap)],
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", env=environment(), timeout=300, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be written to standard output" in done.stderr
    saved = docvet("scan", cheap, "--output", "/dev/full")
    assert (saved.returncode, saved.stderr.count("\n")) == (2, 1)
    assert "执照.pdf" in saved.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors of Unix")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(closed: str, cheap: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m docvet scan '{cheap}' --output '{tmp_path / 'report.txt'}' {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=environment(), timeout=300, check=False)
    assert done.returncode in {1, 3}
    assert b"Traceback" not in done.stderr
    assert "执照.pdf" in (tmp_path / "report.txt").read_text("utf-8")


def test_a_reader_who_goes_away_is_no_fault(cheap: Path) -> None:
    command = [sys.executable, "-m", "docvet", "scan", str(cheap)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(timeout=120) in {1, 3}


class Interrupted(list[Path]):
    """Folders between whose first and second the user presses Ctrl-C."""

    def __iter__(self) -> Iterator[Path]:
        yield self[0]
        signal.raise_signal(signal.SIGINT)
        yield from self[1:]


def test_ctrl_c_keeps_the_reports_of_finished_folders(cheap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders, silent = Interrupted([cheap, cheap]), {"show_progress": False, "show_traceback": False}
    with Readers(1, cache=PageCache()) as readers:
        results = scan_all(folders, readers, words("en"), **silent)
    assert [item.application.name for item in results.reports] == [cheap.name]
    assert results.exit_code(FailOn.REVIEW) == ExitCode.INTERRUPTED
    assert "Interrupted: 1 of 2 folders finished" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGINT] * 6, [signal.SIGTERM]])
def test_an_interrupt_leaves_no_process_behind(signals: list[signal.Signals]) -> None:
    command = [sys.executable, "-m", "docvet", "scan", str(SPECIMEN), "--jobs", "1", "--no-cache"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), start_new_session=True
    ) as process:
        me = psutil.Process(process.pid)
        until = time.monotonic() + 60
        while not me.children() and time.monotonic() < until:
            time.sleep(0.1)
        children = me.children(recursive=True)
        assert children
        time.sleep(1)
        for number in signals:  # a terminal sends it to the whole group, impatient people several times
            os.killpg(process.pid, number)
            time.sleep(0.02)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert b"Interrupted: 0 of 1 folder finished" in err
    assert b"Traceback" not in err
    assert not psutil.wait_procs(children, timeout=10)[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["scan"], "FOLDER"),
        (["scan", ""], "the folder name is empty"),
        (["scan", "x", "--ruleset", ""], "there is no ruleset ''"),
        (["scan", "tests", "--output", "tests/new.txt"], "among the applicant's files"),
        (["scna"], "'scan'"),
        (["scan", "x", "--modee", "pop"], "--mode"),
        (["scan", "x", "--mode", "popp"], "--mode cannot be 'popp', did you mean pop; allowed: pop, joint"),
        (["scan", "x", "--entity", "compny"], "did you mean company"),
        (["scan", "x", "--engine", "rapidorc"], "did you mean rapidocr"),
        (["scan", "x", "--format", "jsno"], "did you mean json"),
        (["scan", "x", "--fail-on", "rewiew"], "did you mean review"),
        (["scan", "x", "--lang", "fr"], "allowed: zh, en"),
        (["scan", "x", "--jobs", "0"], "--jobs"),
        (["scan", "x", "--jobs", "two"], "--jobs"),
        (["scan", "x", "--quiet", "--verbose"], "cannot be used together"),
        (["scan", ".", "--ruleset", "tiktok-shop-pup"], "tiktok-shop-pop"),
        (["scan", "no-such-folder"], "no-such-folder does not exist"),
        (["scan", "a\x1b[31mb"], "a\\x1b[31mb does not exist"),
        (["scan", __file__], "docvet takes a folder"),
        (["scan", "x", "--format", "json", "--format", "html"], "only one format can go to the screen"),
        (["scan", "x", "--output", "a.txt", "--output", "b.txt"], "has no --format"),
        (["scan", "tests", "--output", "tests/report/"], "is inside the application folder"),
        (["scan", "x", "--output", "no-such-folder/report.txt"], "the folder for --output does not exist"),
    ],
)
def test_a_mistake_gets_one_sentence(arguments: list[str], sentence: str) -> None:
    done = docvet(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert done.stderr.startswith("docvet: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("names", [[], [".DS_Store", "Thumbs.db", "._a.pdf"]])
def test_a_folder_with_nothing_to_read_is_wrong_usage(names: list[str], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    done = docvet("scan", tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert str(tmp_path) in done.stderr


@pytest.mark.parametrize(
    ("line", "flag"),
    [("brnad: LUMORA", []), ("submission_date: 2024-13-01", []), ("brand: A", ["--submission-date", "soon"])],
)
def test_a_wrong_form_is_wrong_usage(line: str, flag: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    (tmp_path / "application.yaml").write_text(line)
    done = docvet("scan", tmp_path, *flag)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert ("line 1" in done.stderr or ":1" in done.stderr) if not flag else "soon" in done.stderr


def test_the_version() -> None:
    assert docvet("--version").stdout == f"docvet {VERSION}\n"


@pytest.mark.parametrize("lang", ["zh_CN.UTF-8", "en_US.UTF-8"])
@pytest.mark.parametrize("command", ["scan", "demo"])
def test_every_command_has_help_with_an_example(command: str, lang: str) -> None:
    done = docvet(command, "--help", lang=lang)
    assert done.returncode == 0
    usage = "用法：" if lang.startswith("zh") else "Usage:"
    assert f"docvet {command}" in done.stdout.split("--help")[0].split(usage)[1].partition("\n")[2]


def test_without_a_command_the_commands_are_listed() -> None:
    done = docvet()
    assert done.returncode == 2
    assert "scan" in done.stdout


def test_help_needs_no_heavy_part() -> None:
    code = "import sys; sys.argv = ['docvet', '--help']; from docvet.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "heavy = {'numpy', 'cv2', 'onnxruntime', 'pydantic', 'rich.console', 'yaml', 'PIL'} & sys.modules.keys()\n"
    code += "print(sorted(heavy), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert done.stderr == "[]\n"
