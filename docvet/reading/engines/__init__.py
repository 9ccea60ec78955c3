"""OCR engines behind one small protocol. Adding an engine is adding a module here that holds ``Engine``."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from docvet.errors import UsageError
from docvet.models import Box, Effort, Line, inside
from docvet.plugins import Parts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    """An upright picture: ``(height, width)`` grey or ``(height, width, 3)`` RGB."""
else:
    Pixels = Any  # the parent, which may find all pages in its cache, loads nothing heavy


class Engine(Protocol):
    """What reads text from pixels. One object serves one process; it is made when first needed."""

    name: str
    """What its readings bear as their source."""
    trusted: bool
    """Whether a rejection may rest on what it reads: not if it often misreads real photographs.

    An engine may also have a class method ``fingerprint() -> str``: everything that its readings depend on (version,
    models, settings). Without it they are never kept for the next time. One that starts a program says so by
    ``programs = True``: else its process may start none. One that reads a part of a page at less cost where it knows
    how high the smaller rows are there has ``read_near(image, place, row_height) -> list[Line]`` for the lines whose middle
    lies in that box, the height in pixels, in place of ``read`` with ``Effort.CLOSE``. It reads its own package and other
    packages, writes nothing and opens no socket.
    """

    def read(self, image: Pixels, effort: Effort) -> list[Line]:
        """The lines of an upright picture, boxes as fractions of it; an empty list if there is no text."""

    def read_row(self, image: Pixels) -> Line | None:
        """A picture that holds a single row of text and nothing else, read as such; its box is the whole picture."""

    @classmethod
    def check(cls) -> None:
        """Raise :class:`~docvet.errors.EngineUnavailable`, with the command that fixes it, if it cannot work here."""


_ENGINES = Parts(__name__, "Engine", "docvet.engines")


def names() -> list[str]:
    """The engines there are: modules of this package and entry points ``docvet.engines``."""
    return _ENGINES.names()


def find(name: str) -> type[Engine]:
    """The engine class of that name; nothing heavy is loaded yet.

    Raises:
        UsageError: there is no such engine, or it cannot be imported.
    """
    if name not in names():
        raise UsageError(
            en=f"there is no engine {name!r}; choose one of: {', '.join(names())}",
            zh=f"没有引擎 {name!r}；可用：{'、'.join(names())}",
        )
    engine: type[Engine] = _ENGINES.get(name)
    return engine


def seen_near(engine: Engine, image: Pixels, place: Box, row_height: float) -> list[Line]:
    """The lines of a part of a page whose middle lies in this box of it.

    ``row_height``: pixels that its smaller rows are high; 0 where nobody knows.

    Raises:
        TypeError, ValueError: as :func:`checked`.
    """
    read_near = getattr(engine, "read_near", None)
    lines = checked(read_near(image, place, row_height) if read_near else engine.read(image, Effort.CLOSE))
    return [line for line in lines if inside(line.box, place)]


def checked(lines: list[Line]) -> list[Line]:
    """What an engine returned, with boxes and confidences brought into their ranges.

    Raises:
        TypeError: it is no list of lines.
        ValueError: a box or a confidence is no finite number.
    """
    result = []
    for line in lines:
        if not isinstance(line, Line) or not isinstance(line.text, str):
            raise TypeError(f"the engine returned {type(line).__name__} where a Line belongs")
        numbers = (*line.box, line.confidence)
        if len(numbers) != 5 or not all(math.isfinite(number) for number in numbers):
            raise ValueError("the engine returned a box or confidence that is no number")
        left, top, right, bottom, confidence = (min(max(float(number), 0.0), 1.0) for number in numbers)
        if line.text.strip() and left <= right and top <= bottom:
            result.append(replace(line, box=(left, top, right, bottom), confidence=confidence))
    return result


def reads(name: str) -> list[Path]:
    """The folder of modules that the engine was imported from, which its process may read; none for docvet's own."""
    engine = find(name).__module__
    own = engine.partition(".")[0]
    place = getattr(sys.modules.get(own), "__file__", None)
    if own == "docvet" or not place:
        return []
    return [Path(place).parents[1 if Path(place).stem == "__init__" else 0]]
