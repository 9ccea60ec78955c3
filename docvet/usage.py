"""Typer's own sentences and headings in the user's language: it knows English only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docvet.words import Lang

_HEADINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "zh": (
        (r"^Usage: ", "用法："), (r"^Options:$", "选项："), (r"^Commands:$", "命令："), (r"^Arguments:$", "参数："),
        (r"Show this\s+message and exit\.", "显示本说明"), (r"\[default: ", "[默认："), (r"\[required\]", "[必填]"),
        (r"(\[|; )x>=(\d+)(?:\.0)?\]", r"\1最小 \2]"), (r"; (\d+)<=x<=(\d+)\]", r"; \1 至 \2]"), (r"(\[默认：\d+)\.0", r"\1"), (r"(\[默认：[^];]+); ", r"\1；"),
        (r"\[OPTIONS\]", "[选项]"), (r"\bCOMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    ),
    "en": (
        (r"(\[|; )x>=(\d+)(?:\.0)?\]", r"\1at least \2]"), (r"; (\d+)<=x<=(\d+)\]", r"; \1 to \2]"), (r"(\[default: \d+)\.0", r"\1"),
    ),
}  # fmt: skip
_SENTENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "zh": (
        (r"No such option: (\S+)", r"没有参数 \1"),
        (r" ?\(Possible options: (.+)\)", r"，是否想写 \1"),
        (r"No such command '(.+?)'\.?", r"没有命令 \1"),
        (r" ?Did you mean '?(.+?)'?\?", r"，是否想写 \1"),
        (r"Missing argument '(.+?)'", r"缺少 \1"),
        (r"Missing option '(.+?)'", r"缺少参数 \1"),
        (r"Missing command", "缺少命令"),
        (r"Invalid value for '(.+?)': ", r"\1 的值不对："),
        (r"Option '(.+?)' requires an argument", r"参数 \1 后面要写值"),
        (r"Option '(.+?)' does not take a value", r"参数 \1 后面不写值"),
        (r"Got unexpected extra arguments? ?\(s?\)? ?\((.+)\)", r"多出了 \1"),
        (r"Got unexpected extra argument\(s\) \((.+)\)", r"多出了 \1"),
        (r"Input should be a valid integer, unable to parse string as an integer", "应为整数"),
        (r"'?(.+?)'? is not a valid integer( range)?", r"\1 不是整数"),
        (r"Input should be a valid number, unable to parse string as a number", "应为数字"),
        (r"Input should be greater than or equal to (\d+)", r"最小为 \1"),
        (r"Input should be less than or equal to (\d+)", r"最大为 \1"),
        (r"(\S+) is not in the range x>=(\d+)", r"\1 太小，最小为 \2"),
    ),
}


_PLACES: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "APPLICATION": "申请", "CLIENT": "客户", "CODE": "代码", "DATE": "日期", "DIR": "文件夹", "FIELD": "字段", "FILE": "文件",
        "FOLDER": "文件夹", "HOST": "主机", "ID": "编号", "INBOX": "收件箱", "N": "数字", "NAME": "名字", "PATH": "路径", "PORT": "端口",
        "PREVIOUS": "上一次", "RULE": "规则", "SECONDS": "秒数", "TEXT": "文字", "URL": "地址", "VALUE": "值", "WORD": "词",
    },
}  # fmt: skip
"""What stands for a value on a help page."""


def places_in(text: str, lang: Lang) -> str:
    """An option or an argument with what stands for its value."""
    names = _PLACES.get(lang, {})
    return re.sub(r"(?<![\w-])[A-Z]+(?![\w-])", lambda match: names.get(match[0], match[0]), text)


def in_own_words(sentence: str, lang: Lang) -> str:
    """What typer says of a wrong command line."""
    sentence = re.sub(r"(?<=^Missing argument ').+?(?=')", lambda match: places_in(match[0], lang), sentence)
    for pattern, text in _SENTENCES.get(lang, ()):
        sentence = re.sub(pattern, text, sentence)
    return sentence


def help_in(text: str, lang: Lang) -> str:
    """A help page with its headings."""
    for pattern, heading in _HEADINGS.get(lang, ()):
        text = re.sub(pattern, heading, text, flags=re.MULTILINE)
    return text
