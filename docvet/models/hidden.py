"""What a file holds and does not show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HiddenKind(StrEnum):
    """What is hidden in it."""

    DATA = "data"
    """Attached data, as electronic invoices carry it; attached documents are a trouble of the file."""
    SCRIPT = "script"
    FORMAT_SCRIPT = "format_script"
    """Only the usual scripts that format or add up what is typed into a form, or open the print dialog."""
    LAUNCH = "launch"
    """Starts a program or opens another file."""
    OPENS = "opens"
    """Opens an address or a file by itself, without a click."""
    SENDS = "sends"
    """Sends what is typed into its form, or takes it from another file."""
    LINK = "link"
    CHANGED = "changed"
    """Pages changed after a signature, by what no later signature permits."""
    FILLED = "filled"
    """Forms or notes changed after a signature, and signed again since."""
    SAVED = "saved"
    """Saved again after the last signature; no page is different."""
    PARTLY_SIGNED = "partly_signed"
    """A signature that does not cover all of the file that it stands in."""
    PAGE_COUNT = "page_count"
    BOXES = "boxes"
    ROTATION = "rotation"
    """Two readers of PDF see another number, size or direction of pages."""
    ON_PAPER = "on_paper"
    """Notes and layers that no screen shows, and that are printed."""
    MACROS = "macros"
    EXTERNAL = "external"
    """Cells of a workbook that take their values from elsewhere."""
    DDE = "dde"
    """Cells that start another program."""
    OBJECTS = "objects"
    """Files of other programs embedded in a workbook."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """One such thing, all of its kind in the file together."""

    kind: HiddenKind
    count: int = 1
    names: tuple[str, ...] = ()
    """The first few by name: files, addresses, programs."""
    pages: tuple[int, ...] = ()
    """Where it is; empty where it is the whole file's."""
