"""Files that are small and want to become huge, deep or endless: what a reader of strangers' files must survive."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bombs import circles, contents, drawings, faces, pictures, structures, tables, texts
from benchmarks.bombs.registry import BOMBS, LARGE

__all__ = ["circles", "contents", "drawings", "faces", "pictures", "structures", "tables", "texts", "write"]


def write(folder: Path, *, large: bool = False) -> list[Path]:
    """Write them all; those that are there already stay."""
    made = []
    for name, make in {**BOMBS, **(LARGE if large else {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_bytes(make())
        made.append(path)
    return made
