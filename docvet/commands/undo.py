"""``docvet undo``: a decision is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import Words, words

if TYPE_CHECKING:
    from docvet.decisions import Accepted, Confirmed

What = Annotated[str | None, typer.Argument(metavar="RULE|FIELD", help=say("help.what"), show_default=False)]
File = Annotated[str | None, typer.Option("--file", metavar="FILE", help=say("help.decided_file"))]


def run(
    folder: options.Folder,
    what: What = None,
    file: File = None,
    page: options.Page = None,
    lang: options.Language = None,
) -> int:
    """Take the entry out of ``decisions.yaml``, or list what there is."""
    speak = words(options.language(lang))
    root = options.places([folder])[0]

    from docvet.decide import subject, undo

    if what is None:
        console.say(_listed(root, speak))
        return 0
    entry = undo(root, what, name=file, page=page)
    console.say(speak("undo.done", what=subject(entry), place=_place(entry, speak), who=entry.by, day=entry.at) + "\n")
    return 0


def _listed(root: Path, speak: Words) -> str:
    from docvet.decide import subject
    from docvet.decisions import Confirmed, load_decisions

    entries = load_decisions(root).entries
    if not entries:
        return speak("undo.none", folder=root) + "\n"
    lines = []
    for entry in entries:
        about = {"what": subject(entry), "place": _place(entry, speak), "who": entry.by, "day": entry.at}
        if isinstance(entry, Confirmed):
            lines.append(speak("undo.confirmed", **about, value=entry.value))
        else:
            lines.append(speak("undo.accepted", **about, reason=entry.reason))
    return "\n".join([*lines, speak("undo.how", folder=root)]) + "\n"


def _place(entry: Confirmed | Accepted, speak: Words) -> str:
    from docvet.report.view import pages

    return f"{entry.file} {pages(*entry.pages, speak)}"
