"""Parts of a rule in words, as the list, the explanation and the handbook show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter

from pydantic import JsonValue

from docvet.report.markup import escaped, linked
from docvet.rules.ruleset import Parameter, Rule, Ruleset
from docvet.rules.sources import Citation, grouped
from docvet.words import Words

_SHOWN = 12
"""Entries of a long list or table that are shown; all of them stand in the ruleset."""
_UNKNOWN = "…"


def parameters_of(ruleset: Ruleset, rule: Rule) -> Mapping[str, Parameter]:
    """The ruleset's parameters that the rule's arguments name."""
    named = [str(value)[1:] for value in rule.arguments.values() if isinstance(value, str) and value.startswith("$")]
    return {name: ruleset.parameters[name] for name in named}


def value_words(value: JsonValue, lang: str) -> str:
    """A parameter's value on one line: long ones by their first entries, what has a title by that."""
    if isinstance(value, list):
        parts = [value_words(item, lang) for item in value]
    elif isinstance(value, Mapping):
        if (own := value.get(lang, value.get("title"))) is not None:
            return value_words(own, lang)
        parts = [f"{name}: {value_words(item, lang)}" for name, item in value.items()]
    else:
        return "—" if value is None else str(value)
    nested = any(", " in part for part in parts)
    more = f" … ({len(parts)})" if len(parts) > _SHOWN else ""
    return ("; " if nested else ", ").join(parts[:_SHOWN]) + more


def code_words(rule: Rule, words: Words) -> str:
    """The platform's code, or that none is public."""
    basis = rule.platform_code_basis if rule.platform_code else "not-documented"
    return words(f"code.{basis}", code=rule.platform_code)


def reason_words(ruleset: Ruleset, rule: Rule, words: Words) -> str:
    """Why the platform would refuse, its code, and how often that is the reason where a source says so."""
    reason = ruleset.reasons[rule.reason]
    parts = [reason.title.in_language(words.lang), code_words(rule, words)]
    if reason.share is not None:
        parts.append(words("share", percent=f"{reason.share * 100:.3g}"))
    return " · ".join(parts)


def source_words(ruleset: Ruleset, cited: Sequence[Citation], words: Words) -> str:
    """Where something comes from, in Markdown: titles that lead to their pages, with the sections."""
    parts = []
    for title, group in grouped(cited, ruleset.sources, words.lang).items():
        source = ruleset.sources[group[0].id] if group[0].id is not None else None
        name = f"[{escaped(title)}](<{source.address}>)" if source and source.address else linked(title)
        parts.append(name + "".join(escaped(citation.place(words.lang)) for citation in group))
    return "; ".join(parts)


def fix_words(rule: Rule, words: Words) -> str:
    """The advice, with what a folder would fill in named in its place."""
    known = set(words)
    fix = rule.fix.in_language(words.lang)
    names = {name for _, name, _, _ in Formatter().parse(fix) if name}
    return fix.format_map({name: words(f"blank.{name}") if f"blank.{name}" in known else _UNKNOWN for name in names})
