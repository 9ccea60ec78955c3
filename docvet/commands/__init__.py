"""The commands, one file each: thin, no logic of their own.

A module here defines ``run`` (what typer calls), or ``group`` for a command that has others below it, perhaps ``Command``
(how it takes its arguments), and imports nothing heavy; its name is that of the command, its help text ``help.<name>`` in the catalogue. It is imported when it is called, so that ``docvet --help`` stays quick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer

from docvet.help_page import LocalizedCommand, LocalizedGroup
from docvet.words import default_language, words

ORDER = (
    "scan", "demo", "init", "checklist", "rules", "explain", "confirm", "accept", "undo", "pack", "desk", "watch", "worker",
    "status", "retry", "people", "share", "expiring", "outcome", "outcomes", "forget", "schema", "cache", "doctor",
)  # fmt: skip
"""As ``docvet --help`` lists them."""


class CommandGroup(LocalizedGroup):
    """The commands of :data:`ORDER`; the list of them needs none of their modules."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands()  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is typer's
        """Their names."""
        return list(ORDER)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature is typer's
        """Each with the first sentence of its help."""
        say = words(default_language())
        with formatter.section("Commands"):
            formatter.write_dl([(name, say(f"help.{name}").partition("\n")[0]) for name in ORDER])


class _Commands(Mapping[str, Any]):
    """Each command, imported when it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in ORDER:
            raise KeyError(name)
        if name not in self._made:
            module = import_module(f"docvet.commands.{name}")
            alone = getattr(module, "group", None)
            if alone is None:
                alone = typer.Typer(add_completion=False, rich_markup_mode=None)
                alone.command(
                    name,
                    cls=getattr(module, "Command", LocalizedCommand),
                    help=words(default_language())(f"help.{name}"),
                )(module.run)
            self._made[name] = typer.main.get_command(alone)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(ORDER)

    def __len__(self) -> int:
        return len(ORDER)
