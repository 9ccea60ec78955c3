"""What a worker process may not do, tried in real ones."""

from __future__ import annotations

import ctypes
import os
import pickle
import platform
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from docvet.errors import UsageError
from docvet.models import Trouble, TroubleKind
from docvet.reading import answers, received, sandbox, system_calls
from docvet.reading.image_file import Unreadable
from docvet.reading.processes import Budget, Failed, Task, WorkerProcess, run

ABLE = sandbox.abilities()
HERE = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not ABLE.landlock, reason="this kernel has no Landlock")


def attempts(own: Path, other: Path) -> dict[str, str]:
    """Run in the worker: what became of each attempt, as the name of its error, or what it brought."""
    tried: dict[str, Callable[[], object]] = {
        "own file": lambda: received.opened(own).read().decode(),
        "own file by path": lambda: own.open("rb").read(),
        "another's file": lambda: received.opened(other).read(),
        "another's file by path": lambda: other.open("rb").read(),
        "names of files": lambda: list(other.parent.iterdir()),
        "passwords": lambda: Path("/etc/passwd").read_bytes(),
        "another process": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        "new file": lambda: (other.parent / "new").write_bytes(b"x"),
        "temporary file": lambda: Path("/tmp/docvet-new").write_bytes(b"x"),  # noqa: S108 - it must not come to be
        "shared memory": lambda: Path("/dev/shm/docvet-new").write_bytes(b"x"),  # noqa: S108
        "own file written": lambda: own.write_bytes(b"x"),
        "removed": other.unlink,
        "renamed": lambda: other.rename(other.with_name("moved")),
        "rights": lambda: other.chmod(0o777),
        "times": lambda: os.utime(other),
        "internet": lambda: socket.create_connection(("127.0.0.1", 9), 1),
        "datagram": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
        "local socket": lambda: socket.socket(socket.AF_UNIX),
        "process": os.fork,
        "program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        "signal": lambda: os.kill(os.getppid(), 0),
        "asynchronous calls": lambda: _call(425, 4, ctypes.create_string_buffer(128)),
        "in another thread": lambda: _in_thread(lambda: other.open("rb").read()),
        "threads held": _held,
        "open descriptors": _descriptors,
    }
    return {name: _answer(attempt) for name, attempt in tried.items()}


def surroundings() -> list[str]:
    """Run in the worker: what it sees of the environment and the command line that it was started with."""
    return [repr(dict(os.environ)), Path("/proc/self/environ").read_bytes().decode("latin-1"), " ".join(sys.argv[1:])]


def hoarding() -> str:
    """Run in the worker: ask for more at once than it may ever have."""
    return _answer(lambda: len(bytearray(1_800_000_000)))


def growing() -> object:
    """Run in the worker: open files without end."""
    return [os.dup(0) for _ in range(100_000)]


def programs() -> list[str]:
    """Run in the worker of an engine that starts programs."""
    done = subprocess.run(["/bin/cat", "/etc/passwd", "/etc/hostname"], capture_output=True, check=False)
    return [done.stdout.decode(), done.stderr.decode(), _answer(lambda: socket.socket(socket.AF_INET))]


def nothing() -> str:
    """Run in the worker, for its files' sake."""
    return "done"


def test_a_worker_reads_its_own_file_and_nothing_else_of_anybodys(tmp_path: Path, worker: WorkerProcess) -> None:
    own, other = tmp_path / "own.pdf", tmp_path / "other.pdf"
    own.write_text("own")
    other.write_text("other")
    ((_, answers),) = run([Task("a", attempts, (own, other), Budget(30.0, 150.0), (own,))], [worker])
    assert not isinstance(answers, Failed), answers
    assert answers.pop("own file") == "own"
    assert set(answers.pop("threads held").split()) == {"2"}
    assert str(other) not in answers["open descriptors"]
    assert answers.pop("open descriptors").count(str(own)) == 1
    assert set(answers.values()) == {"PermissionError"}, answers
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.pdf", "own.pdf"]
    assert (own.read_text(), other.read_text()) == ("own", "other")
    assert other.stat().st_mode & 0o777 != 0o777
    assert not Path("/tmp/docvet-new").exists()  # noqa: S108


def test_without_containment_the_same_attempts_would_succeed(tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_text("other")
    assert other.open("rb").read() == b"other"
    assert Path("/etc/passwd").read_bytes()
    socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close()
    other.chmod(0o640)
    subprocess.run([sys.executable, "-c", ""], check=True)


def test_files_of_the_task_before_are_closed(tmp_path: Path, worker: WorkerProcess) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    first.write_text("1")
    second.write_text("2")
    tasks = [Task("a", nothing, (), Budget(30.0, 150.0), (first,)), Task("b", read, (first,), Budget(30.0, 150.0))]
    assert [outcome for _, outcome in run(tasks, [worker])] == ["done", "PermissionError"]
    gone = tmp_path / "gone.pdf"
    many = (*(second for _ in range(3)), gone, *(tmp_path / f"{number}" for number in range(300)), first)
    ((_, outcome),) = run([Task("c", read, (first,), Budget(30.0, 150.0), many)], [worker])
    assert outcome == "1"
    ((_, outcome),) = run([Task("d", read, (gone,), Budget(30.0, 150.0), (gone,))], [worker])
    assert outcome == "PermissionError"


def test_a_link_put_in_the_place_of_a_file_is_not_followed(tmp_path: Path, worker: WorkerProcess) -> None:
    (tmp_path / "secret").write_text("secret")
    link = tmp_path / "paper.pdf"
    link.symlink_to(tmp_path / "secret")
    ((_, outcome),) = run([Task("a", read, (link,), Budget(30.0, 150.0), (link,))], [worker])
    assert outcome == "PermissionError"


def test_the_environment_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCVET_DATABASE", "postgresql://somebody:secret@host/docvet")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setattr(sys, "argv", ["docvet", "--database", "postgresql://somebody:secret@host/docvet"])
    worker = WorkerProcess(1_000_000_000, [HERE / "docvet", HERE / "tests"])
    try:
        outcomes = [outcome for _, outcome in run([Task("a", surroundings, (), Budget(30.0, 150.0))], [worker])]
        refused = [outcome for _, outcome in run([Task("b", hoarding, (), Budget(30.0, 150.0))], [worker])]
    finally:
        worker.stop()
        worker.join()
    ((environment, block, line),) = outcomes
    assert "PATH" in environment
    assert "secret" not in environment + block + line
    assert block.strip("\0") == line == ""
    assert refused == ["MemoryError"]


def test_open_files_are_bounded(worker: WorkerProcess) -> None:
    ((_, outcome),) = run([Task("a", growing, (), Budget(30.0, 150.0))], [worker])
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, OSError)


def test_programs_that_an_engine_starts_are_held_as_it_is() -> None:
    worker = WorkerProcess(2_000_000_000, [HERE], programs=True)
    try:
        ((_, outcome),) = run([Task("a", programs, (), Budget(30.0, 150.0))], [worker])
    finally:
        worker.stop()
        worker.join()
    out, error, opened = outcome
    assert out == ""
    assert error.count("Permission denied") == 2
    assert opened == "PermissionError"


class Nasty:
    """What a worker that was taken over would answer with."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, (f"touch {HERE / 'nasty'}",)


def nasty(*, raised: bool) -> object:
    """Run in the worker."""
    if raised:
        error = ValueError("x")
        error.more = Nasty()  # type: ignore[attr-defined]
        raise error
    return Nasty()


def nastier() -> None:
    """Run in the worker: an answer past everything that docvet does there."""
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        assert frame.f_back is not None
        frame = frame.f_back
    frame.f_locals["channel"].send(Nasty())


def test_an_answer_runs_nothing(worker: WorkerProcess) -> None:
    budget = Budget(30.0, 150.0)
    tasks = [Task("a", partial(nasty, raised=raised), (), budget) for raised in (False, True)]
    outcomes = [outcome for _, outcome in run([*tasks, Task("b", nastier, (), budget)], [worker])]
    assert all(isinstance(outcome, Failed) for outcome in outcomes)
    assert not (HERE / "nasty").exists()
    ((_, outcome),) = run([Task("c", nothing, (), budget)], [worker])
    assert outcome == "done"


@pytest.mark.parametrize(
    "value", [os.system, eval, getattr, subprocess.Popen, Path.unlink, partial, sys.exit, ctypes.CDLL, WorkerProcess]
)
def test_answers_name_only_values(value: object) -> None:
    with pytest.raises(pickle.PicklingError):
        answers.loads(pickle.dumps(value))


def test_values_survive_the_way() -> None:
    pixels = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    for protocol in (4, 5):
        back = answers.loads(pickle.dumps((pixels, pixels[0, 0, 0], {"a": frozenset({1})}, Path("a"), HERE), protocol))
        assert (back[0] == pixels).all()
        assert back[1:] == (pixels[0, 0, 0], {"a": frozenset({1})}, Path("a"), HERE)
    trouble = Trouble(TroubleKind.LIMIT, "time", (1, 2))
    for error in (Unreadable(trouble), UsageError(en="a", zh="b"), KeyError("x"), PermissionError(1, "x")):
        back = answers.loads(pickle.dumps(answers.told(error)))
        assert (type(back), back.args) == (type(error), error.args)
    assert answers.told(pickle.UnpicklingError("x")).args == ("UnpicklingError",)


def test_the_filter_names_each_call_once_and_its_jumps_stay_in_it() -> None:
    for machine in ("x86_64", "aarch64"):
        numbers = system_calls.of(machine)
        assert numbers is not None
        code = system_calls.program(numbers, programs=False)
        assert len(code) % 8 == 0
        steps = [code[at : at + 8] for at in range(0, len(code), 8)]
        for at, step in enumerate(steps):
            if step[0] & 0x07 == 0x05:
                assert at + 1 + max(step[2], step[3]) < len(steps)
    assert system_calls.of("sparc") is None
    assert ABLE.seccomp == (system_calls.of(platform.machine()) is not None)


def read(path: Path) -> str:
    """Run in the worker."""
    return _answer(lambda: received.opened(path).read().decode())


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    process = WorkerProcess(2_000_000_000, [HERE / "docvet", HERE / "tests"])
    yield process
    process.stop()
    process.join()


def _answer(attempt: Callable[[], object]) -> str:
    try:
        return str(attempt())
    except Exception as error:
        return type(error).__name__


def _call(*arguments: object) -> int:
    if (result := ctypes.CDLL(None, use_errno=True).syscall(*arguments)) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return int(result)


def _in_thread(attempt: Callable[[], object]) -> str:
    answers: list[str] = []
    thread = threading.Thread(target=lambda: answers.append(_answer(attempt)))
    thread.start()
    thread.join()
    return answers[0]


def _held() -> str:
    """Mode 2, a filter, of every thread."""
    modes = []
    for thread in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # it ended just now
            lines = (thread / "status").read_text().splitlines()
            modes += [line.split()[1] for line in lines if line.startswith("Seccomp:")]
    return " ".join(modes)


def _descriptors() -> str:
    places = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            places.append(str(descriptor.readlink()))
    return " ".join(places)
