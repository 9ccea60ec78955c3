"""Output formats, one module each: adding a format is adding a file here with a ``render`` function.

``render(reports, options)`` returns the whole output as text that ends with a newline.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass

from docvet.report.model import Report
from docvet.words import Lang


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is to look; each format takes what concerns it."""

    lang: Lang = "zh"
    width: int = 80
    """Terminal cells a line."""
    colour: bool = False
    """ANSI colours may be used."""
    verbose: bool = False
    """Show the fields that were read as well."""
    several: bool = False
    """The command was given several folders, even if fewer have a report."""
    show_personal_data: bool = False


def formats() -> list[str]:
    """The formats there are, alphabetically; nothing is imported."""
    return sorted(info.name for info in pkgutil.iter_modules(__path__))


def render(reports: Sequence[Report], name: str, options: RenderOptions) -> str:
    """The reports in the format of this name, masked unless the options say otherwise."""
    if not options.show_personal_data:
        from docvet.report.mask import masked

        reports = [masked(report) for report in reports]
    text: str = importlib.import_module(f"{__name__}.{name}").render(reports, options)
    return text
