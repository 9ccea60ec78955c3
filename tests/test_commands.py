"""The commands beside ``scan``, as a shell sees them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from PIL import Image

from docvet.commands import ORDER
from docvet.form.model import load_form
from docvet.rules import load_ruleset
from docvet.rules.load import shipped
from tests.shell import docvet

SUBJECTS = ("report", "ruleset", "application")


@pytest.mark.parametrize("name", ORDER)
def test_every_command_tells_what_it_does_with_an_example(name: str) -> None:
    for lang, word in (("zh_CN.UTF-8", "例："), ("en_US.UTF-8", "Example:")):
        done = docvet(name, "--help", lang=lang)
        assert done.returncode == 0
        assert f"{word}docvet {name}".replace(":docvet", ": docvet") in done.stdout.replace("：docvet", "：docvet")


def test_init_writes_a_form_that_loads_and_never_touches_one_that_is_there(tmp_path: Path) -> None:
    flags = [
        "--brand",
        "a: #b",
        "--category",
        "女装",
        "--category",
        "童装",
        "--mode",
        "pop",
        "--submission-date",
        "2024-06-01",
    ]
    done = docvet("init", tmp_path, *flags)
    assert done.returncode == 0
    assert f"docvet scan {tmp_path}" in done.stderr
    form = load_form(tmp_path, [])
    assert (form.brand, form.category, form.mode) == ("a: #b", ("女装", "童装"), "pop")
    text = (tmp_path / "application.yaml").read_text("utf-8")
    again = docvet("init", tmp_path, "--brand", "OTHER")
    assert again.returncode == 2
    assert "already exists" in again.stderr
    assert (tmp_path / "application.yaml").read_text("utf-8") == text


def test_every_example_of_the_form_holds_when_it_is_used(tmp_path: Path) -> None:
    assert docvet("init", tmp_path, lang="zh_CN.UTF-8").returncode == 0
    path = tmp_path / "application.yaml"
    lines = [line.removeprefix("# ") for line in path.read_text("utf-8").splitlines() if ":" in line]
    bare = [line for line in lines if not line.startswith("提") and "：" not in line.split(":")[0]]
    path.write_text("\n".join(bare), encoding="utf-8")
    assert set(yaml.safe_load(path.read_text("utf-8"))) >= {"模式", "联合运营", "EPR", "材料"}
    form = load_form(tmp_path, ["扫描件3.pdf"])
    assert form.joint is not None
    assert form.joint.partner is not None


@pytest.mark.parametrize(
    ("arguments", "said"), [(["/nowhere"], "no folder"), ([".", "--mode", "pp"], "did you mean pop")]
)
def test_init_says_what_is_wrong(arguments: list[str], said: str) -> None:
    done = docvet("init", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("subject", SUBJECTS)
def test_schemas_are_json_schemas(subject: str) -> None:
    done = docvet("schema", subject)
    tree = json.loads(done.stdout)
    assert tree["type"] == "object"
    assert tree["properties"]


def test_what_is_missing_is_told_with_the_help_of_that_very_command() -> None:
    for command in ("explain", "schema", "accept"):
        done = docvet(command)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"docvet {command} --help" in done.stderr


def test_a_misspelt_schema_is_told_the_nearest() -> None:
    done = docvet("schema", "reprot")
    assert done.returncode == 2
    assert "did you mean report" in done.stderr


def test_the_doctor_says_ready_and_names_every_part() -> None:
    done = docvet("doctor")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Ready")
    assert all(part in done.stdout for part in ("rapidocr", "tesseract", "onnxruntime", *shipped()))


@pytest.mark.parametrize("name", shipped())
def test_rules_lists_every_rule_once_in_each_format(name: str) -> None:
    ids = [rule.id for rule in load_ruleset(name).rules]
    tree = json.loads(docvet("rules", "--ruleset", name, "--format", "json").stdout)
    assert [rule["id"] for rule in tree["rules"]] == sorted(ids)
    for form in ("text", "markdown"):
        text = docvet("rules", "--ruleset", name, "--format", form).stdout
        assert all(identity in text for identity in ids)


def test_explain_tells_a_rule_whole() -> None:
    done = docvet("explain", "dv-chn-003", lang="zh_CN.UTF-8")
    assert done.returncode == 0
    assert done.stdout.startswith("DV-CHN-003  ")
    assert all(part in done.stdout for part in ("合格的例子", "不合格的例子", "怎么改", "BR-204", "出处"))
    wrong = docvet("explain", "DV-CHN-0003")
    assert wrong.returncode == 2
    assert "did you mean DV-CHN-003" in wrong.stderr


def test_explain_finds_a_rule_of_the_other_mode() -> None:
    assert docvet("explain", "DV-SET-002").returncode == 0
    assert docvet("explain", "DV-SET-002", "--mode", "pop").returncode == 2


@pytest.mark.parametrize("mode", ["pop", "joint"])
def test_the_checklist_names_every_paper(mode: str) -> None:
    documents = load_ruleset(f"tiktok-shop-{mode}").documents
    slots = {name: slot for name, slot in documents.items() if slot.required or slot.notes}
    text = docvet("checklist", "--mode", mode, "--category", "女装", lang="zh_CN.UTF-8").stdout
    assert all(slot.title.zh[:6] in text for slot in slots.values())
    tree = json.loads(docvet("checklist", "--mode", mode, "--category", "dresses", "--format", "json").stdout)
    assert {item["slot"] for item in tree["documents"]} == set(slots)
    assert tree["nice_classes"] == [25]
    assert docvet("checklist", "--format", "markdown").stdout.startswith("# ")


def test_an_unknown_category_is_told_the_nearest() -> None:
    done = docvet("checklist", "--category", "手机可")
    assert done.returncode == 2
    assert "手机壳" in done.stderr


def test_pages_that_were_read_are_kept_until_they_are_cleared(tmp_path: Path) -> None:
    folder, place = tmp_path / "application", str(tmp_path / "cache")
    folder.mkdir()
    Image.new("RGB", (400, 300), "white").save(folder / "empty.png")
    (folder / "goods.csv").write_text("货号,品名\nA1,样本\n", encoding="utf-8")

    def cached(*options: str) -> int:
        done = docvet("scan", folder, "--format", "json", "--quiet", "--no-remember", *options, DOCVET_CACHE_DIR=place)
        assert done.stderr == ""
        return int(json.loads(done.stdout)["stats"]["cached_pages"])

    assert [cached(), cached(), cached("--no-cache")] == [0, 2, 0]
    info = docvet("cache", "info", DOCVET_CACHE_DIR=place)
    assert (info.returncode, info.stderr) == (0, "")
    assert place in info.stdout
    kept = re.search(r"(\d+) entries \(pages and files\)", info.stdout)
    assert kept is not None
    assert docvet("cache", "clear", DOCVET_CACHE_DIR=place).stdout.startswith(f"{kept[1]} entries deleted")
    assert cached() == 0


def test_a_cache_that_cannot_be_used_is_named_once_and_the_scan_goes_on(tmp_path: Path) -> None:
    folder, place = tmp_path / "application", tmp_path / "cache"
    for where in (folder, place):
        where.mkdir(mode=0o700)
    (place / "format").write_text("99\n")
    for name in ("a", "b"):
        (folder / f"{name}.csv").write_text(f"货号,品名\n{name},样本\n", encoding="utf-8")
    done = docvet("scan", folder, "--format", "json", DOCVET_CACHE_DIR=str(place))
    assert done.stderr.count("was written by a newer docvet") == 1
    assert len(json.loads(done.stdout)["documents"]) == 2
    assert docvet("cache", "clean").returncode == 2
