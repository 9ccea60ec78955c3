"""Worker processes are replaced before what they keep grows large, and no task is lost over it."""

from __future__ import annotations

import os

from docvet.reading.slots import Slot, Task, run


def test_a_process_does_not_live_for_ever() -> None:
    slot = Slot(2_000_000_000)
    tasks = [Task(str(number), os.getpid, (), lambda: 60.0) for number in range(70)]
    done = [outcome for _, outcome in run(tasks, [slot])]
    slot.stop()
    slot.join()
    assert all(isinstance(pid, int) for pid in done)
    assert len(done) == len(tasks)
    assert len(set(done)) == 2
