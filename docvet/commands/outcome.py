"""``docvet outcome``: what the platform said of a submission."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, cast

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.words import localized, words

RESULTS = ("passed", "rejected")
Identity = Annotated[str, typer.Argument(metavar="ID", help=say("help.application_id"))]
Result = Annotated[str, typer.Argument(metavar="|".join(RESULTS), help=say("help.result"))]
Clause = Annotated[str | None, typer.Option("--clause", metavar="CODE", help=say("help.clause"))]
Text = Annotated[str | None, typer.Option("--text", metavar="TEXT", help=say("help.outcome_text"))]
Day = Annotated[str | None, typer.Option("--date", metavar="DATE", help=say("help.outcome_date"))]


def run(
    identity: Identity,
    result: Result,
    home: options.HomeFolder,
    clause: Clause = None,
    text: Text = None,
    day: Day = None,
    database: options.Database = None,
    lang: options.Language = None,
) -> int:
    """Write it down."""
    speak = words(options.language(lang))
    console.choose("RESULT", result, RESULTS)
    try:
        answered = date.fromisoformat(day) if day is not None else None
    except ValueError:
        raise UsageError(**localized("error.date", option="--date", given=day)) from None
    options.need_service()

    from docvet.service.administration import add_outcome
    from docvet.service.home import Home

    name = add_outcome(
        Home(home), identity, cast(Literal["passed", "rejected"], result), clause=clause, text=text, day=answered,
        database=database,
    )  # fmt: skip
    console.say(speak("service.outcome_noted", name=name) + "\n")
    return 0
