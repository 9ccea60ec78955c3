"""The same name on two documents."""

from __future__ import annotations

from collections.abc import Iterator

from docvet.models import Document, Severity
from docvet.rules.arguments import Args, Ref, split
from docvet.rules.case import Case, evidence, kind_title, not_applicable, unread
from docvet.rules.checks import Check
from docvet.rules.problems import FieldOf, Problem, Result, Unjudged
from docvet.rules.renames import renamed, renames
from docvet.rules.unnamed import is_unnamed
from docvet.rules.vocabulary import ROLE_TITLES
from docvet.rules.wording import difference
from docvet.values.names import Likeness, account_matches, compare, is_company, is_hidden, is_person

_CHANGE = "name_change_notice"
"""The registrar's notice that a name or a representative has changed."""
_Named = tuple[str, Document | None, FieldOf | None]


class NamesAgree(Args):
    """Two names; with ``account`` the first is the holder of an account, whose bank may write it its own way."""

    a: Ref
    b: Ref
    account: bool = False


def run(case: Case, args: NamesAgree) -> Result:
    """A problem if no document in the first role agrees with the second; near names, and a proven change, are for a person."""
    firsts, seconds = list(_names(case, args.a)), list(_names(case, args.b))
    reasons = [item for item in (*firsts, *seconds) if isinstance(item, Unjudged)]
    if args.account and not any(not isinstance(item, Unjudged) for item in seconds):
        seconds = list(_nameless_trader(case))
    named = [item for item in firsts if not isinstance(item, Unjudged)]
    against = [item for item in seconds if not isinstance(item, Unjudged)]
    if not named or not against:
        yield from reasons
        return
    pairs = [(_likeness(case, args, one, other), one, other) for one in named for other in against]
    if any(likeness.same for likeness, _, _ in pairs):
        return
    yield from reasons
    changes = renames(case.documents)
    unnamed = is_unnamed(case.licence)  # what a nameless trader is called is not on its licence
    doubtful = [
        pair
        for pair in pairs
        if pair[0] is not Likeness.DIFFERENT
        or renamed(pair[1][0], pair[2][0], changes)
        or (not args.account and _through_a_company(pair[1][0], pair[2][0]))
    ]
    _, one, other = (doubtful or pairs)[0]
    documents = [item for item in (one, other) if item[1] is not None]
    yield Problem(
        documents=tuple(document.id for _, document, _ in documents if document),
        values={"a": one[0], "b": other[0], "a_paper": _title(one[1]), "b_paper": _title(other[1]),
                "difference": difference(one[0], other[0], changes)},
        evidence=tuple(e for _, document, place in documents if document and place for e in evidence(document, place[1])),
        expected=other[0], found=one[0], rests_on=tuple(place for _, _, place in documents if place),
        variant=_variant(case, args, one[0], other[0]) if doubtful else None,
        at_most=Severity.REVIEW if doubtful or (unnamed and one[1] is None) else Severity.REJECT,
        better_documents=frozenset({_CHANGE, *(document.kind for _, document, _ in documents if document)}),
    )  # fmt: skip


def _names(case: Case, ref: str) -> Iterator[_Named | Unjudged]:
    role, name = split(ref)
    if role == "form":
        typed = getattr(case.form, name)
        yield (str(typed), None, None) if typed else not_applicable("申请表没有填写此项", "the form does not state it")
        return
    cast = case.cast(role)
    if not cast.chosen:
        yield case.absent(role)
    stated = [document for document in (*cast.chosen, *cast.rivals) if document.value(name)]
    yield from ((str(document.value(name)), document, (document.id, name)) for document in stated)
    if cast.chosen and not stated:
        yield unread(cast.chosen[0], name)


def _likeness(case: Case, args: NamesAgree, one: _Named, other: _Named) -> Likeness:
    if not args.account:
        return compare(one[0], other[0])
    representative = case.licence.value("representative") if case.licence else None
    likeness = account_matches(one[0], other[0], str(representative) if representative else None, trader=case.is_trader)
    private = is_unnamed(case.licence) and likeness.same and compare(one[0], other[0]).same
    return Likeness.NEAR if private else likeness  # the account may be the operator's own


def _nameless_trader(case: Case) -> Iterator[_Named]:
    """A trader without a trade name (名称 ***) goes by 个体户 and its operator's name."""
    if case.licence is not None and case.is_trader and (operator := case.licence.value("representative")):
        yield f"个体户{operator}", case.licence, (case.licence.id, "representative")


def _through_a_company(one: str, other: str) -> bool:
    """A person beside a company that acts for another: its delegate, whom the document does not name."""
    return (is_person(one) and is_company(other)) or (is_company(one) and is_person(other))


def _variant(case: Case, args: NamesAgree, one: str, other: str) -> str:
    if is_hidden(one) or is_hidden(other):
        return "hidden"
    if not args.account and _through_a_company(one, other):
        return "delegate"
    return "personal" if args.account and _personal(case, one) else "near"


def _personal(case: Case, holder: str) -> bool:
    representative = case.licence.value("representative") if case.licence else None
    return bool(representative) and compare(holder, str(representative)) not in (
        Likeness.DIFFERENT,
        Likeness.UNCOMPARABLE,
    )


def _title(document: Document | None) -> dict[str, str]:
    return dict(ROLE_TITLES["form"] if document is None else kind_title(document.kind))


CHECK = Check(
    "names_agree",
    NamesAgree,
    run,
    fills=frozenset({"a", "b", "a_paper", "b_paper"}),
    variants={
        "near": frozenset({"difference"}), "personal": frozenset(), "hidden": frozenset(), "delegate": frozenset(),
    },
)  # fmt: skip
