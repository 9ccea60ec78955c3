"""The licence of every package that docvet is locked to; ends with 1 where one must not be among them.

    python tools/licences.py [--list] [LOCK]

Denied are licences that would bind what docvet's users do with it (GPL, AGPL, SSPL, business source) and packages without any.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib import metadata
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)", re.MULTILINE)
_DENIED = re.compile(
    r"(?<!L)(?<!lesser )\b(?:A?GPL|Affero|GNU General Public|SSPL|BUSL|Business Source|Commons Clause|Proprietary|Non-?Commercial)",
    re.IGNORECASE,
)
_KNOWN = {"axe-playwright-python": "MIT"}
"""Licence of packages whose metadata name none, as their sources do."""


def licence(name: str) -> str:
    """In the words of the package; an empty text where it says nothing."""
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [
        entry.rpartition(" :: ")[2] for entry in about.get_all("Classifier") or () if entry.startswith("License ::")
    ]
    stated = str(about.get("License") or "").strip().splitlines()
    return ", ".join(entry for entry in classified if entry != "OSI Approved") or (stated[0][:80] if stated else "")


def main() -> int:
    """Print what is denied, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lock", type=Path, nargs="?", default=_ROOT / "requirements.lock")
    parser.add_argument("--list", action="store_true", help="print all of them")
    options = parser.parse_args()
    wrong = []
    for name, version in _NAME.findall(options.lock.read_text(encoding="utf-8")):
        try:
            found = licence(name) or _KNOWN.get(name, "")
        except metadata.PackageNotFoundError:
            continue  # of another system
        if options.list:
            print(f"{name} {version}\t{found}")
        if not found or _DENIED.search(found):
            wrong.append(f"{name} {version}: {found or 'no licence named'}")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
