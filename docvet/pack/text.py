"""A manifest for people: what became of each file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docvet.models import Severity
from docvet.pack.manifest import NAME, Change, LeftOut, Manifest, Packed, PackedFrom, Remaining
from docvet.report.styled_text import StyledText
from docvet.words import Words

_MEGABYTE = 10**6
_KILOBYTE = 10**3


def render(manifest: Manifest, place: Path, *, say: Words, width: int, colour: bool) -> str:
    """The list for a terminal: what was packed of what, what was not, what is missing, what remains to be done."""
    out = StyledText(width, colour)
    out.write(say("pack.complete") if manifest.complete else say("pack.incomplete"), "bold")
    out.write(say("pack.place", place=place, count=len(manifest.packed)))
    for item in manifest.packed:
        out.gap()
        out.write(say("pack.file", name=item.name, size=_size(item.bytes), pages=item.pages), "bold")
        for source in item.made_of:
            out.write(_source(source, say), indent=2, first="← ")
        for note in _notes(item, say):
            out.write(note, "dim", indent=4)
    _listed(out, say("pack.missing"), [getattr(title, say.lang) for title in manifest.missing])
    problems = [item for item in manifest.left_out if item.problem]
    _listed(out, say("pack.problems"), [_left(item, say) for item in problems])
    _listed(out, say("pack.spare"), [_left(item, say) for item in manifest.left_out if not item.problem])
    _listed(out, say("pack.remaining"), [_remaining(item, say) for item in manifest.remaining])
    out.gap()
    out.write(say("pack.manifest", path=place / NAME), "dim")
    return out.text()


def _listed(out: StyledText, title: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        out.gap()
        out.write(title, "bold")
        for line in lines:
            out.write(line, indent=2, first="· ")


def _source(source: PackedFrom, say: Words) -> str:
    changes = say("message.and").join(
        say(f"pack_change.{change}", degrees=", ".join(map(str, sorted(set(source.turned.values())))))
        if change is Change.TURNED
        else say(f"pack_change.{change}")
        for change in source.changes
    )
    pages = ", ".join(map(str, source.pages))
    return say("pack.source", path=source.path, pages=pages, size=_size(source.bytes), changes=changes)


def _notes(item: Packed, say: Words) -> Iterable[str]:
    if item.compressed:
        yield say("pack.compressed", steps="; ".join(item.compressed), count=item.fields_read_again)


def _left(item: LeftOut, say: Words) -> str:
    pages = say("pack.pages", pages=", ".join(map(str, item.pages))) if item.pages else ""
    return say("pack.left", path=item.path, pages=pages, why=say(f"pack_left.{item.why}"))


def _remaining(item: Remaining, say: Words) -> str:
    weight = item.rule if item.severity is Severity.ERROR else say(f"severity.{item.severity}")
    return f"[{weight}] {getattr(item.message, say.lang)}"


def _size(count: int) -> str:
    return f"{count / _MEGABYTE:.1f} MB" if count >= _MEGABYTE else f"{max(count // _KILOBYTE, 1)} KB"
