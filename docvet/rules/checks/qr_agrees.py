"""The licence's QR code says what is printed beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from docvet.models import Code, Document, Evidence, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result, Unjudged
from docvet.rules.vocabulary import FIELD_TITLES
from docvet.values.codes import same_code
from docvet.values.licence_card import payload
from docvet.values.names import Likeness, compare


class QrAgrees(Args):
    """Ends of the hosts to which the registers' codes lead."""

    hosts: tuple[str, ...]


def run(case: Case, args: QrAgrees) -> Result:
    """A question for each value that differs from the print, a remark for a link that leads elsewhere."""
    cast = case.cast("licence")
    if not cast.chosen:
        yield case.absent("licence")
        return
    codes = [
        (document, page.number, code) for document in cast.chosen for page in document.pages for code in page.codes
    ]
    qr = [item for item in codes if item[2].symbology.upper().startswith("QR")]
    if not qr:
        yield Unjudged(
            "unreadable", {"zh": "执照上的二维码没有解出", "en": "no QR code was decoded on the licence"}
        )  # half of the codes on real scans are not: nothing to look at again
        return
    for document, page, code in qr:
        stated = payload(code.text)
        if lacking := [name for name in stated if name in _SAME and name not in document.fields]:
            yield unread(document, *lacking, again=False)
        for name, value in stated.items():
            if name in document.fields and not _SAME[name](str(document.value(name)), value):
                yield _problem(document, page, code, {"field": name, "qr": value}, None, Severity.REVIEW)
        host = urlsplit(code.text.strip()).hostname
        if host and not stated and not host.endswith(args.hosts):
            yield _problem(document, page, code, {"field": "", "qr": host}, "host", Severity.INFO)


def _problem(
    document: Document, page: int, code: Code, values: Mapping[str, str], variant: str | None, at_most: Severity
) -> Problem:
    name = values["field"]
    printed = str(document.value(name)) if name else ""
    return Problem(
        documents=(document.id,),
        evidence=(Evidence(document.id, page, code.box, values["qr"]), *(evidence(document, name) if name else ())),
        values={"file": document.path, "field": FIELD_TITLES[name] if name else "", "qr": values["qr"], "printed": printed},
        expected=printed, found=values["qr"], rests_on=((document.id, name),) if name else (), variant=variant,
        at_most=at_most,
    )  # fmt: skip


def _alike(one: str, other: str) -> bool:
    return compare(one, other) in (Likeness.EQUAL, Likeness.NORMALISED, Likeness.NEAR)


_SAME: Mapping[str, Callable[[str, str], bool]] = {
    "credit_code": same_code,
    "registration_number": same_code,
    "name": _alike,
    "representative": _alike,
    "established": str.__eq__,
}

CHECK = Check(
    "qr_agrees", QrAgrees, run, fills=frozenset({"file", "field", "qr", "printed"}), variants={"host": frozenset()}
)
