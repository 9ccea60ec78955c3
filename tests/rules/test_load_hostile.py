"""Whatever stands in a ruleset's file, loading ends with a ruleset or with one sentence that names the place."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docvet.errors import RulesetError
from docvet.rules.load import parse_ruleset

KEYS = (
    "id", "version", "title", "extends", "replaces", "abstract", "mode", "parameters", "reasons", "categories",
    "documents", "rules", "check", "with", "when", "path", "tracks", "severity", "basis", "reason", "message", "fix",
    "zh", "en", "supersedes", "disabled", "names", "nice", "primary", "kinds", "value", "source", "variants",
)  # fmt: skip
WORDS = (
    "tiktok-shop-pop", "tiktok-shop-base", "pop", "DV-PHO-001", "DV-R-PHOTO", "MY-001", "photo_count", "photos",
    "$photos_min", "categories", "reject", "documented", "licence.name", "business_license", "toys", "女装", "{x", "",
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers(-3, 50) | st.sampled_from(WORDS)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS + WORDS), inner, max_size=4),
    max_leaves=12,
)
HEAD = {"id": "mine", "version": "1", "title": {"zh": "一", "en": "one"}, "extends": "tiktok-shop-pop"}


def refusal(raw: bytes) -> str:
    """What is said against the file; nothing if it loads."""
    try:
        parse_ruleset("my.yaml", raw)
    except RulesetError as error:
        return str(error)
    return ""


def load(data: Any) -> None:
    said = refusal(yaml.safe_dump(data, allow_unicode=True).encode())
    assert not said or said.startswith("my.yaml")
    assert "\n" not in said


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS[:12]), TREES, max_size=6))
def test_any_sections(sections: dict[str, Any]) -> None:
    load({**HEAD, **sections})
    load(sections)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=5), max_size=3))
def test_any_rules(rules: list[dict[str, Any]]) -> None:
    load({**HEAD, "rules": [{"id": "DV-PHO-001", **rule} for rule in rules]})


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.text(max_size=60))
def test_any_bytes(raw: bytes, text: str) -> None:
    for content in (raw, text.encode(), b"extends: tiktok-shop-pop\n" + text.encode()):
        assert refusal(content).startswith("my.yaml"), "no such file is a whole ruleset"
