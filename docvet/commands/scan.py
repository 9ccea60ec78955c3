"""``docvet scan``: check application folders."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docvet import console, delivery
from docvet.commands import options
from docvet.commands.options import say
from docvet.errors import UsageError
from docvet.help_page import LocalizedCommand
from docvet.words import localized, words

if TYPE_CHECKING:
    from docvet.delivery import Target
    from docvet.folders import Results
    from docvet.reading.pool import Readers
    from docvet.report.model import Report
    from docvet.report.pictures import Crop, Key
    from docvet.report.renderers import RenderOptions

FORMATS = ("text", "json", "html", "markdown", "message", "csv", "csv-summary")
"""As the help lists them; other packages may add to them."""
_FAIL_ON = ("reject", "review", "warn")

Folders = Annotated[list[str] | None, typer.Argument(metavar="FOLDER...", help=say("help.folders"), show_default=False)]
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


_LAST = "-"
"""Stands for the remembered report where ``--compare`` names no file."""
_FOR_PEOPLE = frozenset({"text", "html", "markdown", "message"})
"""Formats that say what changed since the last scan without being asked."""


class Command(LocalizedCommand):
    """Keeps the arguments in their order; ``--compare`` may stand without a file."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As the command line has them."""
        ctx.meta["docvet.arguments"] = list(args)
        return super().parse_args(ctx, [_with_file(text, args[at + 1 : at + 2]) for at, text in enumerate(args)])


def _with_file(text: str, after: Sequence[str]) -> str:
    named = bool(after) and not after[0].startswith("-") and not Path(after[0]).is_dir()
    return f"--compare={_LAST}" if text == "--compare" and not named else text


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
    speak = words(language)
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

    from docvet.exits import FailOn
    from docvet.folders import scan_all
    from docvet.reading.engines import names as engines
    from docvet.reading.pool import Readers
    from docvet.report.compare import load_previous
    from docvet.report.renderers import RenderOptions
    from docvet.rules.load import load_ruleset

    console.choose("--engine", engine, engines())
    chosen = load_ruleset(ruleset) if ruleset is not None else None
    earlier = load_previous(compare) if compare and str(compare) != _LAST else []
    if verbose:
        _log()
    show_progress = sys.stderr.isatty() and not quiet
    with Readers(jobs, engine, cache=options.page_cache(unused=no_cache)) as readers:
        results = scan_all(
            places, readers, speak, form=form, ruleset=chosen, show_progress=show_progress, show_traceback=verbose
        )
        with_pictures = any(target.format == "html" for target in wanted)
        crops = _crops(results, readers, show_personal_data=show_personal_data) if with_pictures else ()
    options.note_cache(readers.cache, speak)
    if jobs is not None and readers.jobs < jobs:
        console.note(speak("jobs_bounded", jobs=readers.jobs, wanted=jobs))
    written: list[Path] = []
    if results.reports:
        last = [] if no_remember else _last(results.reports)
        if open_report:
            wanted = [
                replace(target, output=_private_place()) if (target.format, target.output) == ("html", None) else target
                for target in wanted
            ]
        how_shown = RenderOptions(
            lang=language, width=console.width(), colour=console.colours(), verbose=verbose, several=len(places) > 1,
            show_personal_data=show_personal_data, crops=crops,
        )  # fmt: skip
        by_file = _compared(results.reports, earlier, alone=len(places) == 1)
        by_last = _compared(results.reports, last, alone=False)
        for target in wanted:
            use_last = not earlier and (str(compare) == _LAST or target.format in _FOR_PEOPLE)
            written += _deliver(by_last if use_last else by_file, target, how_shown)
        if open_report:
            page = next(
                path for target in wanted if target.format == "html" for path in written if path.suffix == ".html"
            )
            console.note(speak("opened", path=page))
            typer.launch(str(page))
    if not quiet:
        _close(results, written, wanted, language)
    return int(results.exit_code(FailOn(fail_on)))


def _last(reports: Sequence[Report]) -> list[Report]:
    """The remembered reports of these folders; these are remembered in their place."""
    from docvet.reading.cache import PageCache
    from docvet.remembered import last_report, remember
    from docvet.report.mask import masked

    cache = PageCache()
    before = [last_report(cache, report) for report in reports]
    for report in reports:
        remember(cache, report)
    return [
        last.model_copy(update={"application": masked(report).application})
        for last, report in zip(before, reports, strict=True)
        if last is not None
    ]


def _compared(reports: Sequence[Report], earlier: Sequence[Report], *, alone: bool) -> list[Report]:
    from docvet.report.compare import compared

    return [compared(report, earlier, alone=alone) for report in reports]


def _deliver(reports: Sequence[Report], target: Target, how: RenderOptions) -> list[Path]:
    """The reports to their place; where a file cannot be written after all, standard output saves the work."""
    from docvet.report.renderers import render

    if target.output is None:
        console.say(render(reports, target.format, how))
        return []
    how = replace(how, colour=False)
    if not target.folder:
        _write(target.output, render(reports, target.format, how))
        return [target.output]
    target.output.mkdir(exist_ok=True)
    files = delivery.file_names(target, reports)
    for at, (path, report) in enumerate(zip(files, reports, strict=True)):
        own = replace(how, several=False, crops=how.crops[at : at + 1])
        _write(path, render([report], target.format, own))
    return files


def _write(path: Path, text: str) -> None:
    try:
        console.write_report(path, text)
    except UsageError:
        console.say(text)
        raise


def _close(results: Results, written: Sequence[Path], wanted: Sequence[Target], lang: str) -> None:
    """The closing lines, on standard error."""
    from docvet.closing import closing

    shown = sys.stdout.isatty() and any((target.format, target.output) == ("text", None) for target in wanted)
    formats = [target.format for target in wanted]
    for line in closing(results.reports, written, formats, lang, verdict_shown=shown):
        console.note(line)


def _crops(results: Results, readers: Readers, *, show_personal_data: bool) -> list[Mapping[Key, Crop]]:
    """The crops of each report, for the format that shows them; by a process that has been reading already."""
    from docvet.report.pictures import take

    return [
        take(
            each.report, each.documents, show_personal_data=show_personal_data, limits=readers.limits,
            worker=readers.spare,
        )
        for each in results.examined
    ]  # fmt: skip


def _private_place() -> Path:
    """Where a report goes that is only to be looked at: a new folder of the user's own."""
    return Path(mkdtemp(prefix="docvet-")) / "docvet-report.html"


def _log() -> None:
    import logging

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("docvet").setLevel(logging.DEBUG)
