"""``docvet checklist``: what the applicant must bring."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

Category = Annotated[str | None, typer.Option(metavar="TEXT", help=say("help.category_of_list"))]
Format = Annotated[str, typer.Option("--format", metavar="text|markdown|json", help=say("help.list_format"))]


def run(
    mode: options.Mode = None,
    category: Category = None,
    ruleset: options.Ruleset = None,
    output_format: Format = "text",
    lang: options.Language = None,
) -> int:
    """List the documents."""
    speak = words(options.language(lang))

    from docvet.reference.checklist import FORMATS, render_checklist

    console.choose("--format", output_format, FORMATS)
    chosen = options.chosen_ruleset(ruleset, mode)
    text = render_checklist(chosen, category, output_format, speak, width=console.width(), colour=console.colours())
    console.say(text)
    return 0
