"""What people and programs get to see of a report."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from docvet.models import Evidence, NotChecked, Severity, Verdict
from docvet.report.model import Report
from docvet.report.renderers import RenderOptions, formats, render
from docvet.words import LANGUAGES, Lang
from tests.report.samples import ACCOUNT, CHAIN, ID_NUMBER, document, field, finding, sample

HOSTILE = "\x1b[2J\u202efdp.\x07exe\x9b31m"
LONG = "很长的文件夹名字" * 12 + "/" + "a-very-long-name-without-any-space" * 5 + ".pdf"


def shown(report: Report, lang: Lang = "zh", **more: object) -> str:
    return render([report], "text", replace(RenderOptions(lang=lang, width=100), **more))


def test_the_formats_are_the_files() -> None:
    assert formats() == ["csv", "csv-summary", "html", "json", "markdown", "message", "text"]


def test_text_opens_and_ends_with_the_verdict() -> None:
    lines = shown(sample()).splitlines()
    assert lines[0] == lines[-1] == "先别提交：有 1 个问题必须改"
    assert lines[2] == "必改 1 · 需确认 1 · 建议 2 · 没能检查 2 项"
    assert lines[3] == "按「tiktok-shop-pop 2024.04」规则预审，不代表平台的审核结果"
    assert lines[5:7] == ["先改这些", "  [1] 请授权方在注册日之后重新出具"]


def test_a_finding_tells_where_what_and_how() -> None:
    text = shown(sample())
    start = text.index("[1] 授权书早于商标注册日")
    assert text[start : text.index("\n\n", start)].splitlines() == [
        "[1] 授权书早于商标注册日",
        "    位置    03-商标注册证.pdf 第 1 页 「2024年05月20日」",
        "            04-授权书.pdf 第 2 页 「2024年05月06日」",
        "    应为    ≥ 2024-05-20",
        "    实际    2024-05-06",
        "    怎么改  请授权方在注册日之后重新出具",
        "    依据    商标授权链断裂 · DV-CHN-003 · 平台编号 BR-204 · 约占驳回的 41.2%",
    ]


def test_what_findings_share_is_said_once_below_the_last() -> None:
    unread = {"fix": {"zh": "请解压", "en": "Unpack"}, "message": {"zh": "是压缩包", "en": "an archive"}}
    other = {**unread, "fix": {"zh": "请重新扫描", "en": "Scan again"}}
    problems = [finding("DV-A", Severity.REVIEW, **shape) for shape in (unread, unread, other)]
    text = shown(sample(problems=problems))
    block = text[text.index("[1] 是压缩包") :].split("\n\n")
    assert [line.split()[0] for line in block[0].splitlines()] == ["[1]", "是压缩包", "怎么改", "依据"]
    assert [line.split()[0] for line in block[1].splitlines()] == ["[2]", "怎么改", "依据"]


def test_only_a_documented_code_is_told_as_one() -> None:
    inferred = replace(CHAIN, platform_code_basis="inferred")
    unknown = replace(CHAIN, platform_code=None, platform_code_basis="not-documented", share=None)
    problems = [
        finding("DV-A", Severity.REJECT, reason=inferred),
        finding("DV-B", Severity.REJECT, reason=unknown),
    ]
    text = shown(sample(problems=problems), "en")
    assert "DV-A · perhaps platform code BR-204 (inferred)" in text
    assert "DV-B · no public platform code\n" in text


def test_the_groups_come_in_order_and_count() -> None:
    text = shown(sample(), "en")
    heads = [
        "Must fix (1)",
        "Needs review (1)",
        "Suggestions (2)",
        "Documents read (6)",
        "What was not checked",
    ]
    places = [text.index(f"\n{head}") for head in heads]
    assert places == sorted(places)


def test_what_takes_longest_to_mend_is_done_first() -> None:
    problems = [
        finding("DV-A", Severity.REJECT, fix={"zh": "甲", "en": "first by rule"}),
        finding("DV-Z", Severity.REJECT, fix={"zh": "乙", "en": "takes weeks"}, reason=CHAIN),
        finding("DV-B", Severity.REVIEW, fix={"zh": "丙", "en": "only a look"}),
    ]
    lines = shown(sample(problems=problems), "en").splitlines()
    start = lines.index("Fix these first")
    assert lines[start + 1 : start + 4] == ["  [1] takes weeks", "  [2] first by rule", ""]


def test_a_first_step_names_the_files_that_it_is_about() -> None:
    replace_it = {"zh": "请换成原始照片", "en": "Replace it by the original photo."}
    papers = [document(number, f"实物图/商品图{number}.pdf", "product_photo") for number in (1, 2, 3)]
    problems = [
        *(finding("DV-PHO-004", Severity.REJECT, documents=(f"d{number}",), fix=replace_it) for number in (1, 2, 3)),
        finding(
            "DV-A", Severity.REJECT, documents=("d1",), fix={"zh": "重拍商品图1.pdf", "en": "Take 商品图1.pdf again"}
        ),
        finding("DV-B", Severity.REJECT, documents=("d1", "d2"), fix={"zh": "甲", "en": "Both must agree"}),
    ]

    def steps(lang: Lang, first: str) -> list[str]:
        lines = shown(sample(papers=papers, problems=problems), lang).splitlines()
        start = lines.index(first)
        return [line[6:] for line in lines[start + 1 : start + 4]]

    assert steps("en", "Fix these first") == [
        "Take 商品图1.pdf again",
        "Both must agree",
        "商品图1.pdf, 商品图2.pdf and others (3 in all): Replace it by the original photo.",
    ]
    assert steps("zh", "先改这些")[2] == "商品图1.pdf、商品图2.pdf 等 3 个：请换成原始照片"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rules_that_were_not_checked_say_why_in_one_language(lang: Lang) -> None:
    text = shown(sample(), lang)
    mine, other = (
        ("没有填写类目", "no category was named") if lang == "zh" else ("no category was named", "没有填写类目")
    )
    assert f"{mine}{'：' if lang == 'zh' else ': '}DV-SCO-002\n" in text
    assert other not in text
    assert "DV-LIC-008" not in text, "what does not apply is counted"
    assert "DV-LIC-008" in shown(sample(), lang, verbose=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reasons_may_hold_any_separator(lang: Lang) -> None:
    reasons = ({"zh": "甲 / 乙；丙", "en": "one / two; three"}, {"zh": "丁", "en": "four"})
    report = sample(not_checked=[NotChecked("DV-A", "unreadable", reasons)])
    assert report.not_checked[0].because == "甲 / 乙；丙；丁 / one / two; three; four"
    assert {"zh": "甲 / 乙；丙；丁：DV-A\n", "en": "one / two; three; four: DV-A\n"}[lang] in shown(report, lang)


def test_a_report_that_has_its_reasons_in_one_text_shows_that() -> None:
    (item,) = sample(not_checked=[NotChecked("DV-A", "unreadable", ({"zh": "甲", "en": "one"},))]).not_checked
    older = sample().model_copy(update={"not_checked": (item.model_copy(update={"reasons": ()}),)})
    assert "甲 / one：DV-A\n" in shown(older)


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_verdict_promises_anything(verdict: Verdict, lang: Lang) -> None:
    text = shown(sample(verdict=verdict, problems=[]), lang).lower()
    assert not re.search(r"will pass|approved|guarantee|一定通过|会通过|可以通过|平台规定", text)
    assert ("不代表平台的审核结果" if lang == "zh" else "not the platform's decision") in text
    assert ("真伪" if lang == "zh" else "genuine") in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(lang: Lang, width: int) -> None:
    papers = [document(1, LONG, "business_license"), document(2, "b.pdf", "id_card")]
    problems = [finding("DV-A", Severity.REJECT, documents=("d1",), evidence=(Evidence("d1", 1, None, LONG),))]
    text = shown(sample(papers=papers, problems=problems), lang, width=width, verbose=True)
    assert max(map(cell_len, text.splitlines())) <= width
    assert LONG[-20:] in text.replace("\n", "").replace(" ", "")


def test_labels_line_up_beside_chinese_text() -> None:
    rows = [line for line in shown(sample()).splitlines() if re.match(r"    (位置|应为|实际|怎么改|依据)", line)]
    starts = {cell_len(re.match(r"    \S+\s+", row).group()) for row in rows}  # type: ignore[union-attr]
    assert starts == {12}


@pytest.mark.parametrize("colour", [False, True])
def test_text_of_strangers_does_not_reach_the_terminal_raw(colour: bool) -> None:
    papers = [document(1, HOSTILE, "product_photo", texts=field([HOSTILE]))]
    problems = [
        finding(
            "DV-A", Severity.REJECT, documents=("d1",), evidence=(Evidence("d1", 1, None, HOSTILE),), found=HOSTILE,
            message={"zh": f"[red]{HOSTILE}", "en": HOSTILE},
        )
    ]  # fmt: skip
    text = shown(sample(papers=papers, problems=problems), colour=colour, verbose=True)
    without_colours = re.sub(r"\x1b\[[\d;]*m", "", text) if colour else text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", without_colours)
    assert "[red]\\x1b[2J\\u202efdp.\\x07exe\\x9b31m" in without_colours


def test_colours_change_no_letter() -> None:
    plain, coloured = shown(sample()), shown(sample(), colour=True)
    assert "\x1b[" not in plain
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_a_paper_inside_a_larger_file_is_named_with_its_pages() -> None:
    papers = [
        document(1, "all.pdf", "id_card", (2, 3)),
        replace(document(2, "all.pdf", "other", (1, 4)), page_range=(4, 4)),
    ]
    text = shown(sample(papers=papers, problems=[]))
    assert "all.pdf 第 2–3 页" in text
    assert "all.pdf 第 4 页" in text


def test_verbose_shows_the_fields() -> None:
    assert "统一社会信用代码: 91440101MA5SAMPL0X (读得清楚 97%, rapidocr)" in shown(sample(), verbose=True)
    assert "读得清楚" not in shown(sample())


@pytest.mark.parametrize("name", formats())
def test_every_format_masks_unless_told_otherwise(name: str) -> None:
    hidden = render([sample()], name, RenderOptions())
    assert ID_NUMBER not in hidden
    assert ACCOUNT not in hidden
    shows = ACCOUNT in render([sample()], name, RenderOptions(show_personal_data=True))
    assert shows is (name not in {"message", "csv-summary"}), "what is forwarded never carries personal data"


def test_json_is_the_report() -> None:
    text = render([sample()], "json", RenderOptions(show_personal_data=True))
    assert Report.model_validate_json(text) == sample()
    assert text.count("\n") > 100


def test_several_reports_are_json_lines() -> None:
    lines = render([sample(), sample(seconds=1)], "json", RenderOptions()).splitlines()
    assert [json.loads(line)["stats"]["seconds"] for line in lines] == [7.43, 1.0]
    assert render([sample()], "json", RenderOptions(several=True)).count("\n") == 1


def test_json_escapes_what_disturbs_a_terminal() -> None:
    text = render([sample(papers=[document(1, HOSTILE, "other")], problems=[])], "json", RenderOptions())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert json.loads(text)["documents"][0]["path"] == HOSTILE
