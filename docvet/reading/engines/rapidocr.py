"""RapidOCR on onnxruntime, with the PP-OCRv6 models that its wheel carries."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from docvet.errors import EngineUnavailable
from docvet.models import Box, Effort, Line
from docvet.reading import fingerprint
from docvet.reading.engines import Pixels

_INSTALL = "pip install --force-reinstall 'rapidocr==3.10.*' onnxruntime"
_DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_SCOUT = Path(__file__).parents[1] / "networks" / "tiny" / "PP-OCRv6_det_tiny.onnx"
"""Comes with docvet; see the notice beside it."""
_DETECTOR_SIDE = {Effort.FIRST: 960, Effort.FULL: 1600, Effort.CLOSE: 1600}
"""Longest side in pixels on which text is searched; recognition always uses the full-size crops."""
_MOST_ENLARGED = {Effort.FIRST: 1.0, Effort.FULL: 2.0, Effort.CLOSE: 3.0}
"""Times that a smaller picture is enlarged at most: rows of a few pixels are overlooked."""


class Engine:
    """The default engine: one thread, no line classifier (pages come upright), never a download."""

    name = "rapidocr"
    trusted = True

    def __init__(self) -> None:
        self.check()
        from docvet.reading.networks.page_reader import PageReader

        models = _models()
        self._reader = PageReader(_SCOUT, models / _DETECTOR, models / _RECOGNISER, self.name)

    @classmethod
    def fingerprint(cls) -> str:
        """See :class:`docvet.reading.engines.Engine`."""
        files = _SCOUT, _models() / _DETECTOR, _models() / _RECOGNISER
        models = map(fingerprint.of_model, files)
        return "; ".join((fingerprint.of_package("rapidocr"), fingerprint.of_package("onnxruntime"), *models))

    @classmethod
    def check(cls) -> None:
        """See :meth:`docvet.reading.engines.Engine.check`."""
        for package in ("rapidocr", "onnxruntime"):
            if importlib.util.find_spec(package) is None:
                raise EngineUnavailable(
                    en=f"the OCR engine RapidOCR is not installed ({package} is missing): {_INSTALL}",
                    zh=f"文字识别引擎 RapidOCR 没有安装（缺少 {package}）：{_INSTALL}",
                )
        if not _SCOUT.is_file():
            raise EngineUnavailable(
                en=f"docvet has lost its model {_SCOUT.name}; install it again: pip install --force-reinstall docvet",
                zh=f"docvet 缺少模型文件 {_SCOUT.name}，请重新安装：pip install --force-reinstall docvet",
            )
        for model in (_DETECTOR, _RECOGNISER):
            if not (_models() / model).is_file():
                raise EngineUnavailable(
                    en=f"RapidOCR has lost its model {model}; install it again: {_INSTALL}",
                    zh=f"RapidOCR 缺少模型文件 {model}，请重新安装：{_INSTALL}",
                )

    def read(self, image: Pixels, effort: Effort) -> list[Line]:
        """See :meth:`docvet.reading.engines.Engine.read`."""
        return self._reader.read(image, _DETECTOR_SIDE[effort], _MOST_ENLARGED[effort], thorough=effort > Effort.FIRST)

    def read_near(self, image: Pixels, place: Box, row_height: float) -> list[Line]:
        """See :class:`docvet.reading.engines.Engine`."""
        side, enlarged = _DETECTOR_SIDE[Effort.CLOSE], _MOST_ENLARGED[Effort.CLOSE]
        return self._reader.read(image, side, enlarged, thorough=True, place=place, row_height=row_height)

    def read_row(self, image: Pixels) -> Line | None:
        """See :meth:`docvet.reading.engines.Engine.read_row`."""
        return self._reader.read_row(image)


def _models() -> Path:
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise EngineUnavailable(
            en=f"the OCR engine RapidOCR is not installed: {_INSTALL}", zh=f"文字识别引擎 RapidOCR 没有安装：{_INSTALL}"
        )
    return Path(spec.origin).parent / "models"
