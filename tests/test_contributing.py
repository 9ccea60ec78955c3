"""``CONTRIBUTING.md`` names paths that are there, and the pages for those who carry on say what the program says."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from docvet.commands import ORDER
from docvet.words import LANGUAGES, words

ROOT = Path(__file__).parents[1]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = re.findall(r"`((?:docvet|rulesets|tests|docs|sample_docs|benchmarks)/[^`\s]*)`", CONTRIBUTING)
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^\| (.+?) \| (.+?) \| (?:`(\S+)`|—) \| (.+?) \|$", GLOSSARY, re.MULTILINE)
CODE = [path for room in ("docvet", "sample_docs", "benchmarks", "tests") for path in (ROOT / room).rglob("*.py")]


def generator() -> ModuleType:
    """``docs/generate.py``, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_every_path_is_there(path: str) -> None:
    """Of a new thing's file (``NAME``) its folder, which then holds others of its sort."""
    place = ROOT / path
    if "NAME" in path:
        others = [item for item in place.parent.glob(f"*{place.suffix}") if item.name != "__init__.py"]
        assert others, f"{path}: no other of its sort"
    else:
        assert place.exists(), path


def test_the_table_holds_every_sort_of_change() -> None:
    table = CONTRIBUTING.partition("## What a change touches")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-zA-Z].+?) \|", table, re.MULTILINE)[1:]
    wanted = ("kind", "check", "rule", "format", "engine", "platform", "language", "pages read", "service")
    assert [word for word in wanted if not any(word in row for row in rows)] == []


def test_every_package_is_a_room_of_the_table() -> None:
    packages = {path.parent.name for path in (ROOT / "docvet").glob("*/__init__.py")}
    assert sorted(name for name in packages if f"`docvet/{name}/`" not in CONTRIBUTING) == []


@pytest.mark.parametrize(("english", "chinese", "key", "meaning"), TERMS[1:], ids=[term[0] for term in TERMS[1:]])
def test_a_term_of_the_glossary_is_that_of_the_interface(english: str, chinese: str, key: str, meaning: str) -> None:
    assert meaning
    if key:
        assert key in set(words("en")), f"the interface has no {key} any more"
        assert english.lower() in words("en")._texts[key].lower()
        assert chinese in words("zh")._texts[key]


def test_the_glossary_is_held_by_the_catalogues() -> None:
    assert len([term for term in TERMS if term[2]]) >= 15


def test_the_interface_uses_none_of_the_words_that_the_glossary_replaces() -> None:
    texts = {key: re.sub(r"\{.*?\}", "", words("en")._texts[key]) for key in words("en")}
    assert [key for key, text in texts.items() if re.search(r"\b(papers?|mend\w*|told|faults?)\b", text, re.I)] == []


def test_no_two_classes_share_a_name() -> None:
    """But for private ones, for what a plug-in has to be called in its module, and for the service, a program of its own."""
    names: dict[str, list[str]] = {}
    for path in (path for path in CODE if path.is_relative_to(ROOT / "docvet") and "service" not in path.parts):
        for name in re.findall(r"^class ([A-Z]\w*)", path.read_text(encoding="utf-8"), re.MULTILINE):
            names.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    engines = "docvet/reading/engines/"
    twice = {name: at for name, at in names.items() if len(at) > 1 and not all(p.startswith(engines) for p in at)}
    assert twice == {}


def test_no_docstring_sends_the_reader_outside_the_repository() -> None:
    """It says the thing itself instead."""
    outside = re.compile(
        r"\bthe contract\b(?! explains| does)|\bdomain notes\b|\bthe design\b|\b(domain|design|contract)\.md\b", re.I
    )
    own = Path(__file__)
    named = [
        path.relative_to(ROOT).as_posix() for path in CODE if path != own and outside.search(path.read_text("utf-8"))
    ]
    assert named == []


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_commands_and_flags_are_documented() -> None:
    made = generator()
    each = made.in_each_language()
    assert set(each) == set(LANGUAGES)
    for lang, commands in each.items():
        assert tuple(command["name"] for command in commands) == ORDER
        for command in commands:
            assert f"docvet {command['name']}" in command["help"], f"{lang}: {command['name']} has no example"
            bare = [item["names"] for item in command["parameters"] if not item["help"]]
            assert bare == [], f"{lang}: {command['name']}"
    made.in_each_language = lambda: each
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == made.commands_page(), "make docs"
