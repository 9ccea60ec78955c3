"""Reads every file of a folder of malformed PDFs and shows what became of each.

    python benchmarks/hostile.py --corpus FOLDER [--json FILE] [--seconds 30]

No file may crash or hang the reading. A file counts as *read* if every page of it was, *partly* if some
were, else by its trouble. The folder can also be named by the variable ``DOCVET_CORPUS`` (its subfolder
``hostile``). Exits 1 if the parent process itself failed on a file, 2 if there is no folder.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import Reading
from docvet.reading.pool import Readers


def main() -> int:
    """Read the corpus, print the table, return the exit code."""
    options = _options()
    if options.corpus is None or not options.corpus.is_dir():
        print("no corpus: name a folder with --corpus or DOCVET_CORPUS", file=sys.stderr)
        return 2
    limits = replace(Limits.from_environment(), seconds=options.seconds)
    rows, failed = [], 0
    started = time.monotonic()
    with Readers(1, limits=limits) as readers:
        for file in collect(options.corpus, limits).files:
            begun = time.monotonic()
            try:
                row = _row(readers.read([file])[0])
            except Exception as error:  # what this program is here to find
                row, failed = {"path": file.path, "outcome": f"FAILED {error!r}"}, failed + 1
            row["seconds"] = round(time.monotonic() - begun, 2)
            rows.append(row)
            print(
                f"{row['path'][:44]:44} {row['seconds']:6.2f} {row['outcome'][:32]:32} {row.get('text', '')[:40]}",
                flush=True,
            )
    summary = {"files": len(rows), "failed": failed, "seconds": round(time.monotonic() - started, 1), "rows": rows}
    print(f"{len(rows)} files, {failed} failed, {summary['seconds']} s")
    if options.json:
        options.json.write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    named = os.environ.get("DOCVET_CORPUS")
    parser.add_argument("--corpus", type=Path, default=Path(named) / "hostile" if named else None)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seconds", type=int, default=30, help="time limit of a file")
    return parser.parse_args()


def _row(reading: Reading) -> dict[str, Any]:
    troubles = [" ".join(filter(None, (trouble.kind.value, trouble.detail))) for trouble in reading.troubles]
    read = (
        f"{'read' if len(reading.pages) == reading.page_count else 'partly'} {len(reading.pages)}/{reading.page_count}"
    )
    sources = sorted({step.source for page in reading.pages for step in page.passes})
    return {
        "path": reading.file.path,
        "outcome": ", ".join([*([read] if reading.pages else []), *troubles]) or "nothing",
        "sources": sources,
        "signed": reading.signed,
        "text": f"{'/'.join(sources)}: " + " ".join(line.text for page in reading.pages for line in page.lines)[:200],
    }


if __name__ == "__main__":
    sys.exit(main())
