"""``docs/rulesets.md``: every ruleset it shows loads, and says what the page says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docvet.models import Severity
from docvet.rules import load_ruleset
from docvet.rules.load import parse_ruleset

PAGE = (Path(__file__).parents[2] / "docs" / "rulesets.md").read_text(encoding="utf-8")
SHOWN = {
    match.group(1): match.group(0)
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    if (match := re.match(r"id: (\S+)\n.*", block, re.DOTALL))
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_loads(name: str) -> None:
    assert parse_ruleset(f"{name}.yaml", SHOWN[name].encode()).id == name


def test_there_are_three() -> None:
    assert set(SHOWN) == {"my-agency", "my-agency-strict", "instruments"}


def test_the_first_does_what_the_page_says() -> None:
    mine, pop = parse_ruleset("my-agency.yaml", SHOWN["my-agency"].encode()), load_ruleset("tiktok-shop-pop")
    assert mine.parameters["photos_min"].value == 5
    assert mine.rule("DV-PHO-004").severity is Severity.WARN is not pop.rule("DV-PHO-004").severity
    assert mine.rule("DV-PHO-003").disabled
    assert mine.rule("DV-TM-005").fix.en == pop.rule("DV-TM-005").fix.en
    assert mine.rule("DV-TM-005").fix.zh != pop.rule("DV-TM-005").fix.zh


def test_every_key_of_a_rule_is_told_of() -> None:
    for key in ("disabled", "replaces", "abstract", "extends", "variants", "supersedes", "when", "basis", "severity"):
        assert f"`{key}" in PAGE, key
