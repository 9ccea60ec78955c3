"""Help pages that fit the terminal: typer counts characters, but Chinese ones take two cells, and it joins example lines."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from docvet import console
from docvet.usage import help_in, places_in
from docvet.words import Lang, default_language

_GAP = 2
_MARGIN, _LEAST, _MOST = 2, 20, 78
"""Cells left free, and how narrow and how wide a page may be."""
_NARROW = 60
"""Below so many cells a description stands under its option, not beside it."""
_WIDEST = 30
"""Cells of an option beside which its description stands."""
_TYPE = re.compile(r"\s*<[a-z]+(?:\[[a-z]+\])?>")
"""What typer puts behind an argument: a word of programs."""


def help_page(command: Any, ctx: Any, lang: Lang) -> str:
    """The page of a command in one language, with every line in the width of the terminal but those to copy."""
    formatter = ctx.make_formatter()
    formatter.__class__ = type("HelpPage", (_InCells, type(formatter)), {})
    formatter.lang, formatter.width = lang, min(max(console.width() - _MARGIN, _LEAST), _MOST)
    command.format_help(ctx, formatter)
    usage, line, rest = help_in(formatter.getvalue().rstrip("\n"), lang).partition("\n")
    return places_in(usage, lang) + line + rest


class LocalizedCommand(TyperCommand):
    """A command whose help page is in one language."""

    def get_help(self, ctx: Any) -> str:
        """The page."""
        return help_page(self, ctx, default_language())


class LocalizedGroup(TyperGroup):
    """A command with others below it, likewise."""

    def get_help(self, ctx: Any) -> str:
        """The page."""
        return help_page(self, ctx, default_language())


class _InCells:
    """How text and lists are broken; the rest of the page is typer's."""

    width: int
    current_indent: int
    lang: Lang

    def write(self, string: str) -> None:
        """To the page."""
        super().write(string)  # type: ignore[misc]

    def write_text(self, text: str) -> None:
        """Paragraphs; lines that begin with or hold a command stay whole, so that they can be copied."""
        from docvet.report.wrap import wrap

        indent = " " * self.current_indent
        for line in text.split("\n"):
            lines = [line.rstrip()] if "docvet " in line else wrap(line.strip(), max(self.width - len(indent), 10))
            for each in lines:
                self.write(f"{indent}{each}".rstrip() + "\n")

    def write_dl(self, rows: Any, col_max: int = _WIDEST, col_spacing: int = _GAP) -> None:
        """Options and commands, each with what it does."""
        from rich.cells import cell_len

        from docvet.report.wrap import pad, wrap

        indent = " " * self.current_indent
        named = [(places_in(_TYPE.sub("", first), self.lang), help_in(second, self.lang)) for first, second in rows]
        column = min(max(cell_len(first) for first, _ in named), col_max) + col_spacing
        if self.width < _NARROW:
            column = col_spacing * 2
        for first, second in named:
            beside = cell_len(first) <= column - col_spacing
            lines = wrap(second, max(self.width - len(indent) - column, 10)) if second else []
            head = indent + (pad(first, column) + lines.pop(0) if beside and lines else first)
            self.write(head.rstrip() + "\n")
            for line in lines:
                self.write(f"{indent}{' ' * column}{line}\n")
