"""The commands, one file each: thin, no logic of their own.

A module here defines ``COMMAND`` (its name), ``run`` (what typer calls) and nothing heavy at import, so
that ``docvet --help`` stays quick; its help text is ``help.<name>`` in the catalogue.
"""

from __future__ import annotations

from importlib import import_module

import typer

from docvet.words import default_language, words

ORDER = (
    "scan", "demo", "init", "checklist", "rules", "explain", "confirm", "accept", "undo", "pack", "watch", "worker",
    "status", "retry", "forget", "schema", "cache", "doctor",
)  # fmt: skip
"""As ``docvet --help`` lists them."""


def register(app: typer.Typer) -> None:
    """Add every command to the app."""
    say = words(default_language())
    for name in ORDER:
        module = import_module(f"docvet.commands.{name}")
        app.command(name, help=say(f"help.{name}"))(module.run)
