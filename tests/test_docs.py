"""``docs/rules.md`` is what the shipped rulesets say, ``docs/fields.md`` what the table of fields says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import JsonValue

from docvet.reference.fields import fields_page
from docvet.reference.handbook import render_handbook, shipped_handbook
from docvet.reference.parts import value_words
from docvet.rules import load_ruleset
from docvet.rules.load import parse_ruleset, shipped
from docvet.words import words

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"


def test_the_page_is_what_the_rulesets_generate() -> None:
    assert PAGE.read_text(encoding="utf-8") == shipped_handbook(), "write it anew: make docs"


def test_the_fields_are_what_the_table_generates() -> None:
    page = PAGE.with_name("fields.md").read_text(encoding="utf-8")
    assert page == fields_page(), "write it anew: make docs"


def test_every_rule_has_one_heading_and_a_link_to_it() -> None:
    headings = re.findall(r"^## (\S+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    links = re.findall(r"^\| \[(\S+)\]\(#(\S+)\) ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == sorted({rule.id for name in shipped() for rule in load_ruleset(name).rules})
    assert links == [(name, name.lower()) for name in headings]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_book_of_one_ruleset_speaks_one_language(lang: str) -> None:
    book = render_handbook([load_ruleset("tiktok-shop-pop")], [words(lang)])
    rule = load_ruleset("tiktok-shop-pop").rule("DV-CHN-003")
    other = {"zh": "en", "en": "zh"}[lang]
    assert f"**{rule.title.in_language(lang)}**" in book
    assert rule.title.in_language(other) not in book
    assert "tiktok-shop-joint" not in book


def test_what_rulesets_say_otherwise_bears_their_names() -> None:
    text = (
        b"id: stricter\nversion: '1'\ntitle: {zh: x, en: Stricter}\nextends: tiktok-shop-pop\n"
        b"parameters: {photos_min: {value: 5, basis: documented, source: 'our agency | *2026*'}}\n"
        b"rules: [{id: DV-TM-001, disabled: we look ourselves}]\n"
    )
    mine = parse_ruleset("stricter.yaml", text)
    book = render_handbook([load_ruleset("tiktok-shop-pop"), mine], [words("en")])
    assert "`photos_min` = 3 (`tiktok-shop-pop`); 5 (`stricter`)" in book
    assert r"our agency \| \*2026\* (`stricter`)" in book
    assert "- Disabled: we look ourselves (`stricter`)" in book


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3, "3"),
        (None, "—"),
        (["pdf", "jpg"], "pdf, jpg"),
        ([str(number) for number in range(13)], "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 … (13)"),
        ({"TH": {"zh": "泰语", "en": "Thai"}, "GB": {"zh": "英语", "en": "English"}}, "TH: Thai, GB: English"),
        ([{"title": {"zh": "品牌", "en": "brand"}, "heads": ["品牌"]}], "brand"),
        (
            [{"from_age": 0, "years": 5}, {"from_age": 46, "years": None}],
            "from_age: 0, years: 5; from_age: 46, years: —",
        ),
    ],
)
def test_values_are_told_on_one_line(value: JsonValue, shown: str) -> None:
    assert value_words(value, "en") == shown
