"""Options that several commands share, each with its help text and its own bounds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docvet import console
from docvet.errors import UsageError
from docvet.words import LANGUAGES, Lang, Words, default_language, localized, words

if TYPE_CHECKING:
    from docvet.reading.cache import PageCache
    from docvet.rules.ruleset import Ruleset as LoadedRuleset

say = words(default_language())
"""Words for help texts and for mistakes made before a language is chosen."""

MODES = ("pop", "joint")
ENTITIES = ("company", "individual")

Folder = Annotated[str, typer.Argument(metavar="FOLDER", help=say("help.folder"))]
By = Annotated[str, typer.Option("--by", metavar="NAME", help=say("help.by"))]
Page = Annotated[int | None, typer.Option("--page", min=1, metavar="N", help=say("help.page"))]
Jobs = Annotated[int | None, typer.Option(min=1, metavar="N", help=say("help.jobs"))]
Engine = Annotated[str, typer.Option(metavar="rapidocr|tesseract", help=say("help.engine"))]
NoCache = Annotated[bool, typer.Option("--no-cache", help=say("help.no_cache"))]
Quiet = Annotated[bool, typer.Option("--quiet", help=say("help.quiet"))]
Text = str | None
HomeFolder = Annotated[Path, typer.Option("--home", metavar="DIR", help=say("help.home"))]
Database = Annotated[Text, typer.Option("--database", metavar="URL", help=say("help.database"))]
Workers = Annotated[int | None, typer.Option("--workers", min=1, metavar="N", help=say("help.workers"))]
PublicUrl = Annotated[Text, typer.Option("--public-url", metavar="URL", help=say("help.public_url"))]
Verbose = Annotated[bool, typer.Option("--verbose", help=say("help.verbose"))]
Ruleset = Annotated[Text, typer.Option(metavar="NAME|FILE", help=say("help.ruleset"))]
Mode = Annotated[Text, typer.Option(metavar="pop|joint", help=say("help.mode"))]
Category = Annotated[list[str] | None, typer.Option(metavar="TEXT", help=say("help.category"))]
Brand = Annotated[Text, typer.Option(metavar="TEXT", help=say("help.brand"))]
Company = Annotated[Text, typer.Option(metavar="TEXT", help=say("help.company"))]
CreditCode = Annotated[Text, typer.Option(metavar="CODE", help=say("help.credit_code"))]
Entity = Annotated[Text, typer.Option(metavar="company|individual", help=say("help.entity"))]
Targets = Annotated[list[str] | None, typer.Option(metavar="CODE", help=say("help.targets"))]
SubmissionDate = Annotated[Text, typer.Option(metavar="DATE", help=say("help.submission_date"))]
ListingDate = Annotated[Text, typer.Option(metavar="DATE", help=say("help.planned_listing_date"))]
Language = Annotated[Text, typer.Option(metavar="|".join(LANGUAGES), help=say("help.lang"))]


def language(lang: str | None) -> Lang:
    """The language of a ``--lang`` flag, else of the locale, for errors too from now on. UsageError for any other."""
    if lang is None:
        return default_language()
    console.use_language(console.choose("--lang", lang, LANGUAGES))
    return lang


def form_of(**flags: str | list[str] | None) -> dict[str, str | list[str]]:
    """The keys of ``application.yaml`` that were given as flags. UsageError for a choice that does not exist."""
    from docvet.form.chinese import value_of

    flags = {key: value_of(key, value) for key, value in flags.items()}
    for name, allowed in (("mode", MODES), ("entity", ENTITIES)):
        if isinstance(value := flags.get(name), str):
            console.choose(f"--{name}", value, allowed)
    return {key: value for key, value in flags.items() if value is not None}


def chosen_ruleset(ruleset: str | None, mode: str | None) -> LoadedRuleset:
    """The ruleset that was named, else the one for the mode, else that for POP. UsageError, RulesetError."""
    if mode is not None:
        console.choose("--mode", mode, MODES)

    from docvet.rules.load import load_ruleset, ruleset_for

    chosen = load_ruleset(ruleset or ruleset_for(mode or MODES[0]))
    if mode is not None and not chosen.serves(mode):
        raise UsageError(**localized("error.other_mode", ruleset=chosen.id, mode=mode, own=chosen.mode))
    return chosen


def places(folders: list[str] | None) -> list[Path]:
    """The folders that were named; an empty name would mean the current folder to :class:`~pathlib.Path`."""
    if not folders:
        raise UsageError(**localized("error.no_folder"))
    if not all(folder.strip() for folder in folders):
        raise UsageError(**localized("error.blank_folder"))
    paths = [Path(folder) for folder in folders]
    for path in paths:
        if path.resolve() == Path(path.resolve().anchor):
            raise UsageError(**localized("error.whole_disk", path=path))
    return paths


def need_service() -> None:
    """UsageError where the parts that the service stands on are not installed."""
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("sqlalchemy", "alembic", "dbos", "structlog", "cryptography")):
        raise UsageError(**localized("error.no_service"))


def ruleset_of_service(ruleset: str | None) -> str | None:
    """The ruleset that a service shall use, loaded once to see that it can be. UsageError, RulesetError.

    A file is named by its whole path, since workers may stand elsewhere.
    """
    if ruleset is None:
        return None

    from docvet.rules.load import load_ruleset

    load_ruleset(ruleset)
    return str(Path(ruleset).resolve()) if Path(ruleset).is_file() else ruleset


def page_cache(*, unused: bool = False) -> PageCache | None:
    """The pages that were read before; None with ``--no-cache``."""
    from docvet.reading.cache import PageCache

    return None if unused else PageCache()


def note_cache(cache: PageCache | None, speak: Words) -> None:
    """Say why the cache could not be used, if it could not."""
    if cache is not None and cache.problem is not None:
        console.note(speak(f"cache.{cache.problem}", folder=cache.folder))
