"""What all models of a ruleset's file have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from docvet.models import LocalizedText

Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """Nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def refused(kind: str, text: LocalizedText) -> PydanticCustomError:
    """What a validator raises: its sentence in every language, for :func:`docvet.rules.errors.model_errors`."""
    return PydanticCustomError(kind, "{text}", {"text": text["en"], "texts": dict(text)})


class Bilingual(Model):
    """The same text in Chinese and English, with ``{placeholders}`` where it is a message or a fix."""

    zh: Text
    en: Text

    def in_language(self, lang: str) -> str:
        """The text in this language, else in English."""
        return str(getattr(self, lang, self.en))

    @property
    def words(self) -> LocalizedText:
        """As the findings carry it."""
        return {"zh": self.zh, "en": self.en}
