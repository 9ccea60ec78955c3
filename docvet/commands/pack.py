"""``docvet pack``: upload-ready copies of an application's papers."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import words

Folder = Annotated[str, typer.Argument(metavar="FOLDER", help=say("help.folder"))]
Output = Annotated[Path, typer.Option("--output", metavar="DIR", help=say("help.pack_output"))]
Password = Annotated[str | None, typer.Option("--password", metavar="TEXT", help=say("help.password"))]
Jobs = Annotated[int | None, typer.Option(min=1, metavar="N", help=say("help.jobs"))]
Engine = Annotated[str, typer.Option(metavar="rapidocr|tesseract", help=say("help.engine"))]
Quiet = Annotated[bool, typer.Option("--quiet", help=say("help.quiet"))]


def run(
    folder: Folder,
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
    jobs: Jobs = None,
    engine: Engine = "rapidocr",
    quiet: Quiet = False,
) -> int:
    """Write the copies and say what became of each file."""
    speak = words(options.language(lang))
    form = options.form_of(
        speak, mode=mode, category=category, brand=brand, company=company, credit_code=credit_code, entity=entity,
        targets=targets, submission_date=submission_date, planned_listing_date=planned_listing_date,
    )  # fmt: skip
    place = options.places([folder], speak)[0]

    from docvet.exits import Exit
    from docvet.pack import pack
    from docvet.pack.text import render
    from docvet.progress import Stage, progress_line
    from docvet.reading.engines import names as engines

    console.choose("--engine", engine, engines(), speak)
    stages = {stage: speak(f"stage.{stage}") for stage in Stage}
    line = progress_line(place.resolve().name, stages) if sys.stderr.isatty() and not quiet else nullcontext()
    with line as follow:
        manifest = pack(
            place, output, ruleset=ruleset, form=form, jobs=jobs, engine=engine, password=password, progress=follow
        )
    text = render(manifest, output, say=speak, width=console.width(), colour=console.colours())
    console.say(text, speak)
    return int(Exit.CLEAR if manifest.complete else Exit.REVIEW)
