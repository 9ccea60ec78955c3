"""Drawn bank statements and SKU lists: what was read against what was drawn, and what long ones cost.

python -m benchmarks.statements [--forms digital scan photo csv xlsx] [--seeds N] [--long] [--json PATH]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import psutil
from rich.console import Console
from rich.table import Table

from docvet.documents import build
from docvet.intake import collect
from docvet.limits import Limits
from docvet.reading.pool import Readers
from docvet.reading.worker import open_file
from sample_docs import camera
from sample_docs.documents.bank_statement import BankStatement, Defect, Layout
from sample_docs.documents.sku_list import SkuList
from sample_docs.paint.pdf import drawings_pdf, pictures_pdf
from sample_docs.paint.raster import render

Form = Literal["digital", "scan", "photo", "csv", "xlsx"]
FIELDS = ("kind", "account_name", "account_number", "bank", "period_start", "period_end", "months", "balance_breaks",
          "sku_codes", "rows")  # fmt: skip
_PATIENCE = replace(Limits(), seconds=1200)
_ROWS = 36
_COMPANY, _BANK, _ACCOUNT = "杭州市屿禾贸易有限公司", "汇澜银行股份有限公司杭州分行", "33109912345678901"


def drawn(seeds: int) -> Iterator[tuple[str, BankStatement | SkuList, dict[str, Any]]]:
    """Papers and the truth about them: every layout in both orders, clean and with a row taken out, and lists."""
    truth = {"kind": "bank_statement", "account_name": _COMPANY, "account_number": _ACCOUNT, "bank": _BANK,
             "period_start": "2024-02-03", "period_end": "2024-05-31",
             "months": ["2024-02", "2024-03", "2024-04", "2024-05"]}  # fmt: skip
    defects: tuple[Defect | None, ...] = (None, "removed")
    for seed in range(seeds):
        for at, layout in enumerate(get_args(Layout)):
            for defect in defects:
                paper = BankStatement(
                    _COMPANY, _BANK, _ACCOUNT, date(2024, 2, 3), date(2024, 5, 31), _ROWS, 100 + 7 * seed + at, layout,
                    newest_first=bool((seed + at) % 2), defect=defect,
                )  # fmt: skip
                yield f"{layout}-{seed}-{defect or 'clean'}", paper, truth | {"balance_breaks": 1 if defect else 0}
        skus = tuple(f"YH-{2030 + seed}-{number:03d}" for number in (1, 2, 3))
        goods = SkuList(_COMPANY, "NEVARIS", "女装", "女式针织衫", skus, _ROWS, "en" if seed % 2 else "zh")
        yield f"sku-{seed}", goods, {"kind": "sku_list", "sku_codes": goods.codes(), "rows": _ROWS}


def written(paper: BankStatement | SkuList, form: Form) -> tuple[bytes, str]:
    """The paper in that form, and the ending of its name."""
    match form:
        case "csv":
            return paper.csv("gb18030"), "csv"
        case "xlsx":
            return paper.xlsx(), "xlsx"
        case "digital":
            return drawings_pdf([page.draw() for page in paper.pages()]), "pdf"
        case "scan" | "photo":
            shoot = camera.scan if form == "scan" else camera.photo
            return pictures_pdf([shoot(render(page.draw(), 200), seed=page.number) for page in paper.pages()]), "pdf"


def measured(form: Form, seeds: int) -> Mapping[str, Counter[str]]:
    """Field → how often right, wrong, missing over the drawn papers in this form."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        truths = {}
        for name, paper, truth in drawn(seeds):
            data, ending = written(paper, form)
            (Path(folder) / f"{name}.{ending}").write_bytes(data)
            truths[f"{name}.{ending}"] = truth
        with Readers(limits=_PATIENCE) as readers:
            documents = build(readers.read(collect(Path(folder)).files))
    for path, truth in truths.items():
        own = [document for document in documents if document.path == path]
        for field, right in truth.items():
            read = own[0].kind if field == "kind" else own[0].value(field)
            if field == "balance_breaks" and read is not None:
                read = len(read)
            whole = len(own) == 1 and read == right
            counts[field]["right" if whole else "missing" if read is None else "wrong"] += 1
            if not whole:
                print(f"  {form} {path} {field}: {str(read)[:80]} for {str(right)[:80]}")
    return counts


def costs() -> Iterator[tuple[str, dict[str, float]]]:
    """Seconds, CPU-seconds and the largest memory of long papers, in this process."""
    statement = BankStatement(_COMPANY, _BANK, _ACCOUNT, date(2024, 2, 3), date(2024, 5, 31), 1790, 5)
    goods = SkuList(_COMPANY, "NEVARIS", "女装", "女式针织衫", ("YH-1",), 10_000)
    long: list[tuple[str, bytes, str]] = [
        ("10,000 rows, XLSX list", goods.xlsx(), "xlsx"),
        ("10,000 rows, XLSX statement", replace(statement, rows=10_000).xlsx(), "xlsx"),
        ("10,000 rows, CSV statement", replace(statement, rows=10_000).csv(), "csv"),
        ("60 pages, digital statement", drawings_pdf([page.draw() for page in statement.pages()]), "pdf"),
    ]
    for name, data, ending in long:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / f"long.{ending}").write_bytes(data)
            (file,) = collect(Path(folder)).files
            wall, spent = time.monotonic(), time.process_time()
            opened = open_file(file, "rapidocr", _PATIENCE)
            (document,) = build([opened.reading])
            yield (
                name,
                {
                    "seconds": round(time.monotonic() - wall, 1),
                    "cpu_seconds": round(time.process_time() - spent, 1),
                    "megabytes": round(psutil.Process().memory_info().rss / 1e6),
                    "ocr_pages": len(opened.ocr_pages),
                    "pages": document.page_range[1],
                },
            )


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", nargs="*", choices=get_args(Form), default=["digital", "csv", "xlsx"])
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    shares = {form: measured(form, options.seeds) for form in options.forms}
    table = Table("field", *shares)
    for field in FIELDS:
        cells = [f"{counts[field]['right']} of {counts[field].total()}" for counts in shares.values()]
        table.add_row(field, *cells)
    spent = dict(costs()) if options.long else {}
    console = Console(width=120)
    console.print(table)
    for name, cost in spent.items():
        console.print(name, cost)
    if options.json:
        body = {"fields": {form: {k: dict(v) for k, v in counts.items()} for form, counts in shares.items()}, "long": spent}  # fmt: skip
        options.json.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
