"""The form's questions one by one, for somebody at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from docvet.errors import FormError
from docvet.form.chinese import value_of
from docvet.form.model import Form
from docvet.words import Words

ASKED = ("mode", "category", "brand", "company", "credit_code", "targets", "submission_date")
"""What is asked for; the file that is written explains the other keys."""
_LISTS = frozenset({"category", "targets"})
_BETWEEN = re.compile(r"[、,，;；]+")


def ask(words: Words, read: Callable[[str], str], complain: Callable[[FormError], None]) -> Mapping[str, Any]:
    """The answers that fit, by key; an empty answer leaves a key out, the end of input leaves out the rest.

    ``read`` shows a question and gives a line (EOFError at the end of input).
    """
    answers: dict[str, Any] = {}
    for key in ASKED:
        while True:
            try:
                line = read(f"{words(f'init.{key}')}: ").strip()
            except EOFError:
                return answers
            if not line:
                break
            given = [part.strip() for part in _BETWEEN.split(line) if part.strip()] if key in _LISTS else line
            value = value_of(key, given)
            try:
                Form().with_flags(**{key: value})
            except FormError as error:
                complain(error)
                continue
            answers[key] = value
            break
    return answers
