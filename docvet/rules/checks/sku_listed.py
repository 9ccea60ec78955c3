"""SKU codes on the photos that the list of SKUs has."""

from __future__ import annotations

import re

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, listed, not_applicable
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result


def run(case: Case, _args: NoArgs) -> Result:
    """A question where the list has codes, photos show codes, and none of these is among those."""
    lists, photos = case.cast("sku_lists").chosen, case.cast("photos").chosen
    in_list = {_plain(code) for document in lists for code in document.value("sku_codes") or ()}
    shown = {str(code): photo for photo in photos for code in photo.value("sku_codes") or ()}
    if not in_list or not shown:
        yield not_applicable("实物图或 SKU 清单上没有可比对的编码", "photos or list have no codes to compare")
        return
    if not any(_plain(code) in in_list for code in shown):
        documents = [photo for photo in photos if photo in shown.values()]
        codes = ", ".join(shown)
        yield Problem(
            documents=tuple(document.id for document in (*documents, *lists)),
            evidence=tuple(item for document in documents for item in evidence(document, "sku_codes")),
            values={"codes": codes, "file": listed(document.path for document in lists)}, found=codes,
            rests_on=tuple((document.id, "sku_codes") for document in documents), at_most=Severity.REVIEW, absent=True,
        )  # fmt: skip


def _plain(code: object) -> str:
    return re.sub(r"[\W_]+", "", str(code)).casefold()


CHECK = Check("sku_listed", NoArgs, run, fills=frozenset({"codes", "file"}))
