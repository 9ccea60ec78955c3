"""What a ruleset is: the pydantic models of the YAML files in ``rulesets/``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, JsonValue, WithJsonSchema

from docvet.models import LocalizedText, Reason, Severity
from docvet.rules.model import Bilingual, Model, Text, refused
from docvet.rules.sources import Citation, Cited, Publication, shown
from docvet.rules.vocabulary import KIND_TITLES, nearest
from docvet.words import localized

Basis = Literal["documented", "law", "standard", "official", "mechanical", "practice", "general"]
"""What a rule or parameter stands on; the last two never carry a rejection."""

SOFT_BASES = frozenset({"practice", "general"})
"""Bases on which a rule gives at most a review."""

Lead = Literal["weeks", "days", "minutes"]
"""A letter from a brand's owner, a change at the registrar; a new document of one's own; another scan."""

CodeBasis = Literal["documented", "inferred", "not-documented"]
"""Whether the platform's code is named in a document for this very cause."""


def _known_kind(kind: str) -> str:
    if kind not in KIND_TITLES:
        raise refused("kind", localized("ruleset.unknown_kind", name=kind, hint=nearest(kind, KIND_TITLES)))
    return kind


FORM_MODES = ("pop", "joint")
"""The modes that an application form can name."""

Section = Literal["sources", "parameters", "reasons", "documents", "categories", "rules"]


def _mode(mode: str) -> str:
    if mode not in FORM_MODES and (close := get_close_matches(mode, FORM_MODES, n=1)):
        raise refused("mode", localized("ruleset.unknown_mode", mode=mode, close=close[0]))
    return mode


KindName = Annotated[str, AfterValidator(_known_kind), WithJsonSchema({"format": "docvet-kind"})]


class Parameter(Model):
    """A threshold or list of terms; rules name it as ``$name`` in their arguments."""

    value: JsonValue
    source: Cited
    basis: Basis


class RejectionReason(Model):
    """Why the platform rejects, and the share of rejections where a source states one."""

    title: Bilingual
    platform_code: str | None = None
    platform_code_basis: CodeBasis = "not-documented"
    share: Annotated[float, Field(gt=0, lt=1)] | None = None
    lead: Lead = "days"
    """How long fixing usually takes; what takes longest is named first."""
    actor: Bilingual | None = None
    """Who has to act: the brand's owner, the company itself."""


class CategoryNames(Model):
    """What a category is called; the first is shown, all are found."""

    zh: Annotated[tuple[Text, ...], Field(min_length=1)]
    en: Annotated[tuple[Text, ...], Field(min_length=1)]


NiceClass = Annotated[int, Field(ge=1, le=45)]


class Nice(Model):
    """Classes of the Nice classification that cover a category."""

    primary: Annotated[tuple[NiceClass, ...], Field(min_length=1)]
    """A mark in one of these is enough."""
    also: tuple[NiceClass, ...] = ()
    """These depend on the product: a person decides."""


class Category(Model):
    """A row of the map from category to Nice classes and words of the business scope."""

    names: CategoryNames
    track: Text
    nice: Nice
    keywords: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Any one of them in the business scope speaks for the category."""
    source: Cited

    def in_language(self, lang: str) -> str:
        """Its name in this language, else in English."""
        return str(getattr(self.names, lang, self.names.en)[0])

    @property
    def words(self) -> LocalizedText:
        """Its name in each language."""
        return {"zh": self.names.zh[0], "en": self.names.en[0]}


class RequiredSlot(Model):
    """A place of the platform's form that documents fill."""

    title: Bilingual
    kinds: Annotated[tuple[KindName, ...], Field(min_length=1)]
    """Any of them fills it."""
    required: bool = True
    notes: tuple[Bilingual, ...] = ()
    """What such a document has to be like, for ``docvet checklist``."""


class When(Model):
    """The circumstances in which a rule applies; elsewhere it is not applicable."""

    path: Literal["own", "authorized"] | None = None
    """The applicant's own mark, or another's mark with letters."""
    tracks: tuple[Text, ...] = ()
    """Tracks of the category applied for."""


class Wording(Model):
    """What a finding says, and what to do."""

    message: Bilingual
    fix: Bilingual


class Examples(Model):
    """Two cases that show where the line runs."""

    passes: Bilingual
    fails: Bilingual


class Rule(Wording):
    """A check with its arguments, its weight and its words."""

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$")]
    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Bilingual
    explanation: Bilingual | None = None
    """What it checks and why, for ``docvet explain``."""
    examples: Examples | None = None
    check: Text
    arguments: Annotated[Mapping[str, JsonValue], Field(alias="with", default_factory=dict)]
    when: When = When()
    severity: Literal[Severity.REJECT, Severity.REVIEW, Severity.WARN, Severity.INFO]
    """The highest it may give."""
    stage: Literal["onboarding", "listing"] = "onboarding"
    basis: Basis
    reason: Text
    actor: Bilingual | None = None
    """Who has to act, where that is not whom the reason names."""
    platform_code: str | None = None
    platform_code_basis: CodeBasis = "not-documented"
    disabled: Text | None = None
    """Why this ruleset does not apply it."""
    supersedes: tuple[Text, ...] = ()
    """Rules whose findings on the same matter this one's findings hide."""
    variants: Annotated[Mapping[str, Wording], Field(default_factory=dict)]
    """Other words for a circumstance that the check names."""
    source: Cited

    def wording(self, variant: str | None) -> Wording:
        """The words for a variant; those of the rule where the variant has none of its own."""
        return self.variants.get(variant or "", self)


class Ruleset(Model):
    """A whole file of rules."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Text
    title: Bilingual
    extends: Text | None = None
    """The id of a shipped ruleset, or the path of a file from this file's folder."""
    replaces: tuple[Section, ...] = ()
    """Sections of which nothing is inherited."""
    abstract: bool = False
    """It is only extended, never judged by."""
    mode: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"), AfterValidator(_mode)]
    """``pop`` or ``joint`` of the application form, or a name of one's own for another platform."""
    sources: Mapping[str, Publication] = Field(default_factory=dict)
    """What ``source`` cites by id."""
    parameters: Mapping[str, Parameter]
    reasons: Mapping[str, RejectionReason]
    categories: Mapping[str, Category] = Field(default_factory=dict)
    documents: Mapping[str, RequiredSlot]
    rules: tuple[Rule, ...]

    @cached_property
    def digest(self) -> str:
        """``sha256:`` and the hash of what it says with all it inherits, whatever its layout and comments."""
        plain = self.model_dump(mode="json", by_alias=True, exclude={"extends", "replaces"})
        content = json.dumps(plain, sort_keys=True, ensure_ascii=False)
        return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"

    def serves(self, mode: str) -> bool:
        """Whether it is for this mode of the form; that of another platform is chosen by its name alone."""
        return self.mode == mode or self.mode not in FORM_MODES

    @property
    def min_reject_confidence(self) -> float:
        """How surely a value must have been read for a rejection to rest on it."""
        return self._share("min_reject_confidence")

    @property
    def min_kind_confidence(self) -> float:
        """How surely a document must have been recognised for a rejection to rest on its kind."""
        return self._share("min_kind_confidence")

    def _share(self, name: str) -> float:
        return float(str(self.parameters[name].value))  # a number: the loader saw to it

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; KeyError."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def argument_values(self, rule: Rule) -> dict[str, Any]:
        """The rule's arguments with the parameters they name put in; KeyError for an unknown one."""
        return {name: self._resolved(value) for name, value in rule.arguments.items()}

    def _resolved(self, value: JsonValue) -> JsonValue:
        if isinstance(value, str) and value.startswith("$"):
            return self.parameters[value[1:]].value
        return value

    def citation(self, cited: Sequence[Citation]) -> LocalizedText:
        """Where something comes from, as reports show it."""
        return shown(cited, self.sources)

    def found_reason(self, rule: Rule) -> Reason:
        """The reason as a finding of this rule carries it."""
        reason = self.reasons[rule.reason]
        return Reason(
            id=rule.reason, title=reason.title.words, platform_code=rule.platform_code,
            platform_code_basis=rule.platform_code_basis, share=reason.share, lead=reason.lead,
            actor=actor.words if (actor := rule.actor or reason.actor) else None,
        )  # fmt: skip
