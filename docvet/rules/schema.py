"""The JSON Schema of a ruleset's file, so that editors complete and check it.

It knows the checks with their arguments, the kinds of document and their fields. What needs the whole
ruleset (a reason that does not exist, a rule that can never apply) only loading finds.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from docvet.described import json_schema
from docvet.rules.checks import Check, checks
from docvet.rules.ruleset import Ruleset
from docvet.rules.vocabulary import KIND_TITLES, ROLES, fields_of

Schema = dict[str, Any]

_ALWAYS = ("id", "version", "title")
"""Keys that no file inherits."""
_SECTIONS = {
    "sources": "Publication",
    "parameters": "Parameter",
    "reasons": "RejectionReasonChange",
    "documents": "RequiredSlotChange",
    "categories": "Category",
}
"""What the entries of each section look like in a file that extends another."""
_CHANGED = ("Bilingual", "RejectionReason", "Rule", "RequiredSlot", "When", "Wording")
"""Models of which a child states only what it changes."""
_PARAMETER: Schema = {"type": "string", "pattern": r"^\$\w+$", "description": "A parameter: its value goes here."}


def ruleset_schema() -> Schema:
    """The schema (draft 2020-12) of a ruleset's file, with or without ``extends``."""
    whole = json_schema(Ruleset)
    models: Schema = whole["$defs"]
    models["Rule"]["properties"]["check"] = {"enum": sorted(checks())}
    models["Rule"]["allOf"] = [_with(check, models) for check in checks().values()]
    models.update({f"{name}Change": _change(models[name]) for name in _CHANGED})
    models["RuleChange"]["required"] = ["id"]
    child = {
        name: {"type": "object", "additionalProperties": {"anyOf": [{"$ref": f"#/$defs/{entry}"}, {"type": "null"}]}}
        for name, entry in _SECTIONS.items()
    }
    child["rules"] = {"type": "array", "items": {"$ref": "#/$defs/RuleChange"}}
    own = {name: whole["properties"][name] for name in child}
    needed = [name for name in whole["required"] if name not in _ALWAYS]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "docvet ruleset",
        "type": "object",
        "additionalProperties": False,
        "required": list(_ALWAYS),
        "properties": whole["properties"] | dict.fromkeys(child, True),
        "if": {"anyOf": [{"required": ["extends"]}, {"properties": {"abstract": {"const": True}}, "required": ["abstract"]}]},
        "then": {"properties": child},
        "else": {"properties": own, "required": needed},
        "$defs": models,
    }  # fmt: skip
    spelled_out: Schema = _spelled_out(schema)
    spelled_out["$defs"] |= _vocabulary()
    return spelled_out


def _with(check: Check, models: Schema) -> Schema:
    """The arguments of a rule that names this check; a child states only those that it changes."""
    arguments = json_schema(check.args)
    models.update(arguments.pop("$defs", {}))
    properties = {name: _argument(of) for name, of in arguments.get("properties", {}).items()}
    name = f"with_{check.name}"
    models[name] = {"type": "object", "additionalProperties": False, "properties": properties}
    return {
        "if": {"properties": {"check": {"const": check.name}}, "required": ["check"]},
        "then": {"properties": {"with": {"$ref": f"#/$defs/{name}"}}},
    }


def _argument(of: Schema) -> Schema:
    """A value of the argument or the name of a parameter; numbers are always parameters."""
    if of.get("type") in {"integer", "number"}:
        return _PARAMETER
    return {"anyOf": [_PARAMETER, of]}


def _change(model: Schema) -> Schema:
    """The model with nothing required, and the models in it alike."""
    changed: Schema = _renamed(deepcopy(model))
    changed.pop("required", None)
    return changed


def _renamed(node: Any) -> Any:
    if isinstance(node, Mapping):
        if (name := str(node.get("$ref", "")).removeprefix("#/$defs/")) in _CHANGED:
            return {**node, "$ref": f"#/$defs/{name}Change"}
        return {key: _renamed(value) for key, value in node.items()}
    return [_renamed(item) for item in node] if isinstance(node, list) else node


def _vocabulary() -> Schema:
    """Definitions of the words that the models only name by a format, with those that other packages bring."""
    return {
        "docvet-kind": {"enum": sorted(KIND_TITLES)},
        "docvet-role": {"enum": sorted(ROLES)},
        "docvet-field": {"enum": [f"{role}.{name}" for role in sorted(ROLES) for name in sorted(fields_of(role))]},
        "docvet-letter-field": {"enum": sorted(fields_of("letters"))},
    }


def _spelled_out(node: Any) -> Any:
    """With a reference to the definition in place of such a format."""
    if isinstance(node, Mapping):
        if str(name := node.get("format", "")).startswith("docvet-"):
            return {"$ref": f"#/$defs/{name}"}
        return {key: _spelled_out(value) for key, value in node.items()}
    return [_spelled_out(item) for item in node] if isinstance(node, list) else node
