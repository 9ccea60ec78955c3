"""What was kept of the contents of files that nobody has any more: pages as they were read, and pictures of them."""

from __future__ import annotations

import shutil
from collections.abc import Collection

from docvet.service.home import Home


def delete(home: Home, hashes: Collection[str]) -> None:
    """Delete what is cached of files with these hashes (sha256)."""
    from docvet.reading.cache import PageCache

    PageCache().forget(hashes)
    for sha256 in hashes:
        shutil.rmtree(home.path / "pages" / sha256[:2] / sha256, ignore_errors=True)
