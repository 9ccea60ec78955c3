"""Every rule that ships has a folder that breaks it and one that does not; what they expect agrees with the rulesets."""

from __future__ import annotations

import pytest

from docvet import load_ruleset
from sample_docs.defects import DEFECTS, content, staged
from sample_docs.folders import Mode, planned
from sample_docs.story import Story

MODES: tuple[Mode, ...] = ("pop", "joint")


@pytest.mark.parametrize("mode", MODES)
def test_every_rule_has_a_folder_that_breaks_it_and_one_that_does_not(mode: Mode) -> None:
    rules = [rule.id for rule in load_ruleset(f"tiktok-shop-{mode}").rules]
    assert [rule for rule in rules if not staged(rule, mode)] == []
    for rule in rules:
        harmless = DEFECTS[content(rule, mode)]
        assert harmless.rule == ""
        assert mode in harmless.modes


@pytest.mark.parametrize("mode", MODES)
def test_defects_expect_rules_and_codes_that_the_ruleset_has(mode: Mode) -> None:
    ruleset = load_ruleset(f"tiktok-shop-{mode}")
    rules = {rule.id: rule for rule in ruleset.rules}
    for defect in DEFECTS.values():
        if mode in defect.modes:
            assert {defect.rule, *defect.passes} - {""} <= set(rules), defect.name
            if defect.rule:
                assert (rules[defect.rule].platform_code or "") == defect.code, defect.name


def test_every_defect_says_what_is_wrong_in_a_sentence() -> None:
    for defect in DEFECTS.values():
        assert defect.says.endswith("."), defect.name
        assert ("no defect" in defect.says or "Nothing is wrong" in defect.says) >= bool(defect.passes), defect.name


def test_defects_of_the_form_change_nothing_else() -> None:
    clean = planned(Story.invent(7), "joint")
    for name in ("gmv_low", "admin_is_partner", "shop_new", "site_sales_low", "partner_of_third_tier"):
        broken = planned(Story.invent(7), "joint", name)
        assert broken.leaves == clean.leaves
        assert broken.form["joint"] != clean.form["joint"]


@pytest.mark.parametrize("category", ["女装", "护肤", "玩具"])
def test_goods_change_on_every_paper_at_once(category: str) -> None:
    made = planned(Story.invent(7), "pop", {"女装": "clean", "护肤": "report_in_time", "玩具": "cpc_in_time"}[category])
    assert made.form["category"] == category
    assert {made.document(slot).goods for slot in made.slots("letter_")} == {category}
    assert made.document("mark").nice_class == made.story.category.nice_class
