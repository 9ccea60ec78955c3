"""JSON: one report indented, several as JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docvet.report.model import Report
from docvet.report.renderers import RenderOptions

_UNSAFE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    r"""The reports as UTF-8 JSON; what could disturb a terminal is written as ``\uXXXX``."""
    lines = options.several or len(reports) > 1
    texts = (report.model_dump_json(indent=None if lines else 2) for report in reports)
    return "".join(f"{_UNSAFE.sub(_escaped, text)}\n" for text in texts)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
