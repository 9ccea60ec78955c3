"""Rulesets: mistakes are named with file, line and the nearest thing that is allowed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import yaml

from docvet.errors import RulesetError
from docvet.rules import load_ruleset, shipped
from docvet.rules.load import parse_ruleset

GOOD = """\
id: my-shop
version: "1"
title: {zh: 我的规则, en: My rules}
mode: pop
parameters:
  min_reject_confidence: {value: 0.9, source: us, basis: general}
  min_kind_confidence: {value: 0.8, source: us, basis: general}
  months: {value: 6, source: us, basis: general}
reasons:
  MY-R: {title: {zh: 原因, en: Reason}}
documents:
  licence: {title: {zh: 执照, en: licence}, kinds: [business_license, sales_voucher, authorization_letter]}
rules:
  - id: MY-001
    name: vouchers
    title: {zh: 凭证, en: Vouchers}
    check: recent_voucher
    with: {months: $months}
    severity: reject
    basis: official
    reason: MY-R
    message: {zh: "缺 {since} 之后的", en: "none after {since}"}
    fix: {zh: 补, en: add}
    source: us
"""


def fails(was: str, now: str, count: int = 1) -> str:
    assert was in GOOD
    with pytest.raises(RulesetError) as caught:
        parse_ruleset("my.yaml", GOOD.replace(was, now, count).encode())
    return str(caught.value)


def test_good() -> None:
    ruleset = parse_ruleset("my.yaml", GOOD.encode())
    assert ruleset.argument_values(ruleset.rules[0]) == {"months": 6}
    assert ruleset.digest.startswith("sha256:")


def test_digest_is_of_the_content() -> None:
    same = parse_ruleset("other.yaml", f"# a remark\n{GOOD}".encode())
    other = parse_ruleset("my.yaml", GOOD.replace("value: 6", "value: 7").encode())
    assert same.digest == parse_ruleset("my.yaml", GOOD.encode()).digest != other.digest


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("check: recent_voucher", "check: recent_vouchers", "my.yaml:17:5: unknown check 'recent_vouchers'; did you mean recent_voucher?"),
        ("with: {months: $months}", "with: {month: $months}", "my.yaml:18:12: unknown key 'month'; did you mean months?"),
        ("with: {months: $months}", "with: {months: $month}", "my.yaml:18:12: unknown parameter 'month'; did you mean months?"),
        ("with: {months: $months}", "with: {months: 6}", "my.yaml:18:12: a number must be a parameter"),
        ("value: 6", "value: six", "my.yaml:8:12: months: must be a whole number"),
        ("reason: MY-R\n", "reason: MY-S\n", "my.yaml:21:5: unknown reason 'MY-S'; did you mean MY-R?"),
        ("kinds: [business_license,", "kinds: [business_licence,", "my.yaml:12:51: documents.licence.kinds.0: unknown kind "
         "'business_licence'; did you mean business_license?"),
        ("basis: official", "basis: practice", "my.yaml:19:5: a rule on the basis 'practice' gives at most 'review'"),
        ("basis: official", "basis: rumour", "my.yaml:20:5: rules.0.basis: must be 'documented'"),
        ("severity: reject", "severity: fatal", "my.yaml:19:5: rules.0.severity: must be 'reject', 'review'"),
        ("severity: reject", "severity: error", "my.yaml:19:5: rules.0.severity: must be"),
        ("{since} 之后的", "{sinse} 之后的", "my.yaml:22:15: the check never fills {sinse}; did you mean since?"),
        ("none after {since}", "none after {since", "my.yaml:22:36: the braces do not pair"),
        ("none after {since}", "none {files}", "my.yaml:22:36: the check never fills {files}"),
        ("    source: us\n", "", "my.yaml:14:5: the key 'source' is missing"),
        ("    name: vouchers\n", "    name: vouchers\n    name: again\n", "my.yaml:16:5: the key 'name' stands here a second time; it was first on line 15"),
        ("version: \"1\"", "version: 1", "my.yaml:2:1: version: must be a text"),
        ("  months: {value", "  min_reject_confidences: {value", "my.yaml:18:12: unknown parameter 'months'"),
        ("value: 0.9,", "value: 9,", "my.yaml:6:27: min_reject_confidence is a number above 0 and at most 1"),
        ("  min_kind_confidence: {value: 0.8, source: us, basis: general}\n", "", "my.yaml:5:1: the parameter 'min_kind_confidence' is missing"),
        ("mode: pop", "mode: popp", "my.yaml:4:1: mode: 'popp' is no mode; did you mean pop?"),
        ("mode: pop", "mode: pop\nmodus: 1", "my.yaml:5:1: unknown key 'modus'; did you mean mode?"),
        ("id: my-shop", "id: [", "my.yaml:3:1: not valid YAML"),
        ("id: my-shop", "id: &a my-shop\nname: *a", "my.yaml:2:7: aliases (*a) are not allowed"),
        ("    source: us\n", "    source: us\n    variants: {lost: {message: {zh: a, en: b}, fix: {zh: a, en: b}}}\n",
         "my.yaml:25:16: recent_voucher knows no variant 'lost'; allowed: future, incomplete, maybe"),
        ("    source: us\n", "    source: us\n    platform_code: BR-204\n", "a platform code and 'not-documented' exclude each other"),
        ("    source: us\n", "    source: us\n    supersedes: [MY-002]\n", "my.yaml:25:18: unknown rule 'MY-002'; did you mean MY-001?"),
    ],
)  # fmt: skip
def test_mistakes(was: str, now: str, said: str) -> None:
    assert said in fails(was, now)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("severity: reject", "severty: reject", "my.yaml:19:5: 没有 'severty' 这个键，是否想写 severity"),
        (
            "severity: reject",
            "severity: fatal",
            "my.yaml:19:5: rules.0.severity：应为 'reject'、'review'、'warn' 或 'info'",
        ),
        ("value: 6", "value: six", "my.yaml:8:12: months：应为整数"),
        ("check: recent_voucher", "check: recent_vouchers", "没有检查 'recent_vouchers'，是否想写 recent_voucher"),
        ("[business_license,", "[business_licence,", "没有材料种类 'business_licence'，是否想写 business_license"),
        ("id: my-shop", "id: my-shop\nid: mine", "键 'id' 重复，前一次在第 1 行"),
    ],
)
def test_mistakes_in_chinese(was: str, now: str, said: str) -> None:
    with pytest.raises(RulesetError) as caught:
        parse_ruleset("my.yaml", GOOD.replace(was, now, 1).encode())
    assert said in caught.value.text("zh")
    assert said not in str(caught.value)


def test_same_rule_twice() -> None:
    rule = GOOD[GOOD.index("  - id") :]
    with pytest.raises(
        RulesetError, match=r"my.yaml:25:5: the rule MY-001 stands here a second time; it was first on line 14"
    ):
        parse_ruleset("my.yaml", (GOOD + rule).encode())


def test_unknown_field_of_a_paper() -> None:
    said = fails(
        "check: recent_voucher\n    with: {months: $months}",
        "check: names_agree\n    with: {a: licence.nmae, b: form.company}",
    )
    assert "my.yaml:18:12: rules" not in said
    assert "licence has no field 'nmae'; did you mean name?" in said


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "a ruleset is a mapping"),
        (b"- a\n", "a ruleset is a mapping"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a: " + b"[" * 40 + b"]" * 40, "nested deeper than 32 levels"),
        (b"a: " + b"x" * 2_000_001, "too large for a ruleset"),
        (b"a: !!python/object/apply:os.system [ls]", "tags"),
        (b"{a: 1}: 2", "a key must be a plain word"),
        (b"a: b\x07c", "not valid YAML"),
    ],
)
def test_not_a_ruleset(raw: bytes, said: str) -> None:
    with pytest.raises(RulesetError, match=said):
        parse_ruleset("my.yaml", raw)


def test_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(RulesetError, match="did you mean tiktok-shop-pop"):
        load_ruleset("tiktok-shop-popp")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match="cannot be read"):
        load_ruleset(tmp_path / "none.yaml")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(RulesetError, match="there is no ruleset"):
        load_ruleset(tmp_path / "pipe.yaml")


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_no_name_and_a_folder_are_no_ruleset(name: str) -> None:
    with pytest.raises(RulesetError, match="allowed: tiktok-shop-joint, tiktok-shop-pop"):
        load_ruleset(name)


def test_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load_ruleset(path).id == "my-shop"


@pytest.mark.parametrize("name", shipped())
def test_shipped_rulesets_are_plain_yaml(name: str) -> None:
    text = (Path(__file__).parents[2] / "rulesets" / f"{name}.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["id"] == name == load_ruleset(name).id


@pytest.mark.parametrize(
    ("check", "arguments", "said"),
    [
        ("required_slots", "{slots: [licenze]}", "unknown slot 'licenze'; did you mean licence?"),
        ("elements_present", "{required: [grantors]}", "letters has no field 'grantors'; did you mean grantor?"),
        ("valid_on", "{paper: licence, end: term_ends}", "licence has no field 'term_ends'; did you mean term_end?"),
        ("valid_on", "{paper: license, end: term_end}", "unknown role 'license'; did you mean licence?"),
        ("file_format", "{allowed: [docx]}", "unknown format 'docx'; allowed: bmp, csv"),
        ("file_trouble", "{kinds: [damagd]}", "must be 'empty', 'damaged'"),
    ],
)
def test_arguments_name_what_exists(check: str, arguments: str, said: str) -> None:
    wrong = f"check: {check}\n    with: {arguments}"
    assert said in fails("check: recent_voucher\n    with: {months: $months}", wrong)
