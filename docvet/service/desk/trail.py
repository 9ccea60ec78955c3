"""What decisions and lines of the audit trail are about, in people's words instead of the ledger's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docvet.errors import DocvetError
from docvet.rules.load import load_ruleset, ruleset_for
from docvet.rules.ruleset import FORM_MODES
from docvet.rules.vocabulary import FIELD_TITLES
from docvet.words import Lang, Words, words

DETAILS = (
    "links", "days", "to", "request", "findings", "clause", "started", "keys", "files", "bytes", "complete", "incomplete",
    "taken_out", "for_client", "how",
)  # fmt: skip
"""What a line says besides files, names, rules and fields, which are words already."""
WAYS = ("link", "password", "passkey")
_PLAIN = ("file", "name", "label")
_MEGABYTE = 1_000_000

Titles = Mapping[str, str]
"""Rule → what it is called."""


def rule_titles(ruleset: str | None, lang: Lang) -> Titles:
    """What the rules of the service's own ruleset are called, else those of docvet's rulesets."""
    titles: dict[str, str] = {}
    for name in [ruleset] if ruleset else map(ruleset_for, FORM_MODES):
        try:
            titles |= {rule.id: rule.title.words[lang] for rule in load_ruleset(name).rules}
        except (DocvetError, KeyError):  # it was moved, or does not speak this language
            continue
    return titles


def matter(entry: Mapping[str, Any], titles: Titles, lang: Lang) -> str:
    """The rule or field that somebody decided on; empty for neither."""
    rule, field = entry.get("rule"), entry.get("field")
    if rule:
        return titles.get(str(rule), str(rule))
    named = FIELD_TITLES.get(str(field), {})
    return named.get(lang) or named.get("en") or str(field or "")


def shown(detail: Mapping[str, Any], titles: Titles, lang: Lang) -> str:
    """The detail of a line of the trail."""
    return " · ".join(filter(None, _pieces(detail, titles, words(lang))))


def _pieces(detail: Mapping[str, Any], titles: Titles, say: Words) -> Iterator[str]:
    yield matter(detail, titles, say.lang)
    yield from (str(detail[name]) for name in _PLAIN if detail.get(name))
    for name, family in (("result", "result"), ("verdict", "verdict_short"), ("role", "role")):
        if (key := f"{family}.{detail.get(name)}") in say:
            yield say(key)
    for name in DETAILS:
        value = detail.get(name)
        if name == "keys" and value:
            value = say("message.and").join(say(key) if (key := f"form.{each}") in say else str(each) for each in value)
        elif name == "bytes" and value is not None:
            value = f"{int(value) / _MEGABYTE:.1f}"
        elif name == "how":
            value = say(f"audit_way.{value}") if value in WAYS else value
        elif name == "incomplete":
            value = detail.get("complete") is False
        if value not in (None, False, "", ()):
            yield say(f"audit_detail.{name}", value=value)
