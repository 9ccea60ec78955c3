"""Personal data inside any text: known values wherever they recur, and whatever looks like an ID number.

Every function keeps the length of the text and puts ``*`` in the place of what it hides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain

from docvet.values.codes import is_credit_code, is_id_number, is_registration_number
from docvet.values.text import simplified

STAR = "*"
_SHOWN = 4
_GAP = r"[\W_]{0,3}"
_MIN_KNOWN = 6
"""Shorter numbers are hidden in their own field only: they would hit page numbers and amounts."""
_MIN_HOME = 4
_CARD_DIGITS = 10
_DATE_WORDS = "年月日"
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-9]")
"""First two digits of ID numbers: provinces, residence permits (8), permanent residents (9)."""
_ID_SHAPED = re.compile(r"(?<!\d)(?=(\d(?:[ -]?\d){16}[ -]?[\dXx]|\d(?:[ -]?\d){14})(?!\d))")
_CITY = re.compile(
    r"^(?:[^省市区县镇乡街路村号]{2,8}?(?:省|自治区|特别行政区))?"
    r"(?:[^省市区县镇乡街路村号]{1,10}?(?:市|自治州|地区|盟))?"
)
_CARD_NUMBER = re.compile(r"[0-9A-Za-z](?: ?[0-9A-Za-z]){11,}")
_ACCOUNT_SHAPED = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){8,31}(?![0-9A-Za-z])")
_DATE = re.compile(r"(?:19|20)\d\d-\d\d?-\d\d?")
_BORN = re.compile(r"出生\W*\d{4}([年./\s-]*[\dA-Za-z]{1,2}[月./\s-]*[\dA-Za-z]{1,2})")
_HOME_LABEL = re.compile(r"住址\W*(.+)", re.DOTALL)
_LIVES_AT = re.compile(
    r"(?:住\W?址|(?:家庭|居住|户籍|身份证|收货|收件)人?地址|home address|residential address)[^\w]{0,5}([^\n]{4,})",
    re.IGNORECASE,
)
"""A label that only a person's home, or the place a person's goods go to, bears."""
_ADDRESS = re.compile(r"(?:地\W?址|住\W?所|address)[^\w]{0,5}([^\n]{4,})", re.IGNORECASE)

Span = tuple[int, int]


@lru_cache(maxsize=20_000)
def _fold(character: str) -> str:
    """NFKC and simplified where that is again one character, so that positions stay."""
    folded = simplified(unicodedata.normalize("NFKC", character))
    return folded if len(folded) == 1 else character


def folded(text: str) -> str:
    """The text in one spelling and with the same length."""
    return text if text.isascii() else "".join(map(_fold, text))


def alnum(text: str) -> str:
    """Letters, digits and Chinese characters only, in one spelling."""
    return "".join(character for character in folded(text) if character.isalnum())


def _places(flat: str, spans: Iterable[Span], *, shown: int = 0, spare: str = "") -> set[int]:
    """Positions of letters and digits in the spans, but for the last ``shown`` of each and those in ``spare``."""
    hidden: set[int] = set()
    for start, end in spans:
        places = [place for place in range(start, end) if flat[place].isalnum() and flat[place] not in spare]
        hidden.update(places[: len(places) - shown])
    return hidden


def _starred(text: str, places: Set[int]) -> str:
    return "".join(STAR if place in places else character for place, character in enumerate(text)) if places else text


def hide_number(text: str) -> str:
    """A number, or a text around one, down to its last four Latin letters and digits."""
    places = [place for place, character in enumerate(folded(text)) if character.isascii() and character.isalnum()]
    short = len(places) <= _SHOWN and STAR not in text
    return _starred(text, set(places if short else places[:-_SHOWN]))


def hide_after_year(text: str) -> str:
    """A date down to its year; a text without a year loses every digit."""
    year = re.search(r"\d{4}", text)
    end = year.end() if year else 0
    return text[:end] + re.sub(r"[0-9A-Za-z]", STAR, folded(text[end:]))


def hide_all(text: str) -> str:
    """A text without a letter or digit of it."""
    return _starred(text, _places(folded(text), [(0, len(text))]))


def home_detail(address: str) -> int:
    """Where in an address the city ends: all from there on is private."""
    match = _CITY.match(folded(address))
    return match.end() if match else 0


def hide_home(address: str) -> str:
    """An address down to its city."""
    label = _HOME_LABEL.search(folded(address))
    start = label.start(1) if label else 0
    return _starred(address, _places(address, [(start + home_detail(address[start:]), len(address))]))


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is known to be personal in one report, and what is known to be public."""

    numbers: tuple[str, ...]
    """ID and account numbers, in one spelling, letters and digits only."""
    birthdays: tuple[tuple[int, int, int], ...]
    homes: tuple[str, ...]
    """Addresses after the city, in one spelling, without spaces."""
    public: frozenset[str]
    """Numbers that never count as personal: credit codes, registration and approval numbers."""
    closed: tuple[str, ...] = ()
    """Values of which nothing may be seen, in one spelling, letters and digits only."""
    offices: tuple[str, ...] = ()
    """Addresses that are public, of companies, in one spelling, letters and digits only."""

    def hide(self, text: str) -> str:
        """The text without any known value and without anything shaped like an ID number."""
        return _starred(text, self._hidden(folded(text)))

    def hide_on_card(self, text: str) -> str:
        """:meth:`hide` for words read off an ID card, where a misread number or half an address counts too."""
        flat = folded(text)
        numbers = (match.span() for match in _CARD_NUMBER.finditer(flat) if _digits(match.group()) >= _CARD_DIGITS)
        dates = (match.span(1) for match in _BORN.finditer(flat))
        homes = ((match.start(1) + home_detail(match.group(1)), match.end(1)) for match in _HOME_LABEL.finditer(flat))
        return _starred(
            text,
            self._hidden(flat)
            | _places(flat, numbers, shown=_SHOWN)
            | _places(flat, dates, spare=_DATE_WORDS)
            | _places(flat, chain(homes, self._pieces_of_homes(flat))),
        )

    def hide_between_people(self, text: str) -> str:
        """:meth:`hide` for a paper on which a private person deals: every address that is no company's known one goes too."""
        flat = folded(text)
        return _starred(text, self._hidden(flat) | _places(flat, self._labelled(flat, _ADDRESS)))

    def hide_on_bank_document(self, text: str) -> str:
        """:meth:`hide` for words read off a bank's document, where every long number may be an account."""
        flat = folded(text)
        accounts = (match.span() for match in _ACCOUNT_SHAPED.finditer(flat) if self._may_be_account(match.group()))
        return _starred(text, self._hidden(flat) | _places(flat, accounts, shown=_SHOWN))

    def _hidden(self, flat: str) -> set[int]:
        numbers = chain(self._known_numbers(flat), self._id_shaped(flat))
        dates = _places(flat, self._born(flat), spare=_DATE_WORDS)
        homes = chain(self._lived(flat), self._labelled(flat, _LIVES_AT))
        return _places(flat, numbers, shown=_SHOWN) | dates | _places(flat, homes)

    def _labelled(self, flat: str, label: re.Pattern[str]) -> Iterator[Span]:
        """What follows a label of an address, after the city, but for addresses that are public."""
        for match in label.finditer(flat):
            address = match.group(1)
            if not any(office in alnum(address) for office in self.offices):
                yield match.start(1) + home_detail(address), match.end(1)

    def _known_numbers(self, flat: str) -> Iterator[Span]:
        for number in self.numbers:
            pattern = _GAP.join(map(re.escape, number))
            yield from (match.span() for match in re.finditer(pattern, flat, re.IGNORECASE))

    def _id_shaped(self, flat: str) -> Iterator[Span]:
        for match in _ID_SHAPED.finditer(flat):
            number = alnum(match.group(1)).upper()
            if number not in self.public and _looks_personal(number):
                yield match.span(1)

    def _born(self, flat: str) -> Iterator[Span]:
        for year, month, day in self.birthdays:
            gap = r"(?:\s*[年月./-]\s*|\s+)"
            last = rf"(?:{day:02d}|{day}(?!\d))"
            pattern = rf"{year}({gap}0?{month}{gap}{last}|{month:02d}{day:02d})"
            yield from (match.span(1) for match in re.finditer(pattern, flat))

    def _lived(self, flat: str) -> Iterator[Span]:
        for home in (*self.homes, *self.closed):
            pattern = _GAP.join(map(re.escape, home))
            yield from (match.span() for match in re.finditer(pattern, flat, re.IGNORECASE))

    def _pieces_of_homes(self, flat: str) -> Iterator[Span]:
        for home in self.homes:
            for block in SequenceMatcher(None, flat, home, autojunk=False).get_matching_blocks():
                if block.size >= _MIN_HOME:
                    yield block.a, block.a + block.size

    def _may_be_account(self, text: str) -> bool:
        number = alnum(text)
        return number not in self.public and not is_credit_code(number) and not _DATE.search(text)


def known(
    numbers: Iterable[str],
    birthdays: Iterable[str],
    homes: Iterable[str],
    public: Iterable[str],
    closed: Iterable[str] = (),
    offices: Iterable[str] = (),
) -> Secrets:
    """Secrets out of values and raw texts as they stand in fields; ``birthdays`` are ISO dates."""
    open_to_all = frozenset(filter(None, map(_upper, public)))
    number_like = {piece for text in numbers for piece in _number_like(text)}
    number_like -= {number for number in number_like if number in open_to_all and is_credit_code(number)}
    days = {day for day in map(_iso, birthdays) if day} | {day for day in map(_in_number, number_like) if day}
    places = {alnum(home[home_detail(home) :]) for home in homes if STAR not in home}
    return Secrets(
        numbers=tuple(sorted(number_like, key=_longest_first)),
        birthdays=tuple(sorted(days)),
        homes=tuple(sorted((place for place in places if len(place) >= _MIN_HOME), key=_longest_first)),
        public=open_to_all,
        closed=tuple(sorted({text for text in map(alnum, closed) if len(text) >= _MIN_HOME}, key=_longest_first)),
        offices=tuple(sorted({text for text in map(alnum, offices) if len(text) >= _MIN_HOME}, key=_longest_first)),
    )


def _longest_first(text: str) -> tuple[int, str]:
    return -len(text), text


def _upper(text: str) -> str:
    return alnum(text).upper()


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _number_like(text: str) -> Iterator[str]:
    """Runs of letters and digits, mostly digits, that a number field's text holds."""
    for run in re.findall(r"[0-9A-Za-z](?:[\W_]{0,3}[0-9A-Za-z])*", folded(text)):
        number = _upper(run)
        if len(number) >= _MIN_KNOWN and _digits(number) * 2 >= len(number) and STAR not in run:
            yield number


def _iso(text: str) -> tuple[int, int, int] | None:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII)
    return _plausible(*map(int, match.groups())) if match else None


def _in_number(number: str) -> tuple[int, int, int] | None:
    """The birth date inside an ID number of 18 or 15 characters."""
    if re.fullmatch(r"\d{17}[\dX]", number, re.ASCII) and _PROVINCE.match(number):
        return _plausible(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    if re.fullmatch(r"\d{15}", number, re.ASCII) and _PROVINCE.match(number):
        return _plausible(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    return None


def _plausible(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    return (year, month, day) if 1880 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31 else None


def _looks_personal(number: str) -> bool:
    """Shaped like an ID number, its check digit right or misread, and not a company's number by its check digit."""
    if _in_number(number) is None:
        return False
    company: Callable[[str], bool] = is_credit_code if len(number) == 18 else is_registration_number
    return is_id_number(number) or not company(number)
