"""A check whose field is absent never passes: for every rule each field that it reads is taken away, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

import pytest

from docvet.models import Document, Field
from docvet.rules import Case, Outcome, Ruleset, judge
from docvet.rules.applicant import Cast
from docvet.rules.checks import checks
from docvet.rules.engine import _run
from tests.rules import builders as b
from tests.rules import joint_builders as j

Parts = Mapping[str, list[Document]]

SILENT: Mapping[tuple[str, str, str], str] = {
    ("addresses_agree", "trademark_certificate", "registrant_address"): "a certificate need not print it",
    ("brand_agrees", "authorization_letter", "brand"): "brands are compared wherever they were read, in two places at least",
    ("brand_agrees", "sales_voucher", "brand"): "the same; what a voucher must show is DV-SAL-001's matter",
    ("brand_agrees", "trademark_certificate", "mark"): "the same; marks are pictures and often not read",
    ("declaration_signed", "compliance_declaration", "company"): "the company's own seal names it",
    ("entity_agrees", "business_license", "credit_code"): "type and code are two witnesses of one thing",
    ("entity_agrees", "business_license", "entity_type"): "type and code are two witnesses of one thing",
    ("epr_numbers", "epr_certificate", "market"): "a certificate of no market counts for all",
    ("epr_numbers", "epr_certificate", "number"): "the form states the number",
    ("admin_holder", "joint_operation_agreement", "admin_holder"): "the form states who holds it",
    ("expires_soon", "business_license", "term_end"): "licences print no term since 2022: it has no end then",
    ("letter_scope", "authorization_letter", "channels"): "a letter that names no channels grants all",
    ("letter_scope", "authorization_letter", "nice_classes"): "a letter that names no classes grants all of the mark's",
    ("letter_scope", "authorization_letter", "territory"): "a letter that names no territory grants all",
    ("letter_scope", "trademark_certificate", "nice_classes"): "what the mark covers is DV-TM-004's matter",
    ("names_agree", "business_license", "credit_code"): "it only tells whether a trader's account may be in its operator's name",
    ("names_agree", "business_license", "entity_type"): "it only tells whether a trader's account may be in its operator's name",
    ("names_agree", "business_license", "representative"): "it only tells whose name a trader's account may bear",
    ("nice_class", "trademark_certificate", "mark"): "it only finds further certificates of the same mark",
    ("other_id", "id_card", "name"): "a side without a name is no other kind of document",
    ("owner_proven", "trademark_assignment", "registration_number"): "a proof without a number is taken for this mark's",
    ("owner_proven", "trademark_certificate", "registration_number"): "a proof is then taken for this mark's",
    ("periods_nested", "authorization_letter", "period_start"): "a letter without a beginning begins when it is signed",
    ("periods_nested", "trademark_assignment", "registration_number"): "a proof without a number is taken for this mark's",
    ("periods_nested", "trademark_certificate", "registration_number"): "a proof is then taken for this mark's",
    ("periods_nested", "trademark_certificate", "valid_to"): "the renewal states the later end",
    ("periods_nested", "trademark_renewal", "registration_number"): "a proof without a number is taken for this mark's",
    ("valid_on", "authorization_letter", "signed"): "that a letter bears a date is DV-LOA-001's matter",
    ("recent_voucher", "business_license", "credit_code"): "it only tells whether a voucher may bear a trader's operator's name",
    ("recent_voucher", "business_license", "entity_type"): "it only tells whether a voucher may bear a trader's operator's name",
    ("recent_voucher", "authorization_letter", "grantee"): "another party of the chain is on the voucher",
    ("recent_voucher", "authorization_letter", "grantor"): "another party of the chain is on the voucher",
    ("registered_before", "authorization_letter", "signed"): "the beginning of its period stands in for it",
    ("seal_of", "authorization_letter", "seals"): "a person signs",
    ("seal_of", "id_card", "name"): "the grantor's own card is another one",
    ("sku_list_complete", "sku_list", "rows"): "codes and heads show what the list holds",
    ("statement_covers", "bank_statement", "account_name"): "whose account it is, is DV-STM-002's matter",
    ("statement_covers", "bank_statement", "pages_stated"): "not every statement prints how many pages it has",
    ("statement_covers", "business_license", "credit_code"): "it only tells whose account a trader's may be",
    ("statement_covers", "business_license", "entity_type"): "it only tells whose account a trader's may be",
    ("statement_covers", "business_license", "name"): "whose account it is, is DV-STM-002's matter",
    ("statement_covers", "business_license", "representative"): "it only tells whose account a trader's may be",
    ("valid_on", "authorization_letter", "period_start"): "a letter without a beginning begins when it is signed",
    ("valid_on", "business_license", "term_end"): "licences print no term since 2022: it has no end then",
    ("valid_on", "id_card", "name"): "it only tells apart the cards of several people",
    ("valid_on", "trademark_certificate", "registration_number"): "a renewal is then taken for this mark's",
    ("valid_on", "trademark_renewal", "registration_number"): "a renewal without a number is taken for this mark's",
    ("valid_on", "trademark_certificate", "valid_from"): "it is only compared with the end; a renewed term may begin later",
    ("whole_years", "trademark_certificate", "registered"): "the beginning of the term stands in for it",
    ("whole_years", "trademark_certificate", "registration_number"): "only a Madrid number changes how the term is counted",
    ("whole_years", "trademark_certificate", "valid_from"): "the day of registration stands in for it",
}  # fmt: skip
"""Check, kind of document and field whose absence may pass, and why."""

BY_PLACE = {"tampering"}
"""Checks that only look where fields stand."""
NO_DOCUMENT = {
    "DV-LIC-009", "DV-LST-001", "DV-SET-003", "DV-RPT-001", "DV-JO-001", "DV-JO-002", "DV-JO-005",
    "DV-FILE-001", "DV-FILE-002", "DV-FILE-003", "DV-FILE-004", "DV-FILE-005", "DV-FILE-006", "DV-FILE-008", "DV-FILE-009",
    "DV-FILE-010", "DV-FILE-011",
    "DV-SET-001", "DV-SET-002", "DV-SET-007", "DV-BNK-001", "DV-TM-001", "DV-LIC-011", "DV-PHO-001", "DV-PHO-004", "DV-PHO-005",
}  # fmt: skip
"""Rules about the form, the files and which documents there are: they read no field, or one that is a finding by itself."""


def _own() -> Parts:
    return b.own_brand()


def _authorized() -> Parts:
    scope: dict[str, Any] = {"territory": "全球", "channels": "TikTok", "nice_classes": [25], "signature": True}
    return b.authorized(b.letter(b.OWNER, b.MIDDLE, **scope), b.letter(b.MIDDLE, b.COMPANY, **scope))


def _of_a_person() -> Parts:
    owner = "王样本"
    letter = b.letter(owner, b.COMPANY, seals=[], signature=True)
    return b.authorized(letter) | {
        "mark": [b.certificate(registrant=owner)],
        "owner": [b.id_card("注册人身份证.pdf", name=owner, id_number="110101199001011237")],
    }


def _childrens() -> Parts:
    epr = b.paper("epr_certificate", scheme="LUCID", market="DE", number="DE1234567890123", holder=b.COMPANY)
    return b.childrens() | {"epr": [epr]}


def _permit() -> Parts:
    numbers = {"approval_number": "J5840000000001", "permit_number": "5810-00000001", "issued": "2019-06-01"}
    return b.own_brand() | {"bank": [b.bank("开户许可证.pdf", kind="bank_permit", **numbers)]}


def _transferred() -> Parts:
    mark = {"registered": "2014-05-02", "valid_from": "2014-05-02", "valid_to": "2024-05-01"}
    number = {"registration_number": "61234567"}
    return b.authorized(b.letter(b.MIDDLE, b.COMPANY, signed="2023-06-01", period_start="2023-06-01")) | {
        "mark": [b.certificate(registrant=b.OWNER, **mark)],
        "proofs": [
            b.paper("trademark_assignment", party_from=b.OWNER, party_to=b.MIDDLE, approved="2023-01-01", **number),
            b.paper("trademark_renewal", party_to=b.OWNER, valid_to="2034-05-01", **number),
        ],
    }


def _joint() -> Parts:
    approval = {"approval_number": "J5840000000001"}
    return j.joint() | {
        "agreement": [j.agreement(admin_holder=b.COMPANY, signature=True)],
        "bank": [b.bank(**approval)],
        "photos": b.photos(),
    }


APPLICATIONS: Mapping[str, tuple[Callable[[], Parts], Ruleset, Mapping[str, Any]]] = {
    "own mark": (_own, b.POP, {"targets": ["ID"]}),
    "another's mark": (_authorized, b.POP, {"targets": ["ID"]}),
    "a person's mark": (_of_a_person, b.POP, {}),
    "children's goods": (_childrens, b.POP, b.CHILDRENS_FORM),
    "account permit": (_permit, b.POP, {}),
    "transferred mark": (_transferred, b.POP, {}),
    "joint operation": (_joint, j.JOINT, {"mode": "joint", "joint": dict(j.FACTS), "brand": None}),
}


def _judged(name: str, parts: Parts) -> Outcome:
    _, ruleset, form = APPLICATIONS[name]
    case = b.case(parts, ruleset, **form)
    return judge(ruleset, replace(case, partners=j.DIRECTORY) if ruleset is j.JOINT else case)


def _speaks(outcome: Outcome, rule: str) -> bool:
    return any(hit.finding.rule == rule for hit in outcome.hits) or any(
        item.rule == rule for item in outcome.judgement.not_checked
    )


class _Watched(Mapping[str, Field]):
    """Fields of a document that note which of them a check asks for."""

    def __init__(self, document: Document, asked: set[tuple[str, str]], watching: list[bool]) -> None:
        self._document, self._asked, self._watching = document, asked, watching

    def _note(self, name: object) -> None:
        if self._watching[-1]:
            self._asked.add((self._document.id, str(name)))

    def __getitem__(self, name: str) -> Field:
        self._note(name)
        return self._document.fields[name]

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return name in self._document.fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._document.fields)

    def __len__(self) -> int:
        return len(self._document.fields)


class _Unwatched(Case):
    """Who plays which part is settled before a rule looks: those fields are not the rule's."""

    watching: list[bool] = [False]  # noqa: RUF012 - one for all: tests run one after the other

    def cast(self, role: str) -> Cast:
        with _not_watching(self.watching):
            return super().cast(role)


@contextmanager
def _not_watching(watching: list[bool]) -> Iterator[None]:
    watching.append(False)
    yield
    watching.pop()


def _asked_for(case: Case) -> dict[str, set[tuple[str, str]]]:
    """Rule → the fields that it asks for itself, as (id of the document, field)."""
    asked: set[tuple[str, str]] = set()
    watching = _Unwatched.watching
    documents = tuple(replace(item, fields=_Watched(item, asked, watching)) for item in case.documents)
    watched = _Unwatched(**{item.name: getattr(case, item.name) for item in fields(case)} | {"documents": documents})
    for settled in ("_licences", "_ids", "chain", "categories", "open_slots", "unknown"):
        getattr(watched, settled)
    result = {}
    for rule in case.ruleset.rules:
        asked.clear()
        watching.append(True)
        _run(case.ruleset, rule, checks()[rule.check], watched)
        watching.pop()
        result[rule.id] = set(asked)
    return result


def _without(parts: Parts, ids: set[str], *names: str) -> Parts:
    return {
        part: [b.without(item, *names) if item.id in ids else item for item in documents]
        for part, documents in parts.items()
    }


def _passing(name: str) -> tuple[Parts, Case, dict[str, set[tuple[str, str]]]]:
    """The application, as it was judged, and the fields that its passing rules ask for."""
    parts = APPLICATIONS[name][0]()
    outcome = _judged(name, parts)
    there = {(item.id, field) for documents in parts.values() for item in documents for field in item.fields}
    return (
        parts,
        outcome.case,
        {rule: asked & there for rule, asked in _asked_for(outcome.case).items() if not _speaks(outcome, rule)},
    )


@pytest.mark.parametrize("name", APPLICATIONS)
def test_a_rule_speaks_where_a_field_that_it_asks_for_is_absent(name: str) -> None:
    parts, case, passing = _passing(name)
    kinds = {document.id: document.kind for document in case.documents}
    silent = set()
    for rule, asked in passing.items():
        check = case.ruleset.rule(rule).check
        for identity, field in sorted(asked):
            # One photo that shows it is enough, so it is taken from all.
            ids = (
                {identity}
                if kinds[identity] != "product_photo"
                else {i for i, k in kinds.items() if k == "product_photo"}
            )
            exception = (check, kinds[identity], field)
            if check not in BY_PLACE and not _speaks(_judged(name, _without(parts, ids, field)), rule):
                silent.add(exception)
    assert silent <= SILENT.keys()


@pytest.mark.parametrize("name", APPLICATIONS)
def test_a_rule_speaks_where_all_that_it_asks_for_is_absent(name: str) -> None:
    """So none of two fields that stand in for each other hides that both are absent."""
    parts, case, passing = _passing(name)
    quiet = [
        rule
        for rule, asked in passing.items()
        if asked
        and case.ruleset.rule(rule).check not in BY_PLACE
        and not _speaks(_judged(name, _without(parts, {i for i, _ in asked}, *(field for _, field in asked))), rule)
    ]
    assert set(quiet) <= {"DV-LIC-005", "DV-LIC-006", "DV-EPR-001", "DV-JO-003", "DV-TM-006", "DV-LOA-004", "DV-ID-006"}


def test_every_rule_that_reads_fields_passes_somewhere_here() -> None:
    """Else nothing would be shown of it; and no exception is left over."""
    passed: set[str] = set()
    used: set[tuple[str, str, str]] = set()
    for name in APPLICATIONS:
        _, case, passing = _passing(name)
        kinds = {document.id: document.kind for document in case.documents}
        passed |= {rule for rule, asked in passing.items() if asked}
        used |= {
            (case.ruleset.rule(rule).check, kinds[i], field) for rule, asked in passing.items() for i, field in asked
        }
    rules = {rule.id for ruleset in (b.POP, j.JOINT) for rule in ruleset.rules}
    assert rules - passed - NO_DOCUMENT == set(OF_THE_CHAIN) - passed
    assert SILENT.keys() <= used


OF_THE_CHAIN = ("DV-CHN-001", "DV-CHN-004", "DV-CHN-005", "DV-CHN-008")


@pytest.mark.parametrize(
    ("part", "field"), [("mark", "registrant"), ("letters", "grantor"), ("letters", "grantee"), ("licence", "name")]
)
@pytest.mark.parametrize("at", [0, -1])
def test_the_rules_of_the_chain_speak_where_one_of_its_names_is_absent(part: str, field: str, at: int) -> None:
    """They look at the chain as it was put together, not at the fields themselves."""
    parts = _authorized()
    outcome = _judged("another's mark", _without(parts, {parts[part][at].id}, field))
    assert [rule for rule in OF_THE_CHAIN if not _speaks(outcome, rule)] == []
    assert outcome.judgement.verdict == "review"


def test_a_proof_whose_heir_was_not_read_rejects_nothing() -> None:
    parts = _transferred()
    (assignment, renewal) = parts["proofs"]
    less = {**parts, "proofs": [b.without(assignment, "party_to"), renewal]}
    outcome = _judged("transferred mark", less)
    assert outcome.judgement.verdict == "review"
    (finding,) = b.findings(outcome.judgement, "DV-CHN-001")
    assert assignment.path in finding.message["zh"]
