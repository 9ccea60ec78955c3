"""Makes the bundles; see the package."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from deploy.bundle.systems import LOCK, PYTHONS, SYSTEMS, System, needed, pins
from docvet.version import VERSION

ROOT = LOCK.parent
START = Path(__file__).parent / "start"
ALWAYS = ("start.py", "README.txt")
_PIP = "pip"


class Missing(Exception):
    """A package has no wheel for the system."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make them."""
    parser = argparse.ArgumentParser(
        prog="python -m deploy.bundle", description="docvet with all it needs, for one system"
    )
    parser.add_argument("systems", nargs="*", choices=[*SYSTEMS, []], metavar="SYSTEM", help=", ".join(SYSTEMS))
    parser.add_argument("--output", type=Path, default=ROOT / "out" / "bundles")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="only these versions of Python")
    given = parser.parse_args(arguments)
    given.output.mkdir(parents=True, exist_ok=True)
    failed = []
    for name in given.systems or SYSTEMS:
        try:
            print(make(SYSTEMS[name], given.output, given.python or PYTHONS))
        except Missing as error:
            failed.append(name)
            print(f"{name}: no bundle: {error}", file=sys.stderr)
    return bool(failed)


def make(system: System, output: Path, pythons: Sequence[str]) -> Path:
    """The zip file of a system. Missing where a package has no wheel for it."""
    with tempfile.TemporaryDirectory(prefix="docvet-bundle-") as work:
        folder = Path(work) / f"docvet-{VERSION}"
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT))
        known = pins(system.lock.read_text(encoding="utf-8"))
        chosen = [pin for name in sorted(needed(system)) for pin in known[name]]
        (folder / "requirements.txt").write_text("".join(f"{pin.text}\n" for pin in chosen), encoding="utf-8")
        for python in pythons:
            wanted = Path(work) / f"{python}.txt"
            wanted.write_text(
                "".join(f"{pin.unconditional}\n" for pin in chosen if pin.fits(system, python)), encoding="utf-8"
            )
            _download(system, python, wheels, "--require-hashes", "--requirement", str(wanted))
        _download(system, pythons[0], wheels, _PIP)
        add_start_files(system, folder)
        target = output / f"docvet-{VERSION}-{system.name}.zip"
        write_zip(folder, target)
        return target


def add_start_files(system: System, folder: Path) -> None:
    """What people double-click, and what that runs."""
    for name in (*ALWAYS, *system.start):
        shutil.copyfile(START / name, folder / name)
        (folder / name).chmod(0o755 if name.endswith((".sh", ".command")) else 0o644)


def write_zip(folder: Path, target: Path) -> None:
    """The folder as one archive; start files stay executable, Chinese names are marked as UTF-8."""
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", (2020, 1, 1, 0, 0, 0))
            entry.external_attr = (0o100000 | file.stat().st_mode & 0o777) << 16
            entry.create_system = 3
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as written:
                shutil.copyfileobj(source, written)
    part.replace(target)


def _download(system: System, python: str, wheels: Path, *what: str) -> None:
    tag = "cp" + python.replace(".", "")
    platforms = [option for platform in system.platforms for option in ("--platform", platform)]
    abis = [option for abi in (tag, "abi3", "none") for option in ("--abi", abi)]
    _pip(
        "download", "--no-deps", "--only-binary=:all:", "--python-version", python, "--implementation", "cp", *abis, *platforms,
        "--dest", str(wheels), *what,
    )  # fmt: skip


def _pip(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", _PIP, *arguments, "--disable-pip-version-check", "--quiet", "--no-input"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
        raise Missing(" ".join(lines[-2:]) or f"pip ended with {done.returncode}")


if __name__ == "__main__":
    raise SystemExit(main())
