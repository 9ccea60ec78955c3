"""Every rule: a folder that breaks it and one that does not, through the real pipeline from files to report."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from docvet import Report, load_ruleset
from docvet.application import load_application
from docvet.models import Severity
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.rules.ruleset import Ruleset
from docvet.scanning import examine
from sample_docs.defects import Defect, content, staged
from sample_docs.folders import Look, Mode, build, planned
from sample_docs.plan import Plan
from sample_docs.story import Story
from tests.report.program_words import program_words

STORY = Story.invent(211)
"""Any story would do; its folders differ in a file or two, and every file is read once."""
RULESETS: dict[Mode, Ruleset] = {mode: load_ruleset(f"tiktok-shop-{mode}") for mode in ("pop", "joint")}

REMINDERS = {"DV-LIC-009", "DV-LST-001"}
"""They speak whenever they apply: of a permit that some goods need, of the languages of the markets."""

Looks = tuple[tuple[str, Look], ...]
"""Slots whose papers are pixels; the other papers of a folder have text layers, but for photos of goods."""
Scan = Callable[[Mode, str, Looks], Report]

PIXELS: dict[str, Looks] = {
    **dict.fromkeys(
        ("DV-LIC-001", "DV-LIC-003", "DV-LIC-004", "DV-LIC-005", "DV-LIC-007", "DV-LIC-008", "DV-LIC-013"),
        (("licence", "photo"),),
    ),
    **dict.fromkeys(("DV-ID-001", "DV-ID-002", "DV-ID-003", "DV-ID-004", "DV-ID-005"), (("id_card", "scan"),)),
    **dict.fromkeys(("DV-BNK-002", "DV-BNK-003", "DV-BNK-004"), (("bank", "scan"),)),
    **dict.fromkeys(("DV-TM-002", "DV-TM-004"), (("mark", "scan"),)),
    **dict.fromkeys(("DV-CHN-002", "DV-CHN-007"), (("letter_1", "photo"),)),
    **dict.fromkeys(("DV-CHN-004", "DV-CHN-005", "DV-LOA-002", "DV-LOA-003", "DV-TM-005"), (("letter_2", "scan"),)),
    "DV-DEC-001": (("declaration", "photo"),),
}  # fmt: skip
"""The rules whose paper is read by OCR, in the first mode that has them. Photos of goods, screenshots and blurred papers are so in every folder."""


def _modes() -> dict[tuple[Mode, str], Defect | None]:
    """Each rule once, and again where the other mode weighs it otherwise; with the plainest of its defects."""
    wanted: dict[tuple[Mode, str], Defect | None] = {}
    weights = set()
    for mode, ruleset in RULESETS.items():
        for rule in ruleset.rules:
            if (rule.id, rule.severity) not in weights:
                weights.add((rule.id, rule.severity))
                wanted[mode, rule.id] = min(staged(rule.id, mode), key=lambda defect: defect.at_most, default=None)
    return wanted


RULES = _modes()


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scan]:
    """The report on a folder of the story, drawn anew and scanned."""
    with Readers(1, cache=PageCache()) as readers:

        @cache
        def report(mode: Mode, name: str, looks: Looks) -> Report:
            folder = tmp_path_factory.mktemp(name)
            build(STORY, folder, "digital", name, mode, dict(looks))
            made = examine(load_application(folder), readers).report
            shutil.rmtree(folder)
            return made

        yield report


@pytest.mark.parametrize(("mode", "rule"), RULES, ids=map("-".join, RULES))
def test_a_broken_folder_is_told_by_its_rule(scan: Scan, mode: Mode, rule: str) -> None:
    """At the staged paper, with the weight and the platform's code that the finding should have."""
    defect, looks = RULES[mode, rule], looks_of(mode, rule)
    assert defect is not None, "no defect is staged for this rule"
    report = scan(mode, defect.name, looks)
    found = [finding for finding in report.findings if finding.rule == rule]
    assert found, [(finding.rule, finding.message.en) for finding in report.findings]
    assert min((finding.severity for finding in found), key=lambda severity: severity.rank) is expected(mode, defect)
    assert {finding.reason.platform_code for finding in found} == {defect.code or None}
    paths = {document.id: document.path for document in report.documents}
    places = {paths[place] for finding in found for place in finding.documents if place in paths}
    spoilt = touched(planned(STORY, mode, content(rule, mode)), planned(STORY, mode, defect.name))
    assert not places or not spoilt or places & spoilt
    assert report.stats.ocr_pages >= len(looks)
    read = "\n".join(str(field.value) for document in report.documents for field in document.fields.values())
    assert list(program_words(report, read)) == [], "what people cannot read, in either language"


@pytest.mark.parametrize(("mode", "rule"), RULES, ids=map("-".join, RULES))
def test_a_harmless_folder_passes_the_rule(scan: Scan, mode: Mode, rule: str) -> None:
    """It was judged and has nothing to say."""
    report = scan(mode, content(rule, mode), looks_of(mode, rule))
    assert [finding.message.en for finding in report.findings if finding.rule == rule] == []
    skipped = [(item.kind, item.because) for item in report.not_checked if item.rule == rule]
    if rule in REMINDERS:
        assert [kind for kind, _ in skipped] == ["not_applicable"]
    else:
        assert skipped == []


def test_every_rule_that_ships_is_among_them() -> None:
    assert {rule for _, rule in RULES} == {rule.id for ruleset in RULESETS.values() for rule in ruleset.rules}
    assert len(PIXELS) >= 25


def looks_of(mode: Mode, rule: str) -> Looks:
    """What OCR makes of a paper does not hang on the mode: once is enough."""
    first = next(other for other, its in RULES if its == rule)
    return PIXELS.get(rule, ()) if mode == first else ()


def expected(mode: Mode, defect: Defect) -> Severity:
    """What the finding should weigh: the less of what the rule and the defect do."""
    own = RULESETS[mode].rule(defect.rule).severity
    return max(own, Severity(defect.at_most or own), key=lambda severity: severity.rank)


def touched(whole: Plan, broken: Plan) -> set[str]:
    """The files in which the two folders differ."""
    return {leaf.path for slot, leaf in broken.leaves.items() if whole.leaves.get(slot) != leaf}
