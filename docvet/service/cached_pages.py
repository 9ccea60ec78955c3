"""What is kept of the contents of files: pages as they were read, and pictures of them; and how it is deleted again.

Neither bears a client: files are known by their hash alone. All machines of a service share them, as they share its home.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from typing import TYPE_CHECKING

from docvet.service.home import Home

if TYPE_CHECKING:
    from docvet.reading.cache import PageCache


def page_cache(home: Home) -> PageCache:
    """The cache of pages in the home, or where ``DOCVET_CACHE_DIR`` says."""
    from docvet.reading.cache import FOLDER_VARIABLE, PageCache

    return PageCache(None if os.environ.get(FOLDER_VARIABLE) else home.path / "cache")


def delete(home: Home, hashes: Collection[str]) -> None:
    """Delete what is kept of files with these hashes (sha256)."""
    page_cache(home).forget(hashes)
    for sha256 in hashes:
        shutil.rmtree(home.path / "pages" / sha256[:2] / sha256, ignore_errors=True)
