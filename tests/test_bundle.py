"""Bundles: what is in them, and their start file on this system, offline, from a path with spaces and Chinese."""

from __future__ import annotations

import ensurepip
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy.bundle.__main__ import START, add_start_files, write_zip
from deploy.bundle.systems import PYTHONS, SYSTEMS, needed, pins

ECHO = "import sys; print('desk', sys.argv[1:], sys.prefix)"


@pytest.mark.parametrize("name", SYSTEMS)
def test_all_that_is_needed_there_is_pinned(name: str) -> None:
    known = pins(SYSTEMS[name].lock.read_text(encoding="utf-8"))
    names = needed(SYSTEMS[name])
    assert names <= known.keys()
    assert {"rapidocr", "onnxruntime", "dbos", "webauthn", "argon2-cffi", "psycopg-binary"} <= names
    assert ("colorama" in names) is name.startswith("windows")
    assert not names & {"pytest", "playwright", "ruff", "mypy"}
    for python in PYTHONS:
        fitting = {each: [pin for pin in known[each] if pin.fits(SYSTEMS[name], python)] for each in names}
        assert [each for each, of_it in fitting.items() if len(of_it) > 1] == []
        assert [each for each, of_it in fitting.items() if not of_it and each != "colorama"] == []
        for (pin,) in filter(None, fitting.values()):
            assert "--hash=sha256:" in pin.unconditional
            assert ";" not in pin.unconditional


def test_start_files_are_what_each_system_reads() -> None:
    for name in ("docvet.bat", "启动docvet.bat"):
        content = (START / name).read_bytes()
        assert content.isascii()  # the code page of a Windows console is anybody's guess
        assert content.count(b"\n") == content.count(b"\r\n") > 0
    for name in ("start.sh", "start.command"):
        assert b"\r" not in (START / name).read_bytes()
        subprocess.run(["sh", "-n", START / name], check=True)
    readme = (START / "README.txt").read_text(encoding="utf-8-sig")
    assert readme.count("untried") >= 1
    assert "没有试过" in readme


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A bundle of this system that holds a docvet which only says what it was asked for."""
    folder = tmp_path / "made" / "docvet-0"
    (folder / "wheels").mkdir(parents=True)
    (pip,) = (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl")
    shutil.copy(pip, folder / "wheels")
    with zipfile.ZipFile(folder / "wheels" / "docvet-0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("docvet/__init__.py", "")
        wheel.writestr("docvet/__main__.py", ECHO)
        wheel.writestr("docvet-0.dist-info/METADATA", "Metadata-Version: 2.1\nName: docvet\nVersion: 0\n")
        wheel.writestr("docvet-0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("docvet-0.dist-info/RECORD", "")
    (folder / "requirements.txt").write_text("")
    add_start_files(SYSTEMS["linux-x86_64"], folder)
    write_zip(folder, tmp_path / "bundle.zip")
    target = tmp_path / "路径 有空格"
    subprocess.run([sys.executable, "-m", "zipfile", "-e", tmp_path / "bundle.zip", target], check=True)
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        (entry,) = [entry for entry in archive.infolist() if entry.filename.endswith("start.sh")]
    assert entry.external_attr >> 16 & 0o111
    return target / "docvet-0"


def start(folder: Path, *arguments: str, lang: str = "zh_CN.UTF-8") -> subprocess.CompletedProcess[str]:
    offline = ["unshare", "-rn"] if subprocess.run(["unshare", "-rn", "true"], check=False).returncode == 0 else []
    return subprocess.run(
        [*offline, "sh", folder / "start.sh", *arguments], capture_output=True, encoding="utf-8", check=False, cwd="/",
        env={"PATH": os.environ["PATH"], "LANG": lang, "PYTHONIOENCODING": "utf-8", "DOCVET_PYTHON": sys.executable},
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="the start file of Linux")
def test_the_first_start_makes_the_environment_and_later_ones_use_it(unpacked: Path) -> None:
    first = start(unpacked, "--home", "资料 夹")
    assert "第一次启动" in first.stdout
    assert f"desk ['desk', '--home', '资料 夹'] {unpacked / 'env'}" in first.stdout
    again = start(unpacked, lang="en_US.UTF-8")
    assert again.stdout.startswith("desk ['desk']")
    (unpacked / "env" / "bin" / "python").unlink()  # as when the Python that made it was removed
    assert "First start" in start(unpacked, lang="en_US.UTF-8").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the start file of Linux")
def test_a_first_start_that_fails_says_so_and_leaves_no_half_environment(unpacked: Path) -> None:
    (unpacked / "requirements.txt").write_text("nosuchpackage==1 --hash=sha256:" + "0" * 64)
    failed = start(unpacked)
    assert failed.returncode == 1
    assert "first-start.log" in failed.stdout
    assert "Traceback" not in failed.stderr
    assert not (unpacked / "env").exists()
