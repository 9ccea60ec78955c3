"""What a reading depends on beside its file: the code that reads, the libraries under it, and the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata
from pathlib import Path

_LIBRARIES = ("numpy", "opencv-python-headless", "openpyxl", "pillow", "pillow-heif", "pypdf", "pypdfium2", "zxing-cpp")
_ROOT = Path(__file__).parents[1]
_CODE = (_ROOT / "reading", _ROOT / "values", _ROOT / "models")
"""Packages of docvet whose code reading runs through."""
_END = 65_536


def of_reading(engine: str, depends_on: str) -> str:
    """A name for everything but the file and the page, for the engine of this name and what it says it depends on."""
    return _hash((_of_code(), engine, depends_on))


def of_package(name: str) -> str:
    """Name and version of an installed package."""
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return f"{name} missing"


def of_model(path: Path) -> str:
    """Name, size and both ends of a large file: enough to tell models apart at no cost."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        start = file.read(_END)
        file.seek(max(0, size - _END))
        return f"{path.name} {size} {hashlib.sha256(start + file.read()).hexdigest()}"


@lru_cache(maxsize=1)
def _of_code() -> str:
    files = sorted(path for folder in _CODE for path in folder.rglob("*.py"))
    sources = (f"{path.relative_to(_ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)
    return _hash((*sources, *map(of_package, _LIBRARIES)))


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
