"""``docvet people``: who may sign in to a service."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, cast

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.help_page import LocalizedCommand, LocalizedGroup
from docvet.words import words

ROLES = ("viewer", "reviewer", "owner")
Name = Annotated[str, typer.Argument(metavar="NAME", help=say("help.person"))]
Role = Annotated[str, typer.Option("--role", metavar="|".join(ROLES), help=say("help.role"))]

group = typer.Typer(
    name="people",
    cls=LocalizedGroup,
    help=say("help.people"),
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@group.command("add", cls=LocalizedCommand, help=say("help.people_add"))
def add(
    name: Name,
    home: options.HomeFolder,
    role: Role = "viewer",
    public_url: options.PublicUrl = None,
    database: options.Database = None,
    lang: options.Language = None,
) -> int:
    """Add a person and print the link that signs in once."""
    speak = words(options.language(lang))
    console.choose("--role", role, ROLES)
    options.need_service()

    from docvet.service.administration import add_person
    from docvet.service.home import Home
    from docvet.service.ledger.people import Role as LedgerRole
    from docvet.service.people.invitations import DAYS

    name, link = add_person(Home(home), name, cast(LedgerRole, role), database=database, url=public_url)
    console.say(link.url + "\n")
    console.note(speak("people.added", name=name, role=role, days=DAYS))
    if not link.is_whole:
        console.note(speak("service.no_public_url"))
    return 0


@group.command("list", cls=LocalizedCommand, help=say("help.people_list"))
def listing(home: options.HomeFolder, database: options.Database = None, lang: options.Language = None) -> int:
    """Print everybody who may sign in."""
    speak = words(options.language(lang))
    options.need_service()

    from docvet.service.administration import list_people
    from docvet.service.home import Home
    from docvet.visible import visible

    rows = list_people(Home(home), database=database)
    lines = [
        speak(
            "people.row", name=visible(row["name"]), role=row["role"], seen=_seen(row["seen_at"], speak("people.never"))
        )
        for row in rows
    ]
    console.say("".join(f"{line}\n" for line in lines) or speak("people.none") + "\n")
    return 0


@group.command("remove", cls=LocalizedCommand, help=say("help.people_remove"))
def remove(
    name: Name, home: options.HomeFolder, database: options.Database = None, lang: options.Language = None
) -> int:
    """End what a person may do, at once."""
    speak = words(options.language(lang))
    options.need_service()

    from docvet.service.administration import remove_person
    from docvet.service.home import Home

    remove_person(Home(home), name, database=database)
    console.say(speak("people.removed", name=name) + "\n")
    return 0


def _seen(seconds: float | None, never: str) -> str:
    return never if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
