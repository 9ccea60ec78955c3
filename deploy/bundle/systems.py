"""The systems that bundles are made for, and what each needs of the lock."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parents[2] / "requirements.lock"
INTEL_MAC_LOCK = Path(__file__).parent / "macos-x86_64.lock"
"""Versions of their own: the newest of several packages have no wheels for Intel Macs any longer. ``make lock`` writes it."""
PROJECT = LOCK.with_name("pyproject.toml")
PYTHONS = ("3.11", "3.12", "3.13")
"""Versions of Python whose wheels are in a bundle."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==[^\\]*(?:\\\n +--hash=\S+ ?)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class System:
    """One system."""

    name: str
    platforms: tuple[str, ...]
    """pip's tags of the wheels that run there, the newest first."""
    environment: Mapping[str, str]
    """What the markers of requirements see there."""
    start: tuple[str, ...]
    """The start files of ``start/`` that people double-click."""
    lock: Path = LOCK
    """Where the versions stand that have wheels there."""


def _macos(machine: str, oldest: tuple[int, int]) -> tuple[str, ...]:
    versions = [(major, 0) for major in range(14, 10, -1)] + [(10, minor) for minor in range(16, 8, -1)]
    return tuple(
        f"macosx_{major}_{minor}_{kind}"
        for major, minor in versions
        if (major, minor) >= oldest
        for kind in (machine, "universal2")
    )


_LINUX = (*(f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 26, 24, 17, 12, 5)), "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")  # fmt: skip
SYSTEMS: Mapping[str, System] = {
    system.name: system
    for system in (
        System(
            "windows-x86_64", ("win_amd64",),
            {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
            ("docvet.bat", "启动docvet.bat"),
        ),
        System(
            "macos-arm64", _macos("arm64", (11, 0)),
            {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
            ("start.command",),
        ),
        System(
            "macos-x86_64", _macos("x86_64", (10, 9)),
            {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "x86_64"},
            ("start.command",), INTEL_MAC_LOCK,
        ),
        System(
            "linux-x86_64", _LINUX,
            {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
            ("start.sh",),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pin:
    """A version of a package in the lock, with its hashes."""

    text: str
    """As it stands there."""
    requirement: Requirement

    def fits(self, system: System, python: str) -> bool:
        """It is the one for that system and version of Python."""
        return self.requirement.marker is None or self.requirement.marker.evaluate(_environment(system, python))

    @property
    def unconditional(self) -> str:
        """Without its marker: pip would ask that of the machine that downloads."""
        head, _, hashes = self.text.partition("\\\n")
        return f"{head.partition(';')[0].strip()} \\\n{hashes}"


def pins(lock: str) -> dict[str, list[Pin]]:
    """The versions of each package in the lock by canonical name; several where Pythons differ."""
    found: dict[str, list[Pin]] = {}
    for match in _PIN.finditer(lock):
        found.setdefault(canonicalize_name(match[1]), []).append(
            Pin(match[0].rstrip(), Requirement(match[0].partition("\\")[0].strip()))
        )
    return found


def needed(system: System) -> set[str]:
    """Canonical names of all that docvet with its service needs there: of ``pyproject.toml``, and what the installed packages say."""
    if system.lock != LOCK:  # holds nothing else
        return set(pins(system.lock.read_text(encoding="utf-8")))
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    seen: set[tuple[str, str]] = set()
    todo = [Requirement(text) for text in project["dependencies"] + project["optional-dependencies"]["service"]]
    while todo:
        wanted = todo.pop()
        for extra in ("", *sorted(wanted.extras)):
            if (wanted.name, extra) not in seen:
                seen.add((wanted.name, extra))
                todo += _below(wanted.name, extra, system)
    return {canonicalize_name(name) for name, _ in seen}


def _below(name: str, extra: str, system: System) -> Iterator[Requirement]:
    try:
        texts = requires(name) or []
    except PackageNotFoundError:  # of another system, and not installed here
        return
    for text in texts:
        requirement = Requirement(text)
        marker = requirement.marker
        if (
            not extra
            if marker is None
            else any(marker.evaluate(_environment(system, python, extra)) for python in PYTHONS)
        ):
            yield requirement


def _environment(system: System, python: str, extra: str = "") -> dict[str, str]:
    """What markers see."""
    return {
        **system.environment, "implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": extra,
        "python_version": python, "python_full_version": f"{python}.5",
    }  # fmt: skip
