"""The formats that are forwarded, opened in a spreadsheet or pasted into a ticket."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.errors import UsageError
from docvet.models import Acceptance, NotChecked, Severity
from docvet.report import compare
from docvet.report.compare import compared, load_previous
from docvet.report.mask import masked
from docvet.report.model import Report
from docvet.report.renderers import RenderOptions, render
from docvet.report.renderers.message import PART_BYTES, parts
from docvet.words import LANGUAGES, Lang
from tests.report.samples import ACCOUNT, APPLICATION, CHAIN, COMPANY, HOME, ID_NUMBER, document, field, finding, sample

ZH = RenderOptions(lang="zh", width=100)
ACCEPTANCE = Acceptance("李审核", "已核对原件", date(2024, 6, 1), None)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "＝1+1"]


def table(reports: list[Report], options: RenderOptions = ZH, form: str = "csv") -> list[list[str]]:
    text = render(reports, form, options)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def many(count: int) -> Report:
    problems = [
        finding(
            f"DV-A-{n:03}", Severity.REJECT, fix={"zh": f"请重新出具第 {n} 份授权书", "en": f"Issue letter {n} again"}
        )
        for n in range(count)
    ]
    return sample(problems=problems)


def test_a_message_is_what_a_clerk_would_send() -> None:
    text = render([sample()], "message", ZH)
    assert text.splitlines() == [
        "广州样本服饰有限公司（LUMORA）",
        "先别提交：有 1 个问题必须改",
        "",
        "必改",
        "1. 授权书早于商标注册日",
        "→ 请授权方在注册日之后重新出具",
        "文件：03-商标注册证.pdf、04-授权书.pdf",
        "",
        "需人工确认",
        "2. 账号 ***************1234 的户名需要核对".replace("***************", "*" * 15),
        "→ 请授权方在注册日之后重新出具",
        "文件：05-开户许可证.pdf、01-营业执照.pdf",
        "",
        "建议",
        "3. 授权书早于商标注册日",
        "→ 请授权方在注册日之后重新出具",
        "文件：身份证**************4217.pdf",
        "",
        "4. 授权书早于商标注册日",
        "→ 请授权方在注册日之后重新出具",
        "文件：photos/1.jpg",
        "上架前的要求，不影响入驻",
        "",
        "另有 2 项没能检查（销售凭证无法读取；没有填写类目）；请补齐，或由人工核对。",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_never_names_rules_or_personal_data(lang: Lang) -> None:
    text = render([sample()], "message", RenderOptions(lang=lang, show_personal_data=True))
    assert "DV-" not in text
    assert not any(secret in text for secret in (ID_NUMBER, ACCOUNT, HOME))
    asked = render([sample()], "message", RenderOptions(lang=lang, verbose=True))
    assert "DV-CHN-003" in asked


def test_a_message_leaves_out_what_only_concerns_those_who_decide() -> None:
    stale = finding("DV-DECISION", Severity.WARN, message={"zh": "对 DV-PHO-004 的接受没有生效", "en": "no effect"})
    text = render([sample(problems=[stale])], "message", ZH)
    assert "没有生效" not in text
    assert "没有生效" in render([sample(problems=[stale])], "text", ZH)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_a_message_comes_in_parts_that_fit(count: int) -> None:
    made = parts(many(count), ZH)
    assert all(len(part.encode()) <= PART_BYTES for part in made)
    assert [part.startswith(f"({n}/{len(made)})\n") for n, part in enumerate(made, 1)] == [len(made) > 1] * len(made)
    joined = "".join(made)
    assert all(f"第 {n} 份" in joined for n in range(count))


@given(st.lists(st.text(min_size=1, max_size=3000), min_size=1, max_size=4))
def test_no_text_makes_a_part_too_long(texts: list[str]) -> None:
    problems = [
        finding(f"DV-A-{n}", Severity.REVIEW, message={"zh": text, "en": text}, fix={"zh": text[:50], "en": "x"})
        for n, text in enumerate(texts)
    ]
    for part in parts(sample(problems=problems), ZH):
        assert len(part.encode()) <= PART_BYTES


def test_what_one_step_mends_is_one_item_of_the_message() -> None:
    alike = [finding("DV-PHO-004", Severity.REVIEW, documents=(name,)) for name in ("d1", "d6")]
    text = render([sample(problems=alike)], "message", ZH)
    assert "1. 授权书早于商标注册日" in text
    assert "2. " not in text
    assert "文件：01-营业执照.pdf、photos/1.jpg" in text


def test_csv_has_a_row_a_finding_and_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    rows = table([sample()])
    assert [row[rows[0].index("规则编号")] for row in rows[1:]] == [
        "DV-CHN-003",
        "DV-BNK-002",
        "DV-ID-004",
        "DV-PHO-009",
    ]
    assert all(len(row) == len(rows[0]) for row in rows)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "inlineStr"}, "texts, never formulas"


def test_long_numbers_stay_texts_in_a_spreadsheet() -> None:
    numbers = [
        "440300123456789", "9144030071785000000", "91E10", "6.99E+12", "001234", "1-2", "3/4", "2024-05", "12:30",
    ]  # fmt: skip
    problems = [finding(f"DV-{n}", Severity.WARN, found=number) for n, number in enumerate(numbers)]
    cells = [cell for row in table([sample(problems=problems)]) for cell in row]
    assert all(f"\t{number}" in cells and number not in cells for number in numbers)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_of_the_papers_becomes_a_formula(formula: str) -> None:
    rows = table([sample(problems=[finding("DV-A", Severity.WARN, found=formula, expected=f"a\n{formula}")])])
    cells = [cell for row in rows for cell in row]
    assert not any(
        line.startswith(("=", "＝", "+", "-", "@", "\t")) for cell in cells for line in [cell, cell.lstrip()]
    )


def test_several_folders_are_one_table_in_each_format() -> None:
    other = sample(
        application=APPLICATION.model_copy(update={"name": "VELLO", "path": "/inbox/乙方/VELLO"}), problems=[]
    )
    rows = [dict(zip(table([sample()])[0], row, strict=True)) for row in table([sample(), other])[1:]]
    assert {row["客户"] for row in rows} == {"clients", "乙方"}
    assert [row["规则编号"] for row in rows] == ["DV-CHN-003", "DV-BNK-002", "DV-ID-004", "DV-PHO-009", ""]
    short = table([sample(), other], form="csv-summary")
    assert short[0] == table([sample()], form="csv-summary")[0], "the same columns for one folder and for many"
    assert [row[:8] for row in short[1:]] == [
        ["clients", "LUMORA", COMPANY, "LUMORA", "reject", "必改", "1", "1"],
        ["乙方", "VELLO", COMPANY, "LUMORA", "reject", "必改", "0", "0"],
    ]
    assert short[1][short[0].index("主要原因")] == "商标授权链断裂"
    text = render([sample(), other], "text", ZH)
    assert text.startswith("汇总\n")
    assert text.index("VELLO") < text.index("先别提交")
    assert render([sample(), other], "markdown", ZH).splitlines()[2].startswith("| clients | LUMORA |")


def test_markdown_takes_nothing_from_the_papers_for_markup() -> None:
    hostile = "<script>alert(1)</script> [x](http://y) | `z` *b*\n# head"
    text = render([sample(problems=[finding("DV-A", Severity.REVIEW, found=hostile)])], "markdown", ZH)
    line = next(line for line in text.splitlines() if "script" in line)
    assert "\\<script\\>" in line
    assert "\\[x\\](http" in line
    assert "\\# head" in line


@pytest.mark.parametrize("name", ["message", "markdown", "csv"])
@pytest.mark.parametrize("company", ["很长的公司名称" * 30, "ئۇيغۇر شىركىتى", "ᠮᠣᠩᠭᠤᠯ", "㛃𠮷贸易有限公司"])
def test_names_of_every_script_and_length_stay_whole(name: str, company: str) -> None:
    made = sample(problems=[finding("DV-A", Severity.REJECT, message={"zh": company, "en": company})])
    assert company in render([made], name, ZH).replace("\\", "")


def test_a_later_report_says_what_is_mended_open_and_new(tmp_path: Path) -> None:
    before = sample()
    gone, kept = before.findings[0], before.findings[1]
    now = sample(
        problems=[
            finding(kept.rule, Severity.REVIEW, documents=("d5", "d1")),
            finding("DV-NEW", Severity.REJECT, reason=CHAIN),
        ]
    )
    path = tmp_path / "before.json"
    path.write_text(render([before], "json", RenderOptions(show_personal_data=True)), encoding="utf-8")
    after = compared(now, load_previous(path), alone=True)
    assert after.comparison is not None
    assert gone.rule in {item.rule for item in after.comparison.mended}
    assert [now.findings[index].rule for index in after.comparison.still_open] == [kept.rule]
    assert [now.findings[index].rule for index in after.comparison.new] == ["DV-NEW"]
    text = render([after], "text", ZH)
    assert "改好 3 项，还没改 1 项，新发现 1 项" in text
    assert not any(secret in text for secret in (ID_NUMBER, ACCOUNT, HOME)), "the earlier report was not masked"
    assert Report.model_validate(json.loads(render([after], "json", ZH))).comparison is not None


def test_the_same_folder_again_has_nothing_new() -> None:
    """Nor where the name of a file holds an ID number, which an earlier report masks."""
    after = compared(sample(), [masked(sample())], alone=False)
    assert after.comparison is not None
    assert (after.comparison.mended, after.comparison.new) == ((), ())
    assert len(after.comparison.still_open) == len(sample().findings)
    other = sample(application=APPLICATION.model_copy(update={"name": "X", "path": "y/X"}))
    assert compared(other, [sample(), sample()], alone=False).comparison is None


def test_what_was_accepted_or_is_not_judged_any_more_is_not_called_mended() -> None:
    before = sample()
    accepted = replace(finding("DV-BNK-002", Severity.REVIEW, documents=("d5", "d1")), accepted=ACCEPTANCE)
    unread = NotChecked("DV-CHN-003", "unreadable", ({"zh": "授权书无法读取", "en": "the letter could not be read"},))
    after = compared(sample(problems=[accepted], not_checked=[unread]), [masked(before)], alone=True)
    assert after.comparison is not None
    assert {item.rule for item in after.comparison.mended} == {"DV-PHO-009", "DV-ID-004"}
    assert [item.rule for item in after.comparison.unjudged] == ["DV-CHN-003"]
    assert (after.comparison.still_open, after.comparison.new) == ((), ())
    assert "现在无法判断 1 项" in render([after], "message", ZH)
    for name in ("text", "markdown", "html"):
        assert "现在无法判断：" in render([after], name, ZH)


@pytest.mark.parametrize("text", ["", "x", "{}", '{"schema": "docvet/report-1"}', "[1]", "[" * 100_000])
def test_what_is_no_report_is_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text)
    with pytest.raises(UsageError, match="not a docvet JSON report"):
        load_previous(path)
    with pytest.raises(UsageError, match="cannot be read"):
        load_previous(tmp_path / "absent.json")


def test_an_earlier_report_beyond_all_measure_is_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "_LARGEST", 1_000_000)
    path = tmp_path / "p.json"
    path.write_bytes(b" " * 1_000_001)
    with pytest.raises(UsageError, match="larger than 1 MB"):
        load_previous(path)


def test_values_are_told_in_words_and_not_as_programs_write_them() -> None:
    seal = {"text": "某某公司", "shape": "round", "owner": "company", "page": 1, "box": [0.1, 0.1, 0.2, 0.2]}
    told = {"seals": [seal], "duplicate": True, "term_end": "open-ended"}
    paper = document(1, "a.pdf", "business_license", name=field("company"), **{k: field(v) for k, v in told.items()})
    card = document(2, "b.pdf", "id_card", sides=field(["portrait", "emblem"]))
    for name, options in (("text", RenderOptions(lang="zh", verbose=True, width=110)), ("html", ZH)):
        text = render([sample(papers=[paper, card], problems=[])], name, options)
        for word in ("公司公章「某某公司」", "人像面、国徽面", "是", "长期"):
            assert word in text
        assert "company" in text, "a name that happens to be such a word stays"
        assert not any(raw in text.split("<main>")[-1] for raw in ("owner=", "shape", "True"))
