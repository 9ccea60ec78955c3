"""Reading ``application.yaml`` down to plain text values that remember their lines, and naming what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError

from docvet.errors import FormError
from docvet.form import chinese, slips
from docvet.models import LocalizedText
from docvet.sniff import decode
from docvet.values.dates import find_dates
from docvet.words import did_you_mean

NAMES = ("application.yaml", "application.yml")
_HIDDEN = frozenset({*(f"{name}.txt" for name in NAMES), "application.txt"})
_LARGEST = 256 * 1024
"""Bytes; a form is a page of text."""
_DEEPEST = 6
_LONGEST = 60
"""Characters of a wrong value that are shown."""

_SHORT_DAY = re.compile(r"([0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")

Location = tuple[int | str, ...]

_ALLOWED_OTHERWISE = ("一行文字", "a single text")
_ALLOWED = {
    "mode": ("pop 或 joint", "pop or joint"),
    "category": ("一个类目或类目列表，如 [女装, 童装]", "one category or a list of them"),
    "entity": ("company(企业)或 individual(个体工商户)", "company or individual"),
    "targets": ("国家或地区的两位字母代码(ISO 3166)，如 [ID, TH]", "ISO 3166 alpha-2 codes, as in [ID, TH]"),
    "submission_date": ("2000 至 2100 年的日期，如 2024-06-01", "a date from 2000 to 2100, as 2024-06-01"),
    "planned_listing_date": ("2000 至 2100 年的日期，如 2024-07-15", "a date from 2000 to 2100, as 2024-07-15"),
    "shop_opened": ("2000 至 2100 年的日期，如 2023-11-01", "a date from 2000 to 2100, as 2023-11-01"),
    "documents": ("「文件路径: 材料类型」的对应表，每个文件一行", "a mapping of file to document kind, each file once"),
    "monthly_gmv_usd": ("数字列表(美元)，如 [5200, 6100, 7000]", "a list of numbers (USD), as in [5200, 6100, 7000]"),
    "monthly_sales_by_site_usd": (
        "「国家代码: 金额」的对应表，如 {ID: 3200}",
        "countries with numbers, as in {ID: 3200}",
    ),
    "epr": ("「国家代码: 注册号」的对应表，如 {DE: DE12345678}", "country codes with texts, as in {DE: DE12345678}"),
    "joint": ("一组键", "a mapping"),
    "partner": ("一组键，如 {name: …, tier: …}", "a mapping such as {name: …, tier: …}"),
    "confirmed": ("条目列表，由 docvet confirm 写入", "a list of entries, as docvet confirm writes them"),
    "accepted": ("条目列表，由 docvet accept 写入", "a list of entries, as docvet accept writes them"),
    "sha256": ("文件的 SHA-256，64 位十六进制", "the file's SHA-256, 64 hexadecimal digits"),
    "pages": ("首页和末页，如 [1, 2]", "the first and the last page, as in [1, 2]"),
    "at": ("日期，如 2024-06-01", "a date, as 2024-06-01"),
    "until": ("日期，如 2024-07-01", "a date, as 2024-07-01"),
    **dict.fromkeys(("file", "kind", "by", "field", "value", "rule", "reason"), _ALLOWED_OTHERWISE),
}


@dataclass(frozen=True, slots=True)
class Located:
    """The form's values as text, lists and mappings; where each stands."""

    values: Any
    lines: Mapping[Location, int]
    """Line from 1, by the keys and list indexes that lead there."""
    file: str | None = None
    """Its name; None for values of the command line."""

    def place(self, location: Location) -> LocalizedText:
        """``application.yaml, line 3`` of the nearest part that has a line, or the flag's name."""
        if self.file is None:
            flag = f"--{str(location[0]).replace('_', '-')}" if location else "--"
            return {"zh": flag, "en": flag}
        while location and location not in self.lines:
            location = location[:-1]
        return _line(self.file, self.lines.get(location, 1))


def read_form_file(folder: Path, model: type[BaseModel]) -> Located | None:
    """The form file at the folder's root, None if there is none. FormError names file and line."""
    forms = sorted(entry for entry in folder.iterdir() if entry.name.lower() in NAMES)
    if not forms:
        _refuse_hidden_ending(folder)
        return None
    if len(forms) > 1:
        names = ", ".join(entry.name for entry in forms)
        raise FormError(
            en=f"{names}: only one form file is allowed, keep {NAMES[0]}",
            zh=f"{names}: 只能保留一个表单文件，请保留 {NAMES[0]}",
        )
    keys = all_keys(model)
    return parse(read_text(forms[0], folder), forms[0].name, keys | chinese.KEYS.keys(), chinese_too=True)


def _refuse_hidden_ending(folder: Path) -> None:
    """A form that an editor saved as a text file would be taken for no form at all."""
    for entry in sorted(folder.iterdir()):
        if entry.name.lower() in _HIDDEN:
            raise FormError(
                en=f"{entry.name}: the ending .txt is there although Windows may hide it; rename the file to {NAMES[0]}",
                zh=f"{entry.name}: 文件名后面多了 .txt（Windows 可能没有显示），请改名为 {NAMES[0]}",
            )


def parse(text: str, file: str, keys: Collection[str] = (), *, chinese_too: bool = False) -> Located:
    """The YAML text as located values; refuses what no form needs (anchors, several documents, depth).

    With ``keys``, those that a form may have, slips of an input method are named with what to write instead;
    ``chinese_too``: keys and choices may be written in Chinese.
    """
    if keys and (seen := slips.find(text, keys)):
        marked = [(_line(file, slip.line), slip) for slip in seen]
        raise FormError(
            en="; ".join(f"{place['en']}: {slip.en}" for place, slip in marked),
            zh="；".join(f"{place['zh']}: {slip.zh}" for place, slip in marked),
        )
    try:
        _refuse_tricks(text, file)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise _wrong(file, *_yaml_error(error, text)) from None
    except yaml.YAMLError:
        raise _wrong(file, 1, "含有 YAML 不允许的字符", "holds characters that YAML does not allow") from None
    lines: dict[Location, int] = {}
    values = {} if node is None else _plain(node, (), lines, file, chinese_too=chinese_too)
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise _wrong(file, 1, "应为「键: 值」的对应表，如 mode: pop", "must be keys with values, as in mode: pop")
    return Located(values, lines, file)


def refused(error: ValidationError, located: Located, model: type[BaseModel]) -> FormError:
    """One sentence for the first thing that the model refused."""
    first = error.errors(include_url=False)[0]
    place, sentence = _explained(first["type"], first["loc"], first["input"], located, model)
    return FormError(en=f"{place['en']}: {sentence['en']}", zh=f"{place['zh']}: {sentence['zh']}")


def _explained(
    problem: str, location: Location, value: Any, located: Located, model: type[BaseModel]
) -> tuple[LocalizedText, LocalizedText]:
    """Where it stands, and what is wrong with it."""
    location = tuple(part for part in location if part != "[key]")
    place, key = located.place(location), _short(str(location[-1])) if location else ""
    if problem == "extra_forbidden":
        allowed = _keys(model, location[:-1])
        hint, keys = did_you_mean(key, allowed, 0.5), ", ".join(allowed)
        return place, {
            "zh": f"不认识的键 {key}{hint['zh']}；可用的键：{keys}",
            "en": f"unknown key {key}{hint['en']}; allowed keys: {keys}",
        }
    zh, en = _allowed(location)
    shown = f"「{_short(value)}」" if isinstance(value, str) else ""
    if location and location[0] == "documents" and len(location) > 1:
        kinds = _choices(model, "documents")
        hint, listed = did_you_mean(str(value), kinds, 0.5), ", ".join(kinds)
        return place, {
            "zh": f"{key} 的材料类型{shown}不存在{hint['zh']}；可用：{listed}",
            "en": f"{key} has no such document kind {shown}{hint['en']}; allowed: {listed}",
        }
    name = ".".join(str(part) for part in location if isinstance(part, str))
    if en.startswith("a date") and (meant := _day_meant(value)):
        zh, en = f"{zh}；是否想写 {meant}？", f"{en}; did you mean {meant}?"
    return place, {"zh": f"{name} 的值{shown}不对，应为 {zh}", "en": f"{name} {shown} must be {en}".replace("  ", " ")}


def _day_meant(value: Any) -> str | None:
    """The one day that a text can mean, as it should be written."""
    text = str(value).strip()
    if match := _SHORT_DAY.fullmatch(text):
        text = f"20{match[1]}-{match[2]}-{match[3]}"
    days = {hit.value.isoformat() for hit in find_dates(text)}
    return days.pop() if len(days) == 1 else None


def no_such_file(location: Location, located: Located, files: Collection[str]) -> FormError:
    """For a path that the form names and the folder does not hold."""
    hint, place, name = did_you_mean(str(location[-1]), files, 0.5), located.place(location), _short(str(location[-1]))
    return FormError(
        en=f"{place['en']}: there is no file {name} in the folder{hint['en']}",
        zh=f"{place['zh']}: 文件夹里没有 {name}{hint['zh']}",
    )


def _short(text: str) -> str:
    """Enough of a text to find it again."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def read_text(path: Path, folder: Path) -> str:
    """The text of a small file in the folder, see :func:`.sniff.decode`. FormError."""
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        raise FormError(
            en=f"{path.name}: must be a regular file inside the folder", zh=f"{path.name}: 应为文件夹内的普通文件"
        )
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise FormError(
            en=f"{path.name}: cannot be read ({error.strerror})", zh=f"{path.name}: 无法读取（{error.strerror}）"
        ) from None
    if len(data) > _LARGEST:
        raise FormError(
            en=f"{path.name}: is larger than {_LARGEST // 1024} KB", zh=f"{path.name}: 超过 {_LARGEST // 1024} KB"
        )
    if (text := decode(data)) is not None:
        return text
    raise FormError(
        en=f"{path.name}: must be encoded in UTF-8 or GB18030", zh=f"{path.name}: 编码应为 UTF-8 或 GB18030"
    )


def _refuse_tricks(text: str, file: str) -> None:
    """Before any tree is built: aliases can multiply without end, depth can exhaust the stack."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            zh = "不允许锚点、别名与标签（& * !），以这些字符开头的文字请加引号"
            raise _wrong(file, line, zh, "anchors, aliases and tags (& * !) are not allowed, quote texts that begin so")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > _DEEPEST or documents > 1:
            raise _wrong(file, line, "层次过深或含多个 YAML 文档", "nested too deeply, or several YAML documents")


_MISTAKES: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "缩进与上一行不一致，或一行里有两个冒号",
        "indented otherwise than the line above, or two colons in one line",
    ),
    ("expected ',' or", "括号没有成对", "a bracket is not closed"),
    ("unexpected end of stream", "引号没有成对", "a quote is not closed"),
    ("could not find expected ':'", "缺少冒号", "a colon is missing"),
    ("expected <block end>", "缩进或列表写法与上文不一致", "indentation or list differs from the lines above"),
    ("cannot start any token", "文字以符号开头", "a text begins with a sign"),
    ("alphabetic or numeric character", "文字以 & 或 * 开头", "a text begins with & or *"),
    ("escape", "双引号内有反斜杠", "a backslash within double quotes"),
)
"""What a part of PyYAML's own reason means for people."""


def _yaml_error(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """Line, and what is wrong there: a tab, or one of the mistakes that people make."""
    at, began = error.problem_mark, error.context_mark
    if at and text[at.index : at.index + 1] == "\t":
        return at.line + 1, "不能用制表符（Tab），请用空格", "tabs are not allowed, use spaces"
    reason = next((each for each in _MISTAKES if each[0] in (error.problem or "")), ("", "", ""))
    unclosed = reason[0] in ("expected ',' or", "unexpected end of stream")
    mark = began if unclosed and began else at
    zh = f"YAML 写法有误{reason[1] and f'：{reason[1]}'}；应为「键: 值」，冒号后有空格，含 : # @ 等符号的文字请加引号"
    en = f"not valid YAML{reason[2] and f': {reason[2]}'}; write key: value with a space after the colon, and quote texts with : # @"
    return mark.line + 1 if mark else 1, zh, en


def _plain(node: yaml.Node, at: Location, lines: dict[Location, int], file: str, *, chinese_too: bool) -> Any:
    """The node as text, list or dict of text; keys without a value are left out."""
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, (*at, index), lines, file, chinese_too=chinese_too) for index, item in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        text = str(node.value)
        return (chinese.inner_value(at, text) if chinese_too else text) or None
    values: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _wrong(file, line, "键应为文字", "a key must be a text")
        name = chinese.inner_key(at, key.value) if chinese_too else key.value
        if (*at, name) in lines:
            shown = key.value if key.value == name else f"{key.value} ({name})"
            raise _wrong(file, line, f"键 {shown} 出现了两次", f"the key {shown} is given twice")
        lines[(*at, name)] = line
        plain = _plain(value, (*at, name), lines, file, chinese_too=chinese_too)
        if plain is not None:
            values[name] = plain
    return values


def all_keys(model: type[BaseModel]) -> frozenset[str]:
    """The keys of the model and of its parts."""
    parts = [
        item
        for field in model.model_fields.values()
        for item in get_args(field.annotation)
        if isinstance(item, type) and issubclass(item, BaseModel)
    ]
    return frozenset(model.model_fields).union(*map(all_keys, parts))


def _keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys that the model allows at the place."""
    for part in location:
        options = get_args(model.model_fields[str(part)].annotation)
        model = next(item for item in options if isinstance(item, type) and issubclass(item, BaseModel))
    return list(model.model_fields)


def _choices(model: type[BaseModel], key: str) -> list[str]:
    """The values that a mapping of the model allows (its second type argument, a Literal)."""
    return [str(choice) for choice in get_args(get_args(model.model_fields[key].annotation)[1])]


def _allowed(location: Location) -> tuple[str, str]:
    names = [part for part in location if isinstance(part, str)]
    return next((_ALLOWED[name] for name in reversed(names) if name in _ALLOWED), _ALLOWED_OTHERWISE)


def _wrong(file: str, line: int, zh: str, en: str) -> FormError:
    place = _line(file, line)
    return FormError(en=f"{place['en']}: {en}", zh=f"{place['zh']}: {zh}")


def _line(file: str, line: int) -> LocalizedText:
    return {"zh": f"{file} 第 {line} 行", "en": f"{file}, line {line}"}
