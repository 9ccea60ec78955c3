"""``docvet watch``: the watched-folder service."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from docvet.commands import options
from docvet.commands.options import say

Inbox = Annotated[Path, typer.Argument(metavar="INBOX", help=say("help.inbox"))]
Settle = Annotated[float, typer.Option("--settle", min=0.0, metavar="SECONDS", help=say("help.settle"))]
Rescan = Annotated[float, typer.Option("--rescan", min=1.0, metavar="SECONDS", help=say("help.rescan"))]
WriteBack = Annotated[bool, typer.Option("--write-back", help=say("help.write_back"))]
KeepDays = Annotated[int | None, typer.Option("--keep-days", min=1, metavar="N", help=say("help.keep_days"))]
NoEvents = Annotated[bool, typer.Option("--no-events", help=say("help.no_events"))]


def run(
    inbox: Inbox,
    home: options.HomeFolder,
    database: options.Database = None,
    workers: options.Workers = None,
    settle: Settle = 10.0,
    rescan: Rescan = 30.0,
    ruleset: options.Ruleset = None,
    write_back: WriteBack = False,
    keep_days: KeepDays = None,
    no_events: NoEvents = False,
    verbose: options.Verbose = False,
) -> int:
    """Watch the inbox until told to stop."""
    options.need_service()

    from docvet.service import log
    from docvet.service.home import Home
    from docvet.service.running import Options, watch

    log.set_up(verbose=verbose)
    watch(
        Options(
            inbox=inbox, home=Home(home), database=database, workers=workers or os.cpu_count() or 1, settle=settle,
            rescan=rescan, ruleset=options.ruleset_of_service(ruleset), write_back=write_back, keep_days=keep_days,
            events=not no_events, verbose=verbose,
        )
    )  # fmt: skip
    return 0
