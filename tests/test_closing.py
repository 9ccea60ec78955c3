"""What a scan says at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from docvet.closing import closing, several_forms
from docvet.models import Severity, Verdict
from tests.report.samples import APPLICATION, document, field, finding, sample

SEVERAL = [
    document(1, "甲/执照.pdf", "business_license", credit_code=field("91440101MA5SAMPL0X")),
    document(2, "乙/执照.pdf", "business_license", credit_code=field("91440101MA5SAMPL1X")),
]


def told(*reports: object, formats: tuple[str, ...] = ("text",), lang: str = "zh") -> str:
    return "\n".join(closing(reports, [], formats, lang, verdict_shown=False))  # type: ignore[arg-type]


def test_a_clear_folder_is_packed_next() -> None:
    text = told(sample(problems=[], verdict=Verdict.CLEAR))
    assert "LUMORA：没有发现问题，可以提交" in text
    assert "docvet pack clients/LUMORA --output 上传-LUMORA" in text


@pytest.mark.parametrize(("formats", "next_one"), [(("text",), "--format html"), (("html",), "--format message")])
def test_a_rejected_folder_leads_to_the_report_that_is_not_there_yet(formats: tuple[str, ...], next_one: str) -> None:
    assert next_one in told(sample(), formats=formats)
    assert "docvet pack" not in told(sample(), formats=formats)


def test_what_packing_sees_to_leads_to_the_pack() -> None:
    photos, licence = (finding(rule, Severity.REJECT) for rule in ("DV-FILE-001", "DV-LIC-005"))
    assert "docvet pack clients/LUMORA --output 上传-LUMORA" in told(sample(problems=[photos]))
    assert "docvet pack" not in told(sample(problems=[photos, licence]))


def test_a_folder_without_a_form_is_asked_for_one() -> None:
    nameless = APPLICATION.model_copy(update={"company": None, "brand": None, "categories": ()})
    assert "docvet init clients/LUMORA" in told(sample(application=nameless))
    assert "docvet init" not in told(sample())


def test_several_folders_are_counted_by_verdict() -> None:
    text = told(sample(), sample(), sample(problems=[], verdict=Verdict.CLEAR), lang="en")
    assert "3 folders: Must fix 2 · Ready 1" in text


def test_a_folder_that_holds_several_applications_is_told_as_such() -> None:
    assert "像是有 2 个申请（乙、甲）" in told(sample(papers=SEVERAL))
    assert "像是有" not in told(sample(papers=SEVERAL[:1]))


def test_forms_in_several_folders_are_said_before_anything_is_read(tmp_path: Path) -> None:
    assert several_forms(tmp_path, "zh") == ""
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "application.yaml").write_text("brand: LUMORA\n", encoding="utf-8")
    assert "像是有 2 个申请（乙、甲）" in several_forms(tmp_path, "zh")
    assert several_forms(tmp_path / "甲", "zh") == ""
    assert several_forms(tmp_path / "missing", "zh") == ""


def test_a_clear_folder_among_several_is_packed_next() -> None:
    text = told(sample(), sample(problems=[], verdict=Verdict.CLEAR), formats=("html",))
    assert "docvet pack clients/LUMORA --output 上传-LUMORA" in text
    assert "docvet pack" not in told(sample(), sample(), formats=("html",))
    assert "docvet scan clients/LUMORA --format message --output 微信/" in text, (
        "only to those who have something to do"
    )
    assert "--format message" not in told(sample(), sample(), formats=("html", "message"))
