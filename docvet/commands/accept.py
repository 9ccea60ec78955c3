"""``docvet accept``: a person answers for a finding."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

Rule = Annotated[str, typer.Argument(metavar="RULE", help=say("help.rule"))]
File = Annotated[str, typer.Option("--file", metavar="FILE", help=say("help.file"))]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=say("help.reason"))]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help=say("help.until"))]


def run(
    folder: options.Folder,
    rule: Rule,
    file: File,
    by: options.By,
    reason: Why,
    until: Until = None,
    page: options.Page = None,
    ruleset: options.Ruleset = None,
    lang: options.Language = None,
) -> int:
    """Write the acceptance into ``decisions.yaml``."""
    speak = words(options.language(lang))
    root = options.places([folder])[0]

    from docvet.decide import accept
    from docvet.report.view import pages

    entry = accept(
        root, rule, file, by=by, reason=reason, until=until, page=page, ruleset=ruleset
    )  # fmt: skip
    place = f"{entry.file} {pages(*entry.pages, speak)}"
    console.say(speak("accept.done", rule=entry.rule, place=place) + "\n")
    return 0
