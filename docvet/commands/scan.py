"""``docvet scan``: check application folders."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docvet import console, delivery
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.help_page import LocalizedCommand
from docvet.words import localized, words

if TYPE_CHECKING:
    from docvet.reading.cache import PageCache
    from docvet.unchanged import RenderedText, ScanQuestion, Shape
    from docvet.words import Words

FORMATS = ("text", "json", "html", "markdown", "message", "csv", "csv-summary")
"""As the help lists them; other packages may add to them."""
_FAIL_ON = ("reject", "review", "warn")

Folders = Annotated[list[str] | None, typer.Argument(metavar="FOLDER", help=say("help.folders"), show_default=False)]
Format = Annotated[
    list[str] | None,
    typer.Option("--format", metavar="|".join(FORMATS), help=say("help.format", formats=", ".join(FORMATS))),
]
Output = Annotated[list[str] | None, typer.Option("--output", metavar="PATH", help=say("help.output"))]
Fail = Annotated[str, typer.Option(metavar="reject|review|warn", help=say("help.fail_on"))]
Compare = Annotated[Path | None, typer.Option("--compare", metavar="[PREVIOUS.json]", help=say("help.compare"))]
NoRemember = Annotated[bool, typer.Option("--no-remember", help=say("help.no_remember"))]
Open = Annotated[bool, typer.Option("--open", help=say("help.open"))]
ShowPersonal = Annotated[bool, typer.Option("--show-personal-data", help=say("help.show_personal_data"))]
Verbose = Annotated[bool, typer.Option("--verbose", help=say("help.verbose"))]


class Command(LocalizedCommand):
    """Keeps the arguments in their order; ``--compare`` may stand without a file."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As the command line has them."""
        ctx.meta["docvet.arguments"] = list(args)
        return super().parse_args(ctx, [_with_file(text, args[at + 1 : at + 2]) for at, text in enumerate(args)])


def _with_file(text: str, after: Sequence[str]) -> str:
    named = bool(after) and not after[0].startswith("-") and not Path(after[0]).is_dir()
    if text != "--compare" or named:
        return text

    from docvet.unchanged import LAST

    return f"--compare={LAST}"


def run(
    context: typer.Context,
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
    output_format: Format = None,
    output: Output = None,
    lang: options.Language = None,
    jobs: options.Jobs = None,
    engine: options.Engine = "rapidocr",
    no_cache: options.NoCache = False,
    fail_on: Fail = "review",
    compare: Compare = None,
    no_remember: NoRemember = False,
    open_report: Open = False,
    show_personal_data: ShowPersonal = False,
    quiet: options.Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Check application folders."""
    language = options.language(lang)
    form = options.form_of(
        mode=mode, category=category, brand=brand, company=company, credit_code=credit_code, entity=entity,
        targets=targets, submission_date=submission_date, planned_listing_date=planned_listing_date,
    )  # fmt: skip
    console.choose("--fail-on", fail_on, _FAIL_ON)
    if quiet and verbose:
        raise UsageError(**localized("error.loud_and_quiet"))
    places = options.places(folders)

    from docvet.report.renderers import formats

    for name in output_format or ():
        console.choose("--format", name, formats())
    wanted = delivery.targets(context.meta["docvet.arguments"], output_format or (), output or ())
    if open_report and not any(target.format == "html" for target in wanted):
        raise UsageError(**localized("error.open_html"))
    for target in wanted:
        delivery.check_target(target, places)

    from docvet.reading.engines import names as engines
    from docvet.unchanged import Shape

    console.choose("--engine", engine, engines())
    shape = Shape(
        lang=language, wanted=tuple(wanted), fail_on=fail_on, several=len(places) > 1,
        compare=None if compare is None else str(compare), remember=not no_remember, open_report=open_report,
        show_personal_data=show_personal_data, quiet=quiet, verbose=verbose,
    )  # fmt: skip
    cache = options.page_cache(unused=no_cache)
    question = _question(places, shape, form, ruleset, engine, cache) if cache and shape.lasting else None
    answer = question.answer() if question else None
    if answer is None:
        from docvet.answers import Work, scanned

        if verbose:
            _log()
        answer = scanned(Work(places, form, ruleset, engine, jobs, cache), shape, question)
    for target in wanted:
        if target.folder and target.output and answer.outputs:
            target.output.mkdir(exist_ok=True)
    for text in answer.outputs:
        _deliver(text)
    for line in answer.notes:
        console.note(line)
    if open_report:
        _open([text.path for text in answer.outputs], words(language))
    return answer.exit_code


def _question(
    places: Sequence[Path], shape: Shape, form: Mapping[str, Any], ruleset: str | None, engine: str, cache: PageCache
) -> ScanQuestion | None:
    """What an earlier answer is looked up by; None where more takes part than it knows.

    That is so with a ruleset of the user's own, which may extend other files, and with an engine that does not say what
    its readings depend on.
    """
    from docvet.reading.engines import find
    from docvet.unchanged import ScanQuestion

    depends_on = getattr(find(engine), "fingerprint", None)
    if depends_on is None or (ruleset is not None and (Path(ruleset).suffix or Path(ruleset).exists())):
        return None
    terminal = console.width(), console.colours(), sys.stdout.isatty()
    asked = {
        "folders": list(map(str, places)), "shape": shape, "form": sorted(form.items()), "ruleset": ruleset,
        "engine": (engine, depends_on()), "terminal": terminal,
    }  # fmt: skip
    return ScanQuestion(places, asked, cache)


def _deliver(output: RenderedText) -> None:
    """A text to its place; where its file cannot be written after all, standard output saves the work."""
    if output.path is None:
        console.say(output.text)
        return
    try:
        console.write_report(Path(output.path), output.text)
    except UsageError:
        console.say(output.text)
        raise


def _open(paths: Sequence[str | None], speak: Words) -> None:
    """Show the report in the browser, if there is one."""
    for page in [path for path in paths if path is not None and path.endswith(".html")][:1]:
        console.note(speak("opened", path=page))
        typer.launch(page)


def _log() -> None:
    import logging

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("docvet").setLevel(logging.DEBUG)
