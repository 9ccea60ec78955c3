"""The report has the keys that programs rely on; building it is deterministic."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from pydantic import ValidationError

from docvet.models import OPEN_ENDED, Evidence, Severity
from docvet.report.model import ApplicationInfo, Report
from docvet.service import publish
from tests.report.samples import NOT_CHECKED, document, documents, field, finding, findings, sample


def as_json(report: Report) -> dict[str, object]:
    tree = json.loads(report.model_dump_json())
    assert isinstance(tree, dict)
    return tree


def test_the_keys_are_those_that_programs_rely_on() -> None:
    tree = json.loads(sample().model_dump_json())
    assert list(tree) == [
        "schema", "docvet", "ruleset", "application", "verdict", "documents", "findings", "not_checked", "stats",
        "slots", "passed", "rules", "chain", "comparison",
    ]  # fmt: skip
    assert tree["schema"] == "docvet/report-1"
    assert set(tree["ruleset"]) == {"id", "version", "digest", "title"}
    assert set(tree["application"]) == {
        "name", "path", "mode", "company", "categories", "unknown_categories", "brand", "submission_date",
    }  # fmt: skip
    assert set(tree["documents"][0]) == {
        "id", "path", "page_range", "sha256", "bytes", "media_type", "pages", "kind", "kind_confidence", "fields",
        "region", "turned",
    }  # fmt: skip
    assert set(tree["documents"][0]["fields"]["credit_code"]) == {"value", "raw", "confidence", "page", "box", "source"}
    assert set(tree["findings"][0]) == {
        "rule", "name", "severity", "stage", "reason", "message", "fix", "documents", "evidence", "expected", "found",
        "source", "cited", "accepted", "slot", "expected_text", "found_text",
    }  # fmt: skip
    assert tree["findings"][0]["accepted"] is None
    assert set(tree["findings"][0]["reason"]) == {
        "id",
        "title",
        "platform_code",
        "platform_code_basis",
        "share",
        "lead",
        "actor",
    }
    assert tree["findings"][0]["evidence"][0].keys() == {"document", "page", "box", "quote"}
    assert set(tree["not_checked"][0]) == {"rule", "kind", "because", "reasons"}
    assert set(tree["stats"]) == {"files", "pages", "ocr_pages", "cached_pages", "seconds", "checked_at"}


def test_fields_that_were_not_read_are_left_out() -> None:
    assert set(sample().documents[2].fields) == {"registered"}


def test_findings_come_by_severity_then_rule_then_document() -> None:
    problems = [
        finding("DV-A", Severity.WARN, documents=("d6",)),
        finding("DV-B", Severity.REJECT, documents=("d5",)),
        finding("DV-B", Severity.REJECT, documents=("d3",)),
        finding("DV-A", Severity.REJECT, documents=("d6",)),
        finding("DV-INTERNAL", Severity.ERROR),
    ]
    order = [(item.rule, *item.documents) for item in sample(problems=problems).findings]
    assert order == [("DV-INTERNAL",), ("DV-A", "d6"), ("DV-B", "d3"), ("DV-B", "d5"), ("DV-A", "d6")]


def test_documents_count_by_their_place_not_by_the_spelling_of_their_id() -> None:
    papers = [replace(documents()[2], id=f"d{number}") for number in range(1, 12)]
    problems = [finding("DV-A", Severity.REJECT, documents=(name,)) for name in ("d10", "d2")]
    assert [item.documents for item in sample(papers=papers, problems=problems).findings] == [("d2",), ("d10",)]


def test_the_order_of_what_comes_in_changes_no_byte() -> None:
    twins = [finding("DV-A", Severity.WARN, evidence=(Evidence("d1", page, None, "x"),)) for page in (3, 1, 2)]
    problems = [*findings(), *twins]
    first = sample(problems=problems).model_dump_json()
    for seed in range(5):
        shuffled = random.Random(seed)
        missed = list(NOT_CHECKED)
        shuffled.shuffle(problems)
        shuffled.shuffle(missed)
        assert sample(problems=problems, not_checked=missed).model_dump_json() == first


def test_values_become_plain_json() -> None:
    seal = {"text": "样本", "shape": "round", "owner": "company", "page": 1, "box": (0.123456, 0.2, 0.3, 0.4)}
    papers = [
        replace(
            documents()[0],
            fields={"seals": field((seal,)), "duplicate": field(True), "term_end": field(OPEN_ENDED)},
        )
    ]  # fmt: skip
    fields = sample(papers=papers, problems=[]).documents[0].fields
    assert fields["seals"].value == [seal | {"box": [0.1235, 0.2, 0.3, 0.4]}]
    assert fields["duplicate"].value is True
    assert fields["term_end"].value == "open-ended"


def test_a_confidence_just_over_one_counts_as_one() -> None:
    papers = [replace(documents()[0], fields={"name": field("样本", confidence=1.0000001)})]
    assert sample(papers=papers, problems=[]).documents[0].fields["name"].confidence == 1.0


def test_names_that_are_no_unicode_are_written_out() -> None:
    name = b"\xff\xfe".decode("utf-8", "surrogateescape")
    application = ApplicationInfo(name=name, path=name, mode="pop", submission_date="2024-06-01")
    file = replace(documents()[0].reading.file, path=name)
    papers = [replace(documents()[0], reading=replace(documents()[0].reading, file=file), fields={"name": field(name)})]
    report = sample(application=application, papers=papers, problems=[])
    assert report.application.name == r"\udcff\udcfe"
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_the_period_of_a_statement_is_no_end_and_that_of_a_letter_is() -> None:
    papers = [
        document(1, "a.pdf", "bank_statement", period_end=field("2024-05-28")),
        document(2, "b.pdf", "authorization_letter", period_end=field("2025-12-31")),
        document(3, "c.pdf", "business_license", term_end=field(OPEN_ENDED)),
    ]
    assert publish.ends(sample(papers=papers, problems=[])) == [
        {"file": "b.pdf", "kind": "authorization_letter", "field": "period_end", "ends_on": "2025-12-31"}
    ]


def test_a_report_survives_json() -> None:
    assert Report.model_validate_json(sample().model_dump_json()) == sample()


def test_a_report_is_strict_and_frozen() -> None:
    tree = as_json(sample())
    with pytest.raises(ValidationError, match="surprise"):
        Report.model_validate(tree | {"surprise": 1})
    with pytest.raises(ValidationError, match="schema"):
        Report.model_validate(tree | {"schema": "docvet/report-2"})
    with pytest.raises(ValidationError, match="frozen"):
        sample().docvet = "2"


def test_the_json_schema_explains_its_parts() -> None:
    schema = Report.model_json_schema(by_alias=True)
    assert schema["properties"]["schema"]["const"] == "docvet/report-1"
    assert all("description" in part for name, part in schema["$defs"].items() if name.startswith("Report"))
    kinds = schema["$defs"]["ReportDocument"]["properties"]["kind"]["anyOf"][0]["enum"]
    assert len(kinds) == 21
