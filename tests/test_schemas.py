"""The JSON Schemas: valid themselves, true to what the programs take, and of use to an editor."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from docvet.rules import load_ruleset, shipped
from docvet.schemas import SCHEMAS, application_schema, report_schema, ruleset_schema


@lru_cache(maxsize=1)
def validators() -> Any:
    """Late: what it loads makes grammars for seconds, in every process that collects tests."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator


RULESETS = Path(__file__).parents[1] / "rulesets"
FORM = """\
mode: joint
category: 女装
brand: ON
company: 深圳市样本贸易有限公司
credit_code: 914403001234567890
targets: [ID, NO]
submission_date: "2024-06-01"
documents: {执照.pdf: business_license}
joint:
  monthly_gmv_usd: [5200, 6100.50, "7,000"]
  partner: {name: PT Sampel, tier: Tier-1}
  monthly_sales_by_site_usd: {ID: 3200}
epr: {DE: DE12345678}
"""
CHILD = """\
id: my-shop
version: "1"
title: {zh: 我的规则, en: My rules}
extends: tiktok-shop-pop
parameters:
  photos_min: {value: 5, source: us, basis: practice}
rules:
  - {id: DV-PHO-001, severity: review, message: {zh: 少了}}
categories: {toys: null}
"""


def faults(schema: dict[str, Any], text: str) -> list[str]:
    found = validators()(schema).iter_errors(yaml.safe_load(text))
    return ["/".join(map(str, error.absolute_path)) for error in found]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    validators().check_schema(SCHEMAS[name]())


@pytest.mark.parametrize("path", sorted(RULESETS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_rulesets_fit(path: Path) -> None:
    assert faults(ruleset_schema(), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", shipped())
def test_a_resolved_ruleset_fits_without_its_parents(name: str) -> None:
    ruleset = load_ruleset(name)
    plain = ruleset.model_dump(mode="json", by_alias=True, exclude={"extends"}, exclude_none=True)
    assert faults(ruleset_schema(), json.dumps(plain)) == []


@pytest.mark.parametrize(
    ("was", "now", "at"),
    [
        ("severity: review", "severity: fatal", "rules/0/severity"),
        ("severity: review", "sevrity: review", "rules/0"),
        ("severity: review", "check: no_such_check", "rules/0/check"),
        ("severity: review", "check: photo_count, with: {min_cont: $photos_min}", "rules/0/with"),
        ("severity: review", "check: photo_count, with: {min_count: 3}", "rules/0/with/min_count"),
        ("severity: review", "check: names_agree, with: {a: licence.nmae}", "rules/0/with/a"),
        ("value: 5, source: us, basis: practice", "value: 5", "parameters/photos_min"),
        ("extends: tiktok-shop-pop\n", "", ""),
        ("version: \"1\"\n", "", ""),
    ],
)  # fmt: skip
def test_an_editor_sees_mistakes_in_a_ruleset(was: str, now: str, at: str) -> None:
    assert faults(ruleset_schema(), CHILD) == []
    assert was in CHILD
    assert at in faults(ruleset_schema(), CHILD.replace(was, now))


@pytest.mark.parametrize(
    ("was", "now", "at"),
    [
        ("mode: joint", "mode: jo", "mode"),
        ("brand: ON", "brnad: ON", ""),
        ("business_license", "business_licence", "documents/执照.pdf"),
        ("tier: Tier-1", "tiers: Tier-1", "joint"),
    ],
)
def test_an_editor_sees_mistakes_in_a_form(was: str, now: str, at: str) -> None:
    assert faults(application_schema(), FORM) == []
    assert at in faults(application_schema(), FORM.replace(was, now))


def test_the_keys_of_the_report_are_described() -> None:
    schema = report_schema()
    assert {"schema", "docvet", "verdict", "documents", "findings", "not_checked"} <= set(schema["properties"])
