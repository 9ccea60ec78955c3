"""docvet started from a process that has loaded what is slow to load: a second and a half less each time.

The process is forked for every call: what runs is docvet's own ``main`` with arguments, environment, folder and streams of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_LOADED = (
    "typer.testing", "rich.console", "rich.table", "rich.progress", "docvet.scanning", "docvet.report.pictures",
    "docvet.report.renderers", "docvet.report.changes", "docvet.report.settling", "docvet.report.compare",
)  # fmt: skip
"""Nothing of it asks for the user's language, which is settled when docvet's commands are loaded."""
_SECONDS = 300


_SERVICES = {"desk", "watch", "worker"}
"""They settle where temporary files lie before anything else is loaded."""


def possible(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether a call may be served so: how Python itself starts is the same for all of them."""
    if _SERVICES & {*arguments[:1]} and "--help" not in arguments:
        return False
    if sys.platform != "linux" or _waiting().owner != os.geteuid():
        return False
    return not any(name.startswith("PYTHON") for name in environment) and environment.get("LANG", "").endswith("UTF-8")


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What ``python -m docvet`` would do."""
    asked = json.dumps([list(arguments), str(Path.cwd()), dict(environment)]).encode()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        calls = _waiting().calls
        socket.send_fds(calls, [asked], [out.fileno(), err.fileno()])
        code = int(calls.recv(100))
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(io.TextIOWrapper(stream, encoding="utf-8").read())
    return subprocess.CompletedProcess(["docvet", *arguments], code, *texts)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A process that waits for calls; it ends when nobody can call any more."""

    calls: socket.socket
    process: subprocess.Popen[bytes]
    owner: int


@lru_cache(maxsize=1)
def _waiting() -> Waiting:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    here.settimeout(_SECONDS)
    command = [sys.executable, "-c", f"from tests.warm import serve; serve({there.fileno()})"]
    root = str(Path(__file__).parents[1])
    process = subprocess.Popen(command, cwd=root, env={**os.environ, "LANG": "en_US.UTF-8"}, pass_fds=[there.fileno()])
    there.close()
    return Waiting(here, process, os.geteuid())


def serve(channel: int) -> None:
    """Run in the process that waits: one call after the other."""
    for name in _LOADED:
        importlib.import_module(name)
    from docvet import load_ruleset

    for name in ("tiktok-shop-pop", "tiktok-shop-joint"):
        load_ruleset(name)
    if "docvet.console" in sys.modules:
        raise RuntimeError("docvet.console is loaded: its language would be that of another call")
    gc.freeze()
    calls = socket.socket(fileno=channel)
    while True:
        asked, files, _, _ = socket.recv_fds(calls, 1_000_000, 2)
        if not asked:
            return
        if not (child := os.fork()):
            _begin(*json.loads(asked), *files)
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        calls.send(str(os.waitstatus_to_exitcode(status)).encode())


def _begin(arguments: list[str], cwd: str, environment: dict[str, str], out: int, err: int) -> None:
    """Run in the process of one call; it ends with it."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for file, place in ((out, 1), (err, 2)):
        os.dup2(file, place)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    set_by_docvet = {"ORT_DISABLE_TELEMETRY": os.environ["ORT_DISABLE_TELEMETRY"]}
    os.environ.clear()
    os.environ.update(environment | set_by_docvet)
    os.chdir(cwd)
    tempfile.tempdir = None
    sys.argv = ["docvet", *arguments]
    from docvet.cli import main

    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)  # to take down what was loaded takes longer than most calls
