"""When a pack is complete, and that its list is safe to print."""

from __future__ import annotations

from pathlib import Path

import pytest

from docvet.models import Severity
from docvet.pack.manifest import LeftOut, Manifest, Remaining, Why
from docvet.pack.text import render
from docvet.report.model import ReportText, RulesetInfo
from docvet.words import words

SAID = ReportText(zh="样本", en="sample")


def manifest(**parts: object) -> Manifest:
    empty: dict[str, object] = {"packed": (), "left_out": (), "missing": (), "remaining": ()}
    ruleset = RulesetInfo(id="a", version="1", digest="sha256:0")
    return Manifest.model_validate({"docvet": "0", "ruleset": ruleset, "application": "样本", **empty, **parts})


def finding(severity: Severity) -> Remaining:
    return Remaining(rule="DV-X-001", severity=severity, message=SAID, fix=SAID)


def left(why: Why, *, problem: bool, path: str = "a.pdf") -> LeftOut:
    return LeftOut(path=path, pages=(), why=why, problem=problem)


@pytest.mark.parametrize(
    "harmless", [{}, {"remaining": (finding(Severity.WARN),)}, {"left_out": (left(Why.SPARE, problem=False),)}]
)
def test_a_pack_is_complete_where_nothing_waits(harmless: dict[str, object]) -> None:
    assert manifest(**harmless).complete


@pytest.mark.parametrize(
    "waiting",
    [
        {"missing": (SAID,)},
        {"left_out": (left(Why.ARCHIVE, problem=True),)},
        {"remaining": (finding(Severity.REJECT),)},
        {"remaining": (finding(Severity.REVIEW),)},
        {"remaining": (finding(Severity.ERROR),)},
    ],
)
def test_a_pack_is_not_complete_while_something_waits(waiting: dict[str, object]) -> None:
    assert not manifest(**waiting).complete


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_of_strangers_do_not_reach_the_terminal_as_they_are(lang: str) -> None:
    path = "a\x1b[31m\u202egpj.\nb.pdf"
    made = manifest(left_out=(left(Why.ENCRYPTED, problem=True, path=path),))
    said = render(made, Path("out"), say=words("zh" if lang == "zh" else "en"), width=80, colour=False)
    assert not {"\x1b", "\u202e"} & set(said)
    assert Manifest.model_validate_json(made.json_text()) == made
