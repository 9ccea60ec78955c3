"""How sure a value can be at most by the way it was found: the table ``confidence.toml``, a name and a reason each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


def ceiling(name: str) -> float:
    """The highest confidence of values that were found in this way.

    Raises:
        KeyError: the table has no such name.
    """
    return _table()[name]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, float]:
    stored = tomllib.loads(files("docvet.documents").joinpath("confidence.toml").read_text("utf-8"))
    return {name: float(row["at_most"]) for name, row in stored.items()}
