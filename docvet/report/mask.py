"""Personal data hidden all over a report: the default of every output format.

ID and account numbers keep their last four characters, birth dates their year, a person's home
address its city. Names of persons stay, and so does everything that is public about a company: what of a field may be
seen stands with the field (:mod:`docvet.documents.fields`), and of a field that nobody declared nothing is seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from docvet.documents.fields import audience, field_type, privacy
from docvet.documents.kinds import Audience
from docvet.report.model import Report, ReportDocument, ReportField
from docvet.report.personal import STAR, Secrets, hide_after_year, hide_all, hide_home, hide_number, known
from docvet.values.field_types import Privacy
from docvet.values.names import is_company

_HASHES = frozenset({"sha256", "digest"})

_PARTIES = {"authorization_letter": ("grantor", "grantee"), "sales_voucher": ("seller", "buyer")}
"""Kinds of document on which a private person may deal with a company, and the fields that name the two."""

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
    private = _between_people(report.documents)
    beside_names = _beside(document.path for document in report.documents)
    for finding in tree["findings"]:
        for item in finding["evidence"]:
            item["quote"] = _hider(secrets, [kinds.get(item["document"], "")], private)(item["quote"])
        hide = beside_names(_hider(secrets, [kinds.get(name, "") for name in finding["documents"]], private))
        for key in ("message", "fix", "expected", "found", "expected_text", "found_text"):
            finding[key] = _applied(finding[key], hide)
    _apply(tree, secrets.hide)
    return Report.model_validate(tree)


def hiders(report: Report) -> Callable[[str], Hide]:
    """For each kind of document what hides the personal data in a text of it, by all that the report knows."""
    secrets = _secrets(report.documents)
    private = _between_people(report.documents)
    return lambda kind: _hider(secrets, [kind], private)


def _between_people(documents: Iterable[ReportDocument]) -> frozenset[str]:
    """The kinds of which there is a document that names a private person as a party."""
    return frozenset(
        document.kind
        for document in documents
        for name in _PARTIES.get(document.kind, ())
        if (party := document.fields.get(name)) and not is_company(str(party.value))
    )


def _secrets(documents: Iterable[ReportDocument]) -> Secrets:
    texts: dict[Privacy, list[str]] = {kept: [] for kept in Privacy}
    for document in documents:
        for name, field in document.fields.items():
            kept = _privacy(document, name)
            texts[kept] += [str(field.value)] if kept in (Privacy.BIRTH, Privacy.HOME) else _texts(field)
    return known(
        numbers=texts[Privacy.NUMBER] + texts[Privacy.CLOSED], birthdays=texts[Privacy.BIRTH],
        homes=texts[Privacy.HOME], public=texts[Privacy.REGISTERED], closed=texts[Privacy.CLOSED],
        offices=[str(each.value) for document in documents if document.kind == "business_license"
                 and (each := document.fields.get("address"))],
    )  # fmt: skip


def _texts(field: ReportField) -> Iterator[str]:
    yield from map(str, field.value if isinstance(field.value, list) else [field.value])
    yield field.raw


def _rule_for(document: ReportDocument, name: str) -> Hide | None:
    """How a personal field hides its own value, however it is spelled; None for a public field."""
    return _HIDING.get(_privacy(document, name))


def _privacy(document: ReportDocument, name: str) -> Privacy:
    """Who may see a field; the address of an owner that is plainly a company is no home."""
    kept = privacy(document.kind, name)
    if kept is not Privacy.HOME:
        return kept
    owner = document.fields.get(field_type(name, document.kind).lives_there)
    return Privacy.PUBLIC if owner and is_company(str(owner.value)) else kept


_HIDING: Mapping[Privacy, Hide] = {
    Privacy.NUMBER: hide_number, Privacy.BIRTH: hide_after_year, Privacy.HOME: hide_home, Privacy.CLOSED: hide_all,
}  # fmt: skip


def _own(value: Any, hide: Hide) -> Any:
    return hide(value) if isinstance(value, str) else STAR * 4


def _hider(secrets: Secrets, kinds: Iterable[str], private: Set[str] = frozenset()) -> Hide:
    """The strictest hiding that documents of these kinds ask for; several kinds share the common one.

    ``private`` are those of which a document names a private person as a party.
    """
    kinds = [kind for kind in kinds if kind]
    if private & set(kinds):
        return secrets.hide_between_people
    seen = {audience(kind) for kind in kinds}
    if seen == {Audience.PERSON}:
        return secrets.hide_on_card
    if seen == {Audience.ACCOUNT}:
        return secrets.hide_on_bank_document
    return secrets.hide


def _beside(paths: Iterable[str]) -> Callable[[Hide], Hide]:
    """How a text is hidden that names files: the digits of a file's name are hidden as they are wherever it stands alone."""
    names = sorted(filter(None, paths), key=len, reverse=True)
    if not names:
        return lambda hide: hide
    named = re.compile(rf"(?<![0-9A-Za-z])({'|'.join(map(re.escape, names))})(?![0-9A-Za-z])")
    return lambda hide: (
        lambda text: "".join(part if at % 2 else hide(part) for at, part in enumerate(named.split(text)))
    )


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
