"""The report as programs read it: schema ``docvet/report-1``.

These models *are* the schema. A key is only ever added; none is renamed or removed.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from docvet.models import DocumentKind, Severity, Source, Verdict


def encodable(tree: Any) -> Any:
    r"""Lone surrogates in any text of the tree written out as ``\udcXX``.

    Old disks have names that are no Unicode, and JSON has no place for them.
    """
    if isinstance(tree, str) and not tree.isascii():
        return tree.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(tree, list | tuple):
        return [encodable(item) for item in tree]
    if isinstance(tree, dict):
        return {key: encodable(item) for key, item in tree.items()}
    return tree


Text = Annotated[str, BeforeValidator(encodable)]
Value = Annotated[Any, BeforeValidator(encodable)]
Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
Box = Annotated[
    tuple[float, float, float, float],
    Field(description="[left, top, right, bottom] as fractions of the upright page."),
]
PageNumber = Annotated[int, Field(ge=1, description="Counts from 1 within the file.")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportText(_Part):
    """The same sentence in Chinese and in English."""

    zh: Text
    en: Text


class RulesetInfo(_Part):
    """The rules that this report was judged by."""

    id: Text
    version: Text
    digest: Text
    """``sha256:`` and the hash of the ruleset as it was loaded, its parents included."""
    title: ReportText | None = None
    """What people call it."""


class ApplicationInfo(_Part):
    """The folder, and what its form says."""

    name: Text
    """The folder's name."""
    path: Text
    mode: Literal["pop", "joint"]
    company: Text | None = None
    categories: tuple[Text, ...] = ()
    unknown_categories: tuple[Text, ...] = ()
    """Those of ``categories`` that the ruleset's table does not have."""
    brand: Text | None = None
    submission_date: Text = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    """ISO date against which validity was judged."""


class ReportField(_Part):
    """A value read from a paper. Dates are ISO ``YYYY-MM-DD`` or ``open-ended``."""

    value: Value
    raw: Text
    """The text as it was read, before it was parsed."""
    confidence: Fraction
    page: PageNumber | None = None
    box: Box | None = None
    source: Source | Text
    """Where it was read; an engine of another package has a name of its own."""


class ReportDocument(_Part):
    """One document: a file, or a page range of one."""

    id: Text
    path: Text
    """Relative to the application folder, with forward slashes."""
    page_range: tuple[int, int]
    """First and last page within the file; [0, 0] where the file gave no page."""
    sha256: Text
    bytes: int = Field(ge=0)
    """Size of the whole file."""
    media_type: Text
    """By content, never by name."""
    pages: int = Field(ge=0)
    """Pages of the whole file."""
    kind: DocumentKind | Text
    """One of docvet's kinds, or the name of another package's."""
    kind_confidence: Fraction
    fields: dict[str, ReportField]
    """By name; a field that was not read is left out."""
    region: Box | None = None
    """The part of its page that it takes, where several documents share one."""
    turned: tuple[int, ...] = ()
    """For each page of ``page_range``, the degrees clockwise by which the stored page is turned to stand upright."""


class ReportReason(_Part):
    """Why the platform rejects: docvet's own id, and the platform's code where one is documented."""

    id: Text
    title: ReportText
    platform_code: Text | None
    platform_code_basis: Literal["documented", "inferred", "not-documented"]
    share: Fraction | None
    """Share of all rejections, where the source states one."""
    lead: Literal["weeks", "days", "minutes"] = "days"
    """How long fixing usually takes."""
    actor: ReportText | None = None
    """Who has to act, where the ruleset says so."""


class ReportEvidence(_Part):
    """A place on a document that a finding points at."""

    document: Text
    page: PageNumber | None = None
    box: Box | None = None
    quote: Text = ""


class ReportAcceptance(_Part):
    """A person answers for a finding; it stays in the report and no longer counts."""

    by: Text
    reason: Text
    at: Text
    """ISO date."""
    until: Text | None = None
    """The last day on which it counts, if it ends."""


class ReportFinding(_Part):
    """A rule that failed, at one place."""

    rule: Text
    name: Text
    severity: Severity
    stage: Literal["onboarding", "listing"]
    reason: ReportReason
    message: ReportText
    """What is wrong."""
    fix: ReportText
    """What to do about it."""
    documents: tuple[Text, ...]
    """Ids of the documents concerned."""
    evidence: tuple[ReportEvidence, ...]
    expected: Text
    found: Text
    expected_text: ReportText | None = None
    """``expected`` as people read it, where that differs; empty where the message says it."""
    found_text: ReportText | None = None
    source: Text
    """Where the rule comes from: titles and sections."""
    cited: ReportText | None = None
    """The same in each language."""
    accepted: ReportAcceptance | None = None
    """The decision of a person who accepted this finding, if any."""
    slot: Text | None = None
    """Name of the slot it is about, where it is about no document."""


class ReportSlot(_Part):
    """A place of the platform's form: which documents stand in it, and whether they are in order."""

    name: Text
    title: ReportText
    required: bool
    """Every application of this mode needs it; others are needed by some, or merely filled."""
    state: Literal["ok", "review", "reject", "missing"]
    """The worst that was found about it, what a person accepted apart."""
    documents: tuple[Text, ...]
    """Ids of the documents in it."""
    findings: tuple[int, ...]
    """Indexes into ``findings``, from 0: what was found about it."""


class ReportRule(_Part):
    """What a rule is called."""

    title: ReportText


class ReportLink(_Part):
    """One step of the chain: who gives the right to the mark to whom, and whether that holds."""

    giver: Text
    taker: Text
    kind: Literal["own", "transfer", "letter"]
    """The applicant's own mark, an assignment or change of name, a letter of authorization."""
    document: Text | None
    """Id of the document that proves it; null where that document is missing."""
    state: Literal["ok", "broken", "doubtful"]
    why: ReportText
    """What is wrong with it; empty where nothing is."""


class ReportChain(_Part):
    """The authorization chain of the mark applied with, from its registrant to the applicant."""

    certificate: Text
    """Id of the trademark certificate."""
    mark: Text
    registrant: Text
    applicant: Text
    holds: bool
    """Every link is ok."""
    links: tuple[ReportLink, ...]


class ReportNotChecked(_Part):
    """A rule that could not be judged, and why."""

    rule: Text
    kind: Literal["not_applicable", "input_missing", "unreadable"]
    because: Text
    """All reasons in one text: Chinese, a slash, English."""
    reasons: tuple[ReportText, ...] = ()
    """The same, reason by reason."""


class ReportComparison(_Part):
    """What became of the findings of an earlier report on the same application."""

    verdict: Verdict
    """The earlier one."""
    submission_date: Text
    """For which the earlier report was made; ISO date."""
    checked_at: Text | None = None
    """When the earlier report was made; ISO date and time with offset."""
    same_rules: bool
    """Both reports were judged by the very same rules."""
    mended: tuple[ReportFinding, ...]
    """Earlier findings that are gone; their documents are ids of the earlier report."""
    unjudged: tuple[ReportFinding, ...] = ()
    """Earlier findings of rules that could not be judged any more: neither fixed nor found again."""
    still_open: tuple[int, ...]
    """Indexes into ``findings``, from 0."""
    new: tuple[int, ...]
    """Indexes into ``findings``, from 0."""


class ReportStats(_Part):
    """What the scan cost; the only part that differs between two scans of the same folder."""

    files: int = Field(ge=0)
    pages: int = Field(ge=0)
    ocr_pages: int = Field(ge=0)
    cached_pages: int = Field(ge=0)
    seconds: float = Field(ge=0)
    checked_at: Text | None = None
    """When the scan ended; ISO date and time with offset."""


class Report(_Part):
    """What docvet says of one application folder."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True,
        serialize_by_alias=True, title="docvet report",
    )  # fmt: skip

    schema_id: Literal["docvet/report-1"] = Field(default="docvet/report-1", alias="schema")
    """Name and version of this format; ``schema`` in JSON."""
    docvet: Text
    """Version of docvet that wrote it."""
    ruleset: RulesetInfo
    application: ApplicationInfo
    verdict: Verdict
    documents: tuple[ReportDocument, ...]
    findings: tuple[ReportFinding, ...]
    """Sorted by severity (worst first), then rule, then document."""
    not_checked: tuple[ReportNotChecked, ...]
    stats: ReportStats
    slots: tuple[ReportSlot, ...] = ()
    """What the platform's form asks for, the required documents in front."""
    passed: tuple[Text, ...] = ()
    """Ids of the rules that were judged and found nothing, in the ruleset's order."""
    rules: dict[Text, ReportRule] = {}
    """By id, the rules that this report judged by or left open."""
    chain: ReportChain | None = None
    """Null where no mark or no applicant is known, and in modes without one."""
    comparison: ReportComparison | None = None
    """Only where an earlier report was named."""
