"""Tables of judged licences: by field and engine, by pass, by condition of the picture, and what confidence is worth."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from rich.table import Table

from benchmarks.licence_truth import FIELDS, Judged
from docvet.documents.calibration import bounds
from docvet.models import Page, Reading

SURE = 0.9
"""Confidence from which on a rejection may rest on a field."""
_BANDS = (0.99, 0.95, 0.9, 0.8, 0.5, 0.0)
_FOLDS = 5
_SMALL, _BLURRED = 1000, 150.0
"""Pixels of the longer side, and sharpness, below which a picture is called small or blurred."""
_EVEN = 30.0
"""Difference in brightness of the paper from place to place, of 255: scanners stay below it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as conditions judge it."""

    page: Page
    unevenness: float
    """By how much the paper's brightness differs from place to place, of 255."""


CONDITIONS: Mapping[str, Callable[[Seen], bool]] = {
    "evenly lit (scan)": lambda seen: seen.unevenness < _EVEN,
    "unevenly lit (photo)": lambda seen: seen.unevenness >= _EVEN,
    "grey": lambda seen: seen.page.picture is not None and not seen.page.picture.coloured,
    "turned": lambda seen: seen.page.turned != 0,
    "leaning or seen from the side": lambda seen: seen.page.straightening is not None,
    f"under {_SMALL} px": lambda seen: max(seen.page.width, seen.page.height) < _SMALL,
    "blurred": lambda seen: seen.page.picture is not None and seen.page.picture.sharpness < _BLURRED,
    "with a readable QR code": lambda seen: bool(seen.page.codes),
}


def shares(judged: Iterable[Judged]) -> dict[str, Counter[str]]:
    """Field → right, wrong and missing."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in judged:
        counts[item.field][item.outcome] += 1
    return counts


def wrong_share(judged: Iterable[Judged]) -> float:
    """Per cent of all stated fields that were read, and wrong."""
    counts = Counter(item.outcome for item in judged)
    return round(100 * counts["wrong"] / max(1, sum(counts.values())), 2)


def by_field(runs: Mapping[str, Sequence[Judged]]) -> Table:
    """Right, wrong and missing of each field, a column a run."""
    shown = Table(title="fields: right / wrong / missing, right %")
    shown.add_column("field")
    shown.add_column("n", justify="right")
    for name in runs:
        shown.add_column(name, justify="right")
    counts = {name: shares(judged) for name, judged in runs.items()}
    for field in FIELDS:
        cells = [_cell(counts[name][field]) for name in runs]
        total = max(sum(counts[name][field].values()) for name in runs)
        shown.add_row(field, str(total), *cells)
    shown.add_row("wrong %", "", *(str(wrong_share(judged)) for judged in runs.values()))
    return shown


def by_condition(judged: Sequence[Judged], readings: Sequence[Reading]) -> tuple[Table, dict[str, dict[str, float]]]:
    """Right per cent of each field under measured conditions; the first row is all pictures."""
    pages = {reading.file.path: Seen(reading.pages[0], _unevenness(reading)) for reading in readings if reading.pages}
    groups = {"all": set(pages)} | {
        name: {path for path, seen in pages.items() if holds(seen)} for name, holds in CONDITIONS.items()
    }
    shown = Table(title="right % by condition")
    for column in ("condition", "pictures", *FIELDS[1:]):
        shown.add_column(column, justify="left" if column == "condition" else "right")
    figures: dict[str, dict[str, float]] = {}
    for name, paths in groups.items():
        counts = shares(item for item in judged if item.file in paths)
        row = {
            field: round(100 * counts[field]["right"] / total, 1)
            for field in FIELDS[1:]
            if (total := sum(counts[field].values()))
        }
        figures[name] = {"pictures": float(len(paths)), **row}
        shown.add_row(name, str(len(paths)), *(str(row.get(field, "–")) for field in FIELDS[1:]))
    return shown, figures


def reliability(judged: Iterable[Judged]) -> tuple[Table, dict[str, list[int]]]:
    """Of the fields given at least this confidence (and less than the band above), how many are right."""
    shown = Table(title="confidence and truth")
    for column in ("confidence from", "n", "right", "right %"):
        shown.add_column(column, justify="right")
    read = [item for item in judged if item.field != "kind" and item.outcome != "missing"]
    upper, figures = 1.01, {}
    for band in _BANDS:
        inside = [item for item in read if band <= item.confidence < upper]
        right = sum(item.outcome == "right" for item in inside)
        share = f"{100 * right / len(inside):.1f}" if inside else "–"
        shown.add_row(f"{band:.2f}", str(len(inside)), str(right), share)
        figures[f"{band:.2f}"] = [len(inside), right]
        upper = band
    return shown, figures


def sure(judged: Iterable[Judged]) -> tuple[int, int]:
    """How many fields were given at ``SURE`` or more, and how many of these are wrong."""
    given = [item for item in judged if item.field != "kind" and item.outcome != "missing" and item.confidence >= SURE]
    return len(given), sum(item.outcome == "wrong" for item in given)


def evidence(judged: Iterable[Judged]) -> dict[str, Counter[str]]:
    """Class of evidence → right and wrong."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in judged:
        if item.evidence:
            counts[item.evidence][item.outcome] += 1
    return counts


def crossed(judged: Sequence[Judged]) -> tuple[int, int]:
    """Of the fields that ceilings measured on the other pictures leave at ``SURE`` or more: how many, and how many right.

    The pictures are dealt into five parts by their names; each part is bounded by what the other four show.
    """
    given = right = 0
    for fold in range(_FOLDS):
        others = evidence(item for item in judged if _fold(item) != fold)
        ceilings = bounds({name: (row["right"], row["right"] + row["wrong"]) for name, row in others.items()})
        for item in judged:
            if item.evidence and _fold(item) == fold and min(item.confidence, ceilings[item.evidence]) >= SURE:
                given += 1
                right += item.outcome == "right"
    return given, right


def _cell(row: Counter[str]) -> str:
    total = sum(row.values())
    share = f"{100 * row['right'] / total:.1f}" if total else "–"
    return f"{row['right']} / {row['wrong']} / {row['missing']}  {share}"


def _fold(item: Judged) -> int:
    return zlib.crc32(item.file.encode()) % _FOLDS


def _unevenness(reading: Reading) -> float:
    """By how much the paper's brightness differs over the middle of the picture."""
    grey = cv2.imdecode(np.fromfile(reading.file.absolute, np.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        return 0.0
    small = cv2.resize(grey, (64, 64), interpolation=cv2.INTER_AREA)[8:56, 8:56]
    blocks = small.reshape(6, 8, 6, 8).swapaxes(1, 2).reshape(36, 64)
    paper = np.percentile(blocks, 80, axis=1)
    return float(np.percentile(paper, 95) - np.percentile(paper, 5))
