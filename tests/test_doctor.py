"""What the doctor says of the packages that bring and run the networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

import pytest

from docvet import doctor
from docvet.words import words


def state(subject: str) -> doctor.Answer | None:
    return next((answer for answer in doctor.examine(words("en")) if answer.subject == subject), None)


def test_the_runtime_is_named() -> None:
    answer = state("networks run on")
    assert answer is not None
    assert answer.ready
    assert answer.state.startswith(f"onnxruntime {metadata.version('onnxruntime')}")
    assert state("files of onnxruntime") is None


def test_a_package_installed_over_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def owners() -> Mapping[str, Sequence[str]]:
        return {"onnxruntime": ["onnxruntime", "onnxruntime-openvino"], "rapidocr": ["rapidocr"]}

    monkeypatch.setattr(metadata, "packages_distributions", owners)
    answer = state("files of onnxruntime")
    assert answer is not None
    assert not answer.ready
    assert "onnxruntime-openvino installs over them" in answer.state
    assert state("files of rapidocr") is None


def test_a_model_that_is_not_the_installed_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a package laid out as pip leaves it, whose model was written over."""
    about = tmp_path / "rapidocr-3.10.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: rapidocr\nVersion: 3.10.0\n")
    (tmp_path / "rapidocr").mkdir()
    (tmp_path / "rapidocr" / "read.onnx").write_bytes(b"another network")
    (about / "RECORD").write_text("rapidocr/read.onnx,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n")
    found = metadata.Distribution.at(about).files
    monkeypatch.setattr(metadata, "files", lambda name: found if name == "rapidocr" else [])
    answer = state("networks run on")
    assert answer is not None
    assert not answer.ready
    assert "not the installed ones: read.onnx" in answer.state
