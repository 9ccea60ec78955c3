"""``docvet pack``: upload-ready copies of an application's documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

Output = Annotated[Path, typer.Option("--output", metavar="DIR", help=say("help.pack_output"))]
Password = Annotated[str | None, typer.Option("--password", metavar="TEXT", help=say("help.password"))]


def run(
    folder: options.Folder,
    output: Output,
    ruleset: options.Ruleset = None,
    mode: options.Mode = None,
    category: options.Category = None,
    brand: options.Brand = None,
    company: options.Company = None,
    credit_code: options.CreditCode = None,
    entity: options.Entity = None,
    targets: options.Targets = None,
    submission_date: options.SubmissionDate = None,
    planned_listing_date: options.ListingDate = None,
    password: Password = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    engine: options.Engine = "rapidocr",
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """Write the copies and say what became of each file."""
    speak = words(options.language(lang))
    form = options.form_of(
        mode=mode, category=category, brand=brand, company=company, credit_code=credit_code, entity=entity,
        targets=targets, submission_date=submission_date, planned_listing_date=planned_listing_date,
    )  # fmt: skip
    place = options.places([folder])[0]

    from docvet.errors import ExitCode
    from docvet.pack import pack
    from docvet.pack.text import render
    from docvet.progress import following
    from docvet.reading.engines import names as engines

    console.choose("--engine", engine, engines())
    cache = options.page_cache(unused=no_cache)
    with following(place, speak, shown=sys.stderr.isatty() and not quiet) as follow:
        manifest = pack(
            place, output, ruleset=ruleset, form=form, jobs=jobs, engine=engine, password=password, progress=follow,
            cache=cache,
        )  # fmt: skip
    options.note_cache(cache, speak)
    text = render(manifest, output, say=speak, width=console.width(), colour=console.colours())
    console.say(text)
    return int(ExitCode.CLEAR if manifest.complete else ExitCode.REVIEW)
