"""Writes the bombs.

    python -m benchmarks.bombs FOLDER [--large]

Each is named by what it does. With ``--large`` those too that take tens of megabytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.bombs import write


def main() -> int:
    """Write the files, print their sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    for path in write(options.folder, large=options.large):
        print(f"{path.stat().st_size:>12,}  {path.relative_to(options.folder)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
