"""Who acts for a company, as licences and permits put it: 陆思远、林怀瑾(执行董事), 某某公司(委派代表:陆思远)."""

from __future__ import annotations

import re

from docvet.values.names import is_person
from docvet.values.text import squeezed

_DELEGATE = re.compile(r"(?:委派代?表?人?|代表人?)[::为]?(?P<name>[^()、,;:]{2,20}?)(?=[)、,;]|$)")
_ROLE = re.compile(r"\([^()]{0,14}\)")
_SEPARATOR = re.compile(r"[、,;/]|(?<=[\u3400-\u9fff])和(?=[\u3400-\u9fff]{2})")


def acting_people(text: str) -> list[str]:
    """The natural persons that a representative's place names, in its order; empty where it names none.

    A partner that is a company acts through its delegate (委派代表), who is the person that signs.
    """
    plain = squeezed(text)
    if delegates := [match["name"] for match in _DELEGATE.finditer(plain) if is_person(match["name"])]:
        return list(dict.fromkeys(delegates))
    people = [part for part in _SEPARATOR.split(_ROLE.sub("", plain)) if part]
    return list(dict.fromkeys(people)) if people and all(map(is_person, people)) else []
