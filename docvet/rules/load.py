"""From a name or a file to a ruleset whose every reference holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from docvet.errors import RulesetError
from docvet.models import Severity
from docvet.rules.checks import checks
from docvet.rules.ruleset import SOFT_BASES, Bilingual, Rule, Ruleset
from docvet.rules.vocabulary import nearest
from docvet.rules.yaml_source import MAX_BYTES, Source, read
from docvet.rules.yaml_source import Path as Where

_ENUM = re.compile(r"<\w+\.\w+: ('[^']*')>")
"""How pydantic shows the members of an enum; people write the value."""

Fault = tuple[Where, str]
"""Where, and what is wrong."""

ENGINE_PARAMETERS = ("min_reject_confidence", "min_kind_confidence")
"""Parameters that the engine itself uses."""


def shipped() -> tuple[str, ...]:
    """The ids of the rulesets that come with docvet."""
    folder = files("docvet").joinpath("rulesets")
    return tuple(sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml")))


def load_ruleset(name_or_path: str | Path) -> Ruleset:
    """A shipped ruleset by its id, or one from a YAML file.

    Raises:
        RulesetError: there is no such ruleset, or the file is wrong; names file, line and column.
    """
    name = str(name_or_path)
    if name in shipped():
        raw = files("docvet").joinpath("rulesets", f"{name}.yaml").read_bytes()
        return parse_ruleset(f"{name}.yaml", raw)
    path = Path(name_or_path)
    if not path.is_file() and (path.suffix not in {".yaml", ".yml"} or path.exists()):
        close = get_close_matches(name, shipped(), n=1)
        zh, en = (f"，是否想写 {close[0]}？", f", did you mean {close[0]}?") if close else ("", "")
        raise RulesetError(
            f"没有规则集 {name!r}{zh} / there is no ruleset {name!r}{en}; "
            f"可用 / allowed: {', '.join(shipped())}，或自己的 .yaml 文件 / or a .yaml file of your own"
        )
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror
        raise RulesetError(f"{name}: 规则集读不出（{reason}） / {name}: the ruleset cannot be read: {reason}") from None
    return parse_ruleset(name, raw)


def parse_ruleset(name: str, raw: bytes) -> Ruleset:
    """The ruleset in these bytes; ``name`` stands in errors. RulesetError."""
    source = read(name, raw)
    if not isinstance(source.data, Mapping):
        raise RulesetError(f"{name}: a ruleset is a mapping with the keys {', '.join(_names(Ruleset))}")
    try:
        ruleset = Ruleset.model_validate_json(json.dumps(source.data))
    except ValidationError as error:
        raise _first(source, _model_faults(error, Ruleset)) from None
    if found := list(_reference_faults(ruleset, source)):
        raise _first(source, found)
    return ruleset


def _first(source: Source, faults: list[Fault]) -> RulesetError:
    """The fault that stands first in the file, and how many more there are."""
    path, said = min(faults, key=lambda fault: source.place(fault[0]))
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return source.fault(path, said + more)


def _model_faults(error: ValidationError, model: type[BaseModel], at: Where = ()) -> list[Fault]:
    faults: list[Fault] = []
    items = error.errors(include_url=False)
    for item in items:
        path = tuple(item["loc"])
        if _follows(item["type"], path, [tuple(other["loc"]) for other in items if other["type"] != "missing"]):
            continue
        if item["type"] == "extra_forbidden":
            owner = _model_at(model, path[:-1])
            said = f"unknown key {path[-1]!r}{nearest(str(path[-1]), _names(owner) if owner else ())}"
        elif item["type"] == "missing":
            said = f"the key {path[-1]!r} is missing"
        else:
            said = f"{'.'.join(map(str, path))}: " + _ENUM.sub(r"\1", item["msg"])
        faults.append(((*at, *path), said))
    return faults


def _follows(kind: str, path: Where, others: list[Where]) -> bool:
    """It only follows from another fault: a key is missing where one is misspelt, a list is short of its faulty item."""
    place = path[:-1] if kind == "missing" else path
    return any(other != path and other[: len(place)] == place for other in others)


def _names(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_at(model: type[BaseModel] | None, path: Where) -> type[BaseModel] | None:
    """The model that describes the mapping at this path."""
    kind: Any = model
    for step in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = next(
                (info.annotation for name, info in kind.model_fields.items() if step in (name, info.alias)), None
            )
        else:  # a mapping or a list: its values
            kind = next((item for item in reversed(get_args(kind)) if item is not Ellipsis), None)
        while get_origin(kind) is not None and not _is_collection(kind):
            kind = next((item for item in get_args(kind) if item is not type(None)), None)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _is_collection(kind: Any) -> bool:
    origin = get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, (tuple, list, Mapping))


def _reference_faults(ruleset: Ruleset, source: Source) -> Iterator[Fault]:
    """What the models cannot see by themselves: names that lead nowhere, and weights without ground."""
    yield from _parameter_faults(ruleset)
    ids: dict[str, int] = {}
    for index, rule in enumerate(ruleset.rules):
        at: Where = ("rules", index)
        if rule.id in ids:
            first = source.place(("rules", ids[rule.id], "id"))
            yield (*at, "id"), f"the rule {rule.id} stands here a second time; it was first on line {first.line}"
        ids.setdefault(rule.id, index)
        if rule.reason not in ruleset.reasons:
            yield (*at, "reason"), f"unknown reason {rule.reason!r}{nearest(rule.reason, ruleset.reasons)}"
        if rule.basis in SOFT_BASES and rule.severity is Severity.REJECT:
            yield (*at, "severity"), f"a rule on the basis {rule.basis!r} gives at most 'review'"
        if (rule.platform_code is None) != (rule.platform_code_basis == "not-documented"):
            yield (*at, "platform_code_basis"), "a platform code and 'not-documented' exclude each other"
        yield from _argument_faults(ruleset, rule, at)
    for index, rule in enumerate(ruleset.rules):
        for number, other in enumerate(rule.supersedes):
            if other not in ids:
                yield ("rules", index, "supersedes", number), f"unknown rule {other!r}{nearest(other, ids)}"


def _parameter_faults(ruleset: Ruleset) -> Iterator[Fault]:
    for name in ENGINE_PARAMETERS:
        parameter = ruleset.parameters.get(name)
        if parameter is None:
            yield ("parameters",), f"the parameter {name!r} is missing; every verdict needs it"
        elif (
            isinstance(parameter.value, bool)
            or not isinstance(parameter.value, int | float)
            or not 0 < parameter.value <= 1
        ):
            yield ("parameters", name, "value"), f"{name} is a number above 0 and at most 1"


def _argument_faults(ruleset: Ruleset, rule: Rule, at: Where) -> Iterator[Fault]:
    check = checks().get(rule.check)
    if check is None:
        yield (*at, "check"), f"unknown check {rule.check!r}{nearest(rule.check, checks())}"
        return
    sound = True
    for name, value in rule.arguments.items():
        if isinstance(value, str) and value.startswith("$") and value[1:] not in ruleset.parameters:
            yield (*at, "with", name), f"unknown parameter {value[1:]!r}{nearest(value[1:], ruleset.parameters)}"
            sound = False
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield (*at, "with", name), f"a number must be a parameter with a source: write {name}: $name"
            sound = False
    if sound:
        try:
            check.args.model_validate_json(
                json.dumps(ruleset.argument_values(rule)), context={"slots": ruleset.documents}
            )
        except ValidationError as error:
            yield from _model_faults(error, check.args, (*at, "with"))
    always = check.fills
    yield from _placeholder_faults(rule.message, always, (*at, "message"))
    yield from _placeholder_faults(rule.fix, always, (*at, "fix"))
    for variant, wording in rule.variants.items():
        if variant not in check.variants:
            yield (
                (*at, "variants", variant),
                f"{check.name} knows no variant {variant!r}{nearest(variant, check.variants)}",
            )
            continue
        filled = always | check.variants[variant]
        yield from _placeholder_faults(wording.message, filled, (*at, "variants", variant, "message"))
        yield from _placeholder_faults(wording.fix, filled, (*at, "variants", variant, "fix"))


def _placeholder_faults(text: Bilingual, filled: frozenset[str], at: Where) -> Iterator[Fault]:
    for lang, template in text.words.items():
        try:
            names = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
        except ValueError as error:
            yield (*at, lang), f"the braces do not pair: {error}"
            continue
        for name in names:
            if name not in filled:
                yield (*at, lang), f"the check never fills {{{name}}}{nearest(name, filled)}"
