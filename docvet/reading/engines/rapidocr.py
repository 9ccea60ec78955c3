"""RapidOCR on onnxruntime, with the PP-OCRv6 models that its wheel carries."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from docvet.errors import EngineUnavailable
from docvet.models import Effort, Line
from docvet.reading import fingerprint
from docvet.reading.engines import Pixels

_INSTALL = "pip install --force-reinstall 'rapidocr==3.10.*' onnxruntime"
_DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
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
        import numpy as np
        from rapidocr import RapidOCR

        models = _models()
        self._ocr = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "critical",
                "Global.max_side_len": 4000,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
                "Det.model_path": str(models / _DETECTOR),
                "Det.limit_type": "max",
                "Det.limit_side_len": _DETECTOR_SIDE[Effort.FIRST],
                "Rec.model_path": str(models / _RECOGNISER),
                # Lines of one batch are padded to the longest of them: one by one is a fifth cheaper.
                "Rec.rec_batch_num": 1,
            }
        )
        self._ocr(np.full((64, 64, 3), 255, np.uint8))  # makes the detector, whose side length is set below
        detector: Any = self._ocr.text_det
        detector.session = self._session = _Shrinking(detector.session.session)

    @classmethod
    def fingerprint(cls) -> str:
        """See :class:`docvet.reading.engines.Engine`."""
        models = (fingerprint.of_model(_models() / model) for model in (_DETECTOR, _RECOGNISER))
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
        for model in (_DETECTOR, _RECOGNISER):
            if not (_models() / model).is_file():
                raise EngineUnavailable(
                    en=f"RapidOCR has lost its model {model}; install it again: {_INSTALL}",
                    zh=f"RapidOCR 缺少模型文件 {model}，请重新安装：{_INSTALL}",
                )

    def read(self, image: Pixels, effort: Effort) -> list[Line]:
        """See :meth:`docvet.reading.engines.Engine.read`."""
        image = _enlarged(image, min(_MOST_ENLARGED[effort], _DETECTOR_SIDE[effort] / max(image.shape[:2])))
        height, width = image.shape[:2]
        detector: Any = self._ocr.text_det
        detector.limit_side_len = _DETECTOR_SIDE[effort]
        self._session.shrinks = effort > Effort.FIRST
        result: Any = self._ocr(_bgr(image), use_det=True)
        if result.boxes is None or result.txts is None:
            return []
        lines = []
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            left, top = corners.min(axis=0) / (width, height)
            right, bottom = corners.max(axis=0) / (width, height)
            lines.append(Line(text, (float(left), float(top), float(right), float(bottom)), float(score), self.name))
        return lines

    def read_row(self, image: Pixels) -> Line | None:
        """See :meth:`docvet.reading.engines.Engine.read_row`."""
        result: Any = self._ocr(_bgr(image), use_det=False)
        if not result.txts or not result.txts[0].strip():
            return None
        return Line(result.txts[0], (0.0, 0.0, 1.0, 1.0), float(result.scores[0]), self.name)


class _Shrinking:
    """The detector's session, which gives the memory of a large picture back: else the process keeps what its largest took."""

    def __init__(self, session: Any) -> None:
        import onnxruntime

        self._session = session
        self._names = [each.name for each in session.get_outputs()], session.get_inputs()[0].name
        self._shrunk = onnxruntime.RunOptions()
        self._shrunk.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        self.shrinks = False

    def __call__(self, pixels: Any) -> Any:
        outputs, name = self._names
        return self._session.run(outputs, {name: pixels}, self._shrunk if self.shrinks else None)[0]


def _bgr(image: Pixels) -> Pixels:
    import cv2
    import numpy as np

    colours = cv2.COLOR_GRAY2BGR if image.ndim == 2 else cv2.COLOR_RGB2BGR
    return np.asarray(cv2.cvtColor(image, colours), dtype=np.uint8)


def _enlarged(image: Pixels, factor: float) -> Pixels:
    if factor <= 1:
        return image
    import cv2
    import numpy as np

    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _models() -> Path:
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise EngineUnavailable(
            en=f"the OCR engine RapidOCR is not installed: {_INSTALL}", zh=f"文字识别引擎 RapidOCR 没有安装：{_INSTALL}"
        )
    return Path(spec.origin).parent / "models"
