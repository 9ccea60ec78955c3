"""Chinese text as OCR and people write it: one spelling for comparison and search."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

_CJK = r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_GAP = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])|(?<=\()\s+(?=[{_CJK}])|(?<=[{_CJK}])\s+(?=\))")
_WIDE_POINT = re.compile(r"(?<=\d)．(?=\d)")
_PUNCTUATION = str.maketrans(
    {
        "【": "[", "】": "]", "〔": "(", "〕": ")", "［": "[", "］": "]", "（": "(", "）": ")",
        "：": ":", "﹕": ":", "∶": ":", "；": ";", "，": ",", "•": "·", "・": "·", "．": "·",
        "‧": "·", "∙": "·", "●": "·", "﹒": "·", "“": '"', "”": '"', "「": '"', "」": '"',
    }
)  # fmt: skip


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=20_000)
def simplified(text: str) -> str:
    """Traditional characters folded to simplified ones (OCR often takes 国 for 國)."""
    return str(_to_simplified().convert(text))


def tidy(text: str) -> str:
    """NFKC, one kind of bracket and punctuation, no spaces between Chinese characters or within their brackets."""
    text = _WIDE_POINT.sub(".", text).translate(_PUNCTUATION)
    text = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION)
    return _GAP.sub("", text).strip()


def squeezed(text: str) -> str:
    """:func:`tidy`, then without any white space: for finding labels and comparing names."""
    return re.sub(r"\s+", "", tidy(text))
