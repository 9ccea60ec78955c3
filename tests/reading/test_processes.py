"""Worker processes are replaced before what they keep grows large, and no task is lost over it."""

from __future__ import annotations

import functools
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docvet.models import Trouble, TroubleKind
from docvet.reading import guard
from docvet.reading.processes import Budget, Failed, Task, WorkerProcess, run


class Twisted(Exception):
    """Pickles, and cannot be put together again: its own signature is in the way."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def twist() -> None:
    raise Twisted("a", "b")


def test_an_exception_that_does_not_survive_the_way_is_still_an_answer() -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    outcomes = [outcome for _, outcome in run([Task("a", twist, (), Budget(30.0, 150.0))] * 2, [worker])]
    worker.stop()
    worker.join()
    assert [type(outcome) for outcome in outcomes] == [Failed, Failed]
    assert outcomes[0].trouble.kind == TroubleKind.CRASHED


def test_a_process_does_not_live_for_ever() -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    tasks = [Task(str(number), os.getpid, (), Budget(60.0, 300.0)) for number in range(70)]
    done = [outcome for _, outcome in run(tasks, [worker])]
    worker.stop()
    worker.join()
    assert all(isinstance(pid, int) for pid in done)
    assert len(done) == len(tasks)
    assert len(set(done)) == 2


def loaded() -> tuple[int, bool]:
    return os.getpid(), "docvet.reading.worker" in sys.modules


def test_a_process_that_was_warmed_up_has_loaded_what_reads_and_counts_as_fresh() -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    worker.warm_up()
    assert worker.is_fresh
    tasks = [Task(str(number), loaded, (), Budget(60.0, 300.0)) for number in range(2)]
    done = [outcome for _, outcome in run(tasks, [worker])]
    worker.stop()
    worker.join()
    assert done == [(done[0][0], True)] * 2


def die() -> None:
    os._exit(1)


def counted(worker: WorkerProcess, functions: list[Callable[[], object]]) -> list[tuple[object, bool]]:
    """Of each task what came of it, and whether its process was fresh when it began."""
    seen = []
    for number, function in enumerate(functions):
        ((_, outcome),) = run([Task(str(number), function, (), Budget(60.0, 300.0))], [worker])
        seen.append((outcome, worker.is_fresh))
    worker.stop()
    worker.join()
    return seen


def assert_fresh_where_new(seen: list[tuple[object, bool]]) -> None:
    """A process counts as fresh with its first task, and with no other."""
    met: set[object] = set()
    for number, (process, fresh) in enumerate(seen):
        if not isinstance(process, Failed):
            assert fresh is (process not in met), number
            met.add(process)
    assert len(met) > 1


def test_a_process_that_was_warmed_up_is_told_from_the_one_that_takes_its_place() -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    worker.warm_up()
    assert_fresh_where_new(counted(worker, [os.getpid] * 66))


def test_a_process_that_took_the_place_of_one_that_died_is_told_from_the_next() -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    assert_fresh_where_new(counted(worker, [os.getpid, die, *[os.getpid] * 66]))


def never_return() -> None:
    """One call into C: no thread of the process gets a turn before it ends."""
    re.match(r"(a+)+b", "a" * 60)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the system's on CPU time")
def test_one_call_without_end_is_ended_by_the_system_when_its_cpu_time_is_over() -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    tasks = [Task("a", never_return, (), Budget(1.0, 900.0)), Task("b", os.getpid, (), Budget(60.0, 300.0))]
    outcomes = {task.owner: outcome for task, outcome in run(tasks, [worker])}
    worker.stop()
    worker.join()
    assert (outcomes["a"].trouble.kind, outcomes["a"].trouble.detail) == (TroubleKind.LIMIT, "time")
    assert tasks[0].budget.clock() > 300
    assert isinstance(outcomes["b"], int)


EARLIER: list[int] = []


def work_within(seconds: float, work: Callable[[], object]) -> int:
    with guard.METER.at_most(seconds):
        work()
    return spin(0.6)


def spin(seconds: float = 0.1) -> int:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


@pytest.mark.skipif(sys.platform == "win32", reason="there the watcher alone ends it")
@pytest.mark.parametrize("work", [never_return, functools.partial(spin, 60.0)])
def test_a_part_of_a_task_ends_it_when_that_part_takes_too_long(work: Callable[[], object]) -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    began = time.monotonic()
    tasks = [
        Task("a", work_within, (0.5, spin), Budget(60.0, 300.0)),
        Task("b", work_within, (0.5, work), Budget(900.0, 900.0)),
    ]
    outcomes = {task.owner: outcome for task, outcome in run(tasks, [worker])}
    worker.stop()
    worker.join()
    assert isinstance(outcomes["a"], int), "what follows that part has the task's time again"
    assert outcomes["b"].trouble == Trouble(TroubleKind.LIMIT, "time")
    assert time.monotonic() - began < 60


def fail_after_others() -> int:
    if EARLIER:
        raise MemoryError
    EARLIER.append(1)
    return os.getpid()


def fail() -> None:
    raise MemoryError


def test_what_earlier_tasks_left_behind_fails_no_later_one() -> None:
    worker = WorkerProcess(2_000_000_000, [Path(__file__).parents[2]])
    tasks = [Task(str(number), function, (), Budget(60.0, 300.0)) for number, function in enumerate(WORK)]
    outcomes = {task.owner: outcome for task, outcome in run(tasks, [worker])}
    worker.stop()
    worker.join()
    assert isinstance(outcomes["0"], int)
    assert isinstance(outcomes["1"], int)
    assert outcomes["0"] != outcomes["1"]
    assert isinstance(outcomes["2"], Failed)
    assert outcomes["2"].trouble.detail == "memory"


WORK = (fail_after_others, fail_after_others, fail)
"""The second one fails in the first one's process, the third in any."""
