"""The promises of the engine, whatever the papers say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docvet.models import Document, Effort, Field, Page, Severity, Source, Verdict
from docvet.rules import checks as vocabulary
from docvet.rules import judge
from docvet.rules.arguments import NoArgs
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Unjudged
from docvet.rules.witnesses import cross_witnesses
from tests.rules import builders as b
from tests.rules.builders import COMPANY, severities

SURE = {Source.TEXT_LAYER, Source.FORM, Source.OPERATOR}


def broken() -> dict[str, list[Document]]:
    """Many faults at once, each resting on values."""
    return b.authorized(b.letter(b.OWNER, b.MIDDLE, signed="2020-01-01", period_end="2021-01-01", seals=[])) | {
        "licence": [b.licence(term_end="2020-01-01", scope="咨询。")],
        "id": [b.id_card(valid_to="2020-01-01", name="林示例")],
        "bank": [b.bank(account_name="宁波市远帆样本贸易有限公司")],
        "vouchers": [b.voucher(date="2020-01-01")],
        "photos": [b.photo(n, texts=["OTHER"]) for n in (1, 2, 3)],
    }


def test_many_faults_reject_when_read_beyond_doubt() -> None:
    rules = {finding.rule for finding in b.judged(broken()).findings if finding.severity is Severity.REJECT}
    assert rules >= {
        "DV-LIC-005",
        "DV-LIC-007",
        "DV-ID-003",
        "DV-ID-005",
        "DV-BNK-002",
        "DV-SAL-001",
        "DV-CHN-001",
    }


weak = st.fixed_dictionaries(
    {
        "confidence": st.floats(0, 1),
        "witnesses": st.sampled_from([frozenset(), frozenset({"second_pass"})]),
        "source": st.sampled_from(["rapidocr", "tesseract", Source.TEXT_LAYER]),
        "whole": st.booleans(),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(weak, min_size=1, max_size=7))
def test_no_rejection_rests_on_a_doubtful_value(readings: list[dict[str, Any]]) -> None:
    """Every field is weakened in turn; what then still rejects shows only values that are beyond doubt."""

    def weakened(document: Document, salt: int) -> Document:
        fields = {
            name: replace(field, **readings[(salt + at) % len(readings)])
            for at, (name, field) in enumerate(sorted(document.fields.items()))
        }
        return replace(document, fields=fields)

    parts = {name: [weakened(d, at) for at, d in enumerate(ds)] for name, ds in broken().items()}
    case = b.case(parts)
    documents = {document.id: document for document in cross_witnesses(case.documents, case.form)}
    outcome = judge(b.POP, case)
    for finding in outcome.judgement.findings:
        if finding.severity is Severity.REJECT:
            for item in finding.evidence:
                shown = [f for f in documents[item.document].fields.values() if f.raw == item.quote and item.quote]
                assert not shown or any(beyond_doubt(field) for field in shown), finding.rule
    assert outcome.wanted <= {(id_, name) for id_, document in documents.items() for name in NAMES}


NAMES = {name for parts in broken().values() for document in parts for name in document.fields} | {"seals", "sides"}


def beyond_doubt(field: Field) -> bool:
    return field.confidence >= 0.9 and (field.source in SURE or bool(field.witnesses) or field.whole)


def test_doubtful_values_are_wanted() -> None:
    expired = b.licence(term_end=b.field("2020-01-01", witnesses=frozenset()))
    outcome = judge(b.POP, b.case(b.own_brand() | {"licence": [expired]}))
    assert outcome.wanted == {(expired.id, "term_end")}
    assert "请对照原件" in b.findings(outcome.judgement, "DV-LIC-005")[0].message["zh"]


def test_unread_fields_are_wanted_and_told_once() -> None:
    licence = b.licence()
    licence = replace(licence, fields={})
    outcome = judge(b.POP, b.case(b.own_brand() | {"licence": [licence]}))
    assert {"credit_code", "name", "scope", "representative"} <= {name for _, name in outcome.wanted}
    about = [finding.rule for finding in outcome.judgement.findings if licence.id in finding.documents]
    assert about == ["DV-FILE-006"]
    assert outcome.judgement.verdict is Verdict.REVIEW


def _raising(*_: Any) -> Iterator[Problem | Unjudged]:
    yield Problem(values={"file": "a", "date": "b", "today": "c"})
    raise RuntimeError("secret detail")


def test_a_check_that_raises_is_an_error_of_docvet(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(vocabulary.checks())
    known["valid_on"] = replace(known["valid_on"], run=_raising)
    monkeypatch.setattr("docvet.rules.engine.checks", lambda: known)
    judgement = b.judged(b.own_brand())
    internal = b.findings(judgement, "DV-INTERNAL")
    assert {finding.severity for finding in internal} == {Severity.ERROR}
    assert {finding.found for finding in internal} >= {"DV-LIC-005: RuntimeError"}
    assert all("不是申请人的问题" in f.message["zh"] and "secret" not in f.message["en"] for f in internal)
    assert b.findings(judgement, "DV-LIC-005"), "what it found before still counts"


def test_a_placeholder_without_value_is_an_error_of_docvet(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(vocabulary.checks())
    known["no_watermark"] = Check("no_watermark", NoArgs, lambda *_: iter([Problem()]), fills=frozenset())
    monkeypatch.setattr("docvet.rules.engine.checks", lambda: known)
    judgement = b.judged(b.own_brand())
    assert [finding.found for finding in b.findings(judgement, "DV-INTERNAL")] == ["DV-PHO-004: KeyError"]
    assert judgement.verdict is Verdict.ERROR


def test_order_of_documents_does_not_change_the_judgement() -> None:
    parts = broken()
    backwards = {name: list(reversed(documents)) for name, documents in reversed(parts.items())}
    first, second = b.judged(parts), b.judged(backwards)
    assert [(f.severity, f.rule) for f in first.findings] == [(f.severity, f.rule) for f in second.findings]
    assert first.not_checked == second.not_checked
    ranks = [finding.severity.rank for finding in first.findings]
    assert ranks == sorted(ranks)


def test_nobody_named_a_category() -> None:
    judgement = b.judged(b.own_brand(), category=None)
    assert judgement.findings == ()
    missing = {item.rule for item in judgement.not_checked if item.kind == "input_missing"}
    assert {"DV-LIC-008", "DV-LIC-009", "DV-TM-004"} <= missing
    assert judgement.verdict is Verdict.REVIEW


def test_empty_application_rejects_with_one_finding_a_paper() -> None:
    judgement = b.judged({})
    assert {f.rule for f in judgement.findings} == {"DV-SET-001", "DV-BNK-001", "DV-PHO-001"}
    assert len(b.findings(judgement, "DV-SET-001")) == 3
    assert judgement.verdict is Verdict.REJECT


def test_first_letter_unsealed_hides_its_line_among_letters() -> None:
    judgement = b.judged(b.authorized(b.letter(b.OWNER, b.MIDDLE, seals=[]), b.letter(b.MIDDLE, b.COMPANY, seals=[])))
    assert len(b.findings(judgement, "DV-CHN-002")) == 1
    assert [f.documents for f in b.findings(judgement, "DV-LOA-003")] == [
        (f"authorization_letter:授权书 {b.MIDDLE}-{b.COMPANY}.pdf",)
    ]


def test_acceptance_notice_hides_the_missing_certificate() -> None:
    notice = b.paper("trademark_acceptance", "tm.pdf", application_number="77654321")
    judgement = b.judged(b.own_brand() | {"mark": [notice]}, documents={"tm.pdf": "trademark_certificate"})
    assert [f.rule for f in judgement.findings] == ["DV-TM-001"]


def test_unreadable_file_in_a_declared_slot_is_one_finding() -> None:
    from docvet.models import Trouble, TroubleKind

    locked = b.unread_file("执照.pdf", Trouble(TroubleKind.ENCRYPTED))
    judgement = b.judged(b.own_brand() | {"licence": [locked]}, documents={"执照.pdf": "business_license"})
    assert [f.rule for f in judgement.findings] == ["DV-FILE-005"]


def test_only_the_chain_carries_the_platforms_code() -> None:
    for rule in b.POP.rules:
        reason = b.POP.found_reason(rule)
        if reason.platform_code:
            assert rule.reason in {"DV-R-CHAIN", "DV-R-VOUCHER"}
            assert reason.platform_code == "BR-204"
    basis = {rule.id: rule.platform_code_basis for rule in b.POP.rules if rule.platform_code}
    assert {rule for rule, said in basis.items() if said == "documented"} == {"DV-CHN-001", "DV-CHN-002", "DV-CHN-003"}


def test_every_rule_has_source_and_both_languages() -> None:
    for rule in b.POP.rules:
        assert rule.source
        for wording in (rule, *rule.variants.values()):
            for text in (wording.message, wording.fix):
                assert any("\u4e00" <= c <= "\u9fff" for c in text.zh), rule.id
                assert not any(
                    "\u4e00" <= c <= "\u9fff" for c in text.en.replace("互联网销售（除销售需要许可的商品）", "")
                ), rule.id


def test_words_for_every_variant_that_changes_the_matter() -> None:
    """A circumstance without words of its own falls back to the rule's, which must not claim too much."""
    spoken = {
        "maybe",
        "near",
        "unsound",
        "generic",
        "production",
        "bare",
        "grey",
        "not_seen",
        "unreadable",
        "other",
        "special",
        "digital",
    }
    for rule in b.POP.rules:
        check = vocabulary.checks()[rule.check]
        assert spoken & check.variants.keys() <= rule.variants.keys(), rule.id


def test_a_check_that_names_no_document_is_an_error_of_docvet(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(vocabulary.checks())
    lost = Problem(values={"file": "a", "date": "b", "today": "c"}, rests_on=(("nobody", "name"),))
    known["valid_on"] = replace(known["valid_on"], run=lambda *_: iter([lost]))
    monkeypatch.setattr("docvet.rules.engine.checks", lambda: known)
    assert "DV-LIC-005: KeyError" in {f.found for f in b.findings(b.judged(b.own_brand()), "DV-INTERNAL")}


def test_a_paper_over_which_docvet_failed_is_an_error_of_docvets_own() -> None:
    broken = replace(b.bank(), fields={}, failure="RuntimeError")
    judgement = b.judged(b.own_brand() | {"bank": [broken]})
    (internal,) = b.findings(judgement, "DV-INTERNAL")
    assert internal.severity == "error"
    assert internal.documents == (broken.id,)
    assert "不是申请人的问题" in internal.message["zh"]
    assert judgement.verdict == "error"


def test_a_near_miss_is_looked_at_again() -> None:
    def once(page: Page) -> Page:
        return replace(page, passes=tuple(item for item in page.passes if item.effort is Effort.FIRST))

    twice = b.bank(account_name=COMPANY.replace("鹿鸣", "鹿呜"))
    name = replace(twice.fields["account_name"], witnesses=frozenset())
    pages = tuple(map(once, twice.reading.pages))
    paper = replace(twice, fields={**twice.fields, "account_name": name}, reading=replace(twice.reading, pages=pages))
    outcome = judge(b.POP, b.case(b.own_brand() | {"bank": [paper]}))
    assert severities(outcome.judgement, "DV-BNK-002") == ["review"]
    assert outcome.wanted == {(paper.id, "account_name")}, "the licence's name is confirmed"
    assert not outcome.unseen
    assert name.box is not None
    (page,) = pages
    near = replace(page, passes=(*page.passes, replace(page.passes[0], effort=Effort.CLOSE, places=(name.box,))))
    closely = replace(paper, reading=replace(twice.reading, pages=(near,)))
    assert not judge(b.POP, b.case(b.own_brand() | {"bank": [closely]})).wanted, "its place was read again"
    seen = judge(b.POP, b.case(b.own_brand() | {"bank": [b.bank(account_name=COMPANY.replace("鹿鸣", "鹿呜"))]}))
    assert seen.wanted == frozenset(), "both passes have read it"


def test_whatever_goes_wrong_over_a_problem_is_an_error_of_docvet(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(vocabulary.checks())
    odd: Any = Problem(values={"file": "a", "date": "b", "today": "c"}, rests_on=(1, 2))  # type: ignore[arg-type]
    known["valid_on"] = replace(known["valid_on"], run=lambda *_: iter([odd]))
    monkeypatch.setattr("docvet.rules.engine.checks", lambda: known)
    judgement = b.judged(b.own_brand())
    assert "DV-LIC-005: TypeError" in {finding.found for finding in b.findings(judgement, "DV-INTERNAL")}


@pytest.mark.parametrize(("weight", "shown"), [(Severity.REVIEW, True), (Severity.REJECT, False)])
def test_a_question_does_not_hide_a_rejection(
    monkeypatch: pytest.MonkeyPatch, weight: Severity, *, shown: bool
) -> None:
    known = dict(vocabulary.checks())
    card = b.own_brand()["bank"][0].id
    # DV-BNK-001 supersedes DV-SET-001; both use this check.
    lesser = Problem(documents=(card,), values={"missing": "x"}, at_most=weight)
    whole = Problem(documents=(card,), values={"missing": "y"})
    known["required_slots"] = replace(
        known["required_slots"], run=lambda _, args: iter([lesser if args.slots else whole])
    )
    monkeypatch.setattr("docvet.rules.engine.checks", lambda: known)
    judgement = b.judged(b.own_brand())
    assert bool(b.findings(judgement, "DV-SET-001")) is shown


def test_the_licence_of_another_company_is_one_finding_and_not_five() -> None:
    stranger = b.licence(name=b.field("杭州白鹭样本贸易有限公司"), representative=b.field("陈外人"))
    judgement = b.judged(b.own_brand() | {"licence": [stranger]})
    rejected = {finding.rule for finding in judgement.findings if finding.severity is Severity.REJECT}
    assert "DV-SET-006" in rejected
    assert not rejected & {"DV-SET-004", "DV-BNK-002", "DV-ID-005", "DV-CHN-005"}
