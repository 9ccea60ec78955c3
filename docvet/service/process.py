"""Processes that belong together: a child leaves with its parent, and takes its own children along."""

from __future__ import annotations

import contextlib
import os
import platform
import socket
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import NoReturn

import psutil

_LOOK = 2.0


def follow_parent() -> None:
    """From now on this process ends when its parent does, however that ends."""
    threading.Thread(target=_follow, daemon=True).start()


def leave(code: int) -> NoReturn:
    """End at once, with all that this process started."""
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    os._exit(code)


def host() -> str:
    """The machine, its start and its view of processes: numbers of processes mean something within one of these only."""
    with contextlib.suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{machine()}|{boot}|{Path('/proc/self/ns/pid').stat().st_ino}"
    return f"{machine()}|{int(psutil.boot_time()) // 60}|"


def machine() -> str:
    """The machine, also after it was started anew."""
    identity = ""
    with contextlib.suppress(OSError):
        identity = Path("/etc/machine-id").read_text(encoding="ascii").strip()[:12]
    return f"{socket.gethostname() or platform.node()}/{identity}"


def alive(pid: int, started_at: float) -> bool:
    """The process of this number on this machine still is the one that was started then."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and abs(process.create_time() - started_at) < 2.0
    except psutil.Error:
        return False


def is_dead(pid: int, started_at: float, where: str) -> bool:
    """A process is gone for certain; false where that cannot be told from here."""
    if where == host():
        return not alive(pid, started_at)
    here = host().split("|")
    there = where.split("|")
    return len(here) == len(there) and here[0] == there[0] and here[1] != there[1]


def _follow() -> None:
    parent, above = parent_process(), os.getppid()
    if parent is None:
        return
    # The parent's end is seen at once; that of the process between the two, from which this one was forked, at a look.
    while not wait([parent.sentinel], timeout=_LOOK) and os.getppid() == above:
        pass
    leave(1)
