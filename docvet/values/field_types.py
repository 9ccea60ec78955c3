"""What a field is: its name for people, the type of its value, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from docvet.models import LocalizedText


class ValueType(StrEnum):
    """What a field's value is, in Python and in the JSON report."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    """A text that may be cut off: only where ``whole`` says so may something *not* found in it count."""
    CODE = "code"
    """A number of letters and digits; spaces and hyphens are none of it."""
    DATE = "date"
    """ISO ``YYYY-MM-DD``, or ``open-ended``."""
    CHOICE = "choice"
    """One of the field's ``choices``."""
    FLAG = "flag"
    """A boolean."""
    WHOLE_NUMBER = "whole_number"
    NUMBER = "number"
    """A decimal number."""
    TEXTS = "texts"
    """A list of texts."""
    CHOICES = "choices"
    """A list of the field's ``choices``."""
    WHOLE_NUMBERS = "whole_numbers"
    SEALS = "seals"
    """A list of ``{text, shape, owner, page, box}``; the owner is one of the field's ``choices``."""

    @property
    def is_list(self) -> bool:
        """Several values, whose box may reach over more than they are."""
        return self in (self.TEXTS, self.CHOICES, self.WHOLE_NUMBERS, self.SEALS)


class Privacy(StrEnum):
    """What of a field may be seen in a report, in its pictures and beside it."""

    PUBLIC = "public"
    """All of it."""
    REGISTERED = "registered"
    """All of it: a number in a public register, which is therefore never taken for a personal one elsewhere."""
    NUMBER = "number"
    """Its last four characters."""
    BIRTH = "birth"
    """Its year."""
    HOME = "home"
    """Its city."""
    CLOSED = "closed"
    """Nothing."""


@dataclass(frozen=True, slots=True)
class FieldType:
    """A field of a document: everything that is known of it but its value."""

    name: str
    title: LocalizedText
    """What people call it."""
    type: ValueType = ValueType.TEXT
    privacy: Privacy = Privacy.CLOSED
    """Closed unless somebody decided otherwise."""
    choices: Mapping[str, LocalizedText] = field(default_factory=dict)
    """The words that its values, or the owners of seals, are made of, and what people call them."""
    lives_there: str = ""
    """With :attr:`Privacy.HOME`: the field that names the owner of the address; that of a plain company is public."""
    identifies: bool = False
    """Two documents of one kind with two values of it are two documents, however alike the rest is."""
    confirmed_as: str = ""
    """``name`` or ``code``: the same text in a field of this sort in another document confirms it."""
