"""The same name on two documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docvet.models import Document, LocalizedText, Severity
from docvet.rules.arguments import Args, Ref, split
from docvet.rules.case import Case, evidence, kind_title, not_applicable, unread
from docvet.rules.checks import Check
from docvet.rules.problems import FieldOf, Problem, Result, Unjudged, Value
from docvet.rules.renames import Rename, renamed, renames
from docvet.rules.unnamed import is_unnamed
from docvet.rules.vocabulary import ROLE_TITLES
from docvet.rules.wording import difference
from docvet.values.names import Likeness, account_matches, compare, is_company, is_hidden, is_person
from docvet.values.text import squeezed

_CHANGE = "name_change_notice"
"""The registrar's notice that a name or a representative has changed."""
_DELEGATE = "委派"
_NOT_STATED = not_applicable("申请表没有填写此项", "the form does not state it")


class NamesAgree(Args):
    """Two names; with ``account`` the first is the holder of an account, whose bank may write it its own way."""

    a: Ref
    b: Ref
    account: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as a document, or the form, states it."""

    text: str
    document: Document | None = None
    """None for the form."""
    field: str = ""

    @property
    def place(self) -> FieldOf | None:
        return None if self.document is None else (self.document.id, self.field)

    @property
    def title(self) -> Value:
        """What people call where it stands."""
        return ROLE_TITLES["form"] if self.document is None else kind_title(self.document.kind)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two names side by side."""

    a: _Name
    b: _Name
    likeness: Likeness
    linked: bool
    """A proof of the folder gives one as the other's former name, or one may act for the other."""

    @property
    def doubtful(self) -> bool:
        """Nearly the same, not to be compared, or linked: a person settles it."""
        return self.linked or self.likeness is not Likeness.DIFFERENT


def run(case: Case, args: NamesAgree) -> Result:
    """A problem if no document in the first role agrees with the second; near names, and a proven change, are for a person."""
    firsts, unread_firsts = _names(case, args.a)
    seconds, unread_seconds = _names(case, args.b)
    reasons = (*unread_firsts, *unread_seconds)
    if args.account and not seconds:
        seconds = _nameless_trader(case)
    if not firsts or not seconds:
        yield from reasons
        return
    changes = renames(case.documents)
    pairs = [_pair(case, args, one, other, changes) for one in firsts for other in seconds]
    if any(pair.likeness.same for pair in pairs):
        return
    yield from reasons
    closest = next((pair for pair in pairs if pair.doubtful), pairs[0])
    yield _problem(case, args, closest, difference(closest.a.text, closest.b.text, changes))


def _pair(case: Case, args: NamesAgree, one: _Name, other: _Name, changes: Sequence[Rename]) -> _Pair:
    linked = renamed(one.text, other.text, changes) or (not args.account and _through_another(one.text, other.text))
    return _Pair(one, other, _likeness(case, args, one.text, other.text), linked)


def _problem(case: Case, args: NamesAgree, pair: _Pair, differs_in: LocalizedText) -> Problem:
    stated = [name for name in (pair.a, pair.b) if name.document is not None]
    # What a nameless trader is called is not on its licence: the form may call it what it likes.
    unproven = is_unnamed(case.licence) and pair.a.document is None
    return Problem(
        documents=tuple(name.document.id for name in stated if name.document),
        values={"a": pair.a.text, "b": pair.b.text, "a_paper": pair.a.title, "b_paper": pair.b.title, "difference": differs_in},
        evidence=tuple(item for name in stated if name.document for item in evidence(name.document, name.field)),
        expected=pair.b.text, found=pair.a.text, rests_on=tuple(name.place for name in stated if name.place),
        variant=_variant(case, args, pair), at_most=Severity.REVIEW if pair.doubtful or unproven else Severity.REJECT,
        better_documents=frozenset({_CHANGE, *(name.document.kind for name in stated if name.document)}),
    )  # fmt: skip


def _variant(case: Case, args: NamesAgree, pair: _Pair) -> str | None:
    if not pair.doubtful:
        return None
    if is_hidden(pair.a.text) or is_hidden(pair.b.text):
        return "hidden"
    if not args.account and _through_another(pair.a.text, pair.b.text):
        return "delegate"
    return "personal" if args.account and _personal(case, pair.a.text) else "near"


def _through_another(one: str, other: str) -> bool:
    """A person beside a company that acts through a delegate, or beside a longer text that names this person among others."""
    return any(
        is_person(person)
        and (is_company(text) or _DELEGATE in text or (not is_person(text) and person in squeezed(text)))
        for person, text in ((one, other), (other, one))
    )


def _names(case: Case, ref: str) -> tuple[list[_Name], list[Unjudged]]:
    """The names that stand there, and why there are none."""
    role, field = split(ref)
    if role == "form":
        typed = getattr(case.form, field)
        return ([_Name(str(typed))], []) if typed else ([], [_NOT_STATED])
    cast = case.cast(role)
    if not cast.chosen:
        return [], [case.absent(role)]
    names = [
        _Name(str(document.value(field)), document, field)
        for document in (*cast.chosen, *cast.rivals)
        if document.value(field)
    ]
    return names, [] if names else [unread(cast.chosen[0], field)]


def _likeness(case: Case, args: NamesAgree, one: str, other: str) -> Likeness:
    if not args.account:
        return compare(one, other)
    representative = case.licence.value("representative") if case.licence else None
    likeness = account_matches(one, other, str(representative) if representative else None, trader=case.is_trader)
    private = is_unnamed(case.licence) and likeness.same and compare(one, other).same
    return Likeness.NEAR if private else likeness  # the account may be the operator's own


def _nameless_trader(case: Case) -> list[_Name]:
    """A trader without a trade name (名称 ***) goes by 个体户 and its operator's name."""
    operator = case.licence.value("representative") if case.licence is not None and case.is_trader else None
    return [_Name(f"个体户{operator}", case.licence, "representative")] if operator else []


def _personal(case: Case, holder: str) -> bool:
    representative = case.licence.value("representative") if case.licence else None
    return bool(representative) and compare(holder, str(representative)) not in (
        Likeness.DIFFERENT,
        Likeness.UNCOMPARABLE,
    )


CHECK = Check(
    "names_agree",
    NamesAgree,
    run,
    fills=frozenset({"a", "b", "a_paper", "b_paper"}),
    variants={
        "near": frozenset({"difference"}), "personal": frozenset(), "hidden": frozenset(), "delegate": frozenset(),
    },
)  # fmt: skip
