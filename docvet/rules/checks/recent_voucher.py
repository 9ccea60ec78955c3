"""Vouchers of the last months for a mark that is another's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docvet.models import Document, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.arguments import Args, Months
from docvet.rules.case import Case, day, evidence, join, listed, unread
from docvet.rules.chain_view import perhaps_own
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, fact, not_before, one_of
from docvet.rules.problems import FieldOf, Problem, Result
from docvet.rules.texts import full_text, mentions
from docvet.rules.vocabulary import FIELD_TITLES, choice_title
from docvet.values.dates import months_before
from docvet.values.names import Likeness, compare

_TWO_LETTERS = 2
"""A brand of so few letters stands in many words."""


class RecentVoucher(Args):
    """How many calendar months back a voucher may be dated, counted from the day of submission."""

    months: Months


def run(case: Case, args: RecentVoucher) -> Result:
    """A problem unless one voucher is recent, and names the brand and a party of the chain."""
    today = case.submission_date
    since = months_before(today, args.months)
    handed_in = of_kind(case.documents, "sales_voucher")
    vouchers = tuple(voucher for voucher in handed_in if not voucher.value("no_sale"))
    values = {"since": since.isoformat(), "today": today.isoformat(), "months": str(args.months)}
    if handed_in and not vouchers:
        yield from (_no_sale(voucher, values) for voucher in handed_in)
        return
    if not vouchers:
        perhaps = case.could_be("sales_voucher")
        files = listed(reading.file.path for reading in perhaps)
        yield Problem(
            documents=tuple(document.id for reading in perhaps for document in case.documents_of(reading)),
            values={**values, "files": files}, expected=not_before(since), variant="maybe" if perhaps else "none",
            at_most=Severity.REVIEW if perhaps or _perhaps_own(case) else Severity.REJECT, topic="vouchers",
            rests_on=_parties_read(case),
        )  # fmt: skip
        return
    dated = [(when, voucher) for voucher in vouchers if (when := day(voucher.fields.get("date"))) is not None]
    recent = [voucher for when, voucher in dated if since <= when <= today]
    if recent:
        yield from _content(case, recent, values)
        return
    undated = [voucher for voucher in vouchers if day(voucher.fields.get("date")) is None]
    if undated:
        yield from (unread(voucher, "date") for voucher in undated)
        return
    future = all(when > today for when, _ in dated)
    newest = max(dated, key=_when)
    yield Problem(
        documents=tuple(voucher.id for voucher in vouchers),
        evidence=tuple(item for _, voucher in sorted(dated, key=_when, reverse=True) for item in evidence(voucher, "date")),
        values={**values, "newest": newest[0].isoformat()}, expected=Fact(f"{since.isoformat()} … {today.isoformat()}", f"{since} 至 {today}", f"{since} to {today}"),
        found=newest[0].isoformat(), variant="future" if future else "old",
        at_most=Severity.REVIEW if future or _perhaps_own(case) else Severity.REJECT,
        rests_on=(*((voucher.id, "date") for voucher in vouchers), *_parties_read(case)), better_documents=frozenset({"sales_voucher"}),
    )  # fmt: skip


def _when(dated: tuple[date, Document]) -> date:
    return dated[0]


def _no_sale(voucher: Document, values: dict[str, str]) -> Problem:
    """Print that is easily misread, and stamps: what it means for the sale a person decides."""
    reason = str(voucher.value("no_sale"))
    why = choice_title("no_sale", reason)
    return Problem(
        documents=(voucher.id,), evidence=evidence(voucher, "no_sale"), variant="no_sale", at_most=Severity.REVIEW,
        values={**values, "file": voucher.path, "why": why}, found=why["zh"], rests_on=((voucher.id, "no_sale"),),
        better_documents=frozenset({"sales_voucher"}),
    )  # fmt: skip


def _perhaps_own(case: Case) -> bool:
    """Vouchers are asked for where the mark is another's; with no letters that lead from the owner it may be the applicant's."""
    return case.chain is not None and case.chain.gap is not None and perhaps_own(case, case.chain)


def _parties_read(case: Case) -> tuple[FieldOf, ...]:
    """The owner's and the applicant's name: without letters, only if both were read well the mark is surely another's."""
    chain = case.chain
    names = (chain.owner, chain.applicant) if chain is not None and chain.gap is not None else ()
    return tuple(name.field for name in names if name is not None and name.field is not None)


def _content(case: Case, recent: Sequence[Document], values: dict[str, str]) -> Result:
    """A recent voucher should show brand, seller and buyer, and one of these should be of the chain."""
    needed = ("brand", "seller", "buyer")
    best = min(recent, key=lambda voucher: sum(not voucher.value(name) for name in needed))
    lacking = [name for name in needed if not best.value(name) and not (name == "brand" and _names_brand(case, recent))]
    if lacking:
        missing = join([FIELD_TITLES[name] for name in lacking])
        yield Problem(
            documents=(best.id,), evidence=evidence(best, "date"), variant="incomplete", at_most=Severity.REVIEW,
            values={**values, "file": best.path, "missing": missing}, expected=fact(missing),
        )  # fmt: skip
        return
    if unsealed := _unsealed(recent):
        yield Problem(
            documents=(unsealed.id,), evidence=evidence(unsealed, "seals"), variant="unsealed", at_most=Severity.REVIEW,
            values={**values, "file": unsealed.path},
        )  # fmt: skip
        return
    known, own = _parties(case), _applicants(case)
    between = [(str(voucher.value("seller")), str(voucher.value("buyer"))) for voucher in recent]
    strangers = known and not any(_known(name, known) for pair in between for name in pair)
    without = own and not any(
        _known(one, own) or _known(two, own) or (_known(one, known) and _known(two, known)) for one, two in between
    )
    if strangers or without:
        yield Problem(
            documents=(best.id,), evidence=evidence(best, "seller", "buyer"), variant="strangers" if strangers else "without_applicant", at_most=Severity.REVIEW,
            values={**values, "file": best.path, "seller": str(best.value("seller")), "buyer": str(best.value("buyer"))},
            expected=one_of(known), found=f"{best.value('seller')} → {best.value('buyer')}",
        )  # fmt: skip


def _names_brand(case: Case, vouchers: Sequence[Document]) -> bool:
    """The brand stands in what was sold: invoices have no place of their own for it."""
    brands = [brand for brand in case.brands if len(brand) > _TWO_LETTERS or not brand.isascii()]
    return any(mentions(full_text(voucher), brands) for voucher in vouchers)


def _unsealed(recent: Sequence[Document]) -> Document | None:
    """A contract on which no seal was seen, where there is nothing but such contracts: it may be a draft."""
    drafts = [
        voucher
        for voucher in recent
        if voucher.value("voucher_type") == "contract" and not voucher.reading.signed
        and (seals := voucher.fields.get("seals")) is not None and seals.whole and not seals.value
    ]  # fmt: skip
    return drafts[0] if drafts and len(drafts) == len(recent) else None


def _parties(case: Case) -> list[str]:
    chain = case.chain
    if chain is None:
        return []
    names = [chain.applicant.text, *([chain.owner.text] if chain.owner else [])]
    return [
        *names,
        *(str(v) for document in chain.letters for v in (document.value("grantor"), document.value("grantee")) if v),
    ]


def _applicants(case: Case) -> list[str]:
    """What the applicant may be called on a voucher: a trader also by its operator's name."""
    if case.chain is None:
        return []
    operator = case.licence.value("representative") if case.licence is not None and case.is_trader else None
    return [case.chain.applicant.text, *([str(operator)] if operator else [])]


def _known(name: str, names: Sequence[str]) -> bool:
    return any(compare(name, other) is not Likeness.DIFFERENT for other in names)


_BASE = frozenset({"since", "today", "months"})
CHECK = Check(
    "recent_voucher", RecentVoucher, run, papers=("vouchers",), fills=_BASE,
    variants={
        "none": frozenset(), "maybe": frozenset({"files"}), "old": frozenset({"newest"}), "future": frozenset({"newest"}),
        "incomplete": frozenset({"file", "missing"}), "no_sale": frozenset({"file", "why"}), "unsealed": frozenset({"file"}), "strangers": frozenset({"file", "seller", "buyer"}), "without_applicant": frozenset({"file", "seller", "buyer"}),
    },
)  # fmt: skip
