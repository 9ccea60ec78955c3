"""Tesseract 5 with ``chi_sim``: a second engine for those who must use it."""

from __future__ import annotations

import csv
import ctypes
import io
import itertools
import os
import signal
import subprocess
import sys
from collections import defaultdict
from typing import Any

from docvet.errors import EngineUnavailable
from docvet.models import Effort, Line
from docvet.reading import fingerprint
from docvet.reading.engines import Pixels

_LANGUAGES = ("chi_sim", "eng")
_SIDE = {Effort.FIRST: 2000, Effort.FULL: 3200, Effort.CLOSE: 3200}
"""Longest side in pixels of the picture that is read."""
_SECONDS = 60
_GAP = 2.5
"""Words further apart than this many line heights are two lines (two columns)."""

_NUMBERS = ("block_num", "par_num", "line_num", "left", "top", "width", "height")
_Word = dict[str, Any]
"""A row of the program's table."""
_LINUX = sys.platform.startswith("linux")
_LIBC = ctypes.CDLL(None) if _LINUX else None
_PARENT_DEATH = 1
"""``PR_SET_PDEATHSIG``, prctl(2)."""


class Engine:
    """Calls the ``tesseract`` program; needs it and its ``chi_sim`` and ``eng`` data."""

    name = "tesseract"
    trusted = False
    programs = True

    def __init__(self) -> None:
        self.check()
        os.environ["OMP_THREAD_LIMIT"] = "1"

    @classmethod
    def fingerprint(cls) -> str:
        """See :class:`docvet.reading.engines.Engine`."""
        import pytesseract

        version = pytesseract.get_tesseract_version()
        return f"{fingerprint.of_package('pytesseract')}; tesseract {version}; {'+'.join(_LANGUAGES)}"

    @classmethod
    def check(cls) -> None:
        """See :meth:`docvet.reading.engines.Engine.check`."""
        try:
            import pytesseract
        except ImportError:
            raise EngineUnavailable(
                en="pytesseract is not installed: pip install 'docvet[tesseract]'",
                zh="pytesseract 没有安装：pip install 'docvet[tesseract]'",
            ) from None
        try:
            have = set(pytesseract.get_languages())
        except (pytesseract.TesseractNotFoundError, OSError):
            raise EngineUnavailable(
                en=f"the program tesseract was not found: {_install()}", zh=f"没有找到 tesseract 程序：{_install()}"
            ) from None
        missing = [language for language in _LANGUAGES if language not in have]
        if missing:
            raise EngineUnavailable(
                en=f"tesseract lacks the language {', '.join(missing)}: {_install()}",
                zh=f"tesseract 缺少语言 {'、'.join(missing)}：{_install()}",
            )

    def read(self, image: Pixels, effort: Effort) -> list[Line]:
        """See :meth:`docvet.reading.engines.Engine.read`."""
        scale = _SIDE[effort] / max(image.shape[:2])
        if scale < 1:
            import cv2

            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
        height, width = image.shape[:2]
        rows: dict[tuple[int, int, int], list[_Word]] = defaultdict(list)
        for word in _words(image, layout=3):
            rows[word["block_num"], word["par_num"], word["line_num"]].append(word)
        runs = (run for row in rows.values() for run in _split(row))
        return [_line(run, width, height) for run in runs]

    def read_row(self, image: Pixels) -> Line | None:
        """See :meth:`docvet.reading.engines.Engine.read_row`."""
        words = _words(image, layout=7)
        return _line(words, image.shape[1], image.shape[0]) if words else None


def _words(image: Pixels, *, layout: int) -> list[_Word]:
    """What the program sees in the picture; both go through pipes, since a worker writes no files."""
    import cv2

    _, png = cv2.imencode(
        ".png", image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 1]
    )
    command = [_program(), "stdin", "stdout", "-l", "+".join(_LANGUAGES), "--psm", str(layout), "tsv"]
    table = _answer(command, png.tobytes()).decode("utf-8", "replace")
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        {**{name: int(row[name]) for name in _NUMBERS}, "conf": float(row["conf"]), "text": row["text"]}
        for row in rows
        if (row["text"] or "").strip() and float(row["conf"]) >= 0
    ]


def _answer(command: list[str], given: bytes) -> bytes:
    """What the program writes; on Linux it ends with this process, however that ends."""
    done = subprocess.run(  # noqa: S603
        command,
        input=given,
        capture_output=True,
        timeout=_SECONDS,
        check=True,
        preexec_fn=_end_with_parent if _LINUX else None,  # nothing that it needs is locked by a thread of a worker
    )
    return done.stdout


def _end_with_parent() -> None:
    if _LIBC is not None:
        _LIBC.prctl(_PARENT_DEATH, signal.SIGKILL)


def _program() -> str:
    import pytesseract

    return str(pytesseract.pytesseract.tesseract_cmd)


def _split(words: list[_Word]) -> list[list[_Word]]:
    runs = [[words[0]]]
    height = max(word["height"] for word in words)
    for before, word in itertools.pairwise(words):
        if word["left"] - before["left"] - before["width"] > _GAP * height:
            runs.append([])
        runs[-1].append(word)
    return runs


def _line(words: list[_Word], width: int, height: int) -> Line:
    text = " ".join(word["text"] for word in words)
    weights = [len(word["text"]) for word in words]
    confidence = (
        sum(float(word["conf"]) * weight for word, weight in zip(words, weights, strict=True)) / sum(weights) / 100
    )
    box = (
        min(word["left"] for word in words) / width,
        min(word["top"] for word in words) / height,
        max(word["left"] + word["width"] for word in words) / width,
        max(word["top"] + word["height"] for word in words) / height,
    )
    return Line(text, box, confidence, "tesseract")


def _install() -> str:
    if sys.platform == "darwin":
        return "brew install tesseract tesseract-lang"
    if sys.platform == "win32":
        return "winget install UB-Mannheim.TesseractOCR, with Chinese (Simplified) ticked among the languages"
    return "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
