"""What a worker is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Post:
    """A worker's place: for whom, on what, and by which rules it works."""

    worker: str
    database: str
    inbox: Path
    home: Path
    ruleset: str | None = None
    write_back: bool = False
    verbose: bool = False
