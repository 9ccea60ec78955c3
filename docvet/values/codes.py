"""Numbers of companies, people, marks and accounts: what is one, find one in a line, repair a misread one.

Sources: GB 32100-2015 (credit code), GB 11714-1997 (its organisation part), GS15-2006 with ISO 7064
MOD 11,10 (old registration number), GB 11643-1999 (citizen's number).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_10

from docvet.values.clock import today_in_china
from docvet.values.countries import PROVINCES
from docvet.values.misreads import (
    CERTAIN_DIGIT_FOR,
    DIGIT_FOR,
    Repair,
    substituted,
    with_one_doubled,
    with_one_removed,
)
from docvet.values.text import tidy

__all__ = [
    "CodeError", "Repair", "credit_code_error", "find_credit_code", "find_id_number", "find_permit_approval_number",
    "find_registration_number", "find_trademark_numbers", "id_birth_date", "id_province", "id_sex", "is_credit_code",
    "is_id_number", "is_permit_approval_number", "is_personal_card", "is_registration_number", "is_trademark_number",
    "repair_credit_code", "repair_id_number", "same_code",
]  # fmt: skip

CodeError = Literal["length", "characters", "pattern", "check_digit"]

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")
_CREDIT_RUN = re.compile(rf"(?<![0-9A-Z])[{_ALPHABET}]{{18}}(?=[^0-9A-Z]|$|[0-9]{{1,2}}-[0-9])")
_CREDIT_PREFIX = re.compile(r"9[1-3]|1[1-39]|2[19]|3[1-59]|4[19]|5[1-39]|6[129]|7[129]|8[19]|A[19]|N[1-39]|Y1")
_CREDIT_LABEL = re.compile(r"信用代[码码号]|信用代")
_ILLEGAL = str.maketrans("IOSVZl", "105U21")
_DIGITS = r"[0-9OoQDIil|ZzSsB]"
_REGISTRATION_RUN = re.compile(rf"(?<![0-9A-Za-z]){_DIGITS}{{13}}(?:{_DIGITS}{{2}})?(?![0-9A-Za-z])")
_NUMBER_LABEL = re.compile(r"注册号|注册证号|登记号")
_MARK = re.compile(r"G?[0-9]{5,9}[A-Z]?")
_MARK_LABEL = re.compile(
    r"(?:注册(?:证)?(?:号码?|编号)|注册证|商标号|reg(?:istration)?\.?\s?(?:no|number)s?\.?|(?<![a-z])no\.?)[\s:为是第]*",
    re.IGNORECASE,
)
_MARK_IN_ORDINAL = re.compile(
    r"(?:^|[商标注册证][^\n]{0,8}?)第\s?(?P<n>G?[0-9]{5,9}[A-Z]?)\s?号", re.IGNORECASE | re.MULTILINE
)
_MARK_IN_LIST = re.compile(r"(?P<n>G?[0-9]{5,9}[A-Z]?)(?![0-9A-Z])[\s号]*(?:[、,;/和及与&]|and)?\s*", re.IGNORECASE)


def compact(code: str) -> str:
    """NFKC, upper case, without spaces and hyphens."""
    return re.sub(r"[\s\-‐–—_]+", "", tidy(code)).upper()


def same_code(a: str, b: str) -> bool:
    """Whether two codes are one, however they are spaced, cased or wide."""
    return bool(compact(a)) and compact(a) == compact(b)


def credit_code_error(text: str) -> CodeError | None:
    """What is wrong with an 18-character credit code, None if nothing; the first error in the order of ``CodeError``."""
    code = compact(text)
    if len(code) != 18:
        return "length"
    if any(character not in _ALPHABET for character in code):
        return "characters"
    if not _CREDIT.fullmatch(code):
        return "pattern"
    return None if code[17] == uscc.calc_check_digit(code[:17]) else "check_digit"


def is_credit_code(text: str) -> bool:
    """Whether alphabet, pattern and check digit of GB 32100 hold."""
    return credit_code_error(text) is None


def find_credit_code(text: str) -> str | None:
    """The credit code of a line: one whose check digit holds, else one that has at least its pattern.

    Lines are never joined, since an account number beside a date can pass for a code. Spaces within
    a line are closed only behind the label. A citizen's number is no credit code unless labelled so.
    """
    second_best = None
    for line, labelled in _lines(text, _CREDIT_LABEL):
        for run in _CREDIT_RUN.findall(line.upper()):
            error = credit_code_error(run)
            if not labelled and (not _CREDIT_PREFIX.match(run) or is_id_number(run)):
                continue
            if error is None:
                return str(run)
            if error == "check_digit" and (labelled or run.startswith(("91", "92", "93"))):
                second_best = second_best or str(run)
    return second_best


def repair_credit_code(raw: str) -> Repair | None:
    """The one code that ``raw`` can be a misreading of; None if there is none or more than one.

    Letters that cannot stand where they do (I O S V Z, any letter in the division code) are mapped first.
    Then one usual confusion, one character dropped or one too many, at last two confusions. All but the first
    step also ask for the check digit of the organisation code within: one check alone, met by chance once in 31
    tries, repaired more made-up errors wrongly than rightly.
    """
    code = _only_code(raw)
    if len(code) in (17, 19):
        return _only(with_one_doubled(code) if len(code) == 17 else with_one_removed(code))
    if len(code) != 18:
        return None
    mapped = _legalised(code)
    if is_credit_code(mapped):
        return Repair(mapped, _difference(code, mapped))
    repaired = _only(substituted(mapped, 1, _fits))
    if (
        repaired is None
        and not any(map(_convincing, substituted(mapped, 1, _fits)))
        and not _organisation_holds(mapped)
    ):
        repaired = _only(substituted(mapped, 2, _fits))
    return repaired and Repair(repaired.value, _difference(code, repaired.value))


def is_registration_number(text: str) -> bool:
    """15 digits whose check digit holds, or the 13 digits of before 2007, which have none."""
    code = compact(text)
    if not re.fullmatch(r"[0-9]{13}|[0-9]{15}", code) or not _known_division(code):
        return False
    return len(code) == 13 or bool(mod_11_10.is_valid(code))


def find_registration_number(text: str) -> str | None:
    """The old registration number of a line, stray letters read as digits.

    Without the label 注册号 only 15 digits whose check digit holds count. Behind it also 13 digits, and 15 whose
    check digit fails (ask :func:`is_registration_number`); 13 digits may fill a line apart from their label.
    """
    label_elsewhere = bool(_NUMBER_LABEL.search(tidy(text)))
    for line, labelled in _lines(text, _NUMBER_LABEL):
        for run in _REGISTRATION_RUN.findall(line):
            number = _as_digits(run)
            if number is None or not _known_division(number):
                continue
            alone = len(number) == 13 and label_elsewhere and run == line
            if labelled or alone or (len(number) == 15 and is_registration_number(number)):
                return number
    return None


def is_id_number(text: str) -> bool:
    """Whether a citizen's number holds: check digit, a day of birth that exists, a known province.

    The county is not asked for: counties are abolished and renamed, their numbers stay.
    """
    code = compact(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", code) or not _known_division(code):
        return False
    return code[17] == ric.calc_check_digit(code) and id_birth_date(code) is not None


def id_birth_date(number: str) -> date | None:
    """The day of birth in a citizen's number, None if there is no such day."""
    code = compact(number)
    try:
        return date(int(code[6:10]), int(code[10:12]), int(code[12:14])) if len(code) == 18 else None
    except ValueError:
        return None


def id_sex(number: str) -> Literal["男", "女"] | None:
    """男 for an odd sequence number, 女 for an even one; None if it is no citizen's number."""
    code = compact(number)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", code):
        return None
    return "男" if int(code[16]) % 2 else "女"


def id_province(number: str) -> str | None:
    """The province of the first two digits (广东), None if there is none such."""
    return PROVINCES.get(compact(number)[:2])


def find_id_number(text: str) -> str | None:
    """The first citizen's number of a line whose check digit, birthday and province hold."""
    for line, _ in _lines(text, re.compile(r"身份号码|身份证号码?|证件号码?")):
        for run in re.findall(r"(?<![0-9A-Z])[0-9]{17}[0-9X](?![0-9A-Z])", line.upper()):
            if is_id_number(run):
                return str(run)
    return None


def repair_id_number(raw: str) -> Repair | None:
    """``raw`` with its letters read as digits, if exactly one reading holds; digits are never exchanged for digits.

    One digit for another would pass by chance one time in eleven.
    """
    code = _only_code(raw)
    if len(code) != 18:
        return None
    body = "".join(DIGIT_FOR.get(character, character) for character in code[:17])
    last = {"K": "X", "Y": "X"}.get(code[17], code[17] if code[17] == "X" else DIGIT_FOR.get(code[17], code[17]))
    value = body + last
    birth = id_birth_date(value)
    if not is_id_number(value) or birth is None or birth.year < 1900 or birth > today_in_china():
        return None
    return Repair(value, _difference(code, value))


def is_trademark_number(text: str) -> bool:
    """5 to 9 digits, G in front for Madrid registrations, a letter behind for partial ones."""
    return bool(_MARK.fullmatch(compact(text)))


def find_trademark_numbers(text: str) -> list[str]:
    """Registration numbers of marks behind 注册号, 商标注册证, Reg. No. or in 第…号; each once, in reading order."""
    plain = tidy(text)
    numbers = {match.start("n"): match["n"].upper() for match in _MARK_IN_ORDINAL.finditer(plain)}
    for label in _MARK_LABEL.finditer(plain):
        at = label.end()
        while item := _MARK_IN_LIST.match(plain, at):
            numbers[item.start("n")] = item["n"].upper()
            at = item.end()
    return list(dict.fromkeys(numbers[at] for at in sorted(numbers)))


def is_permit_approval_number(text: str) -> bool:
    """核准号 of a basic account: J and 13 digits."""
    return bool(re.fullmatch(r"J[0-9]{13}", compact(text)))


def find_permit_approval_number(text: str) -> str | None:
    """The first 核准号: J (basic), L (temporary) or Z (special) account and 13 digits."""
    for line, _ in _lines(text, re.compile(r"核准号|账户编号")):
        for letter, run in re.findall(rf"(?<![0-9A-Za-z])([JLZ])\s?({_DIGITS}{{13}})(?![0-9A-Za-z])", line):
            if number := _as_digits(run):
                return f"{letter}{number}"
    return None


def is_personal_card(text: str) -> bool:
    """Whether an account number is that of a bank card of a person: 62…, 16 or 19 digits, Luhn."""
    code = compact(text)
    return bool(re.fullmatch(r"62(?:[0-9]{14}|[0-9]{17})", code)) and bool(luhn.is_valid(code))


def _lines(text: str, label: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Each line tidied, and whether the label stands in it; behind the label spaces between groups are closed."""
    for raw in text.splitlines():
        line = tidy(raw)
        if match := label.search(line):
            yield re.sub(r"(?<=[0-9A-Za-z]) (?=[0-9A-Za-z])", "", line[match.end() :]), True
        yield line, False


def _as_digits(run: str) -> str | None:
    """The run with stray letters as digits; None if letters are more than a few."""
    if sum(character.isdecimal() for character in run) < len(run) - 3:
        return None
    return run.translate(CERTAIN_DIGIT_FOR)


def _known_division(code: str) -> bool:
    return code[:2] in PROVINCES or code.startswith("10")


def _only_code(raw: str) -> str:
    """Letters and digits of the raw text in upper case; a lower-case l among upper-case letters stays: it is a one."""
    plain = tidy(raw).replace("|", "l")
    if any(c.islower() and c != "l" for c in plain):
        plain = plain.upper()
    return re.sub(r"[^0-9A-Zl]", "", plain)


def _legalised(code: str) -> str:
    head, division, tail = code[:2], code[2:8], code[8:]
    division = "".join(DIGIT_FOR.get(character, character) for character in division)
    return head.translate(_ILLEGAL) + division + tail.translate(_ILLEGAL)


def _fits(place: int, character: str) -> bool:
    return character.isdecimal() if 2 <= place < 8 else character in _ALPHABET


def _convincing(candidate: Repair) -> bool:
    """Both check digits hold, and registering authority, kind and province are known ones."""
    code = candidate.value
    known = _CREDIT_PREFIX.match(code) and (code[2:4] in PROVINCES or code[2:4] == "10")
    return bool(known) and is_credit_code(code) and _organisation_holds(code)


def _organisation_holds(code: str) -> bool:
    """Whether characters 9 to 17 hold their own check digit (GB 11714)."""
    if not all(character in _ALPHABET for character in code[8:17]):
        return False
    weighted = sum(int(c, 36) * weight for c, weight in zip(code[8:16], (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return "0123456789X0"[(11 - weighted % 11)] == code[16]


def _only(candidates: Iterable[Repair]) -> Repair | None:
    """The convincing candidate, if all convincing ones give one value."""
    by_value = {candidate.value: candidate for candidate in candidates if _convincing(candidate)}
    return next(iter(by_value.values())) if len(by_value) == 1 else None


def _difference(was: str, now: str) -> tuple[tuple[int, str, str], ...]:
    return tuple((at, a, b) for at, (a, b) in enumerate(zip(was, now, strict=True)) if a != b)
