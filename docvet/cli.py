"""The commands: thin, no logic of their own.

What is heavy is imported when a command runs, so that ``docvet --help`` stays quick.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from docvet import console
from docvet.errors import DocvetError, UsageError
from docvet.interrupt import EXIT, Interrupts
from docvet.version import VERSION
from docvet.words import LANGUAGES, Lang, Words, default_language, words

say = words(default_language())
_MODES = ("pop", "joint")
_ENTITIES = ("company", "individual")
_FAIL_ON = ("reject", "review", "warn")
_SPECIMEN = Path(__file__).with_name("specimens") / "broken-chain"

app = typer.Typer(
    help=say("help.app"), add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip

Folders = Annotated[list[str] | None, typer.Argument(metavar="FOLDER...", help=say("help.folders"), show_default=False)]
Text = str | None
Ruleset = Annotated[Text, typer.Option(metavar="NAME|FILE", help=say("help.ruleset"), show_default="tiktok-shop-pop")]
Mode = Annotated[Text, typer.Option(metavar="pop|joint", help=say("help.mode"))]
Category = Annotated[list[str] | None, typer.Option(metavar="TEXT", help=say("help.category"))]
Brand = Annotated[Text, typer.Option(metavar="TEXT", help=say("help.brand"))]
Company = Annotated[Text, typer.Option(metavar="TEXT", help=say("help.company"))]
CreditCode = Annotated[Text, typer.Option(metavar="CODE", help=say("help.credit_code"))]
Entity = Annotated[Text, typer.Option(metavar="company|individual", help=say("help.entity"))]
Targets = Annotated[list[str] | None, typer.Option(metavar="CODE", help=say("help.targets"))]
SubmissionDate = Annotated[Text, typer.Option(metavar="DATE", help=say("help.submission_date"))]
ListingDate = Annotated[Text, typer.Option(metavar="DATE", help=say("help.planned_listing_date"))]
Format = Annotated[str, typer.Option("--format", metavar="text|json", help=say("help.format", formats="text, json"))]
Output = Annotated[Path | None, typer.Option(metavar="PATH", help=say("help.output"))]
Language = Annotated[Text, typer.Option(metavar="zh|en", help=say("help.lang"))]
Jobs = Annotated[int | None, typer.Option(min=1, metavar="N", help=say("help.jobs"))]
Engine = Annotated[str, typer.Option(metavar="rapidocr|tesseract", help=say("help.engine"))]
Fail = Annotated[str, typer.Option(metavar="reject|review|warn", help=say("help.fail_on"))]
ShowPersonal = Annotated[bool, typer.Option("--show-personal-data", help=say("help.show_personal_data"))]
Quiet = Annotated[bool, typer.Option("--quiet", help=say("help.quiet"))]
Verbose = Annotated[bool, typer.Option("--verbose", help=say("help.verbose"))]


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help=say("help.version"))] = False,
) -> None:
    """Answer what needs no command."""
    if version:
        console.say(f"docvet {VERSION}\n", say)
        raise typer.Exit
    if context.invoked_subcommand is None:
        console.say(context.get_help() + "\n", say)
        raise typer.Exit(2)


@app.command("scan", help=say("help.scan"))
def scan_command(
    folders: Folders = None,
    ruleset: Ruleset = None,
    mode: Mode = None,
    category: Category = None,
    brand: Brand = None,
    company: Company = None,
    credit_code: CreditCode = None,
    entity: Entity = None,
    targets: Targets = None,
    submission_date: SubmissionDate = None,
    planned_listing_date: ListingDate = None,
    output_format: Format = "text",
    output: Output = None,
    lang: Language = None,
    jobs: Jobs = None,
    engine: Engine = "rapidocr",
    fail_on: Fail = "review",
    show_personal_data: ShowPersonal = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Check application folders."""
    language = _language(lang)
    speak = words(language)
    form = {
        "mode": mode, "category": category, "brand": brand, "company": company, "credit_code": credit_code,
        "entity": entity, "targets": targets, "submission_date": submission_date,
        "planned_listing_date": planned_listing_date,
    }  # fmt: skip
    if mode is not None:
        console.choose("--mode", mode, _MODES, speak)
    if entity is not None:
        console.choose("--entity", entity, _ENTITIES, speak)
    console.choose("--fail-on", fail_on, _FAIL_ON, speak)
    if quiet and verbose:
        raise UsageError(speak("error.loud_and_quiet"))
    places = _places(folders, speak)
    if output:
        console.check_output(output, places, speak)

    from docvet.report.renderers import RenderOptions, formats, render

    console.choose("--format", output_format, formats(), speak)

    from docvet.exits import FailOn
    from docvet.folders import scan_all
    from docvet.reading.engines import names as engines

    console.choose("--engine", engine, engines(), speak)
    if verbose:
        _log()
    given = {key: value for key, value in form.items() if value is not None}
    how: dict[str, Any] = {"form": given, "jobs": jobs, "engine": engine} | (
        {"ruleset": ruleset} if ruleset is not None else {}
    )
    show_progress = sys.stderr.isatty() and not quiet
    results = scan_all(places, how, speak, show_progress=show_progress, show_traceback=verbose)
    options = RenderOptions(
        lang=language, width=console.width(), colour=output is None and console.colours(), verbose=verbose,
        several=len(places) > 1, show_personal_data=show_personal_data,
    )  # fmt: skip
    if results.reports:
        text = render(results.reports, output_format, options)
        _deliver(text, output, speak)
    return int(results.exit_code(FailOn(fail_on)))


@app.command("demo", help=say("help.demo"))
def demo_command(lang: Language = None) -> int:
    """Check the faulty specimen papers."""
    language = _language(lang)
    speak = words(language)
    if not _SPECIMEN.is_dir():
        raise UsageError(speak("error.no_specimen", path=_SPECIMEN))

    from docvet.exits import Exit, FailOn, exit_of
    from docvet.folders import scan_all
    from docvet.report.renderers import RenderOptions, render

    console.say(speak("demo.start", path=_SPECIMEN) + "\n\n", speak)
    results = scan_all([_SPECIMEN], {}, speak, show_progress=sys.stderr.isatty(), show_traceback=False)
    if not results.reports:
        return int(results.exit_code(FailOn.REVIEW))
    options = RenderOptions(lang=language, width=console.width(), colour=console.colours())
    console.say(render(results.reports, "text", options), speak)
    code = int(exit_of(results.reports[0], FailOn.REVIEW))
    console.say("\n" + speak("demo.done", code=code) + "\n", speak)
    return int(Exit.CLEAR)


def main() -> NoReturn:
    """Run the console script: every fault is one sentence on standard error, never a traceback."""
    console.use_utf8()
    interrupts = Interrupts()
    interrupts.install()
    try:
        code = app(standalone_mode=False, prog_name="docvet") or 0
    except KeyboardInterrupt:
        code = EXIT
    except typer.TyperException as error:
        console.complain(say("error.usage", said=error.format_message().rstrip(".")))
        code = 2
    except DocvetError as error:
        console.complain(str(error))
        code = error.exit_code
    except Exception as error:
        console.complain(say("error.unexpected", kind=type(error).__name__))
        if "--verbose" in sys.argv:
            import traceback

            traceback.print_exc()
        code = 2
    interrupts.finish()
    sys.exit(code)


def _language(lang: str | None) -> Lang:
    if lang is None:
        return default_language()
    console.choose("--lang", lang, LANGUAGES, say)
    return "zh" if lang == "zh" else "en"


def _deliver(text: str, output: Path | None, speak: Words) -> None:
    """The reports to their place; where a file cannot be written after all, standard output saves the work."""
    if output is None:
        console.say(text, speak)
        return
    try:
        console.write_file(output, text, speak)
    except UsageError:
        console.say(text, speak)
        raise


def _places(folders: list[str] | None, speak: Words) -> list[Path]:
    """The folders that were named; an empty name would mean the current folder to :class:`~pathlib.Path`."""
    if not folders:
        raise UsageError(speak("error.no_folder"))
    if not all(folder.strip() for folder in folders):
        raise UsageError(speak("error.blank_folder"))
    return [Path(folder) for folder in folders]


def _log() -> None:
    import logging

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("docvet").setLevel(logging.DEBUG)
