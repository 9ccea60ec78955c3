"""Pages become documents of a kind, with fields: which document is it, and what does it say."""

from docvet.documents.another_look import (
    MOST_LOOKS,
    Wanted,
    can_look_again,
    pages_of,
    shows_no_print,
    until_sure,
    worth_another_look,
)
from docvet.documents.assembly import build

__all__ = [
    "MOST_LOOKS",
    "Wanted",
    "build",
    "can_look_again",
    "pages_of",
    "shows_no_print",
    "until_sure",
    "worth_another_look",
]
