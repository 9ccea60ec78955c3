"""What a PDF would do in a program that lets it: scripts, programs, addresses, forms that are sent."""

from __future__ import annotations

import re
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from docvet.models import Hidden, HiddenKind
from docvet.reading.hidden.finds import Finds
from docvet.reading.hidden.tree import bookmarks, entry, fields, leaves, notes, text

_MOST = 20_000
"""Actions that follow one another that are looked at."""
_SCRIPT = 100_000
"""Characters of a script that are looked at."""
_PLAIN = r"""(?:[^()"']|"[^"]*"|'[^']*')"""
_FORMATS = re.compile(
    rf"AF(?:Number|Date|Time|Percent|Special|Range|Simple|Make|Merge|Extract)\w*\s*\((?:{_PLAIN}|\bArray\s*\({_PLAIN}*\))*\)"
)
_PRINTS = re.compile(rf"(?:this\.)?print\s*\({_PLAIN}*\)")
"""The print dialog, which banks have receipts and statements open by themselves."""
_STATEMENTS = re.compile(r"[;\n\r]+")
_WEB = ("http", "https", "mailto", "tel")
_PROGRAMS = re.compile(
    r"\.(?:exe|com|bat|cmd|scr|pif|msi|lnk|hta|js|jse|vbs|vbe|wsf|ps1|jar|app|command|sh)\s*$", re.IGNORECASE
)

_ELSEWHERE = ("/URI", "/GoToR", "/GoToE")
"""Opens an address or another file."""
_EITHER = {
    "/Launch": HiddenKind.LAUNCH,
    "/SubmitForm": HiddenKind.SENDS,
    "/ImportData": HiddenKind.SENDS,
    "/RichMediaExecute": HiddenKind.SCRIPT,
}


def search(reader: pypdf.PdfReader, root: DictionaryObject) -> list[Hidden]:
    """Everything that happens by itself or at a click, but for going to a place in the same file."""
    finds = Finds()
    for name, action in leaves(entry(root, "/Names", "/JavaScript")):
        _note(finds, action, by_itself=True, name=text(name))
    _note(finds, entry(root, "/OpenAction"), by_itself=True)
    _additional(finds, root)
    for number, page in enumerate(reader.pages, 1):
        _additional(finds, page, number)
    for number, note in notes(reader):
        _note(finds, entry(note, "/A"), page=number)
        _note(finds, entry(note, "/PA"), page=number)
        _additional(finds, note, number)
    for each in fields(root):
        _note(finds, entry(each, "/A"))
        _additional(finds, each)
    for item in bookmarks(root):
        _note(finds, entry(item, "/A"))
    if entry(root, "/AcroForm", "/XFA") is not None:
        finds.add(HiddenKind.SCRIPT, "XFA")
    return finds.hidden()


def _additional(finds: Finds, holder: DictionaryObject, page: int | None = None) -> None:
    """What happens as pages open and fields change."""
    triggers = entry(holder, "/AA")
    if isinstance(triggers, DictionaryObject):
        for trigger in triggers:
            _note(finds, entry(triggers, trigger), by_itself=trigger not in ("/U", "/D"), page=page)


def _note(finds: Finds, action: Any, *, by_itself: bool = False, page: int | None = None, name: str = "") -> None:
    """An action and those that follow it; going to a place in the same file is none."""
    waiting: list[Any] = [action]
    seen: set[int] = set()
    while waiting:
        action = entry(waiting.pop())
        if isinstance(action, ArrayObject):
            waiting += action[:_MOST]
            continue
        if not isinstance(action, DictionaryObject) or id(action) in seen or len(seen) > _MOST:
            continue
        seen.add(id(action))
        kind = str(entry(action, "/S"))
        if kind in ("/JavaScript", "/Rendition") and (script := entry(action, "/JS")) is not None:
            finds.add(HiddenKind.FORMAT_SCRIPT if _only_formats(script) else HiddenKind.SCRIPT, name, page)
        elif kind in _EITHER:
            finds.add(_EITHER[kind], _target(action), page)
        elif kind in _ELSEWHERE:
            target = _target(action)
            scheme = target.partition(":")[0].lower() if ":" in target else ""
            # A stray link of a word processor to a place on its writer's disk, or an address that names a port.
            stray = not by_itself and (scheme == "file" or "." in scheme) and not _PROGRAMS.search(target)
            if kind == "/URI" and scheme and scheme not in _WEB and not stray:
                finds.add(HiddenKind.SCRIPT if scheme == "javascript" else HiddenKind.LAUNCH, target, page)
            else:
                finds.add(HiddenKind.OPENS if by_itself else HiddenKind.LINK, _short(target), page)
        waiting.append(entry(action, "/Next"))


def _only_formats(script: Any) -> bool:
    """Only calls of what Acrobat itself writes for the format of a field, or of its print dialog."""
    source = script.get_data().decode("latin-1") if isinstance(script, StreamObject) else str(script)
    if len(source) > _SCRIPT:
        return False
    statements = [part.strip() for part in _STATEMENTS.split(source) if part.strip()]
    return bool(statements) and all(_PRINTS.fullmatch(part) or _FORMATS.fullmatch(part) for part in statements)


def _target(action: DictionaryObject) -> str:
    """Where it leads, or what it starts."""
    for keys in (("/URI",), ("/F",), ("/Win", "/F"), ("/Unix", "/F"), ("/Mac", "/F")):
        value = entry(action, *keys)
        if isinstance(value, DictionaryObject):
            value = entry(value, "/UF") or entry(value, "/F")
        if value is not None:
            return text(value)
    return ""


def _short(address: str) -> str:
    """Of an address on the web only whose it is: the rest may name people."""
    scheme, mark, rest = address.partition("://")
    if not mark:
        return f"{scheme.partition(':')[0]}:" if scheme.lower().startswith(("mailto:", "tel:")) else address
    return f"{scheme}://{re.split('[/?#]', rest)[0].rpartition('@')[2]}"
