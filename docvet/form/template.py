"""A commented ``application.yaml`` for an applicant to fill in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import yaml

from docvet.errors import UsageError
from docvet.form.chinese import TITLES
from docvet.form.file import NAMES
from docvet.form.model import Form
from docvet.words import Words, localized

_EXAMPLES = {
    "mode": "pop",
    "category": "女装",
    "brand": "LUMORA",
    "company": "深圳市某某贸易有限公司",
    "credit_code": "91440300MA5XXXXXXX",
    "entity": "company",
    "targets": ["ID", "TH"],
    "submission_date": "2024-06-01",
    "planned_listing_date": "2024-07-15",
    "documents": {"执照.pdf": "business_license"},
    "joint": {
        "monthly_gmv_usd": ["5200", "6100", "7000"],
        "shop_opened": "2023-11-01",
        "admin_holder": "深圳市某某贸易有限公司",
        "partner": {"name": "PT Maju Digital", "tier": "Tier-1"},
        "partner_directory": "partners.csv",
        "monthly_sales_by_site_usd": {"ID": "3200", "TH": "4100"},
    },
    "epr": {"DE": "DE12345678"},
}
"""Every key of the form, with what it looks like."""
_IN_CHINESE = {
    **_EXAMPLES,
    "mode": "POP",
    "entity": "企业",
    "targets": ["印尼", "泰国"],
    "documents": {"扫描件3.pdf": "营业执照"},
    "joint": {
        "近三个月GMV": ["5200", "6100", "7000"],
        "开店日期": "2023-11-01",
        "Admin持有方": "深圳市某某贸易有限公司",
        "合作方": {"名称": "PT Maju Digital", "等级": "Tier-1"},
        "合作方名录": "partners.csv",
        "各站点月销售额": {"印尼": "3200", "泰国": "4100"},
    },
    "epr": {"德国": "DE12345678"},
}
"""The same in Chinese."""


class _Plain(yaml.SafeDumper):
    """Dates and numbers without quotes: the form takes every value as text."""


_Plain.yaml_implicit_resolvers = {}


def write_template(folder: Path, given: Mapping[str, object], words: Words) -> Path:
    """Write the file into the folder, keys that were ``given`` filled in and the others as comments.

    Raises:
        UsageError: no such folder, a form file is there already, or it cannot be written.
        FormError: a given value does not fit.
    """
    check_place(folder)
    Form().with_flags(**given)  # what does not fit shows now, not at the next scan
    path = folder / NAMES[0]
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(template(given, words))
    except OSError as error:
        raise UsageError(**localized("error.not_written", path=path, reason=error.strerror)) from None
    return path


def check_place(folder: Path) -> None:
    """UsageError where there is no such folder, or a form file is there already."""
    if not folder.is_dir():
        raise UsageError(**localized("error.no_such_folder", folder=folder))
    for name in NAMES:
        if (folder / name).exists():
            raise UsageError(**localized("error.form_exists", path=folder / name))


def template(given: Mapping[str, object], words: Words) -> str:
    """The text of the file."""
    parts = ["".join(f"# {line}\n" for line in words("init.head").splitlines())]
    examples = _IN_CHINESE if words.lang == "zh" else _EXAMPLES
    for key, example in examples.items():
        value = given.get(key, example)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        lines = _entry(TITLES.get(key, key) if words.lang == "zh" else key, value)
        if key not in given:
            lines = "".join(f"# {line}\n" for line in lines.splitlines())
        parts.append(f"# {words(f'init.{key}')}\n{lines}")
    return "\n".join(parts)


def filled(form: Form) -> str:
    """What a form says, as a form file for a folder with other files: without what it says of files; empty for nothing."""
    given = form.model_dump(
        mode="json", exclude_unset=True, exclude={"documents": True, "joint": {"partner_directory"}}
    )
    return _dump(given, flow=False) if given else ""


def _entry(key: str, value: object) -> str:
    """A mapping of mappings in blocks, all else on one line."""
    nested = isinstance(value, Mapping) and any(isinstance(item, list | Mapping) for item in value.values())
    if nested or not isinstance(value, Mapping | list):
        return _dump({key: value}, flow=None if nested else False)
    return f"{key}: {_dump(value, flow=True)}"


def _dump(value: object, *, flow: bool | None) -> str:
    return yaml.dump(
        value, Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=math.inf
    )  # fmt: skip
