"""The form's questions one by one, for somebody at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from docvet.errors import FormError
from docvet.form.chinese import TITLES, value_of
from docvet.form.model import Form
from docvet.words import Words

ASKED = ("mode", "category", "brand", "company", "credit_code", "targets", "submission_date")
"""What is asked for; the file that is written explains the other keys."""
_LISTS = frozenset({"category", "targets"})
_BETWEEN = re.compile(r"[、,，;；]+")


def ask(
    words: Words,
    read: Callable[[str], str],
    complain: Callable[[FormError], None],
    doubt: Callable[[str, Any], str] = lambda _key, _value: "",
) -> Mapping[str, Any]:
    """The answers that fit, by key; an empty answer leaves a key out, the end of input leaves out the rest.

    ``read`` shows a question and gives a line (EOFError at the end of input). ``doubt`` says what is odd about an answer that fits:
    it is shown, and asked for again; an empty answer then keeps the first one.
    """
    answers: dict[str, Any] = {}
    for key in ASKED:
        remark = ""
        while True:
            try:
                line = read(words("end.verdict", name=remark or words(f"init.{key}"), verdict="")).strip()
            except EOFError:
                return answers
            if not line:
                break
            given = [part.strip() for part in _BETWEEN.split(line) if part.strip()] if key in _LISTS else line
            value = value_of(key, given)
            try:
                Form().with_flags(**{key: value})
            except FormError as error:
                complain(_plain(key, error))
                continue
            answers[key] = value
            if remark or not (remark := doubt(key, value)):
                break
    return answers


def _plain(key: str, error: FormError) -> FormError:
    """What is wrong with an answer, without the flag and the key that nobody typed."""
    zh, en = (error.text(lang).partition(": ")[2] for lang in ("zh", "en"))
    return FormError(zh=zh.replace(f"{key} ", TITLES[key]), en=en.replace(key, key.replace("_", " ")))
