"""``docvet expiring``: documents that end soon, by client."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import Words, words

FORMATS = ("text", "csv", "ics")
Days = Annotated[int, typer.Option("--days", min=0, max=3650, metavar="N", help=say("help.expiring_days"))]
Format = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=say("help.table_format"))]


def run(
    home: options.HomeFolder,
    days: Days = 90,
    output_format: Format = "text",
    database: options.Database = None,
    lang: options.Language = None,
) -> int:
    """Print what ends soon or has ended."""
    speak = words(options.language(lang))
    console.choose("--format", output_format, FORMATS)
    options.need_service()

    from docvet.service.administration import expiring
    from docvet.service.home import Home
    from docvet.service.overviews import calendar, endings
    from docvet.service.overviews.tables import csv_text

    rows = expiring(Home(home), days, database=database)
    if output_format == "csv":
        console.say("\ufeff" + csv_text(endings.COLUMNS, rows))
    elif output_format == "ics":
        console.say(calendar.text(rows, speak.lang))
    else:
        console.say(_text(rows, days, speak))
    return 0


def _text(rows: list[dict[str, Any]], days: int, say: Words) -> str:
    from docvet.rules.vocabulary import FIELD_TITLES, KIND_TITLES
    from docvet.visible import visible

    if not rows:
        return say("service.nothing_ends", days=days) + "\n"
    lang = "zh" if say.lang == "zh" else "en"
    lines = []
    for row in rows:
        days_left = row["days_left"]
        left = say("service.days_left", days=days_left) if days_left >= 0 else say("service.days_ago", days=-days_left)
        kind = KIND_TITLES.get(row["kind"], {}).get(lang, row["kind"])
        field = FIELD_TITLES.get(row["field"], {}).get(lang, row["field"])
        name = f"{row['client']}/{row['application']}"
        lines.append(visible(f"{row['ends_on']}  {left}  {name}  {kind} · {field}  {row['file']}"))
    return "".join(f"{line}\n" for line in lines)
