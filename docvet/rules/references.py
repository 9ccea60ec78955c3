"""What the models of a ruleset cannot see: names that lead nowhere, weights without ground, rules that never speak."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from string import Formatter

from pydantic import ValidationError

from docvet.models import LocalizedText, Severity
from docvet.rules.arguments import roles_named
from docvet.rules.categories import spelling
from docvet.rules.checks import Check, checks
from docvet.rules.errors import PlacedError, model_errors
from docvet.rules.model import Bilingual
from docvet.rules.ruleset import SOFT_BASES, Rule, Ruleset
from docvet.rules.sources import Citation
from docvet.rules.vocabulary import ROLES, nearest
from docvet.rules.yaml_source import Node, Path
from docvet.words import localized

ENGINE_PARAMETERS = ("min_reject_confidence", "min_kind_confidence")
"""Parameters that the engine itself uses."""


def reference_errors(ruleset: Ruleset) -> Iterator[PlacedError]:
    """All such errors of a ruleset with what it inherits; nothing is asked of rules that are switched off."""
    if not ruleset.abstract:
        yield from _parameter_errors(ruleset)
    yield from _category_errors(ruleset)
    yield from _source_errors(ruleset)
    names: dict[str, str] = {}
    for index, rule in enumerate(ruleset.rules):
        at: Path = ("rules", index)
        if rule.name in names:
            yield (*at, "name"), localized("ruleset.name_twice", other=names[rule.name], name=rule.name)
        names.setdefault(rule.name, rule.id)
        if rule.disabled is None:
            yield from _rule_errors(ruleset, rule, at)
    yield from _supersede_errors(ruleset)


def unused_errors(ruleset: Ruleset, own: Node) -> Iterator[PlacedError]:
    """Parameters, reasons and sources that this file states for nothing: a misspelt name would tighten no rule."""
    arguments = (value for rule in ruleset.rules for value in rule.arguments.values() if isinstance(value, str))
    used = {
        "parameters": {*ENGINE_PARAMETERS, *(value.removeprefix("$") for value in arguments)},
        "reasons": {rule.reason for rule in ruleset.rules},
        "sources": {citation.id for _, cited in _cited(ruleset) for citation in cited if citation.id},
    }
    for section, names in used.items():
        for name, stated in (own.plain.get(section) or {}).items():
            if stated is not None and name not in names:
                hint = nearest(name, names)
                uncited, unused = (
                    localized("ruleset.uncited", name=name, hint=hint),
                    localized("ruleset.unused", name=name, hint=hint),
                )
                yield (section, name), uncited if section == "sources" else unused


def _parameter_errors(ruleset: Ruleset) -> Iterator[PlacedError]:
    for name in ENGINE_PARAMETERS:
        parameter = ruleset.parameters.get(name)
        if parameter is None:
            yield ("parameters",), localized("ruleset.parameter_missing", name=name)
        elif (
            isinstance(parameter.value, bool)
            or not isinstance(parameter.value, int | float)
            or not 0 < parameter.value <= 1
        ):
            yield ("parameters", name, "value"), localized("ruleset.share", name=name)


def _category_errors(ruleset: Ruleset) -> Iterator[PlacedError]:
    first: dict[str, str] = {}
    for row, category in ruleset.categories.items():
        for lang in ("zh", "en"):
            for number, name in enumerate(getattr(category.names, lang)):
                if (other := first.setdefault(spelling(name), row)) != row:
                    yield (
                        ("categories", row, "names", lang, number),
                        localized("ruleset.row_twice", name=name, other=other),
                    )


def _source_errors(ruleset: Ruleset) -> Iterator[PlacedError]:
    for at, cited in _cited(ruleset):
        for number, citation in enumerate(cited):
            if citation.id is not None and citation.id not in ruleset.sources:
                where: Path = (*at, "source") if len(cited) == 1 else (*at, "source", number)
                hint = nearest(citation.id, ruleset.sources)
                yield (*where, "id"), localized("ruleset.unknown_source", name=citation.id, hint=hint)


def _cited(ruleset: Ruleset) -> Iterator[tuple[Path, Sequence[Citation]]]:
    """What everything of the ruleset cites, with its place."""
    for section, entries in (("parameters", ruleset.parameters), ("categories", ruleset.categories)):
        yield from (((section, name), entry.source) for name, entry in entries.items())
    yield from ((("rules", index), rule.source) for index, rule in enumerate(ruleset.rules))


def _rule_errors(ruleset: Ruleset, rule: Rule, at: Path) -> Iterator[PlacedError]:
    if rule.reason not in ruleset.reasons:
        hint = nearest(rule.reason, ruleset.reasons)
        yield (*at, "reason"), localized("ruleset.unknown_reason", name=rule.reason, hint=hint)
    if rule.basis in SOFT_BASES and rule.severity is Severity.REJECT:
        yield (*at, "severity"), localized("ruleset.soft_basis", basis=rule.basis)
    if (rule.platform_code is None) != (rule.platform_code_basis == "not-documented"):
        yield (*at, "platform_code_basis"), localized("ruleset.code_basis")
    check = checks().get(rule.check)
    if check is None:
        yield (*at, "check"), localized("ruleset.unknown_check", name=rule.check, hint=nearest(rule.check, checks()))
        return
    yield from _when_errors(ruleset, rule, check, at)
    yield from _argument_errors(ruleset, rule, check, at)
    yield from _wording_errors(rule, check, at)


def _when_errors(ruleset: Ruleset, rule: Rule, check: Check, at: Path) -> Iterator[PlacedError]:
    """Circumstances that never come about."""
    tracks = {category.track for category in ruleset.categories.values()}
    for number, track in enumerate(rule.when.tracks):
        if track not in tracks:
            hint = nearest(track, tracks)
            yield (*at, "when", "tracks", number), localized("ruleset.unknown_track", name=track, hint=hint)
    if rule.when.path is not None and not _has_slot(ruleset, {"certificate"}):
        why = _no_slot({"certificate"})
        yield (*at, "when", "path"), localized("ruleset.never", path=rule.when.path, why=why)
    for role in check.papers:
        if not _has_slot(ruleset, {role}):
            yield (*at, "check"), localized("ruleset.never_applies", why=_no_slot({role}))


def _has_slot(ruleset: Ruleset, roles: Collection[str]) -> bool:
    """Whether a slot takes a document for any of the roles; the form needs none."""
    kinds = {"form", *(kind for slot in ruleset.documents.values() for kind in slot.kinds)}
    return any(kinds.intersection(ROLES[role]) for role in roles)


def _no_slot(roles: Collection[str]) -> LocalizedText:
    kinds = sorted({kind for role in roles for kind in ROLES[role]})
    either = localized("ruleset.or")
    return localized("ruleset.no_slot", kinds={lang: word.join(kinds) for lang, word in either.items()})


def _argument_errors(ruleset: Ruleset, rule: Rule, check: Check, at: Path) -> Iterator[PlacedError]:
    sound = True
    for name, value in rule.arguments.items():
        if isinstance(value, str) and value.startswith("$") and value[1:] not in ruleset.parameters:
            hint = nearest(value[1:], ruleset.parameters)
            yield (*at, "with", name), localized("ruleset.unknown_parameter", name=value[1:], hint=hint)
            sound = False
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield (*at, "with", name), localized("ruleset.bare_number", name=name)
            sound = False
    if not sound:
        return
    given = json.dumps(ruleset.argument_values(rule))
    try:
        arguments = check.args.model_validate_json(given, context={"slots": ruleset.documents})
    except ValidationError as error:
        for path, said in model_errors(error, check.args):
            value = rule.arguments.get(str(path[0])) if path and path[0] in check.args.model_fields else None
            if isinstance(value, str) and value.startswith("$"):  # where the parameter is stated
                yield ("parameters", value[1:], "value", *path[1:]), said
            else:
                yield (*at, "with", *path), said
        return
    for name, roles in roles_named(arguments):
        if not _has_slot(ruleset, roles):
            yield (*at, "with", name), localized("ruleset.never_applies", why=_no_slot(roles))


def _wording_errors(rule: Rule, check: Check, at: Path) -> Iterator[PlacedError]:
    always = check.fills
    yield from _placeholder_errors(rule.message, always, (*at, "message"))
    yield from _placeholder_errors(rule.fix, always, (*at, "fix"))
    for variant, wording in rule.variants.items():
        if variant not in check.variants:
            hint = nearest(variant, check.variants)
            text = localized("ruleset.unknown_variant", check=check.name, name=variant, hint=hint)
            yield (*at, "variants", variant), text
            continue
        filled = always | check.variants[variant]
        yield from _placeholder_errors(wording.message, filled, (*at, "variants", variant, "message"))
        yield from _placeholder_errors(wording.fix, filled, (*at, "variants", variant, "fix"))


def _supersede_errors(ruleset: Ruleset) -> Iterator[PlacedError]:
    hides = {rule.id: rule.supersedes for rule in ruleset.rules}
    for index, rule in enumerate(ruleset.rules):
        for number, other in enumerate(rule.supersedes):
            at = ("rules", index, "supersedes", number)
            if other not in hides:
                yield at, localized("ruleset.unknown_rule", name=other, hint=nearest(other, hides))
            elif rule.id in _all_hidden(hides, other):
                yield at, localized("ruleset.supersedes_circle", rule=rule.id, other=other)


def _all_hidden(hides: Mapping[str, Collection[str]], rule: str) -> set[str]:
    """What this rule hides, and what that hides in turn."""
    below: set[str] = set()
    open_ends = [rule]
    while open_ends:
        for other in hides.get(open_ends.pop(), ()):
            if other not in below:
                below.add(other)
                open_ends.append(other)
    return below


def _placeholder_errors(text: Bilingual, filled: frozenset[str], at: Path) -> Iterator[PlacedError]:
    for lang, template in text.words.items():
        try:
            used = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
        except ValueError as error:
            yield (*at, lang), localized("ruleset.braces", reason=error)
            continue
        for name in used:
            if name not in filled:
                hint = nearest(name, filled)
                yield (*at, lang), localized("ruleset.never_filled", name=f"{{{name}}}", hint=hint)
