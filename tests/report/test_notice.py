"""What is missing before a verdict is complete stands at the top of every format for people."""

from __future__ import annotations

import pytest

from docvet.closing import closing
from docvet.models import Evidence, Severity, Verdict
from docvet.report.compare import compared
from docvet.report.model import ApplicationInfo, Report, ReportSlot
from docvet.report.renderers import RenderOptions, render
from docvet.report.view import View
from tests.report.samples import APPLICATION, document, field, finding, sample

NAMELESS = APPLICATION.model_copy(update={"categories": ()})
UNKNOWN = APPLICATION.model_copy(update={"categories": ("潮玩手办",), "unknown_categories": ("潮玩手办",)})


def opening(report: Report, form: str, lang: str) -> str:
    text = render([report], form, RenderOptions(lang=lang))
    end = {"zh": "授权书早于商标注册日", "en": "The letter is older than the registration"}[lang]
    return text.partition(end)[0]


@pytest.mark.parametrize("form", ["text", "markdown", "message", "html"])
@pytest.mark.parametrize(
    ("application", "lang", "words"),
    [
        (NAMELESS, "zh", "还没有填写申请类目"),
        (NAMELESS, "en", "No category was given"),
        (UNKNOWN, "zh", "类目表里没有「潮玩手办」"),
        (UNKNOWN, "en", "The category table has no 潮玩手办"),
    ],
)
def test_a_category_that_is_not_known_stands_before_every_problem(
    form: str, application: ApplicationInfo, lang: str, words: str
) -> None:
    assert words in " ".join(opening(sample(application=application), form, lang).split())


def test_a_known_category_needs_no_notice() -> None:
    assert View(sample(), "zh").notice == ""
    assert View(sample(application=NAMELESS, not_checked=()), "zh").notice == ""


def test_the_table_of_many_names_what_is_open_where_nothing_was_found() -> None:
    report = sample(application=NAMELESS, problems=[], verdict=Verdict.REVIEW)
    row = render([report], "csv-summary", RenderOptions(lang="zh")).splitlines()[1]
    assert "没能检查 2 项" in row
    assert "还没有填写申请类目" in row


def test_a_folder_with_a_form_is_told_the_flag_and_one_without_the_questions(tmp_path) -> None:  # type: ignore[no-untyped-def]
    report = sample(application=NAMELESS.model_copy(update={"path": str(tmp_path)}))
    said = "\n".join(closing([report], [], ["text"], "zh", verdict_shown=False))
    assert "docvet init" in said
    assert "--category" not in said
    (tmp_path / "application.yaml").write_text("brand: LUMORA\n", encoding="utf-8")
    said = "\n".join(closing([report], [], ["text"], "zh", verdict_shown=False))
    assert "--category 类目" in said
    assert "docvet init" not in said


def test_more_files_than_a_line_names_are_counted_as_they_are() -> None:
    photos = [document(number, f"图{number}.jpg", "product_photo") for number in range(1, 4)]
    view = View(sample(papers=photos), "zh")
    assert view.files([photo.reading.file.path for photo in photos]) == "图1.jpg、图2.jpg 等 3 个"


def test_the_verdict_in_a_word_stands_before_the_numbers() -> None:
    clear = View(sample(problems=[], not_checked=(), verdict=Verdict.CLEAR), "zh")
    assert clear.counts.startswith("可提交")


@pytest.mark.parametrize(
    ("lang", "misread", "fine"), [("zh", "读错了", "没问题"), ("en", "If misread", "If it is fine")]
)
def test_a_line_to_type_says_when_it_is_the_right_one(lang: str, misread: str, fine: str) -> None:
    place = Evidence("d3", 1, (0.1, 0.2, 0.5, 0.25), "2024-05-20")
    doubtful = finding("DV-X", Severity.REVIEW, documents=("d3",), evidence=(place,))
    text = render([sample(problems=[doubtful])], "text", RenderOptions(lang=lang, width=200))
    labels = [
        line.split("docvet")[0].strip()
        for line in text.splitlines()
        if "docvet confirm" in line or "docvet accept" in line
    ]
    assert labels == [misread, fine]


def test_changes_are_counted_as_problems_are_and_not_told_to_a_client_where_there_are_none() -> None:
    alike = [finding("DV-X", Severity.REJECT, documents=(name,)) for name in ("d1", "d3")]
    before = sample(problems=alike)
    same = compared(sample(problems=alike), [before], alone=True)
    assert "改好 0 项，还没改 1 项，新发现 0 项" in View(same, "zh").comparison()
    assert "相比" not in render([same], "message", RenderOptions(lang="zh"))
    fixed = compared(sample(problems=[]), [before], alone=True)
    assert "改好 1 项" in View(fixed, "zh").comparison()
    assert "相比" in render([fixed], "message", RenderOptions(lang="zh"))


def test_a_report_without_a_form_names_the_company_of_the_licence() -> None:
    licence = document(1, "执照.pdf", "business_license", name=field("广州样本服饰有限公司"))
    slot = {"name": "licence", "title": {"zh": "营业执照", "en": "licence"}, "required": True, "state": "ok"}
    report = sample(application=APPLICATION.model_copy(update={"company": None}), papers=[licence], problems=[])
    assert View(report, "zh").company == ""
    held = report.model_copy(update={"slots": (ReportSlot(**slot, documents=("d1",), findings=()),)})
    assert View(held, "zh").company == "广州样本服饰有限公司"


def test_a_command_to_copy_is_one_line_on_a_narrow_terminal() -> None:
    place = Evidence("d3", 1, (0.1, 0.2, 0.5, 0.25), "2024-05-20")
    doubtful = finding("DV-X", Severity.REVIEW, documents=("d3",), evidence=(place,))
    lines = render([sample(problems=[doubtful])], "text", RenderOptions(lang="zh", width=40)).splitlines()
    assert any("docvet confirm" in line and line.endswith("--by 你的姓名") for line in lines)
