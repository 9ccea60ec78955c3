"""Words of programs that no text for people may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docvet.models import TroubleKind
from docvet.report.model import Report, ReportText
from docvet.report.view import View
from docvet.rules.ruleset import FORM_MODES

_SIGNS = re.compile(
    r"[≥≤]|\b[a-z]+_[a-z_]+\b|application/|image/|\.yaml|\bdocuments in app|^[A-Z]{2}(?:, [A-Z]{2})*$|\b(?:mend|mended)\b"
)
_WORDS = frozenset(
    {*(kind.value for kind in TroubleKind), *FORM_MODES, "screen", "drawn", "repeated", "blurred", "old", "forbidden"}
)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def _is_quoted(words: ReportText) -> bool:
    """What stands, or has to stand, on a Chinese document is the same in both languages, but for what joins a list."""
    return re.split(r"\W+", words.zh) == re.split(r"\W+", words.en)


def program_words(report: Report, read: str = "") -> Iterator[tuple[str, str, str]]:
    """(language, rule, text) of each text of the report that people cannot read.

    ``read`` is what stands on the documents: it may be quoted as it is.
    """
    for lang in ("zh", "en"):
        view = View(report, lang)
        for finding in report.findings:
            texts = (view.expected(finding), view.found(finding), view.own(finding.message), view.own(finding.fix))
            for text in filter(None, texts):
                if (_SIGNS.search(text) and text not in read) or text in _WORDS:
                    yield lang, finding.rule, text
            facts = [(finding.expected_text, finding.expected), (finding.found_text, finding.found)]
            for words, plain in facts:
                if lang == "en" and words and not _is_quoted(words) and _CHINESE.fullmatch(words.en[:1]):
                    yield lang, finding.rule, f"{plain}: {words.en}"
        for item in report.not_checked:
            for reason in view.reasons(item):
                if _SIGNS.search(reason):
                    yield lang, item.rule, reason
