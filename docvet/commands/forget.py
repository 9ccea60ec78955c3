"""``docvet forget``: what the service knows of a client or an application, deleted."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

Client = Annotated[str, typer.Argument(metavar="CLIENT", help=say("help.client"))]
Application = Annotated[str | None, typer.Argument(metavar="APPLICATION", help=say("help.application_name"))]


def run(
    client: Client,
    home: options.HomeFolder,
    application: Application = None,
    database: options.Database = None,
    lang: options.Language = None,
) -> int:
    """Delete reports, cached pages and ledger rows."""
    speak = words(options.language(lang))
    options.need_service()

    from docvet.service.forget import forget
    from docvet.service.home import Home

    number = forget(Home(home), client, application, database=database)
    console.say(speak("service.forgotten", number=number) + "\n")
    return 0
