"""A Postgres server of one's own, in a temporary folder, for tests and measurements."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def available() -> bool:
    """Debian's server is installed."""
    return bool(_BINARIES) or shutil.which("initdb") is not None


class Postgres:
    """A server on a free port of this machine, as long as the context lasts; it can be stopped and started in between."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="docvet-postgres-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._databases = 0
        if os.geteuid() == 0:  # the server refuses to run as root
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self._run(
            "initdb", "-D", str(self.data), "-U", "docvet", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"
        )
        self.start()

    @property
    def data(self) -> Path:
        """Where the server keeps its data."""
        return self.folder / "data"

    def __enter__(self) -> Postgres:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        self._run("pg_ctl", "-D", str(self.data), "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; ``immediate`` is a power cut for those who are connected."""
        self._run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "stop")

    def restart(self, away: float) -> None:
        """Stop it, and start it after ``away`` seconds."""
        self.stop()
        time.sleep(away)
        self.start()

    def database(self) -> str:
        """The URL of a fresh database."""
        self._databases += 1
        name = f"docvet_{self._databases}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "docvet", name)
        return f"postgresql://docvet@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        path = str(_BINARIES[-1] / program) if _BINARIES else program
        command = [path, *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)
