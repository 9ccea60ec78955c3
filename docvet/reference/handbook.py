"""The rules of one or several rulesets as a book in Markdown, in one or several languages: ``docs/rules.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from docvet.reference.parts import fix_words, parameters_of, reason_words, source_words, value_words
from docvet.report.markup import escaped, table
from docvet.rules.load import load_ruleset, shipped
from docvet.rules.ruleset import Rule, Ruleset
from docvet.words import Words
from docvet.words import words as catalogue

_LANGUAGES = ("zh", "en")
"""Those that the rulesets themselves speak."""


def shipped_handbook() -> str:
    """All rules that come with docvet."""
    return render_handbook([load_ruleset(name) for name in shipped()], [catalogue(lang) for lang in _LANGUAGES])


def render_handbook(rulesets: Sequence[Ruleset], tongues: Sequence[Words]) -> str:
    """A table of all rules and a section for each, headed by its id; what rulesets say alike is texts once."""
    book = _Book(rulesets, tongues)
    lines = [f"# {' / '.join(words('handbook.title') for words in tongues)}", ""]
    for words in tongues:
        lines += [escaped(words("handbook.intro")), ""]
    for item in rulesets:
        title = " / ".join(dict.fromkeys(item.title.in_language(words.lang) for words in tongues))
        lines.append(f"- `{item.id}` {item.version} — {escaped(title)}")
    lines += ["", *book.contents(), ""]
    for identity in book.ids:
        lines += book.section(identity)
    return "\n".join(lines).rstrip("\n") + "\n"


class _Book:
    """The rules by id, each as the rulesets have it that apply it."""

    def __init__(self, rulesets: Sequence[Ruleset], tongues: Sequence[Words]) -> None:
        self._tongues = tongues
        self._rulesets = rulesets
        self._entries = {
            identity: {item.id: (item, rule) for item in rulesets for rule in item.rules if rule.id == identity}
            for identity in sorted({rule.id for item in rulesets for rule in item.rules})
        }

    @property
    def ids(self) -> Sequence[str]:
        """Of all rules, in order."""
        return list(self._entries)

    def _both(self, key: str) -> str:
        """A word of the catalogues in each language."""
        return " / ".join(dict.fromkeys(words(key) for words in self._tongues))

    def contents(self) -> list[str]:
        """The table of all rules, each linked to its section."""
        head = [self._both(f"column.{name}") for name in ("rule", "title", "severity", "stage", "code")]
        rows = []
        for identity, entries in self._entries.items():
            rule = _first(entries)[1]
            titles = " / ".join(dict.fromkeys(rule.title.in_language(tongue.lang) for tongue in self._tongues))
            rows.append([
                f"[{identity}](#{identity.lower()})",
                escaped(titles),
                self._by_ruleset(entries, lambda _, rule, words: words(f"severity.{rule.severity}")),
                self._by_ruleset(entries, lambda _, rule, words: words(f"stage_of_rule.{rule.stage}")),
                rule.platform_code or "—",
            ])  # fmt: skip
        return table(head, rows)

    def section(self, identity: str) -> Iterator[str]:
        """One rule: its texts language by language, then the facts of all."""
        entries = self._entries[identity]
        yield from (f"## {identity}", "")
        for tongue in self._tongues:
            yield from _texts(_first(entries)[1], tongue)
        facts = {
            "only_in": "" if len(entries) == len(self._rulesets) else ", ".join(f"`{name}`" for name in entries),
            "disabled": self._by_ruleset(entries, lambda _ruleset, rule, _words: escaped(rule.disabled or "")),
            "severity": self._by_ruleset(entries, lambda _, rule, words: words(f"severity.{rule.severity}")),
            "stage": self._by_ruleset(entries, lambda _, rule, words: words(f"stage_of_rule.{rule.stage}")),
            "why": self._by_ruleset(entries, lambda ruleset, rule, words: escaped(reason_words(ruleset, rule, words))),
            "basis": self._by_ruleset(entries, lambda _, rule, words: words(f"basis_of_rule.{rule.basis}")),
            "source": self._by_ruleset(entries, lambda ruleset, rule, words: source_words(ruleset, rule.source, words)),
        }
        yield from (f"- {self._both(f'explain.{name}')}: {text}" for name, text in facts.items() if text)
        yield from (f"- {self._both('explain.parameter')} {text}" for text in self._parameters(entries))
        yield ""

    def _parameters(self, entries: Mapping[str, tuple[Ruleset, Rule]]) -> Iterator[str]:
        names = dict.fromkeys(name for ruleset, rule in entries.values() for name in parameters_of(ruleset, rule))
        for name in names:

            def value(ruleset: Ruleset, rule: Rule, tongue: Words, name: str = name) -> str:
                parameter = parameters_of(ruleset, rule).get(name)
                return escaped(value_words(parameter.value, tongue.lang)) if parameter else "—"

            def source(ruleset: Ruleset, rule: Rule, tongue: Words, name: str = name) -> str:
                parameter = parameters_of(ruleset, rule).get(name)
                return source_words(ruleset, parameter.source, tongue) if parameter else "—"

            yield f"`{name}` = {self._by_ruleset(entries, value)} ({self._by_ruleset(entries, source)})"

    def _by_ruleset(
        self, entries: Mapping[str, tuple[Ruleset, Rule]], tell: Callable[[Ruleset, Rule, Words], str]
    ) -> str:
        """What is texts of the rule in each language, once where all rulesets agree, else with their names."""
        by_ruleset = {
            name: " / ".join(dict.fromkeys(tell(ruleset, rule, tongue) for tongue in self._tongues))
            for name, (ruleset, rule) in entries.items()
        }
        texts = dict.fromkeys(by_ruleset.values())
        if len(texts) == 1:
            return next(iter(texts))
        return "; ".join(f"{text} (`{name}`)" for name, text in by_ruleset.items() if text)


def _first(entries: Mapping[str, tuple[Ruleset, Rule]]) -> tuple[Ruleset, Rule]:
    return next(iter(entries.values()))


def _texts(rule: Rule, words: Words) -> Iterator[str]:
    lang = words.lang
    yield from (f"**{escaped(rule.title.in_language(lang))}**", "")
    if rule.explanation:
        yield from (escaped(rule.explanation.in_language(lang)), "")
    if rule.examples:
        yield f"- {words('explain.passes')}: {escaped(rule.examples.passes.in_language(lang))}"
        yield f"- {words('explain.fails')}: {escaped(rule.examples.fails.in_language(lang))}"
    yield from (f"- {words('explain.fix')}: {escaped(fix_words(rule, words))}", "")
