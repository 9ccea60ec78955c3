"""The upright original of a page as pixels, for those who show it: reports, crops, packed copies.

Boxes of fields, lines and seals refer to just this picture: the stored page turned by quarters, neither levelled
nor cut out. As with all reading, the file is opened in a worker process that is bounded in time and memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from docvet.limits import Limits
from docvet.models import Box, File, Trouble, TroubleKind
from docvet.reading import image_file, orientation, pdf
from docvet.reading.engines import Pixels
from docvet.reading.image_file import Unreadable
from docvet.reading.processes import Budget, Failed, Task, WorkerProcess, run

_SIDE = 1600
_Page = tuple[Path, int, int]
"""(file, number, clockwise degrees)."""
_LEAST = 0.05
"""Part of a page under which a smaller box is rendered no finer."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page, or a part of it, to be shown."""

    file: File
    number: int
    """From 1."""
    turned: int = 0
    """``Page.turned``: clockwise degrees by which the stored page is turned."""
    box: Box = (0.0, 0.0, 1.0, 1.0)
    """The part that is wanted, in fractions of the upright page."""
    side: int = _SIDE
    """Pixels of the longer side of what is shown; pictures that have fewer are not enlarged."""


def show(
    views: Sequence[PageView], limits: Limits | None = None, worker: WorkerProcess | None = None
) -> list[Pixels | None]:
    """RGB arrays (height, width, 3), in the order of ``views``; None for what cannot be shown.

    One worker process does all of them, each page once for all its parts; a file's time limit holds for each page.
    It is ended afterwards, unless ``worker`` is one that the caller keeps.
    Nothing that a file does is raised.
    """
    limits = limits or Limits.from_environment()
    pages: dict[_Page, list[int]] = {}
    for place, view in enumerate(views):
        pages.setdefault((view.file.absolute, view.number, view.turned), []).append(place)
    shown: dict[int, Pixels | None] = dict.fromkeys(range(len(views)))
    own = worker or WorkerProcess(limits.memory)
    try:
        tasks = [
            Task(str(number), _shown, ([views[place] for place in places], limits), Budget.of(limits), (path,))
            for number, ((path, _, _), places) in enumerate(pages.items())
        ]
        for task, outcome in run(tasks, [own]):
            if not isinstance(outcome, Failed):
                shown.update(zip(list(pages.values())[int(task.owner)], outcome, strict=True))
    finally:
        if worker is None:
            own.stop()
            own.join()
    return [shown[place] for place in range(len(views))]


def wake(worker: WorkerProcess, limits: Limits) -> None:
    """Have the worker ready before the first page is asked for: it starts, and loads what it will need."""
    for _ in run([Task("", _nothing, (), Budget.of(limits))], [worker]):
        pass


def upright(
    file: File, number: int, *, turned: int = 0, side: int = _SIDE, limits: Limits | None = None
) -> Pixels | None:
    """One whole page; see :func:`show`, which is cheaper for several."""
    return show([PageView(file, number, turned, side=side)], limits)[0]


def _nothing() -> None:
    """What a worker does that is only woken; to find it, it loads this module."""


def _shown(views: Sequence[PageView], limits: Limits) -> list[Pixels]:
    """These parts of one page."""
    whole = _page(views, limits)
    return [_reduced(_part(whole, view.box), view.side) for view in views]


def _page(views: Sequence[PageView], limits: Limits) -> Pixels:
    """The page of the views, as fine as the most demanding of them asks for."""
    view = views[0]
    if view.file.media_type != "application/pdf":
        rgb = image_file.load(view.file.absolute, view.number, limits.pixels).rgb
        return orientation.turned(rgb, view.turned)
    with pdf.opened(view.file.absolute) as document, pdf.page(document, view.number) as loaded:
        pictures = pdf.images(loaded)
        if pictures.largest and pictures.largest[0] * pictures.largest[1] > limits.pixels:
            raise Unreadable(Trouble(TroubleKind.LIMIT, "pixels"))
        across, down = loaded.get_size()[:: -1 if view.turned in (90, 270) else 1]
        dpi = max(_dpi(each, across, down) for each in views)
        return orientation.turned(pdf.render(loaded, dpi=dpi), view.turned)


def _dpi(view: PageView, across: float, down: float) -> float:
    """At which the view has its pixels, of a page of so many points."""
    left, top, right, bottom = view.box
    return view.side / max((right - left) * across, (bottom - top) * down, _LEAST * max(across, down)) * 72.0


def _part(rgb: Pixels, box: Box) -> Pixels:
    height, width = rgb.shape[:2]
    left, right = _span(box[0], box[2], width)
    top, bottom = _span(box[1], box[3], height)
    return np.ascontiguousarray(rgb[top:bottom, left:right])


def _span(first: float, last: float, size: int) -> tuple[int, int]:
    """From and up to which pixel, at least one."""
    start = min(max(int(first * size), 0), size - 1)
    return start, min(max(round(last * size), start + 1), size)


def _reduced(rgb: Pixels, side: int) -> Pixels:
    factor = side / max(rgb.shape[:2])
    if factor >= 1:
        return rgb
    height, width = rgb.shape[:2]
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
