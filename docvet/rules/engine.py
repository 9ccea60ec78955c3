"""Rules over a case: which apply, what their checks find, and what it may weigh."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pydantic import BaseModel

from docvet.errors import trail
from docvet.log import logger
from docvet.models import Finding, Judgement, LocalizedText, NotChecked, Severity, Verdict
from docvet.rules.case import Case, not_applicable
from docvet.rules.checks import Check, checks
from docvet.rules.facts import Fact
from docvet.rules.honesty import Weighed, weigh
from docvet.rules.problems import FieldOf, Problem, Unjudged
from docvet.rules.ruleset import Rule, Ruleset
from docvet.rules.unnamed import named_by_operator
from docvet.rules.witnesses import cross_witnesses
from docvet.rules.wording import document_failed, filled, hedged, rule_failed, with_files

_log = logger(__name__)

_KINDS = ("unreadable", "input_missing", "not_applicable")
"""Of several reasons why a rule was not judged the first of these counts."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with what decides whether another finding hides it."""

    finding: Finding
    topic: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The judgement, and the fields that deserve a second look before it stands."""

    judgement: Judgement
    wanted: frozenset[FieldOf]
    unseen: frozenset[FieldOf]
    """Those of them in which something was not seen that may stand anywhere on their pages."""
    case: Case
    """As it was judged: unnamed traders have their operator's name, values their witnesses from other documents.

    Whoever asks who plays which part (the drawn chain, packing) asks this one.
    """
    hits: tuple[Judged, ...] = ()
    """Every finding, also those that others hide."""


def judge(ruleset: Ruleset, case: Case) -> Outcome:
    """Every rule of the ruleset over the case; never raises on account of a check."""
    named = named_by_operator(case.documents, ruleset.min_reject_confidence)
    case = replace(case, documents=cross_witnesses(named, case.form))
    hits = [Judged(document_failed(document), "") for document in case.documents if document.failure]
    not_checked: list[NotChecked] = []
    wanted: set[FieldOf] = set()
    unseen: set[FieldOf] = set()
    unread: list[FieldOf] = []
    raised: set[str] = set()
    for rule in sorted(ruleset.rules, key=lambda rule: checks()[rule.check].last):
        check = checks()[rule.check]
        at_hand = replace(case, unread=tuple(dict.fromkeys(unread))) if check.last else case
        results, failure = _run(ruleset, rule, check, at_hand)
        skipped = [result for result in results if isinstance(result, Unjudged)]
        for result in results:
            if isinstance(result, Problem):
                try:
                    weighed = weigh(ruleset, rule, result, at_hand)
                    hits.append(Judged(_finding(ruleset, rule, result, weighed), result.topic))
                    wanted |= weighed.wanted
                    unseen |= weighed.unseen
                except Exception as error:
                    _log.error("a problem of rule %s could not be weighed: %s", rule.id, trail(error))
                    failure = failure or error
        if failure is not None:
            hits.append(Judged(rule_failed(rule, failure), ""))
            raised.add(rule.id)
        if skipped:
            if rule.severity.rank <= Severity.REVIEW.rank:  # what only a warning needs is no reason to ask anybody
                unread.extend(field for item in skipped if item.kind == "unreadable" for field in item.wanted)
            not_checked.append(_not_checked(rule, skipped))
    findings = sorted((hit.finding for hit in _without_hidden(ruleset, hits)), key=_order)
    not_checked.sort(key=lambda item: item.rule)
    judgement = Judgement(
        verdict_of(ruleset, findings, not_checked), tuple(findings), tuple(not_checked),
        _passed(ruleset, hits, not_checked, raised),
    )  # fmt: skip
    return Outcome(judgement, frozenset(wanted.union(unread)), frozenset(unseen), case, tuple(hits))


def settled(ruleset: Ruleset, outcome: Outcome, accept: Callable[[Sequence[Finding]], Sequence[Finding]]) -> Judgement:
    """The judgement after what a person accepted: what an accepted finding hid is shown in its place.

    ``accept`` gives back the findings in their order, with those marked that somebody accepted, and may add some.
    """
    marked = accept([hit.finding for hit in outcome.hits])
    hits = [Judged(finding, hit.topic) for finding, hit in zip(marked, outcome.hits, strict=False)]
    shown = sorted((hit.finding for hit in _without_hidden(ruleset, hits)), key=_order)
    findings = (*shown, *marked[len(hits) :])
    not_checked = outcome.judgement.not_checked
    return Judgement(verdict_of(ruleset, findings, not_checked), findings, not_checked, outcome.judgement.passed)


def _passed(
    ruleset: Ruleset, hits: Iterable[Judged], not_checked: Iterable[NotChecked], raised: Iterable[str]
) -> tuple[str, ...]:
    """The rules that hit nothing, hidden or not, raised nothing and were left open nowhere."""
    others = {hit.finding.rule for hit in hits} | {item.rule for item in not_checked} | set(raised)
    return tuple(rule.id for rule in ruleset.rules if rule.id not in others)


def verdict_of(ruleset: Ruleset, findings: Iterable[Finding], not_checked: Iterable[NotChecked]) -> Verdict:
    """The worst finding that nobody accepted; clear only if every rule that could reject was judged or does not apply."""
    severities = {finding.severity for finding in findings if finding.accepted is None}
    if Severity.REJECT in severities:
        return Verdict.REJECT
    if Severity.ERROR in severities:
        return Verdict.ERROR
    if Severity.REVIEW in severities:
        return Verdict.REVIEW
    for item in not_checked:
        rule = ruleset.rule(item.rule)
        if item.kind != "not_applicable" and rule.severity is Severity.REJECT and rule.stage == "onboarding":
            return Verdict.REVIEW
    return Verdict.CLEAR


def _run(ruleset: Ruleset, rule: Rule, check: Check, case: Case) -> tuple[list[Problem | Unjudged], Exception | None]:
    """What the check yields, and what it raised if it did."""
    results: list[Problem | Unjudged] = []
    try:
        if (skip := _not_for(rule, case)) is not None:
            return [skip], None
        arguments = _arguments(check.name, json.dumps(ruleset.argument_values(rule)))
        for result in check.run(case, arguments):
            results.append(result)  # noqa: PERF402 - what came before a failure still counts
    except Exception as error:
        _log.error("the check %s of rule %s failed: %s", check.name, rule.id, trail(error))
        return results, error
    return results, None


@lru_cache(maxsize=1_000)
def _arguments(check: str, stated: str) -> BaseModel:
    """The arguments of a check from JSON: the same rules are judged again and again."""
    return checks()[check].args.model_validate_json(stated)


def _not_for(rule: Rule, case: Case) -> Unjudged | None:
    """Why the rule does not concern this case, or cannot be told to; None if it does."""
    if rule.disabled is not None:
        return not_applicable(
            f"规则集停用了这条规则：{rule.disabled}", f"the ruleset disables this rule: {rule.disabled}"
        )
    if rule.when.path is not None:
        if case.path is None:
            return _path_unknown(case)
        if case.path != rule.when.path:
            return _OTHER_PATH[rule.when.path]
    if rule.when.tracks:
        tracks = {category.track for category in case.categories.values() if category}
        if not case.categories:
            return Unjudged("input_missing", {"zh": "没有填写申请类目", "en": "no category was stated"})
        if not tracks & set(rule.when.tracks):
            return not_applicable("申请类目不属于此规则的范围", "the category is not one this rule is for")
    return None


_OTHER_PATH = {
    "own": not_applicable("商标不是申请主体自有", "the mark is not the applicant's own"),
    "authorized": not_applicable(
        "商标为申请主体自有，不需要授权链", "the mark is the applicant's own and needs no letters"
    ),
}


def _path_unknown(case: Case) -> Unjudged:
    if case.chain is not None:
        names = tuple(case.chain.unread)
        return Unjudged(
            "unreadable", {"zh": "商标注册人没有读出", "en": "the registrant of the mark could not be read"}, names
        )
    if case.licence is not None and not case.licence.value("name"):
        wanted = ((case.licence.id, "name"),)
        return Unjudged(
            "unreadable", {"zh": "营业执照的名称没有读出", "en": "the name on the licence could not be read"}, wanted
        )
    return case.absent("certificate" if case.licence else "licence")


def _finding(ruleset: Ruleset, rule: Rule, problem: Problem, weighed: Weighed) -> Finding:
    wording = rule.wording(problem.variant)
    message = filled(wording.message.words, problem.values)
    if weighed.doubtful:
        message = hedged(message)
    if weighed.perhaps:
        message = with_files(message, weighed.perhaps)
    return Finding(
        rule=rule.id, name=rule.name, severity=weighed.severity, stage=rule.stage, reason=ruleset.found_reason(rule),
        message=message, fix=filled(wording.fix.words, problem.values),
        documents=problem.documents, evidence=problem.evidence, expected=_plain(problem.expected),
        found=_plain(problem.found), expected_text=_text(problem.expected), found_text=_text(problem.found),
        source=ruleset.citation(rule.source), edges=problem.edges, topic=problem.topic,
    )  # fmt: skip


def _plain(value: str | Fact) -> str:
    return value if isinstance(value, str) else value.plain


def _text(value: str | Fact) -> LocalizedText | None:
    return None if isinstance(value, str) else value.words


def _not_checked(rule: Rule, skipped: Sequence[Unjudged]) -> NotChecked:
    kind = min((item.kind for item in skipped), key=_KINDS.index)
    reasons = {tuple(item.because.items()): item.because for item in skipped if item.kind == kind}
    return NotChecked(rule.id, kind, tuple(reasons.values()))


def _without_hidden(ruleset: Ruleset, hits: Sequence[Judged]) -> list[Judged]:
    """The hits that no other hit of a superseding rule explains; what weighs less, or was accepted, explains nothing."""
    hidden_by = {rule.id: set(rule.supersedes) for rule in ruleset.rules}
    return [
        hit
        for hit in hits
        if not any(
            hit.finding.rule in hidden_by.get(other.finding.rule, ())
            and other.finding.accepted is None
            and other.finding.severity.rank <= hit.finding.severity.rank
            and _same_matter(other, hit)
            for other in hits
        )
    ]


def _same_matter(one: Judged, other: Judged) -> bool:
    """The same topic; without one on both sides, a document in common."""
    if one.topic and other.topic:
        return one.topic == other.topic
    return bool(set(one.finding.documents) & set(other.finding.documents))


def _order(finding: Finding) -> tuple[int, str, tuple[tuple[int, str], ...], str]:
    return (finding.severity.rank, finding.rule, tuple((len(id_), id_) for id_ in finding.documents), finding.found)
