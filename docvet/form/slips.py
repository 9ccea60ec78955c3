"""Slips of an input method in ``application.yaml``: full-width signs, a missing space, lists without brackets.

Each is seen by its line, what stands there and what to write, before YAML gives it a meaning that nobody meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from docvet.form.chinese import key_of

_LISTS = frozenset({"category", "targets", "monthly_gmv_usd"})
_MAPS = frozenset({"epr", "monthly_sales_by_site_usd", "partner"})
_QUOTES = "“”‘’＂＇"
_KEY = r"[^\s:：=＝#\[\]{},，、【】\"'“”‘’＂＇]+(?: [^\s:：=＝#\[\]{},，\"'“”‘’]+)*"
_LINE = re.compile(
    rf"(?P<indent>[ \t\u3000]*(?:-[ \t]+)?)(?P<open>[“”‘’＂＇]?)(?P<key>{_KEY})(?P<close>[“”‘’＂＇]?)"
    r"(?P<sign>\s*[：＝]\s*|[ \t]*=\s*|[ \t]*:[ \t]+|[ \t]*:$|[ \t]*:)(?P<value>.*)"
)
_FILE = re.compile(r"\.(?:pdf|jpe?g|png|tiff?|webp|bmp|heic|xlsx?|csv|ofd|docx?)", re.IGNORECASE)
_WIDE = str.maketrans(
    {"，": ", ", "、": ", ", "：": ": ", "【": "[", "】": "]", "［": "[", "］": "]", "｛": "{", "｝": "}"}
)
_MOST = 8
"""Slips that are named at once."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One line to be written otherwise."""

    line: int
    """From 1."""
    zh: str
    en: str
    """What stands there, what is wrong with it and what to write."""


def find(text: str, keys: Collection[str]) -> list[Slip]:
    """The slips of a form with these keys, in the order of their lines, at most eight."""
    return [slip for number, line in enumerate(text.splitlines(), 1) for slip in _of_line(number, line, keys)][:_MOST]


def _of_line(number: int, line: str, keys: Collection[str]) -> Iterator[Slip]:
    bare = line.strip("\ufeff \t\u3000")
    if not bare or bare.startswith("#") or not (match := _LINE.fullmatch(line.lstrip("\ufeff").rstrip())):
        return
    key, sign, value = match["key"], match["sign"], match["value"].strip()
    known = key in keys or bool(_FILE.search(key))
    if sign.strip() == ":" and not known:
        return  # another key, or text such as an address: the form says what it does not know
    if sign.strip() in ("=", "＝") and not known:
        return
    if "：" in sign and re.search(r":(?:\s|$)", value):
        return  # a part of the key: the name of a file
    kinds = [
        ("用了全角冒号", "has a full-width colon", "：" in sign),
        ("冒号后缺空格", "has no space after the colon", sign.lstrip() == ":" and bool(value)),
        ("用了等号", "has an equals sign", sign.strip() in ("=", "＝")),
        ("用了中文引号", "has curly quotes", bool(match["open"] or match["close"]) or _is_quoted(value)),
        ("用了全角空格", "is indented by full-width spaces", "\u3000" in match["indent"]),
    ]
    better = _value(key_of(key), value)
    if better != (value[1:-1] if _is_quoted(value) else value):
        kinds.append(("用了全角标点", "has full-width punctuation", True))
    seen = [(zh, en) for zh, en, is_so in kinds if is_so]
    if seen:
        write = (match["indent"].replace("\u3000", "  ").lstrip() + f"{key}: {better}").strip()
        zh, en = "、".join(zh for zh, _ in seen), " and ".join(en for _, en in seen)
        yield Slip(number, f"「{bare}」{zh}，请写成「{write}」", f"“{bare}” {en}, write “{write}”")


def _is_quoted(value: str) -> bool:
    return len(value) > 1 and value[0] in _QUOTES and value[-1] in _QUOTES


def _value(key: str, value: str) -> str:
    """The value as it should be written; as it stands where nothing is known to be wrong."""
    if not value or value[0] in "\"'":
        return value
    if _is_quoted(value):
        value = value[1:-1]
    brackets = value[0] in "[【［{｛"
    if (brackets and (key in _LISTS | _MAPS or value[0] in "[{")) or (key in _LISTS and re.search(r"[，、]", value)):
        plain = re.sub(r"\s+", " ", re.sub(r",\s*", ", ", value.translate(_WIDE))).strip()
        plain = re.sub(r":\s*", ": ", plain) if plain.startswith("{") else plain
        if "".join(plain.split()) == "".join(value.split()):
            return value
        return plain if plain[0] in "[{" else f"[{plain.strip(', ')}]"
    return value.rstrip("，；。") if re.fullmatch(r"[\x20-\x7e]+[，；。]", value) else value
