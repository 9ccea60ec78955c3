"""``docvet cache``: what is kept of pages that were read, and how to delete it."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.words import localized, words

ACTIONS = ("info", "clear")

Action = Annotated[str, typer.Argument(metavar="|".join(ACTIONS), help=say("help.cache_action"))]


def run(action: Action, lang: options.Language = None) -> int:
    """Show the place, number, size and age of the pages that are kept, or delete all of them."""
    speak = words(options.language(lang))
    console.choose("ACTION", action, ACTIONS)

    from datetime import datetime

    from docvet.reading.cache import DAYS, MOST_BYTES, PageCache

    cache = PageCache()
    if action == "clear":
        try:
            gone = cache.clear()
        except OSError as error:
            raise UsageError(
                **localized("cache.not_cleared", folder=cache.folder, reason=error.strerror or error)
            ) from error
        console.say(speak("cache.cleared", folder=cache.folder, entries=gone) + "\n")
        return 0
    about = cache.info()
    oldest = datetime.fromtimestamp(about.oldest).astimezone().date().isoformat() if about.oldest else "-"
    text = speak(
        "cache.info", folder=cache.folder, entries=about.entries, size=f"{about.bytes / 1e6:.2f}", oldest=oldest,
        days=DAYS, most=MOST_BYTES // 1_000_000,
    )  # fmt: skip
    console.say(text + "\n")
    options.note_cache(cache, speak)
    return 0
