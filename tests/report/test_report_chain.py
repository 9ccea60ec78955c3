"""The chain as programs read it."""

from __future__ import annotations

import json

from docvet.models import Judgement, Verdict
from docvet.report.build import build
from docvet.report.mask import masked
from docvet.report.model import ApplicationInfo, ReportStats, RulesetInfo
from docvet.rules.chain_view import ChainView, Link
from tests.report import samples

NOTHING = {"zh": "", "en": ""}
CHAIN = ChainView(
    "d3", "LUMORA", "甲样本有限公司", "乙样本有限公司", False,
    (
        Link("甲样本有限公司", "丙样本有限公司", "letter", None, "broken", {"zh": "缺", "en": "missing"}),
        Link("丙样本有限公司", "乙样本有限公司", "letter", "d4", "ok", NOTHING),
    ),
)  # fmt: skip


def test_the_chain_stands_in_the_report_link_by_link() -> None:
    application = ApplicationInfo(name="a", path="a", mode="pop", submission_date="2024-06-01")
    ruleset = RulesetInfo(id="r", version="1", digest="sha256:0")
    stats = ReportStats(files=0, pages=0, ocr_pages=0, cached_pages=0, seconds=0)
    report = build(application, ruleset, (), Judgement(Verdict.REJECT, (), ()), stats, chain=CHAIN)
    tree = json.loads(masked(report).model_dump_json())["chain"]
    assert (tree["certificate"], tree["mark"], tree["holds"]) == ("d3", "LUMORA", False)
    assert [(link["giver"], link["taker"], link["document"], link["state"]) for link in tree["links"]] == [
        ("甲样本有限公司", "丙样本有限公司", None, "broken"), ("丙样本有限公司", "乙样本有限公司", "d4", "ok"),
    ]  # fmt: skip
    assert tree["links"][0]["why"] == {"zh": "缺", "en": "missing"}


def test_a_report_without_a_mark_says_so() -> None:
    assert json.loads(samples.sample().model_dump_json())["chain"] is None
