"""The catalogues: the same keys and placeholders in each language, none missing and none idle."""

from __future__ import annotations

import re
import shutil
import string
from pathlib import Path
from typing import get_args

import pytest

import docvet
from docvet.commands import ORDER
from docvet.form.template import _EXAMPLES
from docvet.models import Verdict
from docvet.pack.manifest import Change, Why
from docvet.progress import Stage
from docvet.reading.cache import CacheProblem
from docvet.report.renderers import csv, csv_summary
from docvet.report.renderers.html import _LABELS
from docvet.rules.errors import VALUE_ERRORS
from docvet.rules.load import load_ruleset, shipped
from docvet.rules.ruleset import Basis
from docvet.service.desk.case import CHOICES, FORM_KEYS, REASONS
from docvet.service.desk.trail import DETAILS, WAYS
from docvet.service.ledger.applications import STATES
from docvet.service.ledger.board import WAITS
from docvet.service.overviews.comparison import AGREEMENTS
from docvet.words import LANGUAGES, default_language, words
from tests.shell import docvet as run

CODES = {
    code
    for folder in ("api", "desk")
    for path in (Path(docvet.__path__[0]) / "service" / folder).rglob("*.py")
    for code in re.findall(
        r'(?:Problem\(\s*\d+, |both\(|body_of\(|sentence\(lang, |\d{3}: )"(\w+)"', path.read_text("utf-8")
    )
}
"""What the API answers when something is wrong."""
BLANKS = {
    blank
    for name in shipped()
    for rule in load_ruleset(name).rules
    for fix in rule.fix.words.values()
    for blank in re.findall(r"\{(\w+)\}", fix)
}
"""What the advice of rules fills in."""
FAMILIES = {
    "api": CODES,
    "cache": set(CacheProblem),
    "verdict": {*Verdict, "clear_advice", "clear_accepted", "review_open"},
    "agreement": set(AGREEMENTS),
    "stage": set(Stage),
    "first": {"reject", "review", "error"},
    "group": {"internal", "must", "confirm", "advice", "accepted"},
    "label": {"place", "expected", "found", "fix", "reason", "stage", "accepted", "misread", "fine"},
    "code": {"documented", "inferred", "not-documented"},
    "not_checked": {f"{kind}_count" for kind in ("unreadable", "input_missing", "not_applicable")},
    "application": {"pop", "joint"},
    "badge": {"must", "confirm", "advice", "internal", "accepted"},
    "certainty": {"sure", "likely", "unsure"},
    "init": set(_EXAMPLES),
    "help": set(ORDER),
    "state": set(STATES),
    "waits": set(WAITS),
    "audit_detail": set(DETAILS),
    "audit_way": set(WAYS),
    "accepting": set(REASONS),
    "form": {*FORM_KEYS, *(f"{key}_{name}" for key, names in CHOICES.items() for name in names)},
    "problem": {"unreadable", "wrong_level", "link", "bad_name", "loose_files", "empty", "temporary_file"},
    "failure": {"worker_died", "took_too_long", "service_killed", "internal", "form", "ruleset", "unusable"},
    "severity": {"reject", "review", "warn", "info"},
    "stage_of_rule": {"onboarding", "listing"},
    "basis_of_rule": set(get_args(Basis)),
    "explain": {
        "disabled",
        "passes",
        "fails",
        "fix",
        "severity",
        "stage",
        "why",
        "basis",
        "only_in",
        "source",
        "parameter",
        "ruleset",
    },
    "blank": BLANKS,
    "column": {"rule", "title", "severity", "stage", "code"},
    "verdict_short": set(Verdict),
    "summary": set(csv_summary._SUMMARY),
    "csv": set(csv._COLUMNS),
    "html": set(_LABELS) | {"alt", "all", "chain_holds", "chain_open", "no_paper"},
    "compare": {"mended", "unjudged"},
    "value": {"true", "false", "open-ended"},
    "fact": {"rule", "code", "reason", "lead", "source", "stage", "place"},
    "lead": {"weeks", "days", "minutes"},
    "pack_change": set(Change),
    "pack_left": set(Why),
    "ruleset_value": {*VALUE_ERRORS, "other"},
    "limits": {"registry", "platform", "genuine"},
}
"""Keys that the code puts together: ``verdict.{verdict}``."""


_WITH_NAMES = {"help.scan", "help.entity", "help.init", "help.confirm", "help.forget", "init.entity"}
"""English texts with Chinese names in them: 女装, 个体工商户, a company."""


def placeholders(text: str) -> set[str]:
    return {name.partition("!")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def raw(lang: str) -> dict[str, str]:
    catalogue = words("zh" if lang == "zh" else "en")
    return {key: catalogue._texts[key] for key in catalogue}


def used() -> set[str]:
    code = "\n".join(path.read_text("utf-8") for path in Path(docvet.__path__[0]).rglob("*.py"))
    plain = set(
        re.findall(
            r'(?<!_)(?:say|speak|words|localized|_both|words\(default_language\(\)\))\(\s*["\']([\w.-]+)["\']', code
        )
    )
    for path in Path(docvet.__path__[0], "service/desk/templates").glob("*.html"):
        page = path.read_text("utf-8")
        plain |= set(re.findall(r"say\('([\w.]+)'[,)]", page))
        plain |= {
            key for start in re.findall(r"say\('([\w.]+[._])' ~", page) for key in raw("en") if key.startswith(start)
        }
    made = set(re.findall(r'(?<!_)(?:say|speak|words|localized|_both)\(\s*f["\']([\w-]+)\.\{', code))
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
        re.search("[\u4e00-\u9fff]", text)
        for key, text in raw("zh").items()
        if key
        not in {
            "quote",
            "error.folder",
            "ruleset.at",
            "message.brand",
            "message.fixed",
            "subject",
            "first.step",
            "end.verdict",
            "not_checked.row",
            "message.fix",
            "message.and",
            "message.because",
            "message.or",
            "notices.between",
            "notices.line",
            "notices.with_count",
            "not_checked.and",
            "pack.left",
            "value.seal",
            "audit_detail.keys",
            "audit_detail.bytes",
            "audit_detail.how",
        }
    )
    beyond = {key for key, text in raw("en").items() if re.search("[\u4e00-\u9fff]", text)}
    assert beyond <= _WITH_NAMES


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


def test_a_further_language_is_one_more_file(tmp_path: Path) -> None:
    copy = tmp_path / "docvet"
    shutil.copytree(Path(docvet.__path__[0]), copy, ignore=shutil.ignore_patterns("specimens", "__pycache__"))
    shutil.copytree(Path(docvet.__path__[0]).parent / "rulesets", copy / "rulesets")
    english = (copy / "words" / "en.toml").read_text("utf-8")
    (copy / "words" / "de.toml").write_text(english.replace("Ready", "Bereit"), encoding="utf-8")
    for how in ({"lang": "de_DE.UTF-8"}, {"arguments": ["--lang", "de"]}):
        done = run("doctor", *how.get("arguments", []), lang=how.get("lang", "C"), cwd=tmp_path)
        assert done.stdout.startswith("Bereit"), done.stderr


def test_a_count_brings_the_noun_that_fits_it_also_where_it_is_a_whole_fraction() -> None:
    say = words("en")
    assert "1 minute" in say("api.too_many_tries", minutes=1)
    assert "3 minutes" in say("api.too_many_tries", minutes=3.0)
