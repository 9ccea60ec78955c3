"""Every rule in every mode: folders that break it and one that does not, from files to report."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from docvet import Report, load_ruleset
from docvet.models import Severity
from docvet.rules.ruleset import Ruleset
from docvet.scan import examine
from sample_docs.defects import DEFECTS, Defect, content, staged
from sample_docs.folders import Look, Mode, build, planned
from sample_docs.plan import Plan
from sample_docs.story import Story
from tests.scenarios.remembering import RememberingReaders

STORY = Story.invent(211)
"""Any story would do; its folders differ in one file each, so that every file is read once."""
MODES: tuple[Mode, ...] = ("pop", "joint")
RULESETS: dict[Mode, Ruleset] = {mode: load_ruleset(f"tiktok-shop-{mode}") for mode in MODES}
RULES = [(mode, rule.id) for mode in MODES for rule in RULESETS[mode].rules]
BROKEN = [(mode, defect.name) for mode, rule in RULES for defect in staged(rule, mode)]

Looks = tuple[tuple[str, Look], ...]
"""Slots whose papers are pixels; the other papers of a folder have text layers, but for photos of goods."""
Scan = Callable[[Mode, str, Looks], Report]

PIXELS: tuple[tuple[Mode, str, Looks], ...] = (
    ("pop", "credit_code_check_fails", (("licence", "photo"),)),
    ("pop", "licence_old_number", (("licence", "photo"),)),
    ("pop", "licence_expired", (("licence", "photo"),)),
    ("pop", "scope_without_online_sale", (("licence", "photo"),)),
    ("pop", "scope_only_other_category", (("licence", "photo"),)),
    ("pop", "licence_unsealed", (("licence", "photo"),)),
    ("pop", "licence_qr_of_other", (("licence", "photo"),)),
    ("pop", "licence_fresh", (("licence", "photo"),)),
    ("pop", "id_number_check_fails", (("id_card", "scan"),)),
    ("pop", "id_expired", (("id_card", "scan"),)),
    ("pop", "id_one_side", (("id_card", "scan"),)),
    ("pop", "id_other_person", (("id_card", "scan"),)),
    ("pop", "id_odd_term", (("id_card", "scan"),)),
    ("pop", "bank_account_other_name", (("bank", "scan"),)),
    ("pop", "bank_approval_number_odd", (("bank", "scan"),)),
    ("pop", "bank_other_representative", (("bank", "scan"),)),
    ("pop", "mark_expired", (("mark", "scan"),)),
    ("pop", "mark_wrong_class", (("mark", "scan"),)),
    ("pop", "grantor_not_previous_grantee", (("letter_2", "scan"),)),
    ("pop", "last_grantee_not_shop", (("letter_2", "scan"),)),
    ("pop", "letter_expired", (("letter_2", "scan"),)),
    ("pop", "letter_unsealed", (("letter_2", "scan"),)),
    ("pop", "letter_other_mark", (("letter_2", "scan"),)),
    ("pop", "chain_first_letter_unsealed", (("letter_1", "photo"),)),
    ("pop", "letter_no_sublicense", (("letter_1", "photo"),)),
    ("joint", "declaration_of_other_company", (("declaration", "photo"),)),
    ("joint", "statement_of_other_company", (("statement", "scan"),)),
    # pixels in every folder: photos of goods, and what defects make of papers
    ("pop", "photos_without_brand", ()),
    ("pop", "photos_without_sku", ()),
    ("pop", "photos_watermark", ()),
    ("pop", "photos_rendered", ()),
    ("pop", "licence_illegible", ()),
    ("joint", "photo_of_unlisted_sku", ()),
)
"""The spread of rules that real OCR is read for."""


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Scan]:
    """The report on a folder of the story, drawn anew and scanned."""
    run = tmp_path_factory.getbasetemp()
    with RememberingReaders((run if worker_id == "master" else run.parent) / "readings") as readers:

        @cache
        def report(mode: Mode, name: str, looks: Looks = ()) -> Report:
            folder = tmp_path_factory.mktemp(name)
            build(STORY, folder, "digital", name, mode, dict(looks))
            made = examine(folder, readers).report
            shutil.rmtree(folder)
            return made

        yield report


@pytest.mark.parametrize(("mode", "name"), BROKEN, ids=map("-".join, BROKEN))
def test_a_broken_folder_is_told_by_its_rule(scan: Scan, mode: Mode, name: str) -> None:
    told(scan(mode, name, ()), mode, DEFECTS[name])


@pytest.mark.parametrize(("mode", "rule"), RULES, ids=map("-".join, RULES))
def test_a_harmless_folder_passes_the_rule(scan: Scan, mode: Mode, rule: str) -> None:
    passed(scan(mode, content(rule, mode), ()), rule)


@pytest.mark.parametrize(("mode", "name", "looks"), PIXELS, ids=[f"{mode}-{name}" for mode, name, _ in PIXELS])
def test_pixels_are_told_as_text_is(scan: Scan, mode: Mode, name: str, looks: Looks) -> None:
    defect = DEFECTS[name]
    broken, whole = scan(mode, name, looks), scan(mode, content(defect.rule, mode), looks)
    told(broken, mode, defect)
    passed(whole, defect.rule)
    assert broken.stats.ocr_pages >= len(looks)


def test_rules_of_every_sort_are_read_from_pixels() -> None:
    rules = {DEFECTS[name].rule for _, name, _ in PIXELS}
    assert len(rules) >= 25
    assert {rule[3:6] for rule in rules} >= {"LIC", "ID-", "BNK", "TM-", "CHN", "LOA", "PHO", "DEC", "STM"}


def told(report: Report, mode: Mode, defect: Defect) -> None:
    """The rule is found at the staged paper, with the weight and the platform's code that it should have."""
    found = [finding for finding in report.findings if finding.rule == defect.rule]
    assert found, [(finding.rule, finding.message.en) for finding in report.findings]
    worst = min((finding.severity for finding in found), key=lambda severity: severity.rank)
    assert worst is expected(mode, defect)
    assert {finding.reason.platform_code for finding in found} == {defect.code or None}
    paths = {document.id: document.path for document in report.documents}
    places = {paths[place] for finding in found for place in finding.documents if place in paths}
    staged_at = touched(planned(STORY, mode, content(defect.rule, mode)), planned(STORY, mode, defect.name))
    assert not places or not staged_at or places & staged_at


def passed(report: Report, rule: str) -> None:
    """The rule was judged and has nothing to say."""
    assert [finding.message.en for finding in report.findings if finding.rule == rule] == []
    assert [item.because for item in report.not_checked if item.rule == rule] == []


def expected(mode: Mode, defect: Defect) -> Severity:
    """What the finding should weigh: the less of what the rule and the defect do."""
    own = RULESETS[mode].rule(defect.rule).severity
    return max(own, Severity(defect.at_most or own), key=lambda severity: severity.rank)


def touched(whole: Plan, broken: Plan) -> set[str]:
    """The files in which the two folders differ."""
    return {leaf.path for slot, leaf in broken.leaves.items() if whole.leaves.get(slot) != leaf}
