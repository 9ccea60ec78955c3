"""What a finding says agrees with the rest of the report: names, counts, and what is there already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.models import Verdict
from tests.rules import builders as b
from tests.rules.builders import OWNER, findings, judged

UNKNOWN = "潮玩手办"


def test_an_unknown_category_is_one_question_that_names_the_nearest() -> None:
    judgement = judged(b.own_brand(), category=UNKNOWN)
    about = [finding for finding in judgement.findings if UNKNOWN in finding.message["zh"]]
    assert [finding.rule for finding in about] == ["DV-LIC-008"]
    assert "玩具" in about[0].message["zh"]
    assert "、" in about[0].message["zh"]
    assert "toys" in about[0].message["en"].casefold()
    assert judgement.verdict is Verdict.REVIEW


def test_a_scope_that_lacks_the_category_hides_no_wrong_class() -> None:
    parts = b.own_brand() | {"licence": [b.licence(scope="化妆品销售")], "mark": [b.certificate(nice_classes=[9])]}
    judgement = judged(parts)
    assert findings(judgement, "DV-LIC-008")
    assert findings(judgement, "DV-TM-004")


@pytest.mark.parametrize(
    ("asked", "zh", "en"),
    [
        ("女装", "「女装」", "女装 ("),
        ("连衣裙", "「连衣裙（女装）」", "连衣裙 ("),
        ("服饰/女装", "「服饰/女装」", "服饰/女装 ("),
    ],
)
def test_a_category_is_called_as_the_form_calls_it(asked: str, zh: str, en: str) -> None:
    found = findings(judged(b.own_brand() | {"mark": [b.certificate(nice_classes=[9])]}, category=asked), "DV-TM-004")
    assert zh in found[0].message["zh"]
    assert en in found[0].message["en"]
    assert found[0].expected_text == {"zh": "第 25 类", "en": "class 25"}


def test_repeated_photos_are_named_beside_what_they_repeat() -> None:
    one = b.photo(1, path="图1.jpg")
    again = replace(b.photo(1, path="图1-副本.jpg"))
    found = findings(judged(b.own_brand() | {"photos": [one, again, b.photo(2, path="图2.jpg")]}), "DV-PHO-001")
    assert "有 3 张" in found[0].message["zh"]
    assert "图1-副本.jpg 与 图1.jpg 相同" in found[0].message["zh"]
    assert "图1-副本.jpg is the same as 图1.jpg" in found[0].message["en"]


def test_letters_of_another_chain_are_named_and_not_called_missing() -> None:
    stray = b.letter("佛山市样本贸易有限公司", "东莞市样本服饰有限公司")
    judgement = judged(b.authorized(stray))
    [found] = findings(judgement, "DV-CHN-001")
    assert OWNER in found.message["zh"]
    assert f"{stray.path} 不在这条授权链上" in found.message["zh"]
    reasons = {reason["zh"] for item in judgement.not_checked for reason in item.because}
    assert "没有授权书" not in reasons
    assert "文件夹里的授权书都不在授权链上" in reasons


def test_where_no_letter_is_there_none_is_said_to_lie_beside_the_chain() -> None:
    parts = b.authorized() | {"letters": []}
    [found] = findings(judged(parts), "DV-CHN-001")
    assert "不在这条授权链上" not in found.message["zh"]


def test_the_newest_voucher_is_the_one_that_is_shown_first() -> None:
    vouchers = [b.voucher(path="旧.pdf", date="2023-09-05"), b.voucher(path="新.pdf", date="2023-10-05")]
    [found] = findings(judged(b.authorized() | {"vouchers": vouchers}), "DV-SAL-001")
    assert "2023-10-05" in found.message["zh"]
    assert found.evidence[0].document == vouchers[1].id
