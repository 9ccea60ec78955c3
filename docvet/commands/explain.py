"""``docvet explain``: one rule in full."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.words import did_you_mean, localized, words

Rule = Annotated[str, typer.Argument(metavar="RULE", help=say("help.rule"))]


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
    known = {item.id for candidate in [chosen, *others] for item in candidate.rules}
    raise UsageError(**localized("error.no_rule", rule=rule, hint=did_you_mean(wanted, known)))
