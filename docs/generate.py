"""Writes the pages that are generated: rules.md from the rulesets, fields.md from the table of fields, commands.md from the command line, roles.md from the paths of the service. ``make docs``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
LANGUAGES = {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}
HEAD = """\
# Commands · 命令

Every command and every flag, generated from the command line by `make docs`. 每个命令和参数，由命令行本身生成。
"""


def described() -> list[dict[str, Any]]:
    """Each command with its help text and parameters, in the language of this process."""
    import typer

    from docvet.cli import app

    group = typer.main.get_command(app)
    return [
        {
            "name": name,
            "help": command.help or "",
            "parameters": _parameters(command),
        }
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    ]


def _parameters(command: Any, before: str = "") -> list[dict[str, Any]]:
    """Those of a command, and of the commands below it with their names in front."""
    own = [
        {
            "names": [
                f"{before}{name}" for name in (item.opts if item.param_type_name == "option" else [item.metavar])
            ],
            "value": "" if item.param_type_name == "argument" or item.is_flag else item.metavar or "N",
            "required": item.required,
            "help": getattr(item, "help", None) or "",
        }
        for item in command.params
    ]
    below = getattr(command, "commands", {}).items()
    return own + [row for name, other in below for row in _parameters(other, f"{name} ")]


def in_each_language() -> dict[str, list[dict[str, Any]]]:
    """The same in each language; the language of the help is settled at the start of a process."""
    return {
        lang: json.loads(
            subprocess.run(  # noqa: S603 - this file
                [sys.executable, "-X", "utf8", __file__, "--describe"], env={**os.environ, "LC_ALL": name}, check=True,
                capture_output=True, encoding="utf-8",
            ).stdout
        )
        for lang, name in LANGUAGES.items()
    }  # fmt: skip


def commands_page() -> str:
    """The whole page."""
    each = in_each_language()
    return HEAD + "".join(_section(en, zh) for en, zh in zip(each["en"], each["zh"], strict=True))


def _section(en: dict[str, Any], zh: dict[str, Any]) -> str:
    rows = [
        f"| {_shown(one)} | {_cell(one['help'])} | {_cell(other['help'])} |"
        for one, other in zip(en["parameters"], zh["parameters"], strict=True)
    ]
    table = "\n".join(["| | English | 中文 |", "|---|---|---|", *rows])
    return f"\n## docvet {en['name']}\n\n{_paragraphs(en['help'])}\n{_paragraphs(zh['help'])}\n{table}\n"


def _shown(item: dict[str, Any]) -> str:
    names = ", ".join(f"`{name} {item['value']}`" if item["value"] else f"`{name}`" for name in item["names"])
    return _cell(names + (" *" if item["required"] else ""))


def _paragraphs(text: str) -> str:
    """Examples as code, all else as prose."""
    lines = text.splitlines()
    code = [line for line in lines if "docvet " in line and (line.startswith((" ", "Example", "例")))]
    prose = " ".join(line for line in lines if line.strip() and line not in code)
    shown = "".join(f"    {line[line.index('docvet ') :]}\n" for line in code)
    return f"{prose}\n\n{shown}" if shown else f"{prose}\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())


def main() -> None:
    """Write the pages, or describe the commands in this process's language."""
    if "--describe" in sys.argv:
        print(json.dumps(described(), ensure_ascii=False))  # noqa: T201
        return
    from docvet.reference.fields import fields_page
    from docvet.reference.handbook import shipped_handbook
    from docvet.service.api import roles

    (DOCS / "fields.md").write_text(fields_page(), encoding="utf-8", newline="\n")
    (DOCS / "rules.md").write_text(shipped_handbook(), encoding="utf-8", newline="\n")
    (DOCS / "roles.md").write_text(roles.page(), encoding="utf-8", newline="\n")
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
