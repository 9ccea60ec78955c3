"""``docvet outcomes``: docvet's verdicts beside the platform's answers."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from docvet import console
from docvet.commands import options
from docvet.commands.options import say
from docvet.words import Words, words

FORMATS = ("text", "csv", "json")
Format = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=say("help.table_format"))]


def run(
    home: options.HomeFolder,
    output_format: Format = "text",
    database: options.Database = None,
    lang: options.Language = None,
) -> int:
    """Print where they agree, what was missed and what was accused wrongly."""
    speak = words(options.language(lang))
    console.choose("--format", output_format, FORMATS)
    options.need_service()

    from docvet.service.administration import compared
    from docvet.service.home import Home
    from docvet.service.overviews.comparison import COLUMNS
    from docvet.service.overviews.tables import csv_text

    comparison = compared(Home(home), database=database)
    if output_format == "csv":
        console.say("\ufeff" + csv_text(COLUMNS, comparison["outcomes"]))
    elif output_format == "json":
        console.say(json.dumps(comparison, ensure_ascii=False, indent=2) + "\n")
    else:
        console.say(_text(comparison, speak))
    return 0


def _text(comparison: dict[str, Any], say: Words) -> str:
    from docvet.visible import visible

    if not comparison["outcomes"]:
        return say("service.no_outcomes") + "\n"
    lines = [f"{say(f'agreement.{name}')}: {count}" for name, count in comparison["totals"].items()]
    lines += ["", say("service.by_rule")]
    lines += [f"{row['rule']}  {say('service.rule_borne_out', **_counts(row))}" for row in comparison["by_rule"]]
    lines += ["", say("service.by_client")]
    lines += [
        visible(f"{row['client']}  ")
        + "  ".join(f"{say(f'agreement.{key}')} {row[key]}" for key in comparison["totals"])
        for row in comparison["by_client"]
    ]
    missed = [row for row in comparison["outcomes"] if row["agreement"] in ("missed", "accused")]
    lines += ["", *(_line(row, say) for row in missed)] if missed else []
    return "".join(f"{line}\n" for line in lines)


def _counts(row: dict[str, Any]) -> dict[str, int]:
    return {"rejected": row["rejected"], "passed": row["passed"]}


def _line(row: dict[str, Any], say: Words) -> str:
    from docvet.visible import visible

    kind = row["agreement"]
    about = " ".join(filter(None, (row["clause"], row["text"])))
    return visible(f"{row['date']}  {say(f'agreement.{kind}')}  {row['client']}/{row['application']}  {about}")
