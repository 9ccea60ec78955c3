"""JSON Schemas of models whose attributes are described where they stand, by the text below each.

Pydantic can do so itself (``use_attribute_docstrings``), but then reads its models' source at every start of docvet.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode


def json_schema(model: type[BaseModel], mode: JsonSchemaMode = "validation") -> dict[str, Any]:
    """The schema of the model, its keys as they stand in files."""
    return model.model_json_schema(by_alias=True, mode=mode, schema_generator=_Described)


class _Described(GenerateJsonSchema):
    def model_schema(self, schema: Any) -> dict[str, Any]:
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        texts = attribute_docstrings(model)
        for name, field in model.model_fields.items():
            of = made.get("properties", {}).get(field.alias or name)
            if of is not None and name in texts:
                of.setdefault("description", texts[name])
        return made


def attribute_docstrings(model: type[BaseModel]) -> Mapping[str, str]:
    """The text below each attribute of a model and of those that it is made from."""
    models = [one for one in reversed(model.__mro__) if issubclass(one, BaseModel) and one is not BaseModel]
    return {name: text for one in models for name, text in _own(one).items()}


@cache
def _own(model: type[BaseModel]) -> Mapping[str, str]:
    return dict(_read(model))


def _read(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    try:
        source = textwrap.dedent(inspect.getsource(model))
    except (OSError, TypeError):  # made by a program
        return
    body = getattr(ast.parse(source).body[0], "body", [])
    for attribute, text in pairwise(body):
        match attribute, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                yield name, inspect.cleandoc(words)
