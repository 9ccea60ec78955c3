"""``docvet confirm``: a person read a value off the document."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

File = Annotated[str, typer.Argument(metavar="FILE", help=say("help.file"))]
Assignment = Annotated[str, typer.Argument(metavar="FIELD=VALUE", help=say("help.assignment"))]


def run(
    folder: options.Folder,
    file: File,
    assignment: Assignment,
    by: options.By,
    page: options.Page = None,
    lang: options.Language = None,
) -> int:
    """Write the value into ``decisions.yaml``."""
    speak = words(options.language(lang))
    root = options.places([folder])[0]

    from docvet.decide import confirm
    from docvet.report.naming import shown_name
    from docvet.report.view import pages

    entry = confirm(root, file, assignment, by=by, page=page)
    place = f"{entry.file} {pages(*entry.pages, speak)}"
    console.say(speak("confirm.done", field=shown_name(entry.field, speak.lang), value=entry.value, place=place) + "\n")
    return 0
