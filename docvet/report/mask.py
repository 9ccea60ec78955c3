"""Personal data hidden all over a report: the default of every output format.

ID and account numbers keep their last four characters, birth dates their year, a person's home
address its city. Names of persons stay, and so does everything that is public about a company.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docvet.report.model import Report, ReportDocument, ReportField
from docvet.report.personal import STAR, Secrets, hide_after_year, hide_home, hide_number, known
from docvet.values.names import is_company

_NUMBERS = frozenset({"id_number", "account_number"})
_PUBLIC = frozenset(
    {
        "credit_code", "registration_number", "registration_numbers", "application_number", "approval_number",
        "permit_number",
    }
)  # fmt: skip
_CARDS = frozenset({"id_card", "other_id"})
_BANK_DOCUMENTS = frozenset({"bank_permit", "basic_account_info", "bank_statement"})
_HASHES = frozenset({"sha256", "digest"})

Hide = Callable[[str], str]


def masked(report: Report) -> Report:
    """The same report without personal data; masking twice changes nothing more."""
    secrets = _secrets(report.documents)
    tree = report.model_dump()
    for document, entry in zip(report.documents, tree["documents"], strict=True):
        for name, field in document.fields.items():
            if hide := _rule_for(document, name):
                entry["fields"][name] |= {"value": _own(field.value, hide), "raw": hide(field.raw)}
        _apply(entry["fields"], _hider(secrets, [document.kind]))
    kinds = {document.id: document.kind for document in report.documents}
    for finding in tree["findings"]:
        for item in finding["evidence"]:
            item["quote"] = _hider(secrets, [kinds.get(item["document"], "")])(item["quote"])
        hide = _hider(secrets, [kinds.get(name, "") for name in finding["documents"]])
        for key in ("message", "fix", "expected", "found"):
            finding[key] = _applied(finding[key], hide)
    _apply(tree, secrets.hide)
    return Report.model_validate(tree)


def hiders(report: Report) -> Callable[[str], Hide]:
    """For each kind of document what hides the personal data in a text of it, by all that the report knows."""
    secrets = _secrets(report.documents)
    return lambda kind: _hider(secrets, [kind])


def _secrets(documents: Iterable[ReportDocument]) -> Secrets:
    numbers: list[str] = []
    birthdays: list[str] = []
    homes: list[str] = []
    public: list[str] = []
    for document in documents:
        for name, field in document.fields.items():
            if name in _NUMBERS:
                numbers += [str(field.value), field.raw]
            elif name == "birth_date":
                birthdays.append(str(field.value))
            elif _is_home(document, name):
                homes += [str(field.value)]
            elif name in _PUBLIC:
                public += _texts(field)
    return known(numbers, birthdays, homes, public)


def _texts(field: ReportField) -> Iterator[str]:
    yield from map(str, field.value if isinstance(field.value, list) else [field.value])
    yield field.raw


def _rule_for(document: ReportDocument, name: str) -> Hide | None:
    """How a personal field hides its own value, however it is spelled; None for any other field."""
    if name in _NUMBERS:
        return hide_number
    if name == "birth_date":
        return hide_after_year
    return hide_home if _is_home(document, name) else None


def _is_home(document: ReportDocument, name: str) -> bool:
    """The address on a card, or that of a trademark's owner unless the owner is plainly a company."""
    if name == "address":
        return document.kind in _CARDS
    owner = document.fields.get("registrant")
    return name == "registrant_address" and not (owner and is_company(str(owner.value)))


def _own(value: Any, hide: Hide) -> Any:
    return hide(value) if isinstance(value, str) else STAR * 4


def _hider(secrets: Secrets, kinds: Iterable[str]) -> Hide:
    """The strictest hiding that documents of these kinds ask for; several kinds share the common one."""
    seen = set(kinds)
    if seen and seen <= _CARDS:
        return secrets.hide_on_card
    if seen and seen <= _BANK_DOCUMENTS:
        return secrets.hide_on_bank_document
    return secrets.hide


def _apply(tree: dict[str, Any], hide: Hide) -> None:
    for key, value in tree.items():
        if key not in _HASHES:
            tree[key] = _applied(value, hide)


def _applied(value: Any, hide: Hide) -> Any:
    if type(value) is str:  # not the enumerations of the model
        return hide(value)
    if isinstance(value, dict):
        _apply(value, hide)
        return value
    if isinstance(value, list | tuple):
        return [_applied(item, hide) for item in value]
    return value
