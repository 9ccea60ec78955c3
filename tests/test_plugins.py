"""A package of somebody else's: a kind, a check, an engine and a renderer by entry points, and a ruleset over them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from docvet.errors import UsageError
from docvet.plugins import Parts

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "shop-warranty"
version = "1"

[project.entry-points."docvet.kinds"]
warranty_card = "shop_warranty:KIND"
[project.entry-points."docvet.checks"]
still_covered = "shop_warranty:CHECK"
[project.entry-points."docvet.engines"]
dictated = "shop_warranty:Engine"
[project.entry-points."docvet.renderers"]
one_line = "shop_warranty:render"
"""

MODULE = """\
from docvet.documents.text.fields import date_field
from docvet.documents.kinds import Audience, Kind
from docvet.models import Line, Source
from docvet.rules.arguments import Args, Ref, split
from docvet.rules.case import day, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem
from docvet.values.field_types import FieldType, Privacy, ValueType


def extract(document):
    until, owner = document.search("保修至.*"), document.search("机主.*")
    fields = {"until": date_field(until[1])} if until else {}
    return fields | ({"owner": owner[1].field(owner[0][0][2:])} if owner else {})


KIND = Kind(
    name="warranty_card", titles=("保修卡",), signs=(("保修至", 2.0),), extract=extract, needed=("until",),
    title={"zh": "保修卡", "en": "warranty card"}, audience=Audience.COMPANY,
    fields=(
        FieldType("until", {"zh": "保修截止日期", "en": "end of warranty"}, ValueType.DATE, Privacy.PUBLIC),
        FieldType("owner", {"zh": "机主", "en": "owner"}), "brand",
    ),
)


class StillCovered(Args):
    field: Ref


def run(case, args):
    role, name = split(args.field)
    for document in case.cast(role).chosen:
        until = day(document.fields.get(name))
        if until is None:
            yield unread(document, name)
        elif until < case.submission_date:
            yield Problem(
                documents=(document.id,), evidence=evidence(document, name), values={"date": until.isoformat()},
                rests_on=((document.id, name),),
            )


CHECK = Check("still_covered", StillCovered, run, fills=frozenset({"date"}))


class Engine:
    name = "warranty-reader"
    trusted = False

    @classmethod
    def check(cls):
        pass

    def read(self, image, effort):
        rows = ("保修卡", "品牌 样本", "保修至 2024年5月1日", "机主 林晓舟某某")
        return [
            Line(text, (0.1, 0.1 + 0.1 * n, 0.6, 0.15 + 0.1 * n), 0.99, "warranty-reader") for n, text in enumerate(rows)
        ]

    def read_row(self, image):
        return None


def render(reports, options):
    return "".join(
        f"{report.verdict.value} {[document.kind for document in report.documents]} "
        f"{sorted({field.source for document in report.documents for field in document.fields.values()})} "
        f"{[(finding.rule, finding.message.zh) for finding in report.findings]} "
        f"{[(name, field.value) for document in report.documents for name, field in document.fields.items()]}\\n"
        for report in reports
    )
"""

RULESET = """\
id: warranty
version: "1"
title: {zh: 保修, en: Warranty}
mode: warranty
parameters:
  min_reject_confidence: {value: 0.9, source: us, basis: general}
  min_kind_confidence: {value: 0.8, source: us, basis: general}
reasons:
  WAR-R: {title: {zh: 过保, en: Out of warranty}}
documents:
  card: {title: {zh: 保修卡, en: warranty card}, kinds: [warranty_card]}
rules:
  - id: WAR-001
    name: still-covered
    title: {zh: 在保修期内, en: Still covered}
    check: still_covered
    with: {field: warranty_card.until}
    severity: review
    basis: practice
    reason: WAR-R
    message: {zh: "保修到 {date} 为止", en: "covered until {date}"}
    fix: {zh: 请延保, en: extend it}
    source: us
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a real wheel's content, as ``pip install --target`` leaves it."""
    project, target = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("site")
    (project / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (project / "shop_warranty.py").write_text(MODULE, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=project, check=True, capture_output=True
    )
    (wheel,) = (project / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def docvet(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(site), str(Path(__file__).parents[1])])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "docvet", *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_all_four_sorts_in_one_scan(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "application"
    folder.mkdir()
    Image.effect_noise((800, 600), 60).save(folder / "card.png")
    rules = tmp_path / "warranty.yaml"
    rules.write_text(RULESET, encoding="utf-8")
    done = docvet(
        installed, "scan", str(folder), "--ruleset", str(rules), "--engine", "dictated", "--format", "one_line",
        "--submission-date", "2024-06-01", "--jobs", "1",
    )  # fmt: skip
    assert done.stdout == (
        "review ['warranty_card'] ['warranty-reader'] [('WAR-001', '保修到 2024-05-01 为止')] "
        "[('owner', '*****'), ('until', '2024-05-01')]\n"
    ), done.stderr
    assert done.returncode == 3


def test_a_name_that_docvet_has_already_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "twin-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: twin\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[docvet.checks]\nvalid_on = twin:CHECK\nlost = twin:CHECK\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    parts = Parts("docvet.rules.checks", "CHECK", "docvet.checks")
    with pytest.raises(UsageError, match=r"twin brings docvet\.checks 'valid_on', but docvet has one of that name"):
        parts.names()
    (info / "entry_points.txt").write_text("[docvet.checks]\nlost = twin:CHECK\n")
    with pytest.raises(UsageError, match=r"docvet\.checks 'lost' of twin cannot be loaded: ModuleNotFoundError"):
        parts.get("lost")
