"""One rule told whole: what it checks, why, a passing and a failing case, what to do, its source."""

from __future__ import annotations

from rich.cells import cell_len

from docvet.reference.parts import fix_words, parameters_of, reason_words, value_words
from docvet.report.styled_text import StyledText
from docvet.rules.ruleset import Rule, Ruleset
from docvet.rules.sources import in_full
from docvet.words import Words

_BESIDE = 2
"""Columns between the labels and their texts."""


def render_explanation(ruleset: Ruleset, rule: Rule, words: Words, *, width: int, colour: bool) -> str:
    """The rule as text for the terminal."""
    lang = words.lang
    out = StyledText(width, colour)
    out.write(f"{rule.id}  {rule.title.in_language(lang)}", "bold")
    if rule.explanation:
        out.gap()
        out.write(rule.explanation.in_language(lang))
    rows: list[tuple[str, str]] = []
    if rule.disabled:
        rows.append((words("explain.disabled"), rule.disabled))
    if rule.examples:
        rows.append((words("explain.passes"), rule.examples.passes.in_language(lang)))
        rows.append((words("explain.fails"), rule.examples.fails.in_language(lang)))
    rows.append((words("explain.fix"), fix_words(rule, words)))
    facts = [
        (words("explain.severity"), words(f"severity.{rule.severity}")),
        (words("explain.stage"), words(f"stage_of_rule.{rule.stage}")),
        (words("explain.why"), reason_words(ruleset, rule, words)),
        (words("explain.basis"), words(f"basis_of_rule.{rule.basis}")),
        *((words("explain.source"), line) for line in in_full(rule.source, ruleset.sources, lang)),
    ]
    facts += [
        (
            words("explain.parameter"),
            f"{name} = {value_words(parameter.value, lang)} ({ruleset.citation(parameter.source)[lang]})",
        )
        for name, parameter in parameters_of(ruleset, rule).items()
    ]
    label_width = max(cell_len(label) for label, _ in (*rows, *facts)) + _BESIDE
    for part in (rows, facts):
        out.gap()
        for label, text in part:
            out.row(label, text, label_width)
    out.gap()
    out.write(words("explain.ruleset", ruleset=f"{ruleset.id} {ruleset.version}"), "dim")
    return out.text()
