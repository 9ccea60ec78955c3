"""Known weaknesses of the packages that docvet is locked to, by pip-audit; without a network it says so and ends with 0.

python tools/audit.py [LOCK]
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_PIN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*==[^\s\\;]+", re.MULTILINE)
_SECONDS = 240


def audited(pins: list[str]) -> list[dict[str, Any]] | None:
    """What is known of each package; None where nobody could be asked."""
    with tempfile.TemporaryDirectory() as place:
        listed = Path(place) / "requirements.txt"
        listed.write_text("\n".join(pins) + "\n", encoding="utf-8")
        command = [
            "pip_audit",
            "-r",
            str(listed),
            "--no-deps",
            "--disable-pip",
            "-f",
            "json",
            "--progress-spinner",
            "off",
            "--timeout",
            "5",
        ]
        try:
            done = subprocess.run(
                [sys.executable, "-m", *command], capture_output=True, text=True, timeout=_SECONDS, check=False
            )
            found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            return None
    return None if all("skip_reason" in each for each in found) else found


def main() -> int:
    """Print each weakness with the version that mends it."""
    lock = Path(sys.argv[1]) if len(sys.argv) > 1 else _ROOT / "requirements.lock"
    pins = _PIN.findall(lock.read_text(encoding="utf-8"))
    found = audited(pins[:1]) and audited(pins)  # one is asked for first: it costs little to learn that nobody answers
    if found is None:
        print("pip-audit: the index of advisories cannot be reached from here; nothing was audited", file=sys.stderr)
        return 0
    weak = [(each, vulnerability) for each in found for vulnerability in each.get("vulns", ())]
    for each, vulnerability in weak:
        fixed = ", ".join(vulnerability.get("fix_versions", ())) or "none yet"
        print(f"{each['name']} {each['version']}: {vulnerability['id']} (fixed in: {fixed})", file=sys.stderr)
    print(f"pip-audit: {len(found)} packages, {len(weak)} known weaknesses", file=sys.stderr)
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
