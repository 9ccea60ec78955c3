"""Temporary files of a service that was killed are deleted by the next one; those of one that lives are not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from docvet.service import temporary

_SERVICE = """
import tempfile, sys
from docvet.service import temporary
temporary.enter()
print(tempfile.mkdtemp(prefix="pymp-"), flush=True)
sys.stdin.read()
"""


def _service(place: Path) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVICE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(place)},
    )  # fmt: skip
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


@pytest.mark.skipif(sys.platform == "win32", reason="TMPDIR and SIGKILL")
def test_what_a_killed_service_left_is_cleared_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docvet-of-somebody-else").mkdir()
    (living, of_living), (doomed, of_doomed) = _service(tmp_path), _service(tmp_path)
    doomed.kill()
    doomed.wait()
    assert of_living.is_dir()
    assert of_doomed.is_dir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("atexit.register", lambda *_: None)
    temporary.enter()
    assert Path(tempfile.gettempdir()).parent == tmp_path
    assert of_living.is_dir()
    assert not of_doomed.parent.exists()
    living.communicate("")
    assert living.returncode == 0
    assert not of_living.parent.exists()
    assert (tmp_path / "docvet-of-somebody-else").is_dir()
