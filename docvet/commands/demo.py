"""``docvet demo``: a broken specimen that ships inside the package."""

from __future__ import annotations

import sys
from pathlib import Path

from docvet import console
from docvet.commands import options
from docvet.errors import UsageError
from docvet.words import localized, words

_SPECIMEN = Path(__file__).parents[1] / "specimens" / "broken-chain"


def run(lang: options.Language = None) -> int:
    """Check the specimen documents with problems."""
    language = options.language(lang)
    speak = words(language)
    if not _SPECIMEN.is_dir():
        raise UsageError(**localized("error.no_specimen", path=_SPECIMEN))

    from docvet.errors import ExitCode
    from docvet.exits import FailOn, exit_of
    from docvet.folders import scan_all
    from docvet.reading.pool import Readers
    from docvet.report.renderers import RenderOptions, render

    console.say(speak("demo.start", path=_SPECIMEN) + "\n\n")
    with Readers(cache=options.page_cache()) as readers:
        results = scan_all(
            [_SPECIMEN], readers, speak, show_progress=sys.stderr.isatty(), show_traceback=False
        )  # fmt: skip
    if not results.reports:
        return int(results.exit_code(FailOn.REVIEW))
    how_shown = RenderOptions(lang=language, width=console.width(), colour=console.colours())
    console.say(render(results.reports, "text", how_shown))
    code = int(exit_of(results.reports[0], FailOn.REVIEW))
    console.say("\n" + speak("demo.done", code=code) + "\n")
    return int(ExitCode.CLEAR)
