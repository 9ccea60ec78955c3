"""Numbers that look real and pass their check digits, in ranges that are not handed out."""

from __future__ import annotations

from datetime import date
from random import Random

from stdnum.cn import ric, uscc


def credit_code(chance: Random, region: str, *, individual: bool = False) -> str:
    """A unified social credit code: 91 (92 for an individual business), the region, an organisation code ``MAX…``."""
    body = "MAX" + "".join(chance.choice("0123456789") for _ in range(5))
    number = f"{'92' if individual else '91'}{region}{body}{_organisation_digit(body)}"
    return with_check_character(number)


def with_check_character(number: str) -> str:
    """A credit code from its first 17 characters."""
    return number + str(uscc.calc_check_digit(number))


def _organisation_digit(body: str) -> str:
    """The check character of an organisation code (GB 11714)."""
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weighed = sum(values.index(sign) * weight for sign, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    rest = 11 - weighed % 11
    return "X" if rest == 10 else "0" if rest == 11 else str(rest)


def old_registration_number(chance: Random, region: str, *, individual: bool = False) -> str:
    """A 15-digit registration number (GS15-2006, ISO 7064 MOD 11,10)."""
    body = region + ("6" if individual else "1") + "99" + "".join(chance.choice("0123456789") for _ in range(5))
    product = 10
    for digit in body:
        product = (product + int(digit)) % 10 or 10
        product = product * 2 % 11
    return body + str((11 - product) % 10)


def id_number(chance: Random, region: str, born: date, *, female: bool) -> str:
    """A resident's number at a whole city's code (people get a district's), its sequence telling the sex."""
    body = f"{region[:4]}00{born:%Y%m%d}{chance.randrange(900, 998, 2) + (0 if female else 1)}"
    return body + str(ric.calc_check_digit(body + "0"))


def seal_code(chance: Random, region: str) -> str:
    """The 13 digits on a seal's lower arc."""
    return region + "99" + "".join(chance.choice("0123456789") for _ in range(5))


def digits(chance: Random, prefix: str, length: int) -> str:
    """``prefix`` filled up to ``length`` digits."""
    return prefix + "".join(chance.choice("0123456789") for _ in range(length - len(prefix)))
