"""What is missing before a verdict is complete stands at the top of every format for people."""

from __future__ import annotations

import pytest

from docvet.closing import closing
from docvet.models import Evidence, Severity, Verdict
from docvet.report.model import ApplicationInfo, Report
from docvet.report.renderers import RenderOptions, render
from docvet.report.view import View
from tests.report.samples import APPLICATION, document, finding, sample

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
