"""``docvet schema``: the formats that programs and editors rely on, as JSON Schema."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from docvet import console
from docvet.commands.options import say

_SUBJECTS = ("report", "ruleset", "application")

Subject = Annotated[str, typer.Argument(metavar="report|ruleset|application", help=say("help.subject"))]


def run(subject: Subject) -> int:
    """Print the schema."""
    console.choose("SCHEMA", subject, _SUBJECTS)

    from docvet.schemas import SCHEMAS

    console.say(json.dumps(SCHEMAS[subject](), ensure_ascii=False, indent=2) + "\n")
    return 0
