"""``docvet watch``: the watched-folder service."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.words import localized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docvet.service.notices.channels import Channel

Inbox = Annotated[Path | None, typer.Argument(metavar="INBOX", help=say("help.inbox"))]
Listen = Annotated[str, typer.Option("--listen", metavar="HOST:PORT", help=say("help.listen"))]
NoWeb = Annotated[bool, typer.Option("--no-web", help=say("help.no_web"))]
Certificate = Annotated[Path | None, typer.Option("--tls-cert", metavar="FILE", help=say("help.tls_cert"))]
Key = Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help=say("help.tls_key"))]
Proxy = Annotated[str | None, typer.Option("--behind-proxy", metavar="HOST", help=say("help.behind_proxy"))]
FourEyes = Annotated[bool, typer.Option("--four-eyes", help=say("help.four_eyes"))]
Notify = Annotated[list[str] | None, typer.Option("--notify", metavar="URL", help=say("help.notify"))]
EndingDays = Annotated[int, typer.Option("--ending-days", min=0, max=3650, metavar="N", help=say("help.ending_days"))]
TestNotify = Annotated[bool, typer.Option("--test-notify", help=say("help.test_notify"))]
Settle = Annotated[float, typer.Option("--settle", min=0.0, metavar="SECONDS", help=say("help.settle"))]
Rescan = Annotated[float, typer.Option("--rescan", min=1.0, metavar="SECONDS", help=say("help.rescan"))]
WriteBack = Annotated[bool, typer.Option("--write-back", help=say("help.write_back"))]
KeepDays = Annotated[int | None, typer.Option("--keep-days", min=1, metavar="N", help=say("help.keep_days"))]
NoEvents = Annotated[bool, typer.Option("--no-events", help=say("help.no_events"))]


def run(
    home: options.HomeFolder,
    inbox: Inbox = None,
    listen: Listen = "127.0.0.1:8750",
    no_web: NoWeb = False,
    tls_cert: Certificate = None,
    tls_key: Key = None,
    behind_proxy: Proxy = None,
    public_url: options.PublicUrl = None,
    database: options.Database = None,
    workers: options.Workers = None,
    settle: Settle = 10.0,
    rescan: Rescan = 30.0,
    ruleset: options.Ruleset = None,
    four_eyes: FourEyes = False,
    notify: Notify = None,
    ending_days: EndingDays = 30,
    write_back: WriteBack = False,
    keep_days: KeepDays = None,
    no_events: NoEvents = False,
    test_notify: TestNotify = False,
    verbose: options.Verbose = False,
) -> int:
    """Watch the inbox until it is stopped."""
    options.need_service()

    from docvet.service.notices.channels import given, in_file

    channels = given(notify or [])
    if test_notify:
        return _try_out([*channels, *in_file(home)[0]], home)
    if inbox is None:
        raise UsageError(**localized("error.no_inbox"))

    from docvet.service import prefork, temporary

    temporary.enter()
    prefork.begin()
    from docvet.service import log
    from docvet.service.home import Home
    from docvet.service.outside import Outside
    from docvet.service.running import Options, watch

    log.set_up(verbose=verbose)
    outside = Outside(
        listen=None if no_web else listen, certificate=tls_cert, key=tls_key, proxy=behind_proxy,
        public_url=public_url, four_eyes=four_eyes, channels=channels, ending_days=ending_days,
        started=lambda url: console.note(say("service.listening", url=url, token=home / "token")),
    )  # fmt: skip
    watch(
        Options(
            inbox=inbox, home=Home(home), database=database, workers=workers or os.cpu_count() or 1, settle=settle,
            rescan=rescan, ruleset=options.ruleset_of_service(ruleset), write_back=write_back, keep_days=keep_days,
            events=not no_events, verbose=verbose,
        ),
        outside.parts, refuse=outside.refuse,
    )  # fmt: skip
    return 0


def _try_out(channels: Sequence[Channel], home: Path) -> int:
    """Send a try to every channel and say which took it."""
    from docvet.service.notices.channels import FILE
    from docvet.service.notices.sender import try_out

    if not channels:
        raise UsageError(**localized("notices.no_channels", path=home / FILE))
    results = try_out(channels)
    for channel, sent in zip(channels, results, strict=True):
        text = say("notices.sent", channel=channel.shown) if sent else say("notices.not_sent", channel=channel.shown)
        console.say(text + "\n")
    return 0 if all(results) else 2
