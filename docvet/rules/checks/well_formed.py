"""Numbers that have the form their standard gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from docvet.models import Document, LocalizedText, Severity, Source
from docvet.rules.arguments import Args, Ref, split
from docvet.rules.case import Case, evidence, kind_title, not_applicable, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.rules.vocabulary import ROLE_TITLES
from docvet.values.codes import credit_code_error, is_id_number, repair_credit_code, repair_id_number

Format = Literal["credit_code", "credit_code_check_digit", "mainland_business", "id_number"]

_NOTHING: LocalizedText = {"zh": "", "en": ""}
_CODE_DEFECTS: dict[str, LocalizedText] = {
    "length": {"zh": "不是18位", "en": "it does not have 18 characters"},
    "characters": {
        "zh": "含有不允许的字符（I、O、S、V、Z）",
        "en": "it has a character that is not allowed (I, O, S, V, Z)",
    },
    "pattern": {"zh": "第3至8位应为数字", "en": "its characters 3 to 8 must be digits"},
    "check_digit": {"zh": "校验位不符", "en": "its check character does not fit"},
}
_BUSINESS_PREFIXES = ("91", "92", "93")


class WellFormed(Args):
    """Which field, on the document and in the form, and what it has to look like."""

    fields: tuple[Ref, ...]
    format: Format
    unless: Ref | None = None
    """Another number of the same document that stands in for it (the old registration number)."""


def run(case: Case, args: WellFormed) -> Result:
    """A problem for each number of another form. What OCR read is never more than a question."""
    for ref in args.fields:
        role, name = split(ref)
        if role == "form":
            typed = getattr(case.form, name)
            if typed and (defect := _FORMATS[args.format](str(typed))):
                yield _problem(str(typed), defect, args, None, name)
            continue
        cast = case.cast(role)
        if not cast.chosen:
            yield case.absent(role)
        for document in cast.chosen:
            yield from _on_document(document, name, args)


def _on_document(document: Document, name: str, args: WellFormed) -> Result:
    field = document.fields.get(name)
    if field is not None:
        if defect := _FORMATS[args.format](str(field.value)):
            yield _problem(str(field.value), defect, args, document, name)
        return
    if args.unless and split(args.unless)[1] in document.fields:
        yield not_applicable(
            "执照上是旧版注册号，没有统一社会信用代码", "the licence has the old registration number only"
        )
    elif not _other_side(document):
        yield unread(document, name)


def _other_side(document: Document) -> bool:
    """The back of an ID card in a file of its own has no number."""
    return document.kind == "id_card" and "portrait" not in (document.value("sides") or ("portrait",))


def _problem(value: str, defect: LocalizedText, args: WellFormed, document: Document | None, name: str) -> Problem:
    fields = () if document is None else ((document.id, name),)
    by_eye = document is not None and document.fields[name].source not in (Source.TEXT_LAYER, Source.OPERATOR)
    soft = by_eye or args.format in ("credit_code_check_digit", "mainland_business")
    return Problem(
        documents=() if document is None else (document.id,),
        values={
            "value": value, "fault": defect, "suggestion": _suggestion(value, args.format),
            "paper": ROLE_TITLES["form"] if document is None else kind_title(document.kind),
        },
        evidence=() if document is None else evidence(document, name), found=value, rests_on=fields,
        at_most=Severity.REVIEW if soft else Severity.REJECT,
    )  # fmt: skip


def _suggestion(value: str, format_: Format) -> LocalizedText:
    if format_ == "mainland_business":
        return _NOTHING
    repair = repair_id_number(value) if format_ == "id_number" else repair_credit_code(value)
    if repair is None or repair.value == value:
        return _NOTHING
    return {"zh": f"可能应为 {repair.value}。", "en": f"Possibly {repair.value} is meant."}


def _credit_code(value: str) -> LocalizedText | None:
    defect = credit_code_error(value)
    return _CODE_DEFECTS[defect] if defect and defect != "check_digit" else None


def _check_digit(value: str) -> LocalizedText | None:
    return _CODE_DEFECTS["check_digit"] if credit_code_error(value) == "check_digit" else None


def _mainland(value: str) -> LocalizedText | None:
    if value.startswith(_BUSINESS_PREFIXES):
        return None
    return {
        "zh": f"代码以 {value[:2]} 开头，不是企业或个体工商户",
        "en": f"the code begins with {value[:2]}, which is no company or trader",
    }


def _id_number(value: str) -> LocalizedText | None:
    return (
        None
        if is_id_number(value)
        else {"zh": "位数、日期或校验位不符", "en": "its length, date or check digit does not fit"}
    )


_FORMATS: dict[Format, Callable[[str], LocalizedText | None]] = {
    "credit_code": _credit_code,
    "credit_code_check_digit": _check_digit,
    "mainland_business": _mainland,
    "id_number": _id_number,
}

CHECK = Check("well_formed", WellFormed, run, fills=frozenset({"value", "fault", "suggestion", "paper"}))
