"""The arithmetic of a statement: whole ones hold, a row taken out is one break, OCR's slips are none."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docvet.documents.kinds.bank_statement.balances import Entry, chain

Style = Literal["columns", "signed", "marked", "books"]
STYLES: tuple[Style, ...] = ("columns", "signed", "marked", "books")
cents = st.integers(-9_999_999, 9_999_999).filter(bool)


def statement(
    changes: list[int], style: Style, *, newest_first: bool = False, opening: int = 10_000_000
) -> list[Entry]:
    """A statement of these changes in cents, one every other day."""
    rows, balance = [], opening
    for at, change in enumerate(changes):
        balance += change
        size, came = Decimal(abs(change)) / 100, change > 0
        rows.append(Entry(0, date(2024, 1, 1) + timedelta(days=2 * at), balance=Decimal(balance) / 100, **figures(style, size, came)))  # type: ignore[arg-type] # fmt: skip
    return numbered(rows[::-1] if newest_first else rows)


def figures(style: Style, size: Decimal, came: bool) -> dict[str, object]:
    match style:
        case "columns":
            return {"paid_in": size} if came else {"paid_out": size}
        case "books":  # a company's own books: what came in stands under 借
            return {"paid_out": size} if came else {"paid_in": size}
        case "signed":
            return {"amount": size if came else -size}
        case "marked":
            return {"amount": size, "incoming": came}


def numbered(rows: list[Entry]) -> list[Entry]:
    return [replace(row, number=at) for at, row in enumerate(rows, 1)]


@given(st.lists(cents, min_size=2, max_size=30), st.sampled_from(STYLES), st.booleans())
def test_consistent_balances_have_no_breaks(changes: list[int], style: Style, newest_first: bool) -> None:
    found = chain(statement(changes, style, newest_first=newest_first))
    assert found.breaks == found.doubtful == ()
    assert found.compared in (0, len(changes) - 1)


@given(st.lists(cents, min_size=8, max_size=30), st.sampled_from(STYLES), st.booleans(), st.data())
def test_a_row_taken_out_is_exactly_one_break(changes: list[int], style: Style, newest_first: bool, data: st.DataObject) -> None:  # fmt: skip
    assume(style != "signed" or min(changes) < 0)
    rows = statement(changes, style, newest_first=newest_first)
    gone = data.draw(st.integers(1, len(rows) - 2))
    assume(style != "signed" or any(c < 0 for at, c in enumerate(changes) if at != (len(rows) - 1 - gone if newest_first else gone)))  # fmt: skip
    left = numbered(rows[:gone] + rows[gone + 1 :])
    found = chain(left)
    assert len(found.breaks) == 1
    assert found.breaks[0] in (gone, gone + 1)


@given(st.lists(cents, min_size=8, max_size=30), st.data())
def test_an_amount_changed_is_one_break_and_a_balance_changed_too(changes: list[int], data: st.DataObject) -> None:
    rows = statement(changes, "columns")
    at = data.draw(st.integers(1, len(rows) - 2))
    paid = rows[at].paid_in or rows[at].paid_out or Decimal(0)
    name = "paid_in" if rows[at].paid_in is not None else "paid_out"
    amount = [*rows[:at], replace(rows[at], **{name: paid + 1000}), *rows[at + 1 :]]  # type: ignore[arg-type]
    balance = [*rows[:at], replace(rows[at], balance=(rows[at].balance or Decimal(0)) + 1000), *rows[at + 1 :]]
    assert chain(amount).breaks == (at + 1,)
    assert chain(balance).breaks == (at + 1,)


@given(st.lists(cents, min_size=6, max_size=20), st.data())
def test_a_figure_that_could_not_be_read_is_no_break(changes: list[int], data: st.DataObject) -> None:
    rows = statement(changes, "columns")
    at = data.draw(st.integers(0, len(rows) - 1))
    for lost in ({"balance": None}, {"paid_in": None, "paid_out": None}, {"day": None}):
        assert not chain([*rows[:at], replace(rows[at], **lost), *rows[at + 1 :]]).breaks  # type: ignore[arg-type]


@pytest.mark.parametrize("lost", ["amount", "balance"])
def test_a_misread_digit_of_a_scan_is_in_doubt_and_no_break(lost: str) -> None:
    rows = [replace(row, exact=False) for row in statement([510_000, -120_000, 330_000, -90_000, 70_000], "signed")]
    wrong = {"amount": Decimal("3800.00")} if lost == "amount" else {"balance": Decimal("107800.00")}
    wrong_row = replace(rows[2], **wrong)
    found = chain([*rows[:2], wrong_row, *rows[3:]])
    assert found.breaks == ()
    assert found.doubtful == (3,)


def test_a_row_missing_from_a_scan_is_a_break_all_the_same() -> None:
    rows = [replace(row, exact=False) for row in statement([510_000, -120_000, 334_567, -90_000, 70_000], "signed")]
    assert chain(numbered(rows[:2] + rows[3:])).breaks == (3,)


@given(st.lists(cents, min_size=2, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_a_day_printed_out_of_order_is_no_break(changes: list[int], chance: random.Random) -> None:
    before, after = statement([500, -700], "columns"), [1_300, -900]
    total = 10_000_000 - 200
    day = [replace(row, day=date(2024, 1, 20)) for row in statement(changes, "columns", opening=total)]
    late = [replace(row, day=date(2024, 2, 1) + timedelta(days=row.number)) for row in statement(after, "columns", opening=total + sum(changes))]  # fmt: skip
    steps = {row.balance for row in day}
    assume(len(steps) == len(day) and Decimal(total) / 100 not in steps)
    chance.shuffle(day)
    assert not chain(numbered([*before, *day, *late])).breaks


def test_two_accounts_on_one_statement_do_not_break_each_other() -> None:
    ours = [replace(row, account="1 CNY") for row in statement([500, -700, 900], "columns")]
    theirs = [replace(row, account="1 USD") for row in statement([-100, 50, 75], "columns", opening=40_000)]
    mixed = numbered([row for pair in zip(ours, theirs, strict=True) for row in pair])
    assert chain(mixed).breaks == ()
    assert chain(mixed).compared == 4
    assert chain([replace(row, account="") for row in mixed]).breaks


def test_sums_without_a_direction_are_not_judged() -> None:
    rows = [replace(row, amount=abs(row.amount or Decimal(0))) for row in statement([500, -700, 900, -100], "signed")]
    assert chain(rows).compared == 0
    assert chain([]).compared == 0


@pytest.mark.parametrize("charged", [True, False])
def test_fees_of_a_column_of_their_own_come_off_the_balance_or_not(charged: bool) -> None:
    rows, paid = [], Decimal(0)
    for at, row in enumerate(statement([50_000, -20_000, -300, 10_000, -5_000], "columns")):
        fee = Decimal("1.20") if at % 2 else None
        paid += fee if fee and charged else 0
        rows.append(replace(row, fee=fee, balance=(row.balance or 0) - paid))
    assert chain(rows).compared == 4
    assert chain(rows).breaks == ()
    assert chain([replace(row, fee=None) for row in rows]).breaks == ((2, 4) if charged else ())


def test_a_statement_that_never_fits_takes_time_in_proportion_to_its_rows() -> None:
    rows = numbered([row for at in range(20_000) for row in statement([100], "columns", opening=at**2 * 1_000)])
    started = time.process_time()
    assert len(chain(rows).breaks) > 19_000
    assert time.process_time() - started < 20


def test_reversals_are_negative_in_their_column() -> None:
    rows = statement([50_000, -20_000, 20_000, 10_000, -5_000], "columns")
    red = replace(rows[2], paid_in=None, paid_out=Decimal("-200.00"))
    assert chain([*rows[:2], red, *rows[3:]]).breaks == ()
    always = [replace(row, paid_out=-row.paid_out) if row.paid_out else row for row in rows]
    assert chain(always).breaks == ()
