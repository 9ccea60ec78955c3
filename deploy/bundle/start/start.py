"""Makes docvet's environment beside this file at the first start, from the files here and nothing else, and opens the desk.

Runs with any Python 3.11 to 3.13 and the standard library alone. ``start.sh``, ``start.command`` and ``docvet.bat`` find one and call it.
"""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / "env"
WHEELS = HERE / "wheels"
LOG = HERE / "first-start.log"
PYTHONS = ((3, 11), (3, 12), (3, 13))
TEXTS = {
    "zh": {
        "python": "docvet 需要 64 位的 Python 3.11、3.12 或 3.13，这里是 {found}。",
        "first": "第一次启动：正在准备 docvet（约一两分钟，不需要联网）……",
        "failed": "准备没有完成，详情见 {log}。请保证磁盘有 1.5 GB 空间，且文件夹可以写入，然后重试。",
        "ready": "准备完成。",
    },
    "en": {
        "python": "docvet needs a 64-bit Python 3.11, 3.12 or 3.13; this is {found}.",
        "first": "First start: getting docvet ready (a minute or two, no network needed) ...",
        "failed": "That did not work, see {log}. Make sure that there are 1.5 GB of free space and the folder can be written to, then try again.",
        "ready": "Ready.",
    },
}


def say(key: str, **values: object) -> None:
    """One line in the user's language, whatever the terminal can show of it."""
    name = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    lang = "zh" if name.lower().startswith(("zh", "chinese")) else "en"
    encoding = sys.stdout.encoding or "ascii"
    text = TEXTS[lang][key].format(**values).encode(encoding, "replace").decode(encoding)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def python_of(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def make_environment() -> None:
    """Whole or not at all: it is made under another name, and gets its own when it is complete.

    Raises:
        OSError, CalledProcessError: it cannot be.
    """
    part = ENVIRONMENT.with_name("env.part")
    for old in (part, ENVIRONMENT):
        shutil.rmtree(old, ignore_errors=True)
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(part)
    pip, docvet = (next(iter(WHEELS.glob(f"{name}-*.whl")), WHEELS / name) for name in ("pip", "docvet"))
    install = [
        str(python_of(part)), str(pip / "pip"), "install", "--no-index", "--no-cache-dir", "--disable-pip-version-check", "--no-input",
        "--find-links", str(WHEELS),
    ]  # fmt: skip
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
    own["PIP_CONFIG_FILE"] = os.devnull
    with LOG.open("w", encoding="utf-8") as log:
        for what in (["--require-hashes", "-r", str(HERE / "requirements.txt")], ["--no-deps", str(docvet)]):
            subprocess.run([*install, *what], check=True, stdout=log, stderr=log, env=own)
    part.replace(ENVIRONMENT)


def is_whole() -> bool:
    """The environment is there and its Python still is: people remove and upgrade theirs."""
    try:
        command = [str(python_of(ENVIRONMENT)), "-c", "import docvet"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def main() -> int:
    """Make the environment where it is missing, and start docvet."""
    if sys.version_info[:2] not in PYTHONS or sys.maxsize < 2**32:
        say("python", found=sys.version.split()[0])
        return 1
    if not is_whole():
        say("first")
        try:
            make_environment()
        except (OSError, subprocess.CalledProcessError):
            say("failed", log=LOG)
            return 1
        say("ready")
    return subprocess.call([str(python_of(ENVIRONMENT)), "-m", "docvet", "desk", *sys.argv[1:]])


if __name__ == "__main__":
    try:
        code = main()
    except KeyboardInterrupt:
        code = 0
    raise SystemExit(code)
