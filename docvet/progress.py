"""How far a scan has come: events for any caller, and a line on the terminal for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from docvet.words import Words


class Stage(StrEnum):
    """What a scan is doing."""

    READING = "reading"
    LOOKING_AGAIN = "looking_again"
    PACKING = "packing"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step: ``done`` of ``total`` files of this stage; ``path`` is the file that was finished."""

    stage: Stage
    path: str
    done: int
    total: int


Follow = Callable[[Progress], None]


def following(folder: Path, words: Words, *, shown: bool) -> AbstractContextManager[Follow | None]:
    """The line of :func:`progress_line` for a folder; nothing follows where it is not to be ``shown``."""
    if not shown:
        return nullcontext()
    return progress_line(folder.resolve().name, {stage: words(f"stage.{stage}") for stage in Stage})


@contextmanager
def progress_line(title: str, stages: dict[Stage, str]) -> Iterator[Follow]:
    """A line on standard error that follows the events given to it and is wiped at the end.

    ``title`` stands in front of it; ``stages`` are the words for each stage. The caller sees to it
    that standard error is a terminal.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    from docvet.visible import visible

    columns = (
        SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(bar_width=20), MofNCompleteColumn(),
        TimeRemainingColumn(compact=True), TextColumn("{task.fields[path]}", markup=False, style="dim"),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(visible(title), total=None, path="")

        def follow(event: Progress) -> None:
            path = Text(visible(event.path))
            path.truncate(30, overflow="ellipsis")
            bar.update(
                task, description=f"{visible(title)}  {stages[event.stage]}", completed=event.done, total=event.total,
                path=path.plain,
            )  # fmt: skip

        yield follow
