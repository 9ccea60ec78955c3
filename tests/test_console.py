"""Report files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from docvet.console import check_output, choose, write_report
from docvet.errors import UsageError


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("old")
    path.chmod(0o640)
    write_report(path, "新\n")
    assert path.read_bytes() == "新\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [item.name for item in tmp_path.iterdir()] == ["report.json"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    link = tmp_path / "link.txt"
    link.symlink_to("real.txt")
    write_report(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_device_is_written_and_not_replaced() -> None:
    write_report(Path(os.devnull), "x")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_sentence() -> None:
    with pytest.raises(UsageError, match="--output cannot be written"):
        write_report(Path("/dev/full"), "x" * 100_000)


def test_a_fault_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_report(path, "half\udcff")
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["report.txt"]


def test_places_that_take_no_report_are_refused_beforehand(tmp_path: Path) -> None:
    check_output(tmp_path, [])  # a folder gets one file an application
    with pytest.raises(UsageError, match="docvet-report"):
        check_output(tmp_path, [tmp_path])
    with pytest.raises(UsageError, match="does not exist"):
        check_output(tmp_path / "none" / "report.txt", [])


@pytest.mark.parametrize("name", ["执照.pdf", "new.json", "deeper/docvet-report.txt"])
def test_no_report_stands_among_the_applicants_files(name: str, tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "执照.pdf").write_text("the licence")
    with pytest.raises(UsageError, match="docvet-report") as caught:
        check_output(tmp_path / name, [tmp_path / "other", tmp_path])
    assert str(tmp_path / "docvet-report") in str(caught.value)


def test_a_report_may_stand_where_scans_leave_it_alone(tmp_path: Path) -> None:
    check_output(tmp_path / "docvet-report.txt", [tmp_path])
    (tmp_path / "application").mkdir()
    check_output(tmp_path / "report.txt", [tmp_path / "application"])


def test_a_link_does_not_lead_a_report_among_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "application"
    folder.mkdir()
    (folder / "执照.pdf").write_text("the licence")
    (tmp_path / "report.txt").symlink_to(folder / "执照.pdf")
    with pytest.raises(UsageError, match="among the applicant's files"):
        check_output(tmp_path / "report.txt", [folder])


def test_a_protected_file_is_refused_beforehand(unprivileged: Path) -> None:
    path = unprivileged / "report.txt"
    path.write_text("old")
    path.chmod(0o400)
    with pytest.raises(UsageError, match="cannot be written"):
        check_output(path, [])


def test_a_typing_error_gets_the_nearest_name() -> None:
    assert choose("--mode", "pop", ["pop", "joint"]) == "pop"
    with pytest.raises(UsageError) as caught:
        choose("--mode", "joimt", ["pop", "joint"])
    assert str(caught.value) == "--mode cannot be 'joimt', did you mean joint; allowed: pop, joint"
    with pytest.raises(UsageError) as caught:
        choose("--mode", "xyz", ["pop", "joint"])
    assert str(caught.value) == "--mode cannot be 'xyz'; allowed: pop, joint"
