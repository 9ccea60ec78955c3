"""Whether this machine is ready: engines, models, languages, versions, memory and free disk."""

from __future__ import annotations

import base64
import hashlib
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psutil

from docvet.errors import DocvetError
from docvet.limits import Limits
from docvet.reading import engines, sandbox
from docvet.rules.load import load_ruleset, shipped
from docvet.version import VERSION
from docvet.words import Words

_PYTHON = (3, 11)
_PARTS = ("rapidocr", "onnxruntime", "pypdfium2", "opencv-python-headless", "zxing-cpp", "pillow-heif", "openpyxl")
_OVERLAID = ("rapidocr", "onnxruntime")
"""Packages whose folder others (``onnxruntime-gpu``, ``rapidocr`` of older names) install over."""
_ENOUGH_DISK = 500_000_000
"""Bytes; reading needs little, packing needs room for copies."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that was looked at."""

    subject: str
    state: str
    ready: bool = True
    needed: bool = True
    """docvet cannot work without it."""


def examine(words: Words) -> list[Answer]:
    """Everything that decides whether docvet can work here; never raises."""
    return [
        *_program(words), *_engines(words), *_runtime(words), *_rulesets(words), *_containment(words), *_room(words)
    ]  # fmt: skip


def ready(answers: list[Answer]) -> bool:
    """Nothing that is needed is missing."""
    return all(answer.ready for answer in answers if answer.needed)


def _program(words: Words) -> Iterator[Answer]:
    yield Answer("docvet", VERSION)
    python = platform.python_version()
    old = sys.version_info < _PYTHON
    yield Answer("Python", words("doctor.too_old", version=python) if old else python, not old)
    for part in _PARTS:
        try:
            yield Answer(part, metadata.version(part))
        except metadata.PackageNotFoundError:
            yield Answer(part, words("doctor.missing", what=f"pip install {part}"), ready=False)


def _engines(words: Words) -> Iterator[Answer]:
    for name in engines.names():
        subject = words("doctor.engine", name=name)
        needed = name == "rapidocr"
        yield _tried(subject, words, words("doctor.works"), lambda name=name: engines.find(name).check(), needed=needed)  # type: ignore[misc]


def _runtime(words: Words) -> Iterator[Answer]:
    """What runs the networks, and whether another package lies over the files of those that bring them."""
    owners = metadata.packages_distributions()
    for package in _OVERLAID:
        others = sorted(set(owners.get(package, ())) - {package})
        if others:
            fix = words("doctor.overlaid", others=", ".join(others), what=f"pip install --force-reinstall {package}")
            yield Answer(words("doctor.files_of", name=package), fix, ready=False, needed=False)
    changed = [path.name for path in metadata.files("rapidocr") or () if path.suffix == ".onnx" and _changed(path)]
    state = words("doctor.runtime_state", version=metadata.version("onnxruntime"))
    if changed:
        what = "pip install --force-reinstall rapidocr"
        state = words("doctor.changed", files=", ".join(changed), what=what)
    yield Answer(words("doctor.runtime"), state, ready=not changed, needed=False)


def _changed(path: metadata.PackagePath) -> bool:
    """Whether an installed file is no longer what its package brought."""
    if path.hash is None:
        return False
    try:
        with Path(str(path.locate())).open("rb") as file:
            digest = hashlib.file_digest(file, path.hash.mode).digest()
    except OSError:
        return True
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != path.hash.value


def _rulesets(words: Words) -> Iterator[Answer]:
    for name in shipped():
        yield _tried(name, words, "", lambda name=name: load_ruleset(name))  # type: ignore[misc]


def _tried(subject: str, words: Words, well: str, attempt: Callable[[], object], *, needed: bool = True) -> Answer:
    try:
        answer = attempt()
    except DocvetError as error:
        return Answer(subject, error.text(words.lang), ready=False, needed=needed)
    return Answer(subject, well or f"{getattr(answer, 'version', '')}", needed=needed)


def _containment(words: Words) -> Iterator[Answer]:
    able = sandbox.abilities()
    files = f"Landlock {able.landlock}" if able.landlock else words("doctor.open_files")
    calls = "seccomp" if able.seccomp else words("doctor.open_sockets")
    yield Answer(words("doctor.containment_files"), files, ready=bool(able.landlock), needed=False)
    yield Answer(words("doctor.containment_sockets"), calls, ready=able.seccomp, needed=False)


def _room(words: Words) -> Iterator[Answer]:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    yield Answer(words("doctor.disk"), _gigabytes(free), free >= _ENOUGH_DISK)
    memory = psutil.virtual_memory().available
    bound = Limits().memory
    yield Answer(words("doctor.memory"), _gigabytes(memory), memory >= bound / 2)
    yield Answer(words("doctor.cores"), str(psutil.cpu_count() or 1))


def _gigabytes(number: float) -> str:
    return f"{number / 1e9:.1f} GB"
