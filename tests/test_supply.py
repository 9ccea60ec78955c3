"""What docvet is made of: its licences, and a wheel that anybody can build again bit by bit."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*command: object, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": ""} | more
    return subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )  # fmt: skip


def test_no_licence_binds_those_who_use_docvet() -> None:
    done = run("tools/licences.py", "--list")
    assert (done.returncode, done.stderr) == (0, "")
    assert "pypdf " in done.stdout
    assert len(done.stdout.splitlines()) > 100


def test_a_licence_that_would_is_refused(tmp_path: Path) -> None:
    for number, licence in enumerate(
        (
            "AGPL-3.0-only",
            "GPL-2.0-or-later",
            "GNU General Public License v3 (GPLv3)",
            "BUSL-1.1",
            "LGPL-3.0-only",
            "MIT",
        )
    ):
        info = tmp_path / f"sample_{number}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.4\nName: sample-{number}\nVersion: 1\nLicense-Expression: {licence}\n"
        )
    (tmp_path / "lock").write_text("".join(f"sample-{number}==1\n" for number in range(6)))
    done = run("tools/licences.py", tmp_path / "lock", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["sample-0", "sample-1", "sample-2", "sample-3"]


def test_two_wheels_of_the_same_sources_are_the_same_bytes(tmp_path: Path) -> None:
    hashes = set()
    for number, more in enumerate(({"TZ": "UTC"}, {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"})):
        place = tmp_path / str(number)
        done = run("-m", "hatchling", "build", "-t", "wheel", "-d", place, SOURCE_DATE_EPOCH="1700000000", **more)
        assert done.returncode == 0, done.stderr
        (wheel,) = place.glob("*.whl")
        hashes.add(hashlib.sha256(wheel.read_bytes()).hexdigest())
    assert len(hashes) == 1
