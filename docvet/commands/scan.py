"""``docvet scan``: check application folders."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Annotated

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.words import localized, words

if TYPE_CHECKING:
    from docvet.folders import Results
    from docvet.report.pictures import Crop, Key

FORMATS = ("text", "json", "html", "markdown", "message", "csv")
"""As the help lists them; other packages may add to them."""
_FAIL_ON = ("reject", "review", "warn")

Folders = Annotated[list[str] | None, typer.Argument(metavar="FOLDER...", help=say("help.folders"), show_default=False)]
Format = Annotated[
    str, typer.Option("--format", metavar="|".join(FORMATS), help=say("help.format", formats=", ".join(FORMATS)))
]
Output = Annotated[Path | None, typer.Option(metavar="PATH", help=say("help.output"))]
Fail = Annotated[str, typer.Option(metavar="reject|review|warn", help=say("help.fail_on"))]
Compare = Annotated[Path | None, typer.Option("--compare", metavar="PREVIOUS.json", help=say("help.compare"))]
Open = Annotated[bool, typer.Option("--open", help=say("help.open"))]
ShowPersonal = Annotated[bool, typer.Option("--show-personal-data", help=say("help.show_personal_data"))]
Verbose = Annotated[bool, typer.Option("--verbose", help=say("help.verbose"))]


def run(
    folders: Folders = None,
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
    output_format: Format = "text",
    output: Output = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    engine: options.Engine = "rapidocr",
    no_cache: options.NoCache = False,
    fail_on: Fail = "review",
    compare: Compare = None,
    open_report: Open = False,
    show_personal_data: ShowPersonal = False,
    quiet: options.Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Check application folders."""
    language = options.language(lang)
    speak = words(language)
    form = options.form_of(
        mode=mode, category=category, brand=brand, company=company, credit_code=credit_code, entity=entity,
        targets=targets, submission_date=submission_date, planned_listing_date=planned_listing_date,
    )  # fmt: skip
    console.choose("--fail-on", fail_on, _FAIL_ON)
    if quiet and verbose:
        raise UsageError(**localized("error.loud_and_quiet"))
    places = options.places(folders)
    if open_report and output_format != "html":
        raise UsageError(**localized("error.open_html"))
    if output:
        console.check_output(output, places)

    from docvet.report.renderers import RenderOptions, formats, render

    console.choose("--format", output_format, formats())

    from docvet.exits import FailOn
    from docvet.folders import scan_all
    from docvet.reading.engines import names as engines
    from docvet.reading.pool import Readers
    from docvet.report.compare import compared, load_previous
    from docvet.rules.load import load_ruleset

    console.choose("--engine", engine, engines())
    chosen = load_ruleset(ruleset) if ruleset else None
    earlier = load_previous(compare) if compare else []
    if verbose:
        _log()
    show_progress = sys.stderr.isatty() and not quiet
    with Readers(jobs, engine, cache=options.page_cache(unused=no_cache)) as readers:
        results = scan_all(
            places, readers, speak, form=form, ruleset=chosen, show_progress=show_progress, show_traceback=verbose
        )
    options.note_cache(readers.cache, speak)
    if jobs is not None and readers.jobs < jobs:
        console.note(speak("jobs_bounded", jobs=readers.jobs, wanted=jobs))
    if results.reports:
        if open_report and output is None:
            output = _private_place()
        crops = _crops(results, show_personal_data=show_personal_data) if output_format == "html" else ()
        how_shown = RenderOptions(
            lang=language, width=console.width(), colour=output is None and console.colours(), verbose=verbose,
            several=len(places) > 1, show_personal_data=show_personal_data, crops=crops,
        )  # fmt: skip
        reports = [compared(report, earlier, alone=len(places) == 1) for report in results.reports]
        _deliver(render(reports, output_format, how_shown), output)
        if open_report:
            console.note(speak("opened", path=output))
            typer.launch(str(output))
    return int(results.exit_code(FailOn(fail_on)))


def _crops(results: Results, *, show_personal_data: bool) -> list[Mapping[Key, Crop]]:
    """The crops of each report, for the format that shows them."""
    from docvet.report.pictures import take

    return [take(each.report, each.documents, show_personal_data=show_personal_data) for each in results.examined]


def _private_place() -> Path:
    """Where a report goes that is only to be looked at: a new folder of the user's own."""
    return Path(mkdtemp(prefix="docvet-")) / "docvet-report.html"


def _deliver(text: str, output: Path | None) -> None:
    """The reports to their place; where a file cannot be written after all, standard output saves the work."""
    if output is None:
        console.say(text)
        return
    try:
        console.write_report(output, text)
    except UsageError:
        console.say(text)
        raise


def _log() -> None:
    import logging

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("docvet").setLevel(logging.DEBUG)
