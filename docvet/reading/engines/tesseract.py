"""Tesseract 5 with ``chi_sim``: a second engine for those who must use it."""

from __future__ import annotations

import itertools
import os
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


class Engine:
    """Calls the ``tesseract`` program; needs it and its ``chi_sim`` and ``eng`` data."""

    name = "tesseract"
    trusted = False

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
        import pytesseract

        scale = _SIDE[effort] / max(image.shape[:2])
        if scale < 1:
            import cv2

            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
        height, width = image.shape[:2]
        table = pytesseract.image_to_data(
            image, lang="+".join(_LANGUAGES), config="--psm 3", timeout=_SECONDS, output_type=pytesseract.Output.DICT
        )
        rows: dict[tuple[int, int, int], list[dict[str, Any]]] = defaultdict(list)
        for index, text in enumerate(table["text"]):
            if text.strip() and float(table["conf"][index]) >= 0:
                word = {key: values[index] for key, values in table.items()}
                rows[word["block_num"], word["par_num"], word["line_num"]].append(word)
        runs = (run for row in rows.values() for run in _split(row))
        return [_line(run, width, height) for run in runs]

    def read_row(self, image: Pixels) -> Line | None:
        """See :meth:`docvet.reading.engines.Engine.read_row`."""
        import pytesseract

        table = pytesseract.image_to_data(
            image, lang="+".join(_LANGUAGES), config="--psm 7", timeout=_SECONDS, output_type=pytesseract.Output.DICT
        )
        words = [
            {key: values[index] for key, values in table.items()}
            for index, text in enumerate(table["text"])
            if text.strip() and float(table["conf"][index]) >= 0
        ]
        return _line(words, image.shape[1], image.shape[0]) if words else None


def _split(words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    runs = [[words[0]]]
    height = max(word["height"] for word in words)
    for before, word in itertools.pairwise(words):
        if word["left"] - before["left"] - before["width"] > _GAP * height:
            runs.append([])
        runs[-1].append(word)
    return runs


def _line(words: list[dict[str, Any]], width: int, height: int) -> Line:
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
