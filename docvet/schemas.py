"""The formats that programs and editors rely on, as JSON Schema (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docvet.described import json_schema
from docvet.rules.schema import ruleset_schema

__all__ = ["SCHEMAS", "application_schema", "report_schema", "ruleset_schema"]

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = ["string", "number", "boolean"]
"""In ``application.yaml`` every scalar is taken as the text it is: a code of digits, a brand named ON."""


def report_schema() -> Schema:
    """The JSON report."""
    from docvet.report.model import Report

    return {
        "$schema": _DRAFT,
        **json_schema(Report, "serialization"),
        "title": "docvet report",
    }


def application_schema() -> Schema:
    """``application.yaml``."""
    from docvet.form.model import Form

    schema = json_schema(Form)
    for model in (schema, *schema["$defs"].values()):
        for name, of in model.get("properties", {}).items():
            model["properties"][name] = _as_text(of)
    return {"$schema": _DRAFT, **schema, "title": "docvet application.yaml"}


def _as_text(of: Schema) -> Schema:
    """What YAML may show for a key that takes text, or one value where a list may stand."""
    if "anyOf" in of and not any(item.get("type") == "number" for item in of["anyOf"]):
        return of | {"anyOf": [_as_text(item) for item in of["anyOf"]]}
    if of.get("type") == "string" and not {"enum", "format"} & of.keys():
        return of | {"type": _SCALAR}
    if of.get("type") == "array":
        items = _as_text(of["items"])
        kept = {key: value for key, value in of.items() if key in {"title", "description", "default"}}
        return kept | {"anyOf": [{"type": "array", "items": items}, items]}
    return of


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "report": report_schema,
    "ruleset": ruleset_schema,
    "application": application_schema,
}
"""By what ``docvet schema`` calls them."""
