"""Types for the arguments of checks; each refuses what does not exist and says what does."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from docvet.rules.ruleset import Model
from docvet.rules.vocabulary import ROLES, fields_of, nearest


class Args(Model):
    """Base of all arguments: strict, and nothing unknown."""


class NoArgs(Args):
    """For checks that need none."""


def _fail(said: str) -> PydanticCustomError:
    return PydanticCustomError("reference", "{said}", {"said": said})


def _role(value: str) -> str:
    if value not in ROLES:
        raise _fail(f"unknown paper {value!r}{nearest(value, ROLES)}")
    return value


def _ref(value: str) -> str:
    role, dot, name = value.partition(".")
    if not dot:
        raise _fail(f"{value!r} is not of the form paper.field, as licence.name")
    if name not in fields_of(_role(role)):
        raise _fail(f"{role} has no field {name!r}{nearest(name, fields_of(role))}")
    return value


def _letter_field(value: str) -> str:
    return split(_ref(f"letters.{value}"))[1]


def _slot(value: str, info: ValidationInfo) -> str:
    slots = (info.context or {}).get("slots")
    if slots is not None and value not in slots:
        raise _fail(f"unknown slot {value!r}{nearest(value, slots)}")
    return value


Role = Annotated[str, AfterValidator(_role)]
"""A part that papers play: ``licence``, ``letters`` …"""
Ref = Annotated[str, AfterValidator(_ref)]
"""A field of a role: ``licence.name``."""
LetterField = Annotated[str, AfterValidator(_letter_field)]
"""A field of an authorization letter."""
SlotName = Annotated[str, AfterValidator(_slot)]
"""A key of the ruleset's ``documents``."""


def known_field(role: str, name: str) -> None:
    """Refuse a field that papers in this role do not have."""
    _ref(f"{role}.{name}")


def split(ref: str) -> tuple[str, str]:
    """The role and the field that a reference names."""
    role, _, name = ref.partition(".")
    return role, name
