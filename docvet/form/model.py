"""``application.yaml``: what the applicant typed into the platform's form.

Scalars are taken as text and then typed by key, so that ``brand: ON`` and ``targets: [ID, NO]`` stay
what they are. Whatever is not understood is a :class:`~docvet.errors.FormError`, never a default.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from docvet.form.file import Located, no_such_file, read_form_file, refused
from docvet.models import DocumentKind
from docvet.values.clock import today_in_china
from docvet.values.codes import compact
from docvet.values.countries import ALPHA_2
from docvet.values.dates import find_dates

_YEARS = range(2000, 2101)
"""Days that a form can mean: of submissions, listings and shops of an online platform."""


def _one_line(value: Any) -> Any:
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


def _code(value: Any) -> Any:
    return compact(value) if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _country(value: Any) -> str:
    code = value.strip().upper() if isinstance(value, str) else ""
    if code not in ALPHA_2:
        raise ValueError("not a country")
    return code


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    hits = find_dates(value.strip())
    if len(hits) != 1 or hits[0].raw != value.strip():
        raise ValueError("not a date")
    if hits[0].value.year not in _YEARS:
        raise ValueError("a slip of the pen")
    return hits[0].value


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFKC", value).strip()
    if not re.fullmatch(r"\d{1,15}(\.\d{1,6})?|\d{1,3}(,\d{3}){1,4}(\.\d{1,6})?", plain, re.ASCII):
        raise ValueError("not a number")
    return Decimal(plain.replace(",", ""))


def _paths(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    named = {_path(path): kind for path, kind in value.items()}
    if len(named) != len(value):
        raise ValueError("two names of one file")
    return named


def _path(path: str) -> str:
    return unicodedata.normalize("NFC", path).replace("\\", "/").removeprefix("./")


Text = Annotated[str, BeforeValidator(_one_line), Field(min_length=1)]
Country = Annotated[str, BeforeValidator(_country)]
Day = Annotated[date, BeforeValidator(_day)]
Number = Annotated[Decimal, BeforeValidator(_number), Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Partner(_Part):
    """The partner of a joint operation."""

    name: Text | None = None
    tier: Text | None = None


class Joint(_Part):
    """What only the joint mode asks for; money in USD."""

    monthly_gmv_usd: Annotated[tuple[Number, ...], BeforeValidator(_as_list)] = ()
    """Of the last three months, oldest first."""
    shop_opened: Day | None = None
    admin_holder: Text | None = None
    partner: Partner | None = None
    partner_directory: Text | None = None
    """A CSV list (name, tier) that the user has; relative to the folder."""
    monthly_sales_by_site_usd: Mapping[Country, Number] = Field(default_factory=dict)


class Form(_Part):
    """The applicant's form; every key is optional."""

    mode: Literal["pop", "joint"] = "pop"
    category: Annotated[tuple[Text, ...], BeforeValidator(_as_list)] = ()
    """The categories applied for; one or more."""
    brand: Text | None = None
    company: Text | None = None
    credit_code: Annotated[str, BeforeValidator(_code), Field(min_length=1)] | None = None
    """Upper case, without spaces; whether it is one is a rule's business."""
    entity: Literal["company", "individual"] | None = None
    targets: Annotated[tuple[Country, ...], BeforeValidator(_as_list)] = ()
    """Target markets, ISO 3166 alpha-2."""
    submission_date: Day | None = None
    """None means today, see :attr:`submission_day`."""
    planned_listing_date: Day | None = None
    documents: Annotated[Mapping[str, DocumentKind], BeforeValidator(_paths)] = Field(default_factory=dict)
    """Path (NFC, forward slashes) → kind; see :meth:`kind_of`."""
    joint: Joint | None = None
    epr: Mapping[Country, Text] = Field(default_factory=dict)
    """Market → registration number."""

    @property
    def submission_day(self) -> date:
        """The day of submission, today in China where the form names none."""
        return self.submission_date or today_in_china()

    def kind_of(self, path: str) -> str | None:
        """The kind that the form gives the file, however the disk composes its name."""
        return self.documents.get(_path(path))

    def with_flags(self, **flags: Any) -> Form:
        """Put what the command line says in place of what the file says; a flag that is None was not given.

        FormError for a value that does not fit, as for the file.
        """
        given = {name: value for name, value in flags.items() if value is not None and value not in ([], ())}
        return _typed({**self.model_dump(exclude_unset=True), **given}, Located(None, {}))


def load_form(folder: Path, files: Collection[str]) -> Form:
    """The form of an application folder that holds these files; an empty one where there is no form file.

    FormError for a wrong one, also where it gives a kind to a file that is not there.
    """
    located = read_form_file(folder, Form)
    if located is None:
        return Form()
    form = _typed(located.values, located)
    known = {_path(file) for file in files}
    for name in located.values.get("documents", {}):
        if _path(name) not in known:
            raise no_such_file(("documents", name), located, known)
    return form


def _typed(values: Mapping[str, Any], located: Located) -> Form:
    try:
        return Form.model_validate(values)
    except ValidationError as error:
        raise refused(error, located, Form) from None
