"""The audit trail and the platform's answers in people's words: no key, number or word of programs stands there alone."""

from __future__ import annotations

import pytest

from docvet.service.desk.trail import DETAILS, matter, rule_titles, shown


@pytest.mark.parametrize(
    ("detail", "zh", "en"),
    [
        ({"decision": 3, "file": "证.pdf", "rule": "DV-LIC-010"}, "执照加盖企业公章 · 证.pdf", "The licence has the company's seal · 证.pdf"),
        ({"decision": 4, "file": "证.pdf", "field": "id_number"}, "公民身份号码 · 证.pdf", "ID number · 证.pdf"),
        ({"result": "rejected", "clause": "BR-204"}, "平台驳回 · 条款 BR-204", "Rejected · clause BR-204"),
        ({"result": "passed", "clause": None}, "平台通过", "Passed"),
        ({"how": "link"}, "登录链接", "sign-in link"),
        ({"name": "张三", "role": "reviewer"}, "张三 · 审核员", "张三 · reviewer"),
        ({"keys": ["brand", "category"], "for_client": True}, "品牌、类目 · 用于该客户的全部申请", "Brand, Category · for all applications of this client"),
        ({"files": 1, "bytes": 2_500_000}, "1 个文件 · 2.5 MB", "1 file · 2.5 MB"),
        ({"complete": False}, "还有事项未解决", "something left open"),
        ({"share": 2, "days": 14}, "14 天有效", "valid for 14 days"),
        ({"rule": "MY-1"}, "MY-1", "MY-1"),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_a_line_is_in_the_words_of_people(detail: dict[str, object], zh: str, en: str) -> None:
    assert [shown(detail, rule_titles(None, lang), lang).lower() for lang in ("zh", "en")] == [zh.lower(), en.lower()]


def test_a_ruleset_that_is_gone_leaves_the_numbers() -> None:
    assert matter({"rule": "DV-LIC-010"}, rule_titles("/nowhere/own.yaml", "zh"), "zh") == "DV-LIC-010"
    assert len(set(DETAILS)) == len(DETAILS)
