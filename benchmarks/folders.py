"""Freshly drawn folders with one staged defect each: was it found, under its rule, and what else was said.

    python -m benchmarks.folders [--look digital|scan|photo|mixed] [--seed N …] [--only DEFECT …] [--json OUT]

Seeds that no test uses keep the figure honest; what is drawn is still easier than life.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.table import Table

from docvet import scan
from docvet.models import Severity
from sample_docs.defects import DEFECTS
from sample_docs.folders import Look, Story, build

EXPECTED: Mapping[str, str] = {
    "chain_missing_first_letter": "DV-CHN-001",
    "chain_missing_letter": "DV-CHN-001",
    "chain_no_letters": "DV-CHN-001",
    "chain_first_letter_unsealed": "DV-CHN-002",
    "letter_unsealed": "DV-LOA-003",
    "letter_seal_of_other": "DV-LOA-003",
    "first_grantor_not_owner": "DV-CHN-001",
    "grantor_not_previous_grantee": "DV-CHN-004",
    "last_grantee_not_shop": "DV-CHN-005",
    "last_grantee_branch": "DV-CHN-005",
    "mark_registered_after_letter": "DV-CHN-003",
    "letter_expired": "DV-LOA-002",
    "letter_not_started": "DV-LOA-002",
    "letter_open_ended": "DV-CHN-006",
    "letter_longer_than_grantors": "DV-CHN-006",
    "letter_signed_before_previous": "DV-CHN-006",
    "letter_undated": "DV-LOA-001",
    "letter_no_sublicense": "DV-CHN-007",
    "letter_sublicense_silent": "DV-CHN-007",
    "letter_other_mark": "DV-TM-005",
    "trademark_acceptance_only": "DV-TM-001",
    "mark_expired": "DV-TM-002",
    "mark_wrong_class": "DV-TM-004",
    "mark_owned_by_representative": "DV-CHN-001",
    "vouchers_old": "DV-SAL-001",
    "vouchers_of_strangers": "DV-SAL-001",
    "encrypted_pdf": "DV-FILE-005",
    "oversized": "DV-FILE-002",
    "png_screenshot": "DV-FILE-004",
    "jpg_instead_of_pdf": "DV-FILE-001",
    "zip_archive": "DV-FILE-003",
    "zip_named_pdf": "DV-FILE-003",
    "empty_file": "DV-FILE-005",
    "truncated_pdf": "DV-FILE-005",
    "wrong_slot": "DV-SET-003",
    "missing_licence": "DV-SET-001",
    "missing_id_card": "DV-SET-001",
    "missing_bank": "DV-BNK-001",
    "missing_mark": "DV-SET-001",
    "missing_vouchers": "DV-SAL-001",
    "missing_photos": "DV-PHO-001",
    "scope_without_online_sale": "DV-LIC-007",
    "scope_near_online_sale": "DV-LIC-007",
    "scope_only_other_category": "DV-LIC-008",
    "scope_negated": "DV-LIC-008",
    "scope_generic": "DV-LIC-008",
    "licence_expired": "DV-LIC-005",
    "licence_unsealed": "DV-LIC-010",
    "licence_grey": "DV-LIC-010",
    "credit_code_differs": "DV-SET-004",
    "id_expired": "DV-ID-003",
    "id_one_side": "DV-ID-001",
    "id_other_person": "DV-ID-005",
    "bank_account_other_name": "DV-BNK-002",
    "photos_only_two": "DV-PHO-001",
    "photos_duplicates": "DV-PHO-001",
    "photos_without_brand": "DV-PHO-002",
    "photos_of_other_brand": "DV-PHO-002",
    "photos_without_sku": "DV-PHO-003",
    "photos_sku_blurred": "DV-PHO-003",
    "photos_watermark": "DV-PHO-004",
    "photos_watermark_phone": "DV-PHO-004",
}
"""Defect → the rule that should name it; defects that are not here are harmless or of rules yet to come."""


@dataclass(frozen=True, slots=True)
class Row:
    """One folder."""

    defect: str
    seed: int
    verdict: str
    expected: str
    found: bool
    severity: str
    others: tuple[str, ...]
    """Findings beside the expected one: ``RULE:severity``."""
    seconds: float


def run(defect: str, seed: int, look: Look, place: Path) -> Row:
    """Draw one folder and scan it."""
    folder = build(Story.invent(seed), place / f"{defect}-{seed}", look=look, defect=defect)
    started = time.monotonic()
    report = scan(folder, jobs=os.cpu_count())
    expected = EXPECTED.get(defect, "")
    hits = [finding.severity for finding in report.findings if finding.rule == expected]
    others = [
        f"{finding.rule}:{finding.severity}"
        for finding in report.findings
        if finding.rule != expected and finding.severity is not Severity.INFO
    ]
    worst = min(hits, key=lambda severity: severity.rank, default=None)
    return Row(
        defect,
        seed,
        report.verdict,
        expected,
        bool(hits),
        worst or "",
        tuple(others),
        round(time.monotonic() - started, 1),
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--look", choices=get_args(Look), default="digital")
    parser.add_argument("--seed", type=int, nargs="+", default=[101])
    parser.add_argument("--only", nargs="+", default=list(DEFECTS))
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    rows: list[Row] = []
    console = Console(width=140)
    with tempfile.TemporaryDirectory() as place:
        for seed in wanted.seed:
            for defect in wanted.only:
                row = run(defect, seed, wanted.look, Path(place))
                rows.append(row)
                print(
                    f"{row.defect} {row.seed}: {row.verdict} {row.severity or '-'} {' '.join(row.others)}", flush=True
                )
    staged = [row for row in rows if row.expected]
    table = Table(title=f"staged defects, look {wanted.look}")
    for column in ("defect", "seed", "verdict", "expected", "given as", "beside it"):
        table.add_column(column)
    for row in rows:
        given = (row.severity if row.found else "MISSED") if row.expected else ""
        table.add_row(row.defect, str(row.seed), row.verdict, row.expected, given, " ".join(row.others))
    console.print(table)
    summary = {
        "look": wanted.look,
        "folders": len(rows),
        "staged": len(staged),
        "found": sum(row.found for row in staged),
        "with_nothing_beside": sum(row.found and not row.others for row in staged),
        "clean_clear": [row.verdict == "clear" for row in rows if row.defect == "clean"],
    }
    console.print(summary)
    if wanted.json:
        wanted.json.write_text(json.dumps({**summary, "rows": [asdict(row) for row in rows]}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
