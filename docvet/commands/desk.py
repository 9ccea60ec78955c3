"""``docvet desk``: the service for one person, in the browser, without set-up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say

Folder = Annotated[Path | None, typer.Option("--home", metavar="DIR", help=say("help.desk_home"))]
Listen = Annotated[str, typer.Option("--listen", metavar="HOST:PORT", help=say("help.listen"))]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help=say("help.no_browser"))]


def run(
    home: Folder = None,
    listen: Listen = "127.0.0.1:0",
    no_browser: NoBrowser = False,
    workers: options.Workers = None,
    ruleset: options.Ruleset = None,
    verbose: options.Verbose = False,
) -> int:
    """Start the service on loopback with an inbox of its own and open the page."""
    options.need_service()

    from docvet.service import log
    from docvet.service.one_person import Asked, serve

    log.set_up(verbose=verbose)
    serve(
        Asked(
            home=home, listen=listen, browser=not no_browser, workers=workers or os.cpu_count() or 1,
            ruleset=options.ruleset_of_service(ruleset), verbose=verbose,
            started=lambda url: console.note(say("desk.started", url=url)),
        )
    )  # fmt: skip
    return 0
