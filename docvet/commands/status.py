"""``docvet status``: every application of a service and its state."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

FORMATS = ("text", "json")
Format = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=say("help.status_format"))]


def run(
    home: options.HomeFolder,
    output_format: Format = "text",
    database: options.Database = None,
    lang: options.Language = None,
) -> int:
    """Print the state of the service."""
    speak = words(options.language(lang))
    console.choose("--format", output_format, FORMATS)
    options.need_service()

    from docvet.service.home import Home
    from docvet.service.status import as_json, as_text, status

    state = status(Home(home), database)
    console.say(as_json(state, speak.lang) if output_format == "json" else as_text(state, speak))
    return 0
