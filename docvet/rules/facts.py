"""What was expected and what was found, as programs read it and as people do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from docvet.models import LocalizedText
from docvet.values.countries import country


@dataclass(frozen=True, slots=True)
class Fact:
    """A value: ``plain`` for programs, the others for people; empty where the message says it all."""

    plain: str
    zh: str
    en: str

    @property
    def words(self) -> LocalizedText:
        """For people, by language."""
        return {"zh": self.zh, "en": self.en}


def fact(value: str | LocalizedText) -> Fact:
    """A text that is the same in all languages, or one in each; programs read the Chinese one."""
    if isinstance(value, str):
        return Fact(value, value, value)
    return Fact(value["zh"], value["zh"], value["en"])


def unsaid(plain: str) -> Fact:
    """A word of programs; people read it in the message."""
    return Fact(plain, "", "")


def not_before(day: date | str) -> Fact:
    """That day or a later one."""
    return Fact(f"≥ {day}", f"{day} 或之后", f"{day} or later")


def not_after(day: date | str) -> Fact:
    """That day or an earlier one."""
    return Fact(f"≤ {day}", f"{day} 或之前", f"{day} or earlier")


def at_least(number: object, zh: str = "{}", en: str = "{}") -> Fact:
    """So many or more; ``zh`` and ``en`` bring the unit (``{} 张``)."""
    return Fact(f"≥ {number}", f"至少 {zh.format(number)}", f"at least {en.format(number)}")


def at_most(number: object, zh: str = "{}", en: str = "{}") -> Fact:
    """So many or fewer."""
    return Fact(f"≤ {number}", f"最多 {zh.format(number)}", f"at most {en.format(number)}")


def one_of(texts: Iterable[str]) -> Fact:
    """Any of them, each named once."""
    texts = list(dict.fromkeys(texts))
    return Fact(" / ".join(texts), "、".join(texts), ", ".join(texts))


def all_of(texts: Iterable[str]) -> Fact:
    """Each of them, once: 、 between them in Chinese, commas in English."""
    once = list(dict.fromkeys(texts))
    return Fact(", ".join(once), "、".join(once), ", ".join(once))


def countries(codes: Iterable[str]) -> Fact:
    """Markets by their names; programs read the codes."""
    codes = list(codes)
    names = [country(code) for code in codes]
    return Fact(", ".join(codes), "、".join(name["zh"] for name in names), ", ".join(name["en"] for name in names))
