"""``docvet explain``: one rule in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.words import Words, did_you_mean, localized, words

if TYPE_CHECKING:
    from docvet.rules.ruleset import Ruleset

Rule = Annotated[str, typer.Argument(metavar="RULE|WORD", help=say("help.rule_or_word"))]


_ID = re.compile(r"[A-Z]{1,8}(-[A-Z]+)?-?\d+", re.IGNORECASE)
"""What a number of a rule looks like, also a mistyped one; anything else is a word to look for."""


def run(rule: Rule, ruleset: options.Ruleset = None, mode: options.Mode = None, lang: options.Language = None) -> int:
    """Explain a rule."""
    speak = words(options.language(lang))

    from docvet.reference.explain import render_explanation
    from docvet.rules.load import load_ruleset, shipped

    chosen = options.chosen_ruleset(ruleset, mode)
    # A rule of the other mode is what was meant where no ruleset was named.
    others = [] if ruleset or mode else [load_ruleset(name) for name in shipped()]
    wanted = rule.strip().upper()
    for candidate in [chosen, *others]:
        for item in candidate.rules:
            if item.id.upper() == wanted:
                text = render_explanation(
                    candidate, item, speak, width=console.width(), colour=console.colours()
                )  # fmt: skip
                console.say(text)
                return 0
    if not _ID.fullmatch(rule.strip()):
        return _mentioning([chosen, *others], rule.strip(), speak)
    known = {item.id for candidate in [chosen, *others] for item in candidate.rules}
    raise UsageError(**localized("error.no_rule", rule=rule, hint=did_you_mean(wanted, known)))


def _mentioning(rulesets: Sequence[Ruleset], word: str, speak: Words) -> int:
    """The one rule that the word stands in, else a list of those: of the ruleset that it is in the titles of most."""
    from docvet.reference.explain import render_explanation
    from docvet.reference.rules import matching, render_rules

    hits = [matched for ruleset in rulesets if (matched := matching(ruleset, word)).rules]
    if not hits:
        raise UsageError(**localized("error.no_rule_with", word=word))
    best = max(
        hits,
        key=lambda matched: sum(
            word.casefold() in rule.title.in_language(speak.lang).casefold() for rule in matched.rules
        ),
    )
    width, colour = console.width(), console.colours()
    if len(best.rules) == 1:
        console.say(render_explanation(best, best.rules[0], speak, width=width, colour=colour))
    else:
        console.say(render_rules(best, "text", speak, width=width, colour=colour))
    return 0
