"""A network of onnxruntime, with one thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""An upright picture: height × width, or × 3 RGB."""
STEP = 32
"""Pixels of which both sides of a picture must be multiples in which rows are looked for."""


class Network:
    """A network with one input and one output.

    Memory is kept from one call to the next unless ``gives_back``: after a large picture the process would keep what
    that took.
    """

    def __init__(self, model: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        # A thread that waits for work turns in place otherwise.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session: Any = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input, self._output = self._session.get_inputs()[0].name, self._session.get_outputs()[0].name
        self._shrunk = onnxruntime.RunOptions()
        self._shrunk.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")

    def run(self, planes: NDArray[np.float32], *, gives_back: bool = False) -> NDArray[np.float32]:
        """The output for a batch of one or more."""
        options = self._shrunk if gives_back else None
        result: NDArray[np.float32] = self._session.run([self._output], {self._input: planes}, options)[0]
        return result

    def said(self, key: str) -> str:
        """What the model's file says about itself under this key; empty if nothing."""
        return str(self._session.get_modelmeta().custom_metadata_map.get(key, ""))


def planes(pixels: Pixels) -> NDArray[np.float32]:
    """A picture (height × width, or × 3 RGB) as 3 × height × width (blue, green, red), white 1 and black -1."""
    scaled = pixels.astype(np.float32) * np.float32(2 / 255) - np.float32(1)
    if scaled.ndim == 2:
        return np.broadcast_to(scaled, (3, *scaled.shape))
    return np.ascontiguousarray(scaled[..., ::-1].transpose(2, 0, 1))
