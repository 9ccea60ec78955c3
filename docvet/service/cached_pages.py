"""The pages that were cached of files nobody has any more."""

from __future__ import annotations

from collections.abc import Collection


def delete(hashes: Collection[str]) -> None:
    """Delete what is cached of files with these hashes (sha256)."""
    from docvet.reading.cache import PageCache

    PageCache().forget(hashes)
