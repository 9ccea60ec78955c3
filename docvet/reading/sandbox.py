"""What the kernel refuses a worker process: other files, writing, sockets, programs (Linux: Landlock and seccomp).

Through the kernel's own interface (``linux/landlock.h``, ``linux/seccomp.h``); nothing of it can be undone by the process.
The size and times of files elsewhere can still be seen: Landlock does not cover ``stat``.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import struct
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docvet.reading import system_calls

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_ONLY, _PATH_BENEATH = 1, 1
_NO_NEW_PRIVILEGES, _GET_SECCOMP = 38, 21
_SET_FILTER, _EVERY_THREAD = 1, 1
_EXECUTE, _READ_FILE, _READ_FOLDER, _WRITE_FILE = 1 << 0, 1 << 2, 1 << 3, 1 << 1
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files the kernel knows, by version of Landlock; the newest for all that follow."""
_TCP, _FOREIGN = 0b11, 0b11
"""Binding and connecting; signals and abstract sockets of processes outside."""
_TCP_SINCE, _FOREIGN_SINCE = 4, 6
_SYSTEM = (
    *("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache"),
    *("/usr/share/zoneinfo", "/etc/localtime", "/usr/share/locale", "/usr/share/fonts", "/etc/fonts"),
    *("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata"),
    *("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu", "/sys/fs/cgroup"),
    *("/dev/zero", "/dev/urandom", "/dev/random"),
)
"""Code, fonts, models and what programs ask of the machine; none of it is anybody's document."""
_PROGRAMS = ("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin", "/proc")
"""What an engine that starts a program reads besides."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What this kernel can refuse."""

    landlock: int
    """Version of Landlock; 0 where there is none."""
    seccomp: bool


class _Rule(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("rights", ctypes.c_uint64), ("place", ctypes.c_int32)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def abilities() -> Abilities:
    """What this kernel offers to this process; nothing is changed."""
    if not sys.platform.startswith("linux"):
        return Abilities(0, seccomp=False)
    version = _libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_ONLY))
    known = system_calls.of(platform.machine()) is not None
    return Abilities(max(0, version), seccomp=known and _libc().prctl(_GET_SECCOMP, 0, 0, 0, 0) >= 0)


def contain(reads: Iterable[Path] = (), *, programs: bool = False) -> Abilities:
    """From now on this process reads code, models, fonts and ``reads``, writes nothing and opens no socket.

    To be called while there is one thread: Landlock holds for it and what it starts. With ``programs`` it may start
    programs, which are held just so. What the kernel does not know stays allowed; the answer is what holds.

    Raises:
        OSError: the kernel knows how, and did not.
    """
    able = abilities()
    if not (able.landlock or able.seccomp):
        return able
    _done(_libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    if able.landlock:
        _restrict_files(able.landlock, [*_code(), *reads], programs=programs)
    if able.seccomp:
        _restrict_calls(programs=programs)
    return able


def _code() -> Iterable[Path]:
    """Where Python, its packages and docvet lie; never the working folder, which may be an applicant's."""
    paths = sysconfig.get_paths()
    yield from (Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (Path(entry) for entry in sys.path if Path(entry).name in ("site-packages", "dist-packages"))
    yield Path(sys.base_prefix) / "lib"
    yield Path(__file__).parents[1]


def _restrict_files(version: int, reads: Iterable[Path], *, programs: bool) -> None:
    libc = _libc()
    handled = (1 << _FILE_RIGHTS.get(version, max(_FILE_RIGHTS.values()))) - 1
    attributes = struct.pack(
        "=QQQ", handled, _TCP if version >= _TCP_SINCE else 0, _FOREIGN if version >= _FOREIGN_SINCE else 0
    )
    size = 8 if version < _TCP_SINCE else 16 if version < _FOREIGN_SINCE else 24
    rules = _done(libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0)))
    try:
        rights = _READ_FILE | _READ_FOLDER | (_EXECUTE if programs else 0)
        for place in [*map(Path, _SYSTEM), *reads, *(map(Path, _PROGRAMS) if programs else ())]:
            _allow(rules, place, rights)
        _allow(rules, Path(os.devnull), _READ_FILE | _WRITE_FILE)
        _done(libc.syscall(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0)))
    finally:
        os.close(rules)


def _allow(rules: int, place: Path, rights: int) -> None:
    with contextlib.suppress(OSError):  # not here: nothing to allow
        descriptor = os.open(place, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
        try:
            if not place.is_dir():
                rights &= ~_READ_FOLDER
            rule = _Rule(rights, descriptor)
            _done(
                _libc().syscall(
                    _ADD_RULE, ctypes.c_int(rules), ctypes.c_int(_PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0)
                )
            )
        finally:
            os.close(descriptor)


def _restrict_calls(*, programs: bool) -> None:
    numbers = system_calls.of(platform.machine())
    if numbers is None:
        return
    code = system_calls.program(numbers, programs=programs)
    program = _Program(len(code) // 8, code)
    call = _libc().syscall
    _done(call(numbers.seccomp, ctypes.c_uint(_SET_FILTER), ctypes.c_uint(_EVERY_THREAD), ctypes.byref(program)))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _done(result: int) -> int:
    if result >= 0:
        return result
    number = ctypes.get_errno() or errno.EPERM
    raise OSError(number, f"containment: {os.strerror(number)}")
