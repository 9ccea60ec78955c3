"""What ``import docvet`` promises; a change of it breaks its users."""

from __future__ import annotations

import subprocess
import sys
from inspect import Parameter, signature

import pytest

import docvet
from docvet.errors import DocvetError

SURFACE = [
    "DocvetError", "EngineUnavailable", "Finding", "FormError", "Limits", "Report", "Ruleset", "RulesetError",
    "Severity", "UsageError", "Verdict", "__version__", "load_ruleset", "scan",
]  # fmt: skip


def test_the_public_names() -> None:
    assert docvet.__all__ == SURFACE
    assert all(getattr(docvet, name) is not None for name in SURFACE)
    assert set(SURFACE) <= set(dir(docvet))


def test_scan_takes_what_callers_give_by_name() -> None:
    parameters = signature(docvet.scan).parameters
    assert list(parameters)[:5] == ["folder", "ruleset", "form", "jobs", "engine"]
    assert all(item.kind is Parameter.KEYWORD_ONLY for name, item in parameters.items() if name != "folder")
    assert parameters["engine"].default == "rapidocr"


def test_no_module_takes_the_place_of_a_public_name() -> None:
    code = "import docvet.folders, docvet.pack; from docvet import scan; assert callable(scan)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["EngineUnavailable", "FormError", "RulesetError", "UsageError"])
def test_one_tree_of_errors(name: str) -> None:
    error = getattr(docvet, name)
    assert issubclass(error, DocvetError)
    assert error.exit_code == 2


def test_a_wrong_ruleset_is_a_docvet_error() -> None:
    with pytest.raises(docvet.DocvetError, match="tiktok-shop-pop"):
        docvet.load_ruleset("tiktok-shop-popp")


def test_importing_docvet_imports_nothing_heavy_and_says_nothing() -> None:
    code = "import docvet, sys; print(sorted({'cv2', 'numpy', 'pydantic', 'onnxruntime', 'yaml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert done.stderr == ""
