"""Names as they come from other machines, made fit for every disk and for people's eyes."""

from __future__ import annotations

import re
import unicodedata
from fnmatch import fnmatchcase

from docvet.intake import JUNK, OWN

MOST_BYTES = 200
"""Of one name; disks allow 255, and a temporary ending must fit too."""
MOST_DEEP = 20
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_FORMS = ("application.yaml", "application.yml")


class BadName(ValueError):
    """It cannot be made a name; the text is the name."""


def folder_name(text: str) -> str:
    """The name of a client or an application: one level, not hidden.

    Raises:
        BadName: nothing is left of it, it leads elsewhere, or docvet would not look into such a folder.
    """
    parts = [part for part in re.split(r"[/\\]", text) if part.strip()]
    if len(parts) != 1 or parts[0].strip() in (".", ".."):
        raise BadName(text)
    name = _safe(parts[0])
    if name.startswith(".") or _is_junk(name):
        raise BadName(text)
    return name


def relative_path(text: str) -> str:
    """A path below the application's folder, with forward slashes.

    Raises:
        BadName: it leads elsewhere (``..``, an absolute path, a drive), is empty or too deep.
    """
    if text.startswith(("/", "\\")) or _DRIVE.match(text):
        raise BadName(text)
    parts = [part for part in re.split(r"[/\\]", text) if part.strip() not in ("", ".")]
    if not parts or len(parts) > MOST_DEEP or any(part.strip() == ".." for part in parts):
        raise BadName(text)
    return "/".join(_safe(part) for part in parts)


def is_ignored(path: str) -> bool:
    """What systems leave behind and what docvet would not heed: not worth to be kept."""
    first, *_ = parts = path.split("/")
    own = len(parts) == 1 and first.lower() not in _FORMS and _matches(first, OWN)
    return own or any(_is_junk(part) for part in parts)


def _safe(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    # Marks that turn the direction of writing make gpj.exe look like exe.jpg.
    name = "".join(character for character in name if unicodedata.category(character) not in ("Cf", "Cs"))
    kept = _FORBIDDEN.sub("_", name).strip().rstrip(". ")
    if not kept:
        raise BadName(name)
    if _RESERVED.match(kept):
        kept = f"_{kept}"
    return _shortened(kept)


def _shortened(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    room = MOST_BYTES - len((dot + suffix).encode())
    while len(stem.encode()) > room:
        stem = stem[:-1]
    return stem + dot + suffix


def _is_junk(name: str) -> bool:
    return _matches(name, JUNK)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in patterns)
