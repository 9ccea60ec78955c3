"""Types for the arguments of checks; each refuses what does not exist and says what does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, get_args

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, WithJsonSchema

from docvet.rules.model import Model, refused
from docvet.rules.vocabulary import ROLES, fields_of, nearest
from docvet.words import localized


class Args(Model):
    """Base of all arguments: strict, and nothing unknown."""


class NoArgs(Args):
    """For checks that need none."""


def _role(value: str) -> str:
    if value not in ROLES:
        raise refused("reference", localized("ruleset.unknown_role", name=value, hint=nearest(value, ROLES)))
    return value


def _ref(value: str) -> str:
    role, dot, name = value.partition(".")
    if not dot:
        raise refused("reference", localized("ruleset.not_a_field", name=value))
    if name not in fields_of(_role(role)):
        hint = nearest(name, fields_of(role))
        raise refused("reference", localized("ruleset.no_field", role=role, name=name, hint=hint))
    return value


def _letter_field(value: str) -> str:
    return split(_ref(f"letters.{value}"))[1]


def _slot(value: str, info: ValidationInfo) -> str:
    slots = (info.context or {}).get("slots")
    if slots is not None and value not in slots:
        raise refused("reference", localized("ruleset.unknown_slot", name=value, hint=nearest(value, slots)))
    return value


Days = Annotated[int, Field(ge=0, le=36_500)]
"""At most a century."""
Months = Annotated[int, Field(ge=1, le=1_200)]
"""At most a century."""
Role = Annotated[str, AfterValidator(_role), WithJsonSchema({"format": "docvet-role"})]
"""A part that documents play: ``licence``, ``letters`` …"""
Ref = Annotated[str, AfterValidator(_ref), WithJsonSchema({"format": "docvet-field"})]
"""A field of a role: ``licence.name``."""
LetterField = Annotated[str, AfterValidator(_letter_field), WithJsonSchema({"format": "docvet-letter-field"})]
"""A field of an authorization letter."""
SlotName = Annotated[str, AfterValidator(_slot)]
"""A key of the ruleset's ``documents``."""


def known_field(role: str, name: str) -> None:
    """Refuse a field that documents in this role do not have."""
    _ref(f"{role}.{name}")


def split(ref: str) -> tuple[str, str]:
    """The role and the field that a reference names."""
    role, _, name = ref.partition(".")
    return role, name


def roles_named(args: BaseModel) -> Iterator[tuple[str, frozenset[str]]]:
    """Each argument that must name documents, and the roles it names; of several in a list one is enough to look at."""
    for name, info in type(args).model_fields.items():
        if not info.is_required():
            continue
        inner = [mark for kind in get_args(info.annotation) for mark in getattr(kind, "__metadata__", ())]
        validators = {getattr(mark, "func", None) for mark in (*info.metadata, *inner)}
        value = getattr(args, name)
        values = value if isinstance(value, tuple) else (value,)
        if _ref in validators:
            yield name, frozenset(split(item)[0] for item in values)
        elif _role in validators:
            yield name, frozenset(values)
