"""``docvet rules``: what a ruleset checks."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

Format = Annotated[str, typer.Option("--format", metavar="text|json|markdown", help=say("help.list_format"))]


def run(
    ruleset: options.Ruleset = None,
    mode: options.Mode = None,
    output_format: Format = "text",
    lang: options.Language = None,
) -> int:
    """List the rules."""
    speak = words(options.language(lang))

    from docvet.reference.rules import FORMATS, render_rules

    console.choose("--format", output_format, FORMATS)
    chosen = options.chosen_ruleset(ruleset, mode)
    text = render_rules(chosen, output_format, speak, width=console.width(), colour=console.colours())
    console.say(text)
    return 0
