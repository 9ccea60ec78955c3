"""Every CSV that docvet writes, opened in LibreOffice: each cell has to say what was written.

python -m benchmarks.spreadsheets [--json PATH]

Names, codes and values are such that a spreadsheet likes to change them: long numbers, leading zeros, powers of ten,
what looks like a day or a formula. Needs LibreOffice Calc (Debian: libreoffice-calc-nogui), 90 MB to download: too much for
every test run, which checks the same texts without it.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from rich.console import Console
from rich.table import Table

from docvet import scan
from docvet.report.mask import masked
from docvet.report.renderers import RenderOptions, render
from docvet.service.overviews.comparison import COLUMNS as OUTCOMES
from docvet.service.overviews.endings import COLUMNS as ENDINGS
from docvet.service.overviews.tables import csv_text

LIKELY = (
    "4400012345678901234567", "6222021234567890123", "440103199207064", "123456789012", "001234", "91E10", "6.99E+12",
    "1-2", "3/4", "12:30", "2024-05", "2024-06-01", "=1+1", "+86 138", "-5", "@x", "＝1+1", "深圳样本, 有限\n公司", 'a"b',
)  # fmt: skip
"""Texts that a spreadsheet changes where nobody keeps it from it."""
_LOOKS = ("zh", "en")
_IMPORT = "CSV:44,34,76,1"
"""Commas, double quotes, UTF-8, from the first line: what the dialogue offers, with every column left at Standard."""


def tables(folder: Path) -> Iterator[tuple[str, str]]:
    """(name, CSV) of every command that writes one."""
    reports = []
    for number, text in enumerate(LIKELY):
        place = folder / f"{number}" / "".join(sign for sign in text if sign not in '/\n"')
        place.mkdir(parents=True)
        (place / "0012.pdf").touch()
        reports.append(masked(scan(place, form={"company": text, "brand": text, "category": text}, cache=False)))
    for form in ("csv", "csv-summary"):
        for lang in _LOOKS:
            yield f"scan --format {form} --lang {lang}", render(reports, form, RenderOptions(lang=lang))
    for name, columns in (("expiring", ENDINGS), ("outcomes", OUTCOMES)):
        rows = [dict.fromkeys(columns, text) for text in LIKELY]
        yield f"{name} --format csv", "\ufeff" + csv_text(columns, rows)


def opened(name: str, text: str, folder: Path) -> list[list[Any]]:
    """The cells as LibreOffice has them."""
    path = folder / f"{abs(hash(name))}.csv"
    path.write_text(text, encoding="utf-8", newline="")
    program = shutil.which("soffice") or sys.exit("LibreOffice is missing: apt-get install libreoffice-calc-nogui")
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", f"--infilter={_IMPORT}",
         "--convert-to", "xlsx", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(path.with_suffix(".xlsx")).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def same(written: str, seen: Any) -> bool:
    """Whether a person sees what was written: a mark that keeps a text a text is not part of it, a day may be a day."""
    if isinstance(seen, datetime | date | time):
        return written.startswith(seen.isoformat()[:10])
    if isinstance(seen, int | float) and not isinstance(seen, bool):
        return written == str(seen)
    return (seen or "") == written


def main() -> None:
    """Prints a row a table; exits with 1 where a cell changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    shown = Table("table", "rows", "cells", "changed")
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "opened").mkdir()
        for name, text in tables(folder):
            written = list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True)))
            seen = opened(name, text, folder / "opened")
            pairs = [
                (cell, there)
                for line, row in zip(written, seen, strict=True)
                for cell, there in zip(line, row, strict=False)
            ]
            changed = [(cell, repr(there)) for cell, there in pairs if not same(cell, there)]
            results[name] = {"rows": len(written), "cells": len(pairs), "changed": changed}
            shown.add_row(
                name, str(len(written)), str(len(pairs)), "; ".join(f"{a!r} → {b}" for a, b in changed) or "0"
            )
    Console().print(shown)
    if chosen.json:
        chosen.json.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    sys.exit(any(result["changed"] for result in results.values()))


if __name__ == "__main__":
    main()
