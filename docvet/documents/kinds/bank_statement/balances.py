"""Whether the balances of a statement follow from its amounts, row by row, to the cent."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise, product

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: what it says of money, None where it says nothing or could not be read."""

    number: int
    """Its place among the rows of the statement, from 1."""
    day: date | None
    paid_in: Decimal | None = None
    paid_out: Decimal | None = None
    amount: Decimal | None = None
    """Of a single column; negative where it is printed so."""
    incoming: bool | None = None
    """What a mark beside the amount says (贷, 收入)."""
    balance: Decimal | None = None
    account: str = ""
    """What tells it from rows of another account or currency on the same statement."""
    exact: bool = True
    """False where it was read by OCR."""
    fee: Decimal | None = None
    """Of a column with what the bank charged for the row."""


@dataclass(frozen=True, slots=True)
class BalanceChain:
    """What became of the arithmetic."""

    compared: int
    """Rows whose balance could be held against the row before."""
    breaks: tuple[int, ...]
    """Numbers of the rows that do not follow from the row before."""
    doubtful: tuple[int, ...]
    """Numbers of rows that do not follow either, but by what a misread character would do."""


@dataclass(frozen=True, slots=True)
class _Convention:
    """How a bank prints; it does not say, so the arithmetic has to."""

    newest_first: bool
    swapped: bool
    """借 is what came in, as in a company's own books."""
    signed: bool
    """A negative figure in a column of one direction is a reversal, not a sign printed twice."""
    charged: bool
    """The balance of a row is what is left after its fee, which then has no row of its own."""


@dataclass(frozen=True, slots=True)
class _Step:
    number: int
    day: date | None
    change: Decimal | None
    balance: Decimal | None
    exact: bool


def chain(entries: Sequence[Entry]) -> BalanceChain:
    """The rows held against each other, each account by itself, under the convention that fits them best."""
    by_account: dict[str, list[Entry]] = {}
    for entry in entries:
        by_account.setdefault(entry.account, []).append(entry)
    chains = [_best(rows) for rows in by_account.values()]
    return BalanceChain(
        sum(one.compared for one in chains),
        tuple(sorted(number for one in chains for number in one.breaks)),
        tuple(sorted(number for one in chains for number in one.doubtful)),
    )


def _best(rows: Sequence[Entry]) -> BalanceChain:
    if not any(map(_has_direction, rows)):
        return BalanceChain(0, (), ())
    orders = (_descends(rows), not _descends(rows))
    best: BalanceChain | None = None
    charges = (False, True) if any(row.fee for row in rows) else (False,)
    for flags in product(orders, (False, True), (False, True), charges):
        way = _Convention(*flags)
        tried = _walk([_step(entry, way) for entry in (reversed(rows) if way.newest_first else rows)])
        if best is None or _misfits(tried) < _misfits(best):
            best = tried
        if not _misfits(best):
            break
    return best or BalanceChain(0, (), ())


def _misfits(one: BalanceChain) -> int:
    return len(one.breaks) + len(one.doubtful)


def _has_direction(row: Entry) -> bool:
    """It says whether money came or went."""
    figures = (row.paid_in, row.paid_out, row.incoming)
    return any(figure is not None for figure in figures) or (row.amount is not None and row.amount < 0)


def _descends(rows: Iterable[Entry]) -> bool:
    days = [row.day for row in rows if row.day]
    return len(days) > 1 and days[0] > days[-1]


def _step(entry: Entry, way: _Convention) -> _Step:
    return _Step(entry.number, entry.day, _change(entry, way), entry.balance, entry.exact)


def _change(entry: Entry, way: _Convention) -> Decimal | None:
    """By how much the row moves the balance."""
    if entry.paid_in is not None or entry.paid_out is not None:
        came, went = (
            (value if way.signed else abs(value)) if value is not None else Decimal(0)
            for value in (entry.paid_in, entry.paid_out)
        )
        change = came - went
    elif entry.amount is None:
        return None
    elif entry.incoming is None or (way.signed and entry.amount < 0):
        change = entry.amount
    else:
        change = abs(entry.amount) if entry.incoming else -abs(entry.amount)
    change = -change if way.swapped else change
    return change - abs(entry.fee) if way.charged and entry.fee else change


def _walk(steps: Sequence[_Step]) -> BalanceChain:
    """Oldest to newest. Where a row or a figure is missing, the next known balance begins anew."""
    steps = [step for block in _days(steps) for step in _settled(block)]
    compared, breaks, doubtful = 0, list[int](), list[int]()
    before: Decimal | None = None
    moved: Decimal | None = Decimal(0)
    for at, step in enumerate(steps):
        moved = None if moved is None or step.change is None else moved + step.change
        if step.balance is None:
            continue
        if before is not None and moved is not None:
            compared += 1
            if before + moved != step.balance:
                stray = at + 1 < len(steps) and _only_balance_is_off(before + moved, steps[at + 1])
                misread = not step.exact and (stray or _alike(step.balance - before, moved))
                (doubtful if misread else breaks).append(step.number)
                if stray:  # the rows after it go on from what it should have been
                    continue
        before, moved = step.balance, Decimal(0)
    return BalanceChain(compared, tuple(breaks), tuple(doubtful))


def _only_balance_is_off(expected: Decimal, following: _Step) -> bool:
    """The next row follows from what this row's balance should have been."""
    if following.change is None or following.balance is None:
        return False
    return expected + following.change == following.balance


def _alike(one: Decimal, other: Decimal) -> bool:
    """The figures differ by one character, a sign aside: one of them may be misread."""
    return Levenshtein.distance(f"{abs(one):.2f}", f"{abs(other):.2f}") <= 1


def _days(steps: Sequence[_Step]) -> Iterator[list[_Step]]:
    for _, block in groupby(steps, key=lambda step: step.day):
        yield list(block)


def _settled(block: list[_Step]) -> list[_Step]:
    """The rows of one day in an order that fits, if they stand in one that does not: banks print some days unsorted.

    All rows must be readable and form one chain from a first balance to a last.
    """
    known = [
        (step.balance - step.change, step.balance)
        for step in block
        if step.balance is not None and step.change is not None
    ]
    if len(block) < 2 or len(known) < len(block) or all(a[1] == b[0] for a, b in pairwise(known)):
        return block
    loose = Counter(before for before, _ in known)
    loose.subtract(Counter(after for _, after in known))
    starts = [value for value, count in loose.items() if count > 0]
    if len(starts) != 1 or loose[starts[0]] != 1:
        return block
    return _linked(block, starts[0]) or block


def _linked(block: Sequence[_Step], start: Decimal) -> list[_Step]:
    """The rows each after the one whose balance it begins from; none if they do not link up that way."""
    waiting: dict[Decimal, deque[_Step]] = {}
    for step in block:
        if step.balance is not None and step.change is not None:
            waiting.setdefault(step.balance - step.change, deque()).append(step)
    made: list[_Step] = []
    at = start
    while following := waiting.get(at):
        step = following.popleft()
        made.append(step)
        at = step.balance if step.balance is not None else at
    return made if len(made) == len(block) else []
