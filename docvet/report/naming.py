"""What people call documents, fields and values, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docvet.documents.fields import field_type
from docvet.documents.other_documents import FIELD
from docvet.models import OPEN_ENDED
from docvet.report.model import ReportDocument
from docvet.rules.vocabulary import FIELD_TITLES, KIND_TITLES
from docvet.words import Lang, Words, words

SURE = 0.9
"""From this certainty on a value is not marked as doubtful."""


class Naming:
    """The names of things in one language."""

    def __init__(self, lang: Lang) -> None:
        self.say: Words = words(lang)

    def kind(self, document: ReportDocument) -> str:
        """What the document is called."""
        named = document.fields.get(FIELD) if document.kind == "other" else None
        return self.value(FIELD, named.value) if named else _title(KIND_TITLES, document.kind, self.say.lang)

    def field_name(self, name: str) -> str:
        """What a field is called."""
        return _title(FIELD_TITLES, name, self.say.lang)

    def value(self, name: str, value: Any) -> str:
        """The value of the field ``name`` as people write it."""
        if isinstance(value, list | tuple):
            return self.say("message.and").join(self.value(name, item) for item in value)
        choices = field_type(name).choices
        if isinstance(value, dict) and value.get("owner") in choices:
            owner = _title(choices, value["owner"], self.say.lang)
            return self.say("value.seal", owner=owner, text=value.get("text") or "?")
        if isinstance(value, bool) or value == OPEN_ENDED:
            return self.say(f"value.{str(value).lower()}")
        if isinstance(value, str) and value in choices:
            return _title(choices, value, self.say.lang)
        return str(value)

    def certainty(self, confidence: float) -> str:
        """How surely something was read, in a word."""
        return self.say(f"certainty.{'sure' if confidence >= SURE else 'likely' if confidence >= 0.7 else 'unsure'}")


def shown_name(field: str, lang: Lang) -> str:
    """What a field is called in Chinese; its key in other languages, as it is typed there."""
    return _title(FIELD_TITLES, field, lang) if lang == "zh" else field


def _title(titles: Mapping[str, Mapping[str, str]], name: str, lang: str) -> str:
    return titles[name].get(lang, titles[name]["en"]) if name in titles else name
