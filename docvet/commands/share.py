"""``docvet share``: a link by which a client sees its own reports."""

from __future__ import annotations

from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

Client = Annotated[str, typer.Argument(metavar="CLIENT", help=say("help.client"))]
Days = Annotated[float, typer.Option("--days", min=0.01, max=365, metavar="N", help=say("help.share_days"))]
Revoke = Annotated[bool, typer.Option("--revoke", help=say("help.revoke"))]


def run(
    client: Client,
    home: options.HomeFolder,
    days: Days = 14,
    public_url: options.PublicUrl = None,
    revoke: Revoke = False,
    database: options.Database = None,
    lang: options.Language = None,
) -> int:
    """Print a new link, or end all links of the client."""
    speak = words(options.language(lang))
    options.need_service()

    from docvet.service.administration import share, unshare
    from docvet.service.home import Home

    if revoke:
        number = unshare(Home(home), client, database=database)
        console.say(speak("service.unshared", client=client, number=number) + "\n")
        return 0
    link = share(Home(home), client, days=days, database=database, url=public_url)
    console.say(link.url + "\n")
    if not link.is_whole:
        console.note(speak("service.no_public_url"))
    return 0
