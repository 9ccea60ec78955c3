"""What every shipped rule says: whole, in both languages, with the same blanks, and about the case at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from docvet.reference.parts import fix_words
from docvet.rules import load_ruleset
from docvet.rules.load import shipped
from docvet.rules.model import Bilingual
from docvet.rules.ruleset import Rule
from docvet.words import words

HANDBOOK = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
RULES = [(name, rule) for name in shipped() for rule in load_ruleset(name).rules]
each = pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=[f"{rule.id}-{name}" for name, rule in RULES])
HAN = re.compile("[\u3400-\u9fff]+")
RULE_ID = re.compile(r"\b[A-Z]{2,}(?:-[A-Z]+)+-\d+")
WIDE = re.compile("[，。；：、？！「」『』]")
ASKS = re.compile("请|建议|可以|须|若|稳妥")


def fixed(rule: Rule) -> Iterator[Bilingual]:
    """The texts that are said without a case."""
    yield rule.title
    if rule.explanation and rule.examples:
        yield from (rule.explanation, rule.examples.passes, rule.examples.fails)


def found(rule: Rule) -> Iterator[tuple[Bilingual, Bilingual]]:
    """Every message a finding can have, and its fix."""
    yield from ((wording.message, wording.fix) for wording in (rule, *rule.variants.values()))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@each
def test_a_rule_is_told_whole(rule: Rule) -> None:
    assert rule.explanation is not None
    assert rule.examples is not None
    texts = [*fixed(rule), *(text for pair in found(rule) for text in pair)]
    assert all(text.zh.strip() and text.en.strip() for text in texts)
    assert rule.source
    assert rule.examples.passes != rule.examples.fails


@each
def test_chinese_is_chinese_and_english_is_english(rule: Rule) -> None:
    for text in (*fixed(rule), *(text for pair in found(rule) for text in pair)):
        assert HAN.search(text.zh), text.zh
        assert re.search("[a-z]{2}", text.en), text.en
        quoted = [term for term in HAN.findall(text.en) if term not in text.zh]
        assert not quoted, f"only a term that the Chinese text has too may be quoted: {text.en}"
        assert not WIDE.search(text.en), text.en


@each
def test_both_languages_have_the_same_blanks(rule: Rule) -> None:
    assert all(blanks(text.zh) == blanks(text.en) for pair in found(rule) for text in pair)
    assert not any(blanks(text.zh) | blanks(text.en) for text in fixed(rule))


@each
def test_a_message_is_about_the_case_at_hand(rule: Rule) -> None:
    for message, fix in found(rule):
        assert blanks(message.zh) or "申请信息" in fix.zh, f"it names no file, value or date: {message.zh}"
        assert ASKS.search(fix.zh), f"it asks for nothing: {fix.zh}"
        assert message != fix


@each
def test_sentences_end_and_nobody_has_to_know_rule_numbers(rule: Rule) -> None:
    sentences = [text for pair in found(rule) for text in pair]
    sentences += [rule.explanation] if rule.explanation else []
    assert all(re.search(r"[。）}]$", text.zh) for text in sentences)
    assert all(re.search(r"[.)}]$", text.en) for text in sentences)
    assert not any(RULE_ID.search(text.zh) or RULE_ID.search(text.en) for text in (*sentences, *fixed(rule)))


@each
def test_a_rule_is_in_the_handbook(rule: Rule) -> None:
    assert f"\n## {rule.id}\n" in HANDBOOK


@each
def test_blanks_of_the_advice_have_names(rule: Rule) -> None:
    assert not any("…" in fix_words(rule, words(lang)) for lang in ("zh", "en"))
