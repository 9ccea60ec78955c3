"""The catalogues: the same keys and placeholders in each language, none missing and none idle."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import docvet
from docvet.models import Verdict
from docvet.progress import Stage
from docvet.words import LANGUAGES, default_language, words

FAMILIES = {
    "verdict": set(Verdict),
    "stage": set(Stage),
    "first": {"reject", "review", "error"},
    "group": {"internal", "must", "confirm", "advice"},
    "label": {"place", "expected", "found", "fix", "reason", "stage"},
    "code": {"documented", "inferred", "not-documented"},
    "not_checked": {"unreadable", "input_missing", "not_applicable"},
    "limits": {"registry", "platform", "genuine"},
}
"""Keys that the code puts together: ``verdict.{verdict}``."""


def placeholders(text: str) -> set[str]:
    return {name.partition("!")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def raw(lang: str) -> dict[str, str]:
    catalogue = words("zh" if lang == "zh" else "en")
    return {key: catalogue._texts[key] for key in catalogue}


def used() -> set[str]:
    code = "\n".join(path.read_text("utf-8") for path in Path(docvet.__path__[0]).rglob("*.py"))
    plain = set(re.findall(r'(?<!_)(?:say|speak|words)\(\s*["\']([\w.-]+)["\']', code))
    made = set(re.findall(r'(?<!_)(?:say|speak|words)\(\s*f["\']([\w-]+)\.\{', code))
    assert made <= FAMILIES.keys()
    return plain | {f"{family}.{key}" for family in made for key in FAMILIES[family]}


def test_both_languages_have_the_same_keys() -> None:
    assert raw("zh").keys() == raw("en").keys()


@pytest.mark.parametrize("key", sorted(raw("zh")))
def test_both_languages_fill_the_same_places(key: str) -> None:
    assert placeholders(raw("zh")[key]) == placeholders(raw("en")[key])


def test_every_key_is_used_and_every_used_key_exists() -> None:
    assert used() == raw("zh").keys()


def test_chinese_is_chinese_and_english_is_english() -> None:
    assert all(
        re.search("[\u4e00-\u9fff]", text) for key, text in raw("zh").items() if key not in {"quote", "error.folder"}
    )
    beyond = {key for key, text in raw("en").items() if re.search("[\u4e00-\u9fff]", text)}
    assert beyond <= {"help.scan", "help.entity"}  # 女装 and 个体工商户 are names


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C", "LC_ALL": "zh_TW"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_follows_the_locale(environment: dict[str, str], lang: str) -> None:
    assert default_language(environment) == lang


def test_the_loader_names_its_languages() -> None:
    assert {path.stem for path in Path(docvet.__path__[0], "words").glob("*.toml")} == set(LANGUAGES)
