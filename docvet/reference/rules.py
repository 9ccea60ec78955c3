"""The rules of a ruleset as a table for the terminal, for programs, and as a handbook."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from docvet.models import Severity
from docvet.reference.handbook import render_handbook
from docvet.reference.parts import parameters_of
from docvet.report.styled_text import StyledText
from docvet.rules.ruleset import Rule, Ruleset
from docvet.rules.sources import Citation
from docvet.words import Words

FORMATS = ("text", "json", "markdown")


def matching(ruleset: Ruleset, word: str) -> Ruleset:
    """The ruleset with only those rules of which a text holds the word, perhaps none."""
    wanted = word.casefold()
    rules = tuple(rule for rule in ruleset.rules if any(wanted in text.casefold() for text in _texts(rule)))
    return ruleset.model_copy(update={"rules": rules})


def _texts(rule: Rule) -> list[str]:
    told = [rule.title, *([rule.explanation] if rule.explanation else []), rule.message, rule.fix]
    return [rule.id, rule.name, *(text for each in told for text in each.words.values())]


def render_rules(ruleset: Ruleset, format_name: str, words: Words, *, width: int, colour: bool) -> str:
    """Every rule that the ruleset applies; ``format_name`` is one of :data:`FORMATS`."""
    rules = sorted(ruleset.rules, key=lambda rule: rule.id)
    if format_name == "json":
        tree = {"ruleset": ruleset.id, "version": ruleset.version, "rules": [as_data(ruleset, rule) for rule in rules]}
        return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    if format_name == "markdown":
        return render_handbook([ruleset], [words])
    return _text(ruleset, rules, words, StyledText(width, colour))


def as_data(ruleset: Ruleset, rule: Rule) -> dict[str, Any]:
    """One rule as programs read it, with what it inherits and the parameters it uses."""
    reason = ruleset.found_reason(rule)
    examples = rule.examples
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title.words,
        "explanation": rule.explanation.words if rule.explanation else None,
        "examples": {"passes": examples.passes.words, "fails": examples.fails.words} if examples else None,
        "severity": rule.severity,
        "stage": rule.stage,
        "basis": rule.basis,
        "disabled": rule.disabled,
        "reason": {"id": reason.id, "title": dict(reason.title), "share": reason.share},
        "platform_code": rule.platform_code,
        "platform_code_basis": rule.platform_code_basis,
        "fix": rule.fix.words,
        "source": ruleset.citation(rule.source)["zh"],
        "sources": _sources(ruleset, rule.source),
        "parameters": {
            name: {
                "value": parameter.value,
                "basis": parameter.basis,
                "source": ruleset.citation(parameter.source)["zh"],
                "sources": _sources(ruleset, parameter.source),
            }
            for name, parameter in parameters_of(ruleset, rule).items()
        },
    }


def _sources(ruleset: Ruleset, cited: Sequence[Citation]) -> list[dict[str, Any]]:
    """Each citation with what the table says of its source; only a text in each language where it has none."""
    return [
        citation.model_dump(exclude_none=True)
        | (ruleset.sources[citation.id].model_dump(exclude_none=True) if citation.id else {})
        for citation in cited
    ]


def _text(ruleset: Ruleset, rules: list[Rule], words: Words, out: StyledText) -> str:
    lang = words.lang
    out.write(f"{ruleset.title.in_language(lang)} · {ruleset.id} {ruleset.version}", "bold")
    out.write(words("rules.count", count=len(rules)), "dim")
    for severity in (Severity.REJECT, Severity.REVIEW, Severity.WARN, Severity.INFO):
        chosen = [rule for rule in rules if rule.severity is severity and not rule.disabled]
        if not chosen:
            continue
        out.gap()
        out.write(words(f"severity.{severity}"), "bold")
        for rule in chosen:
            more = f"  {rule.platform_code}" if rule.platform_code else ""
            out.row(rule.id, rule.title.in_language(lang) + more, 14, indent=2)
    if off := [rule for rule in rules if rule.disabled]:
        out.gap()
        out.write(words("rules.disabled"), "bold")
        for rule in off:
            out.row(rule.id, f"{rule.title.in_language(lang)}: {rule.disabled}", 14, indent=2)
    out.gap()
    out.write(words("rules.more"), "dim")
    return out.text()
