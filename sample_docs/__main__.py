"""``python -m sample_docs specimens`` writes the demo's folders; ``… folder OUT`` writes one by hand."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import get_args

from sample_docs.defects import DEFECTS
from sample_docs.folders import Look, Mode, build
from sample_docs.story import CATEGORIES, Story

SPECIMENS = {
    "clean": "clean",
    "broken-chain": "chain_missing_first_letter",
    "broken-scope": "scope_without_online_sale",
    "broken-photos": "photos_watermark",
}
"""The folders that ship with docvet, and what is wrong with each."""
SPECIMEN_SEED = 18
"""A story of LUMORA, in which a trading company sells what it was granted through one company between."""


def write_specimens(out: Path) -> None:
    """(Re)writes the shipped folders under ``out``; the same program writes the same bytes."""
    for name, defect in SPECIMENS.items():
        shutil.rmtree(out / name, ignore_errors=True)
        build(Story.invent(SPECIMEN_SEED), out / name, look="mixed", defect=defect)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m sample_docs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    specimens = commands.add_parser("specimens", help="(re)write docvet/specimens")
    specimens.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "docvet" / "specimens")
    folder = commands.add_parser("folder", help="write one folder")
    folder.add_argument("out", type=Path)
    folder.add_argument("--seed", type=int, default=7)
    folder.add_argument("--look", choices=get_args(Look), default="photo")
    folder.add_argument("--defect", action="append", choices=sorted(DEFECTS), metavar="NAME")
    folder.add_argument("--mode", choices=get_args(Mode), default="pop")
    folder.add_argument("--category", choices=list(CATEGORIES), default="女装")
    folder.add_argument("--levels", type=int, default=2, help="letters in the chain; 0: own brand")
    folder.add_argument("--individual", action="store_true", help="个体工商户")
    commands.add_parser("defects", help="list what can be wrong")
    asked = parser.parse_args()
    match asked.command:
        case "specimens":
            write_specimens(asked.out)
        case "folder":
            story = Story.invent(asked.seed, category=asked.category, levels=asked.levels, individual=asked.individual)
            build(story, asked.out, asked.look, asked.defect, asked.mode)
        case "defects":
            for defect in DEFECTS.values():
                print(f"{defect.name:32}{defect.rule:12}{'/'.join(defect.modes):11}{defect.says}")


if __name__ == "__main__":
    main()
