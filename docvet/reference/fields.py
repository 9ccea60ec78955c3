"""Kinds of documents and their fields as a page in Markdown: ``docs/fields.md``."""

from __future__ import annotations

from collections.abc import Iterator

from docvet.documents.fields import FIELDS, FieldType, field_type, privacy
from docvet.documents.kinds import Kind, kinds
from docvet.report.markup import escaped, table
from docvet.values.field_types import Privacy, ValueType

_INTRO = """\
What docvet reads off each kind of document. The names stand in the JSON report, in rulesets (`role.field`) and in
`docvet confirm FILE FIELD=VALUE`. 各类材料会读取的字段。
"""
_TYPES = {
    ValueType.TEXT: "text",
    ValueType.LONG_TEXT: "text; `whole` says whether its end was seen",
    ValueType.CODE: "text without spaces and hyphens",
    ValueType.DATE: "`YYYY-MM-DD` or `open-ended`",
    ValueType.CHOICE: "one of: {choices}",
    ValueType.FLAG: "true or false",
    ValueType.WHOLE_NUMBER: "whole number",
    ValueType.NUMBER: "number",
    ValueType.TEXTS: "list of texts",
    ValueType.CHOICES: "list of: {choices}",
    ValueType.WHOLE_NUMBERS: "list of whole numbers",
    ValueType.SEALS: "list of `{{text, shape, owner, page, box}}`; owner: {choices}",
}
_SEEN = {
    Privacy.PUBLIC: "all of it",
    Privacy.REGISTERED: "all of it",
    Privacy.NUMBER: "its last four characters",
    Privacy.BIRTH: "its year",
    Privacy.HOME: "its city",
    Privacy.CLOSED: "nothing",
}


_OTHER = (
    "`document_type`, where docvet knows what it is: registrations of Hong Kong and abroad, applications for accounts, pledges, "
    "certificates of honour, permits, pages of registers and of the web."
)


def fields_page() -> str:
    """All kinds that come with docvet, then all fields."""
    lines = ["# Documents and their fields / 材料与字段", "", _INTRO]
    for kind in kinds().values():
        lines += [f"## `{kind.name}` {kind.title['zh']} / {kind.title['en']}", "", *_of_kind(kind), ""]
    lines += ["## `other` 其他文件 / other documents", "", _OTHER, ""]
    lines += ["## All fields / 全部字段", "", *_all(), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _of_kind(kind: Kind) -> Iterator[str]:
    held = [one if isinstance(one, FieldType) else field_type(one, kind.name) for one in kind.fields]
    yield ", ".join(f"`{field.name}`" for field in held) + "."
    personal = [field.name for field in held if privacy(kind.name, field.name) not in _OPEN]
    if personal:
        yield ""
        names = ", ".join(f"`{name}` ({_SEEN[privacy(kind.name, name)]})" for name in personal)
        yield f"Personal; shown of it: {names}. 个人信息，仅显示括号内的部分。"


_OPEN = (Privacy.PUBLIC, Privacy.REGISTERED)


def _all() -> list[str]:
    return table(
        ["field", "中文", "English", "value", "shown"],
        [
            [f"`{field.name}`", escaped(field.title["zh"]), escaped(field.title["en"]), _value(field), _SEEN[field.privacy]]
            for field in FIELDS.values()
        ],
    )  # fmt: skip


def _value(field: FieldType) -> str:
    return _TYPES[field.type].format(
        choices=", ".join(f"`{word}` {title['zh']}" for word, title in field.choices.items())
    )
