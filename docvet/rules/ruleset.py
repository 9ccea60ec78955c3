"""What a ruleset is: the pydantic models of the YAML files in ``docvet/rulesets``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue
from pydantic_core import PydanticCustomError

from docvet.models import Reason as FoundReason
from docvet.models import Severity, Words
from docvet.rules.vocabulary import KIND_TITLES, nearest

Basis = Literal["documented", "law", "standard", "official", "mechanical", "practice", "general"]
"""What a rule or parameter stands on; the last two never carry a rejection."""

SOFT_BASES = frozenset({"practice", "general"})
"""Bases on which a rule gives at most a review."""

CodeBasis = Literal["documented", "inferred", "not-documented"]
"""Whether the platform's code is named in a document for this very cause."""


def _known_kind(kind: str) -> str:
    if kind not in KIND_TITLES:
        raise PydanticCustomError("kind", "{said}", {"said": f"unknown kind {kind!r}{nearest(kind, KIND_TITLES)}"})
    return kind


Kind = Annotated[str, AfterValidator(_known_kind)]
Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """Nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Bilingual(Model):
    """The same text in Chinese and English, with ``{placeholders}`` where it is a message or a fix."""

    zh: Text
    en: Text

    @property
    def words(self) -> Words:
        """As the findings carry it."""
        return {"zh": self.zh, "en": self.en}


class Parameter(Model):
    """A threshold or list of terms; rules name it as ``$name`` in their arguments."""

    value: JsonValue
    source: Text
    basis: Basis


class Reason(Model):
    """Why the platform rejects, and the share of rejections where a source states one."""

    title: Bilingual
    platform_code: str | None = None
    platform_code_basis: CodeBasis = "not-documented"
    share: Annotated[float, Field(gt=0, lt=1)] | None = None


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
    source: Text

    @property
    def words(self) -> Words:
        """Its name in each language."""
        return {"zh": self.names.zh[0], "en": self.names.en[0]}


class Slot(Model):
    """A place of the platform's form that papers fill."""

    title: Bilingual
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    """Any of them fills it."""
    required: bool = True


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


class Rule(Wording):
    """A check with its arguments, its weight and its words."""

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$")]
    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Bilingual
    check: Text
    arguments: Annotated[Mapping[str, JsonValue], Field(alias="with", default_factory=dict)]
    when: When = When()
    severity: Literal[Severity.REJECT, Severity.REVIEW, Severity.WARN, Severity.INFO]
    """The highest it may give."""
    stage: Literal["onboarding", "listing"] = "onboarding"
    basis: Basis
    reason: Text
    platform_code: str | None = None
    platform_code_basis: CodeBasis = "not-documented"
    supersedes: tuple[Text, ...] = ()
    """Rules whose findings on the same matter this one's findings hide."""
    variants: Annotated[Mapping[str, Wording], Field(default_factory=dict)]
    """Other words for a circumstance that the check names."""
    source: Text

    def wording(self, variant: str | None) -> Wording:
        """The words for a variant; those of the rule where the variant has none of its own."""
        return self.variants.get(variant or "", self)


class Ruleset(Model):
    """A whole file of rules."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Text
    title: Bilingual
    mode: Literal["pop", "joint"]
    parameters: Mapping[str, Parameter]
    reasons: Mapping[str, Reason]
    categories: tuple[Category, ...] = ()
    documents: Mapping[str, Slot]
    rules: tuple[Rule, ...]

    @cached_property
    def digest(self) -> str:
        """``sha256:`` and the hash of what it says, whatever its layout and comments."""
        said = json.dumps(self.model_dump(mode="json", by_alias=True), sort_keys=True, ensure_ascii=False)
        return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"

    @property
    def min_reject_confidence(self) -> float:
        """How surely a value must have been read for a rejection to rest on it."""
        return self._share("min_reject_confidence")

    @property
    def min_kind_confidence(self) -> float:
        """How surely a paper must have been recognised for a rejection to rest on its kind."""
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

    def found_reason(self, rule: Rule) -> FoundReason:
        """The reason as a finding of this rule carries it."""
        reason = self.reasons[rule.reason]
        return FoundReason(
            id=rule.reason, title=reason.title.words, platform_code=rule.platform_code,
            platform_code_basis=rule.platform_code_basis, share=reason.share,
        )  # fmt: skip
