"""``docvet retry``: a failed application, again."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

Identity = Annotated[str, typer.Argument(metavar="ID", help=say("help.application_id"))]


def run(
    identity: Identity, home: options.HomeFolder, database: options.Database = None, lang: options.Language = None
) -> int:  # fmt: skip
    """Queue one more run of it."""
    speak = words(options.language(lang))
    options.need_service()

    from docvet.service.home import Home
    from docvet.service.retrying import retry

    name = retry(Home(home), identity, database)
    console.say(speak("service.retried", name=name) + "\n")
    return 0
