"""What a file says of how it was made: its program, and labels by which generators of pictures declare themselves.

The labels stand in the file's bytes as they are, also where a picture lies inside a PDF, so that nothing has to be decoded:
XMP and C2PA name the source ``trainedAlgorithmicMedia``, Chinese services write ``AIGC {"Label": …}``, others their settings.
"""

from __future__ import annotations

import contextlib
import mmap
import re
from pathlib import Path

from docvet.reading import received

_SOURCE = b"rainedAlgorithmicMedia"
"""As in ``trainedAlgorithmicMedia`` and ``compositeWithTrainedAlgorithmicMedia``."""
_AIGC = re.compile(rb"AIGC\b.{0,24}?Label.{0,20}?([123])", re.DOTALL)
_AIGC_WIDE = "AIGC".encode("utf-16-le")
_SETTINGS = (b"Sampler: ", "Sampler: ".encode("utf-16-le"), "Sampler: ".encode("utf-16-be"))
_STEPS = re.compile(rb"S\0?t\0?e\0?p\0?s\0?:\0? \0?[0-9]")
_WORDS = (
    (b'"aigc_info"', "AIGC aigc_info"), (b"aigc_label_type", "AIGC aigc_label_type"), (b"Adobe_Firefly", "Adobe Firefly"),
    (b"Software\0NovelAI", "AI generated (NovelAI)"), (b"Made with Google AI", "AI generated (Made with Google AI)"),
)  # fmt: skip
"""What single services write: of 即梦 and 豆包 ``aigc_info``."""
_PROMPTS = (
    (b"Job ID: ", re.compile(rb"--(?:v|ar|niji|style|stylize|chaos)\b[^\0]{0,200}\Z", re.DOTALL), "Midjourney"),
    (b"KSampler", re.compile(rb"class_type[^\0]{0,20}\Z", re.DOTALL), "Stable Diffusion workflow"),
)
"""A word, what stands before it in a picture's description, and who writes that."""
_NEAR, _MOST = 400, 64
"""Bytes before the sampler in which the number of steps stands, and places of one word that are looked at."""


def ai_label(path: Path) -> str:
    """How the file declares that an AI made it or a part of it; empty where it does not."""
    with (
        contextlib.suppress(OSError, ValueError),  # an empty file cannot be mapped
        received.opened(path) as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        return _label(data)
    return ""


def _label(data: mmap.mmap) -> str:
    if data.find(_SOURCE) >= 0:
        return "DigitalSourceType: trainedAlgorithmicMedia"
    for at in _places(data, b"AIGC"):
        if match := _AIGC.match(data[at : at + 80]):
            return f"AIGC Label: {match[1].decode()}"
    for at in _places(data, _AIGC_WIDE):
        if match := _AIGC.match(data[at : at + 160].replace(b"\0", b"")):
            return f"AIGC Label: {match[1].decode()}"
    for word in _SETTINGS:
        if any(_STEPS.search(data[max(0, at - _NEAR) : at]) for at in _places(data, word)):
            return "Stable Diffusion parameters"
    for word, before, name in _PROMPTS:
        if any(before.search(data[max(0, at - _NEAR) : at]) for at in _places(data, word)):
            return name
    return next((label for word, label in _WORDS if data.find(word) >= 0), "")


def _places(data: mmap.mmap, word: bytes) -> list[int]:
    places: list[int] = []
    at = data.find(word)
    while at >= 0 and len(places) < _MOST:
        places.append(at)
        at = data.find(word, at + 1)
    return places
