"""Where rules, parameters and categories come from: a table of sources, cited by id and section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from docvet.models import LocalizedText
from docvet.rules.model import Bilingual, Model, Text, refused
from docvet.words import localized

_SEPARATOR = {"zh": "；", "en": "; "}


class Publication(Model):
    """A row of the table: a document or page that others can look up."""

    title: Bilingual
    publisher: Text | None = None
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")] | None = None
    """Of publication: a year, a month or a day."""
    address: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    file: Text | None = None
    """The path of a copy, for those who have one."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Publisher, date, and where to look it up."""
        return tuple(fact for fact in (self.publisher, self.date, self.address or self.file) if fact)


def _both(value: Any) -> Any:
    return {"zh": value, "en": value} if isinstance(value, str) else value


OneText = Annotated[Bilingual, BeforeValidator(_both, json_schema_input_type=Text | Bilingual)]
"""A text in each language, or one for all."""


class Citation(Model):
    """A row of ``sources`` and where in it something stands; or, in ``zh`` and ``en``, in words where it comes from."""

    id: Text | None = None
    section: OneText | None = None
    """The heading under which it stands."""
    note: OneText | None = None
    """What to know about it."""
    zh: Text | None = None
    en: Text | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Citation:
        if self.id is None and (self.zh is None or self.en is None):
            raise refused("source", localized("ruleset.source_shape"))
        if self.id is not None and (self.zh or self.en):
            raise refused("source", localized("ruleset.source_both"))
        if self.id is None and (self.section or self.note):
            raise refused("source", localized("ruleset.source_section"))
        return self

    def title(self, sources: Mapping[str, Publication], lang: str) -> str:
        """The title of the source; the text where there is none."""
        if self.id is not None:
            return sources[self.id].title.in_language(lang)
        return str(self.zh if lang == "zh" else self.en)

    def place(self, lang: str) -> str:
        """What follows the title: the section, and in brackets what to know about it; empty for neither."""
        section = f", {self.section.in_language(lang)}" if self.section else ""
        return section + (f" ({self.note.in_language(lang)})" if self.note else "")


def _citations(value: Any) -> Any:
    entries = value if isinstance(value, list | tuple) else [value]
    return tuple(_both(entry) for entry in entries)


Cited = Annotated[
    tuple[Citation, ...],
    BeforeValidator(_citations, json_schema_input_type=Text | Citation | list[Text | Citation]),
    Field(min_length=1),
]
"""A text, a citation, or several of both."""


def shown(cited: Sequence[Citation], sources: Mapping[str, Publication]) -> LocalizedText:
    """As reports show it: titles with their sections, ``TikTok小店POP模式详解, 核心准入条件 ②``."""
    return {lang: _SEPARATOR[lang].join(_lines(cited, sources, lang, in_full=False)) for lang in ("zh", "en")}


def in_full(cited: Sequence[Citation], sources: Mapping[str, Publication], lang: str) -> list[str]:
    """One line a source: title and sections, then publisher, date and address."""
    return list(_lines(cited, sources, lang, in_full=True))


def _lines(cited: Sequence[Citation], sources: Mapping[str, Publication], lang: str, *, in_full: bool) -> Iterator[str]:
    for title, group in grouped(cited, sources, lang).items():
        places = "".join(citation.place(lang) for citation in group)
        facts = sources[group[0].id].facts if in_full and group[0].id is not None else ()
        more = f" [{', '.join(facts)}]" if facts else ""
        yield f"{title}{places}{more}"


def grouped(cited: Sequence[Citation], sources: Mapping[str, Publication], lang: str) -> dict[str, list[Citation]]:
    """The citations by the title of their source."""
    groups: dict[str, list[Citation]] = {}
    for citation in cited:
        groups.setdefault(citation.title(sources, lang), []).append(citation)
    return groups
