"""``docvet worker``: one more machine for a service on Postgres."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from docvet.commands import options
from docvet.commands.options import say

SharedInbox = Annotated[Path, typer.Option("--inbox", metavar="DIR", help=say("help.shared_inbox"))]
WriteBack = Annotated[bool, typer.Option("--write-back", help=say("help.write_back"))]


def run(
    home: options.HomeFolder,
    inbox: SharedInbox,
    database: options.Database = None,
    workers: options.Workers = None,
    ruleset: options.Ruleset = None,
    write_back: WriteBack = False,
    verbose: options.Verbose = False,
) -> int:
    """Work for the service until it is stopped."""
    options.need_service()

    from docvet.service import prefork, temporary

    temporary.enter()
    prefork.begin()
    from docvet.service import log
    from docvet.service.home import Home
    from docvet.service.running import Options, work

    log.set_up(verbose=verbose)
    work(
        Options(
            inbox=inbox, home=Home(home), database=database, workers=workers or os.cpu_count() or 1,
            ruleset=options.ruleset_of_service(ruleset), write_back=write_back, verbose=verbose,
        )
    )  # fmt: skip
    return 0
