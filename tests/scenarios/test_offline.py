"""Nothing leaves the computer: a whole scan, all its processes and their native code, as the kernel sees it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from docvet.specimens import __path__ as specimens

_ROOT = Path(__file__).resolve().parents[2]
_CALLS = "connect,sendto,sendmsg,sendmmsg,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,symlink,link,linkat"
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|^(creat|mkdir|mkdirat|rename\w*|symlink|link|linkat)\(")
_PLACE = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"([^"]*)"')

_UNCONTAINED = """
import docvet.reading.guard as guard
guard._scrub = lambda: None
guard.sandbox.contain = lambda *reads, **more: None
"""
"""A ``sitecustomize`` by which workers keep the user's environment, and the kernel refuses them nothing."""
_WITH_TELEMETRY = """
import os
real = os.putenv
os.putenv = lambda name, value: None if name == b"ORT_DISABLE_TELEMETRY" else real(name, value)
"""
"""The same for the variable: kept from the environment that native code and children see."""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed (make system)")


def test_a_scan_reaches_nobody_and_writes_only_its_report_and_cache(tmp_path: Path) -> None:
    folder = tmp_path / "application"
    folder.mkdir()
    shutil.copy(Path(specimens[0]) / "clean" / "01-营业执照.pdf", folder)
    (folder / "目录.csv").write_text("货号,品名\nA1,样本\n", encoding="utf-8")
    calls = _watched(tmp_path, folder)
    assert _reaching_out(calls) == []
    assert _written(calls, tmp_path) == set()
    assert list((tmp_path / "home").iterdir()) == []


def test_the_variable_alone_keeps_the_telemetry_silent(tmp_path: Path) -> None:
    calls = _watched_picture(tmp_path, _UNCONTAINED)
    assert _reaching_out(calls) == []
    assert _written(calls, tmp_path) == set()


def test_without_variable_and_containment_the_watch_sees_the_telemetry(tmp_path: Path) -> None:
    assert _written(_watched_picture(tmp_path, _WITH_TELEMETRY + _UNCONTAINED), tmp_path)


def _watched_picture(tmp_path: Path, customized: str) -> list[str]:
    """The calls of a scan of one picture, which onnxruntime reads, with this ``sitecustomize`` in each process."""
    folder = tmp_path / "application"
    folder.mkdir()
    picture = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(picture).text((40, 100), "SAMPLE 12345", fill="black", font_size=80)
    picture.save(folder / "sample.png")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(customized, encoding="utf-8")
    return _watched(tmp_path, folder, PYTHONPATH=os.pathsep.join([str(tmp_path / "site"), str(_ROOT)]))


def _watched(tmp_path: Path, folder: Path, **more: str) -> list[str]:
    """The calls of a scan of ``folder`` by which something could be sent or written, of all its processes."""
    (tmp_path / "home").mkdir()
    trace = tmp_path / "trace.txt"
    command = [
        "strace", "-f", "-qq", "-yy", "-s", "4096", "-e", f"trace=?{',?'.join(_CALLS.split(','))}", "-o", trace,
        sys.executable, "-m", "docvet", "scan", folder, "--format", "json", "--output", tmp_path / "out" / "report.json",
    ]  # fmt: skip
    (tmp_path / "out").mkdir()
    # As on a user's machine: onnxruntime is silent by itself where any variable speaks of a build server.
    own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    own |= {"HOME": str(tmp_path / "home"), "DOCVET_CACHE_DIR": str(tmp_path / "cache")} | more
    done = subprocess.run(command, cwd=_ROOT, env=own, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert (tmp_path / "out" / "report.json").is_file(), done.stderr
    calls = [line.partition(" ")[2].strip() for line in trace.read_text(encoding="utf-8").splitlines()]
    assert any(call.startswith("openat") for call in calls)
    return calls


def _reaching_out(calls: list[str]) -> list[str]:
    """Connections and messages to anything but a UNIX socket."""
    return [
        call for call in calls if call.startswith(("connect", "send")) and "AF_UNIX" not in call and "<UNIX" not in call
    ]


def _written(calls: list[str], tmp_path: Path) -> set[str]:
    """Places that were written to, or tried, beside the report, the cache and what processes of one program share."""
    own = (str(tmp_path / "out"), str(tmp_path / "cache"), "/dev/shm/", "/dev/null", "/dev/tty")  # noqa: S108
    places = set()
    for call in calls:
        if _WRITES.search(call):
            for folder, name in _PLACE.findall(call):
                place = str(Path(folder or "/") / name)
                if not place.startswith(own):
                    places.add(place)
    return places
