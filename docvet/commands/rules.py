"""``docvet rules``: what a ruleset checks."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.words import localized, words

Format = Annotated[str, typer.Option("--format", metavar="text|json|markdown", help=say("help.list_format"))]


Search = Annotated[str | None, typer.Argument(metavar="[WORD]", help=say("help.search"), show_default=False)]


def run(
    search: Search = None,
    ruleset: options.Ruleset = None,
    mode: options.Mode = None,
    output_format: Format = "text",
    lang: options.Language = None,
) -> int:
    """List the rules."""
    speak = words(options.language(lang))

    from docvet.reference.rules import FORMATS, matching, render_rules

    console.choose("--format", output_format, FORMATS)
    chosen = options.chosen_ruleset(ruleset, mode)
    if search:
        chosen = matching(chosen, search)
        if not chosen.rules:
            raise UsageError(**localized("error.no_rule_with", word=search))
    text = render_rules(chosen, output_format, speak, width=console.width(), colour=console.colours())
    console.say(text)
    return 0
