"""What the API says to people."""

from __future__ import annotations

from docvet.words import Lang, words


def sentence(lang: Lang, code: str, **values: object) -> str:
    """What a code of the API means; it is a key below ``api`` of the catalogue."""
    say = words(lang)
    return say(f"api.{code}", **values)
