"""Output formats, one module each: adding a format is adding a file here with a ``render`` function.

``render(reports, options)`` returns the whole output as text that ends with a newline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docvet.plugins import Parts
from docvet.words import Lang

if TYPE_CHECKING:
    from docvet.report.model import Report
    from docvet.report.pictures import Crop, Key


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
    crops: Sequence[Mapping[Key, Crop]] = ()
    """For formats with pictures: those of each report, in their order."""


_RENDERERS = Parts(__name__, "render", "docvet.renderers")


def formats() -> list[str]:
    """The formats there are, alphabetically: modules of this package and entry points ``docvet.renderers``."""
    return sorted(name.replace("_", "-") if name in _RENDERERS.own else name for name in _RENDERERS.names())


def _module(name: str) -> str:
    """A format of docvet's own is written with hyphens, its module cannot be."""
    return module if (module := name.replace("-", "_")) in _RENDERERS.own else name


def render(reports: Sequence[Report], name: str, options: RenderOptions) -> str:
    """The reports in the format of this name, masked unless the options say otherwise."""
    if not options.show_personal_data:
        from docvet.report.mask import masked

        reports = [masked(report) for report in reports]
    text: str = _RENDERERS.get(_module(name))(reports, options)
    return text
