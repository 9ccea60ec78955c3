"""What the models refuse, in words for people: where, what, and the nearest thing that is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from docvet.errors import RulesetError
from docvet.models import LocalizedText
from docvet.rules.vocabulary import nearest
from docvet.rules.yaml_source import Node, Path, Place
from docvet.words import localized

_ENUM = re.compile(r"<\w+\.\w+: ('[^']*')>")
"""How pydantic shows the members of an enum; people write the value."""

VALUE_ERRORS = frozenset({
    "string_type", "int_type", "int_from_float", "float_type", "bool_type", "list_type", "tuple_type", "mapping_type",
    "dict_type", "model_type", "model_attributes_type", "literal_error", "enum", "string_too_short", "too_short",
    "string_pattern_mismatch", "greater_than", "greater_than_equal", "less_than", "less_than_equal",
})  # fmt: skip
"""What pydantic refuses that docvet has words of its own for; the rest is quoted."""

PlacedError = tuple[Path, LocalizedText]
"""Where, and what is wrong."""


def first(whole: Node, own: Node, errors: list[PlacedError]) -> RulesetError:
    """The error that stands first in the file ``own``, and how many more there are in all it inherits.

    What the file inherits is sound by itself; so an error there comes of what the file changes of it.
    """
    sited = [(_change(whole, own, path), whole.place_of(path), text) for path, text in errors]
    change, place, text = min(sited, key=lambda item: (item[0] is None, item[0] or item[1]))
    more = localized("ruleset.more", number=len(errors) - 1) if len(errors) > 1 else {"zh": "", "en": ""}
    if change is None:
        broken = localized("ruleset.inherited_breaks", place=place, text=text, more=more)
        return own.error_at(("extends",), broken)
    if change.file != place.file:
        return change.error(localized("ruleset.inherited", text=text, place=place, more=more))
    return change.error({lang: f"{words}{more.get(lang, more['en'])}" for lang, words in text.items()})


def _change(whole: Node, own: Node, path: Path) -> Place | None:
    """Where the file itself states what is at this path, or the entry that holds it."""
    places = [node.place for node in whole.along(path)]
    if places[-1].file == own.place.file:
        return places[-1]
    return next((place for place in reversed(places[2:]) if place.file == own.place.file), None)


def model_errors(error: ValidationError, model: type[BaseModel], at: Path = ()) -> list[PlacedError]:
    """What the model refuses of the data at this path, without what only follows from another error."""
    errors: list[PlacedError] = []
    items = error.errors(include_url=False)
    for item in items:
        path = tuple(item["loc"])
        if _follows(item["type"], path, [tuple(other["loc"]) for other in items if other["type"] != "missing"]):
            continue
        if item["type"] == "extra_forbidden":
            owner = _model_at(model, path[:-1])
            hint = nearest(str(path[-1]), names(owner) if owner else ())
            text: LocalizedText = localized("ruleset.unknown_key", name=path[-1], hint=hint)
        elif item["type"] == "missing":
            text = localized("ruleset.missing_key", name=path[-1])
        else:
            text = localized("ruleset.at", path=".".join(map(str, path)), text=_refused(item))
        errors.append(((*at, *path), text))
    return errors


def _refused(item: Mapping[str, Any]) -> LocalizedText:
    """Why a value is refused: in the words of the type that refused it, or of pydantic."""
    context = item.get("ctx", {})
    if texts := context.get("texts"):
        return dict(texts)
    message = _ENUM.sub(r"\1", item["msg"])
    expected = _ENUM.sub(r"\1", str(context.get("expected", "")))
    choices = {"en": expected, "zh": expected.replace(", ", "、").replace(" or ", " 或 ")}
    kind = item["type"] if item["type"] in VALUE_ERRORS else "other"
    return localized(f"ruleset_value.{kind}", **{**context, "message": message, "expected": choices})


def _follows(kind: str, path: Path, others: list[Path]) -> bool:
    """It only follows from another error: a key is missing where one is misspelt, a list is short of its wrong item."""
    place = path[:-1] if kind == "missing" else path
    return any(other != path and other[: len(place)] == place for other in others)


def names(model: type[BaseModel]) -> list[str]:
    """The keys of a model as files write them."""
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_at(model: type[BaseModel] | None, path: Path) -> type[BaseModel] | None:
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
