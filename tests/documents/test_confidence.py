"""The table of ceilings: every one has a reason and is used, and what is used is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import docvet.documents
from docvet.documents.confidence import ceiling

ROOMS = Path(docvet.documents.__path__[0])
TABLE = tomllib.loads((ROOMS / "confidence.toml").read_text("utf-8"))
CODE = "\n".join(path.read_text("utf-8") for path in ROOMS.rglob("*.py"))


def test_every_ceiling_has_a_reason_and_is_used() -> None:
    for name, row in TABLE.items():
        assert row.keys() == {"at_most", "because"}, name
        assert 0 < row["at_most"] < 1, name
        assert len(row["because"]) > 20, name
        assert f'"{name}"' in CODE, name


def test_no_ceiling_stands_in_the_code() -> None:
    inline = r"\bconfidence=(?:0?\.[0-9]|1\.0 if .* else 0?\.)|\bdoubted\([^\n]*, 0?\.[0-9]+\)"
    assert not re.findall(inline, CODE)


def test_a_name_that_the_table_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        ceiling("nobody_wrote_this")
