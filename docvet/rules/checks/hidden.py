"""What files hold and do not show, and what became of them after they were signed."""

from __future__ import annotations

from docvet.models import Hidden, HiddenKind, LocalizedText, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case
from docvet.rules.checks import Check
from docvet.rules.facts import unsaid
from docvet.rules.page_runs import pages_named, runs
from docvet.rules.problems import Problem, Result, Unjudged

_NOTES = frozenset({HiddenKind.DATA, HiddenKind.FORMAT_SCRIPT, HiddenKind.LINK, HiddenKind.FILLED, HiddenKind.SAVED})
"""Kinds that are data, or permitted: nobody has to look."""


class HiddenContent(Args):
    """Which of the kinds."""

    kinds: tuple[HiddenKind, ...]


def run(case: Case, args: HiddenContent) -> Result:
    """A question, or a remark, for each kind in each file."""
    for reading in case.readings:
        documents = tuple(document.id for document in case.documents_of(reading))
        for each in reading.hidden:
            if each.kind in args.kinds:
                yield Problem(
                    documents=documents,
                    values={"file": reading.file.path, "details": _details(each, of=reading.page_count)},
                    found=unsaid(" ".join(filter(None, (each.kind.value, *each.names, runs(each.pages))))),
                    variant=each.kind.value,
                    at_most=Severity.INFO if each.kind in _NOTES else Severity.REVIEW,
                )
        if not reading.looked_into:
            yield Unjudged(
                "unreadable",
                {
                    "zh": f"文件 {reading.file.path} 的内部结构没有读出",
                    "en": f"the structure of {reading.file.path} could not be read",
                },
            )


def _details(each: Hidden, of: int) -> LocalizedText:
    """Names and pages in brackets, where there are any."""
    if each.kind is HiddenKind.PAGE_COUNT:
        return {"zh": "（" + " / ".join(each.names) + " 页）", "en": " (" + " / ".join(each.names) + " pages)"}
    more = " …" if each.count > len(each.names) > 0 else ""
    zh = [("、".join(each.names) + more)] if each.names else []
    en = [(", ".join(each.names) + more)] if each.names else []
    if each.pages and of > 1:
        named = pages_named(each.pages)
        zh.append(named["zh"])
        en.append(named["en"])
    return {"zh": f"（{'；'.join(zh)}）" if zh else "", "en": f" ({'; '.join(en)})" if en else ""}


CHECK = Check(
    "hidden", HiddenContent, run, fills=frozenset({"file", "details"}),
    variants={kind.value: frozenset() for kind in HiddenKind},
)  # fmt: skip
