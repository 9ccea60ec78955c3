"""What the confidence in a kind is worth: pages of every kind and layout, intact and with print lost or misread.

    python -m benchmarks.kinds [--seed N …] [--json OUT]

``by_confidence`` is what stands in ``docvet/documents/calibration.toml`` under ``[kinds]``, band by band.

Pages are taken as they are drawn, line by line, without OCR. A share of the lines is then lost and a share of the
characters misread; the first line of print (the title as a rule) is lost on half of the damaged pages. A page counts for
the kind it was drawn as; "other" is no wrong kind. A rejection needs 0.80 (``min_kind_confidence`` of the rulesets).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from docvet.documents.classify import guess
from docvet.documents.text.page import PageText
from docvet.models import Effort, Line, Page, Pass
from sample_docs.gallery import gallery
from sample_docs.paint.drawing import Drawing, Text
from sample_docs.paint.fonts import width
from sample_docs.story import Story

DAMAGE = ((0.0, 0.0), (0.2, 0.05), (0.4, 0.10), (0.6, 0.15), (0.75, 0.20))
"""(share of lines lost, share of characters misread)."""
BINS = (0.0, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
_MISREAD = "囗丨一二口日目田土十人入八大太小千干于王玉主"


def pages(seed: int) -> Iterator[tuple[str, str, Drawing]]:
    """(layout, kind, drawing) of the first page of everything in the gallery."""
    for exhibit in gallery(Story.invent(seed, levels=2)):
        yield exhibit.name, exhibit.truth.kind, exhibit.pages[0].draw()


def page_of(drawing: Drawing, lost: float, misread: float, random: Random) -> Page:
    """The drawing's print as a reading pass would have handed it over."""
    marks = sorted((mark for mark in drawing.marks if isinstance(mark, Text)), key=lambda mark: (mark.y, mark.x))
    headless = lost > 0 and random.random() < 0.5
    kept = [mark for at, mark in enumerate(marks) if random.random() >= lost and not (headless and at == 0)]
    lines = tuple(_line(mark, drawing, misread, random) for mark in kept if mark.text.strip())
    return Page(1, round(drawing.w * 8), round(drawing.h * 8), (Pass(Effort.FIRST, "drawn", lines),))


def _line(mark: Text, drawing: Drawing, misread: float, random: Random) -> Line:
    text = "".join(random.choice(_MISREAD) if random.random() < misread else char for char in mark.text)
    right, bottom = mark.x + width(mark.text, mark.font, mark.size), mark.y + mark.size
    box = (mark.x / drawing.w, mark.y / drawing.h, right / drawing.w, bottom / drawing.h)
    return Line(text, box, 0.95, "drawn")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[901, 902, 903])
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    right: Counter[float] = Counter()
    seen: Counter[float] = Counter()
    confused: Counter[str] = Counter()
    by_damage: dict[str, Counter[str]] = {}
    for seed in asked.seed:
        for name, kind, drawing in pages(seed):
            for lost, misread in DAMAGE:
                random = Random(f"{seed} {name} {lost}")  # noqa: S311 - drawn alike each time
                page = page_of(drawing, lost, misread, random)
                found = guess(page, PageText(page, page.passes[0]), "scan0001.pdf", calibrate=False)
                outcome = "right" if found.kind == kind else "other" if found.kind == "other" else "wrong"
                by_damage.setdefault(f"{lost:.0%} lost, {misread:.0%} misread", Counter())[outcome] += 1
                if outcome == "other":
                    continue
                at = max(least for least in BINS if found.confidence >= least)
                seen[at] += 1
                right[at] += outcome == "right"
                if outcome == "wrong":
                    confused[f"{kind} taken for {found.kind} at {found.confidence:.2f}"] += 1
    figures = {
        "by_confidence": {
            f"{least:.2f}": {"right": right[least], "seen": seen[least]} for least in BINS if seen[least]
        },
        "by_damage": {name: dict(sorted(counts.items())) for name, counts in by_damage.items()},
        "wrong": dict(confused.most_common()),
    }
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    if asked.json:
        asked.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
