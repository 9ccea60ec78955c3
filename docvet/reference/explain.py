"""One rule told whole: what it checks, why, its source, a passing and a failing case, what to do."""

from __future__ import annotations

from collections import defaultdict

from docvet.reference.rules import code_words, parameters_of
from docvet.report.sheet import Sheet
from docvet.rules.ruleset import Rule, Ruleset
from docvet.words import Words

_LABEL = 12


def render_explanation(ruleset: Ruleset, rule: Rule, words: Words, *, width: int, colour: bool) -> str:
    """The rule as text for the terminal."""
    lang = words.lang
    sheet = Sheet(width, colour)
    sheet.write(f"{rule.id}  {rule.title.told(lang)}", "bold")
    if rule.explanation:
        sheet.gap()
        sheet.write(rule.explanation.told(lang))
    sheet.gap()
    rows: dict[str, str] = {}
    if rule.disabled:
        rows["disabled"] = rule.disabled
    if rule.examples:
        rows["passes"] = rule.examples.passes.told(lang)
        rows["fails"] = rule.examples.fails.told(lang)
    rows["fix"] = _plain(rule.fix.told(lang))
    rows["severity"] = words(f"severity.{rule.severity}")
    rows["stage"] = words(f"stage_of_rule.{rule.stage}")
    rows["why"] = _why(ruleset, rule, words)
    rows["basis"] = words(f"basis_of_rule.{rule.basis}")
    rows["source"] = rule.source
    for label, text in rows.items():
        sheet.row(words(f"explain.{label}"), text, _LABEL if lang == "zh" else _LABEL + 4)
    for name, parameter in parameters_of(ruleset, rule).items():
        value = ", ".join(map(str, parameter.value)) if isinstance(parameter.value, list) else str(parameter.value)
        sheet.row(
            words("explain.parameter"), f"{name} = {value} ({parameter.source})", _LABEL if lang == "zh" else _LABEL + 4
        )
    sheet.gap()
    sheet.write(words("explain.ruleset", ruleset=f"{ruleset.id} {ruleset.version}"), "dim")
    return sheet.text()


def _why(ruleset: Ruleset, rule: Rule, words: Words) -> str:
    reason = ruleset.found_reason(rule)
    parts = [ruleset.reasons[rule.reason].title.told(words.lang), code_words(rule, words)]
    if reason.share is not None:
        parts.append(words("share", percent=f"{reason.share * 100:.3g}"))
    return " · ".join(parts)


def _plain(fix: str) -> str:
    """The advice, with its places for a folder's own words shown as dots."""
    return fix.format_map(defaultdict(lambda: "…"))
