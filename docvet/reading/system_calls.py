"""The system calls that a worker is refused, as a filter for the kernel (classic BPF over ``struct seccomp_data``)."""

from __future__ import annotations

import errno
import struct
from dataclasses import dataclass, field

_SHARED = frozenset({*range(424, 435), 438, 440, 442, 452, 463, 466})
"""Since Linux 5.1 numbers are the same everywhere: signals by descriptor, io_uring (whose work no filter sees), mounts,
other processes' descriptors and memory, rights and attributes of files."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """System calls of one architecture."""

    architecture: int
    """``AUDIT_ARCH_…``."""
    seccomp: int
    clone: int
    limits: int
    """``prlimit64``: of itself only."""
    programs: frozenset[int]
    """Starting other processes and programs."""
    refused: frozenset[int] = field(default_factory=frozenset)
    """Sockets; rights, times and attributes of files; mounts, namespaces, keys, modules, tracing, shared memory by name."""
    foreign: int | None = None
    """From this number on calls are of another interface of the same architecture."""


_ANY_CLONE = 435
_X86_64 = Numbers(
    architecture=0xC000003E,
    seccomp=317,
    clone=56,
    limits=302,
    programs=frozenset({57, 58, 59, 322}),
    refused=_SHARED
    | {41, 42, 43, 49, 50, 53, 288}  # socket, connect, accept, bind, listen, socketpair, accept4
    | {90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280}  # chmod, chown, utime, xattr
    | {101, 310, 311, 312, 298, 321, 323}  # ptrace, process_vm_…, kcmp, perf_event_open, bpf, userfaultfd
    | {135, 155, 161, 163, 165, 166, 167, 169, 179, 272, 303, 304, 308}  # mounts, roots, namespaces, handles
    | {175, 176, 246, 248, 249, 250, 313, 320}  # modules, kexec, keys
    | {29, 30, 31, 64, 68, 240}  # System V and POSIX objects by name
    | {159, 164, 170, 171, 227, 305},  # clocks, names of the machine
    foreign=0x40000000,
)
_AARCH64 = Numbers(
    architecture=0xC00000B7,
    seccomp=277,
    clone=220,
    limits=261,
    programs=frozenset({221, 281}),
    refused=_SHARED
    | {198, 199, 200, 201, 202, 203, 242}
    | {5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88}
    | {117, 270, 271, 272, 241, 280, 282}
    | {39, 40, 41, 51, 60, 89, 92, 97, 142, 224, 264, 265, 268}
    | {104, 105, 106, 217, 218, 219, 273, 294}
    | {180, 186, 190, 194, 195, 196}
    | {112, 161, 162, 170, 171, 266},
)
_BY_MACHINE = {"x86_64": _X86_64, "AMD64": _X86_64, "aarch64": _AARCH64, "arm64": _AARCH64}

_THREAD = 0x00010000
_NAMESPACES = 0x7E020000
_LOAD, _EQUAL, _AT_LEAST, _BITS, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST = 0, 4, 16
"""Offsets in ``struct seccomp_data``; of the first argument its lower half (both architectures are little-endian)."""
_ALLOW, _REFUSE, _ABSENT = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS


def of(machine: str) -> Numbers | None:
    """The numbers of a machine as :func:`platform.machine` names it; None where they are not known here."""
    return _BY_MACHINE.get(machine)


def program(numbers: Numbers, *, programs: bool) -> bytes:
    """The filter: what is refused answers ``EPERM``, everything else is allowed; threads are, processes with ``programs``."""
    refused = sorted(numbers.refused | (frozenset() if programs else numbers.programs))
    code = [_step(_LOAD, _ARCHITECTURE), _step(_EQUAL, numbers.architecture, 1, 0), _step(_ANSWER, _REFUSE)]
    code += [_step(_LOAD, _NUMBER)]
    if numbers.foreign is not None:
        code += [_step(_AT_LEAST, numbers.foreign, 0, 1), _step(_ANSWER, _REFUSE)]
    for number in refused:
        code += [_step(_EQUAL, number, 0, 1), _step(_ANSWER, _REFUSE)]
    code += [_step(_EQUAL, _ANY_CLONE, 0, 1), _step(_ANSWER, _ABSENT)]  # its flags lie in memory; libc then calls clone
    code += [_step(_EQUAL, numbers.limits, 0, 3), _step(_LOAD, _FIRST), _step(_EQUAL, 0, 1, 0), _step(_ANSWER, _REFUSE)]
    code += [_step(_LOAD, _NUMBER), _step(_EQUAL, numbers.clone, 1, 0), _step(_ANSWER, _ALLOW), _step(_LOAD, _FIRST)]
    code += [_step(_BITS, _NAMESPACES, 0, 1), _step(_ANSWER, _REFUSE)]
    if not programs:
        code += [_step(_BITS, _THREAD, 1, 0), _step(_ANSWER, _REFUSE)]
    return b"".join([*code, _step(_ANSWER, _ALLOW)])


def _step(code: int, value: int, hit: int = 0, miss: int = 0) -> bytes:
    return struct.pack("=HBBI", code, hit, miss, value)
