"""What the tests of the reading rooms share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import File


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[Path], File]:
    """The intake's record of a file in the test's folder."""

    def find(path: Path) -> File:
        return next(file for file in collect(tmp_path, Limits()).files if file.absolute.name == path.name)

    return find
