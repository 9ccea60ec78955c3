"""Styles and scripts of the desk, shipped with it: nothing comes from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

from docvet.service.api.problems import Problem

router = APIRouter(include_in_schema=False)
_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", "": "text/plain"}


@lru_cache
def _names() -> dict[str, Path]:
    return {path.relative_to(_FOLDER).as_posix(): path for path in _FOLDER.rglob("*") if path.is_file()}


@lru_cache
def _digest() -> str:
    content = sha256()
    for name, path in sorted(_names().items()):
        content.update(name.encode() + path.read_bytes())
    return content.hexdigest()[:12]


def address(name: str) -> str:
    """The path of a file; another one after every change, so that browsers may keep it."""
    return f"/static/{_digest()}/{name}"


@router.get("/static/{digest}/{name:path}")
def static_file(digest: str, name: str) -> FileResponse:
    """One of them."""
    path = _names().get(name)
    if path is None:
        raise Problem(404, "not_found")
    keep = "public, max-age=31536000, immutable" if digest == _digest() else "no-cache"
    return FileResponse(path, media_type=_TYPES[path.suffix], headers={"Cache-Control": keep})
