"""Every rule about a date, on both sides of its last good day, for any day of submission."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from docvet.models import Document
from tests.rules import builders as b
from tests.rules import joint_builders as j
from tests.rules.builders import severities

TODAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
DAY = timedelta(days=1)
few = settings(max_examples=8, deadline=None)


def pop(rule: str, today: date, **parts: list[Document]) -> list[str]:
    return severities(b.judged({**b.own_brand(), **parts}, today=today), rule)


def joint(rule: str, today: date, **parts: list[Document]) -> list[str]:
    return severities(j.judged({**j.joint(), **parts}, today=today), rule)


@few
@given(TODAYS)
def test_licence_in_force_to_its_last_day(today: date) -> None:
    assert pop("DV-LIC-005", today, licence=[b.licence(term_end=today.isoformat())]) == []
    assert pop("DV-LIC-005", today, licence=[b.licence(term_end=(today - DAY).isoformat())]) == ["reject"]


@few
@given(TODAYS)
def test_licence_that_lasts_sixty_days(today: date) -> None:
    ends = [(today + timedelta(days=days)).isoformat() for days in (-1, 0, 59, 60)]
    found = [pop("DV-LIC-006", today, licence=[b.licence(term_end=end)]) for end in ends]
    assert found == [[], ["warn"], ["warn"], []]


def test_an_open_term_never_ends() -> None:
    assert pop("DV-LIC-006", date(2030, 1, 1), licence=[b.licence(term_end="open-ended")]) == []


@few
@given(TODAYS)
def test_licence_of_fourteen_days(today: date) -> None:
    issued = [(today - timedelta(days=days)).isoformat() for days in (14, 13, 0, -1)]
    found = [pop("DV-LIC-014", today, licence=[b.licence(issued=day)]) for day in issued]
    assert found == [[], ["warn"], ["warn"], ["warn"]]


def _card(born: date, start: date, years: int | None, *, shift: int = 0) -> Document:
    number = f"440301{born:%Y%m%d}123"
    end = "open-ended" if years is None else (start + relativedelta(years=years) + shift * DAY).isoformat()
    number += ric.calc_check_digit(number + "0")
    return b.id_card(id_number=number, valid_from=start.isoformat(), valid_to=end)


BIRTHDAYS = st.dates(date(1950, 1, 1), date(1985, 12, 31))


@few
@given(BIRTHDAYS, st.sampled_from([(16, 5, 10), (26, 10, 20), (46, 20, None)]))
def test_the_term_of_a_card_changes_on_a_birthday(born: date, step: tuple[int, int, int | None]) -> None:
    age, before, after = step
    birthday = born + relativedelta(years=age)
    today = birthday + timedelta(days=400)
    assert pop("DV-ID-004", today, id=[_card(born, birthday, after)]) == []
    assert pop("DV-ID-004", today, id=[_card(born, birthday - 2 * DAY, before)]) == []
    # Applied for before the birthday and issued after it: either term. A quarter later only the new one.
    assert pop("DV-ID-004", today, id=[_card(born, birthday + 60 * DAY, before)]) == []
    assert pop("DV-ID-004", today, id=[_card(born, birthday + 95 * DAY, before)]) == ["review"]
    assert pop("DV-ID-004", today, id=[_card(born, birthday - 2 * DAY, after)]) == ["review"]


@few
@given(st.dates(date(2010, 1, 1), date(2022, 12, 31)))
def test_whole_years_to_the_day(start: date) -> None:
    born = date(1980, 1, 2)
    assert pop("DV-ID-004", date(2023, 1, 1), id=[_card(born, start, 20)]) == []
    assert pop("DV-ID-004", date(2023, 1, 1), id=[_card(born, start, 20, shift=2)]) == ["review"]
    assert pop("DV-ID-004", date(2023, 1, 1), id=[_card(born, start, 20, shift=-2)]) == ["review"]


@pytest.mark.parametrize(
    ("end", "found"), [("2022-02-28", []), ("2022-03-01", []), ("2022-02-27", ["review"]), ("2022-03-02", ["review"])]
)
def test_a_card_of_the_leap_day_ends_on_either_day(end: str, found: list[str]) -> None:
    card = _card(date(1990, 1, 2), date(2012, 2, 29), 10)
    card = b.replace(card, fields={**card.fields, "valid_to": b.field(end)})
    assert pop("DV-ID-004", date(2020, 1, 1), id=[card]) == found


@few
@given(st.dates(date(2000, 1, 1), date(2024, 12, 31)), st.integers(1, 3))
def test_a_marks_term_ends_the_day_before_an_anniversary(registered: date, terms: int) -> None:
    last = registered + relativedelta(years=10 * terms) - DAY
    for shift, found in ((0, []), (2, ["review"]), (-2, ["review"])):
        mark = b.certificate(
            registered=registered.isoformat(),
            valid_from=registered.isoformat(),
            valid_to=(last + shift * DAY).isoformat(),
        )
        assert pop("DV-TM-003", date(2024, 6, 1), mark=[mark]) == found


@pytest.mark.parametrize(
    ("end", "found"), [("2022-02-27", []), ("2022-02-28", []), ("2022-03-01", ["review"]), ("2022-02-26", ["review"])]
)
def test_a_mark_of_the_leap_day(end: str, found: list[str]) -> None:
    mark = b.certificate(registered="2012-02-29", valid_from="2012-02-29", valid_to=end)
    assert pop("DV-TM-003", date(2021, 6, 1), mark=[mark]) == found


def test_a_madrid_mark_has_dates_of_its_own() -> None:
    mark = b.certificate(registration_number="G1234567", valid_to="2030-01-01")
    assert pop("DV-TM-003", date(2024, 6, 1), mark=[mark]) == []


@pytest.mark.parametrize(("issued", "found"), [("2019-12-31", []), ("2020-01-01", ["review"])])
def test_the_last_day_of_account_permits(issued: str, found: list[str]) -> None:
    assert pop("DV-BNK-003", b.TODAY, bank=[b.bank(kind="bank_permit", issued=issued)]) == found


@few
@given(TODAYS)
def test_a_voucher_of_six_calendar_months(today: date) -> None:
    first = today - relativedelta(months=6)
    for day, found in ((first, []), (first - DAY, ["reject"]), (today, []), (today + DAY, ["review"])):
        parts = b.authorized() | {"vouchers": [b.voucher(date=day.isoformat())]}
        judgement = b.judged(parts, today=today)
        assert severities(judgement, "DV-SAL-001") == found


def _statement(today: date, start: date, end: date) -> list[str]:
    paper = b.without(j.statement(period_start=start.isoformat(), period_end=end.isoformat()), "months")
    return joint("DV-STM-001", today, statement=[paper])


@few
@given(TODAYS)
def test_a_statement_of_three_calendar_months(today: date) -> None:
    first = today + DAY - relativedelta(months=3)
    assert _statement(today, first, today) == []
    assert _statement(today, first + DAY, today) == ["review"]
    assert _statement(today, first + 7 * DAY, today) == ["review"]
    assert _statement(today, first + 8 * DAY, today) == ["reject"]


@few
@given(TODAYS)
def test_a_statement_that_is_old(today: date) -> None:
    start = today - relativedelta(months=9)
    assert _statement(today, start, today - timedelta(days=31)) == []
    assert _statement(today, start, today - timedelta(days=32)) == ["review"]
    assert _statement(today, start, today - relativedelta(months=3)) == ["review"]
    assert _statement(today, start, today - relativedelta(months=3) - DAY) == ["reject"]


@few
@given(TODAYS, st.integers(33, 80))
def test_neighbouring_statements_join_and_a_day_between_is_a_gap(today: date, back: int) -> None:
    """Before the last month: what ends later is recent enough by itself."""
    start, cut = today - relativedelta(months=4), today - timedelta(days=back)
    for gap, found in ((0, []), (1, ["reject"])):
        papers = [
            b.without(
                j.statement("1.pdf", period_start=start.isoformat(), period_end=(cut - DAY).isoformat()), "months"
            ),
            b.without(
                j.statement("2.pdf", period_start=(cut + gap * DAY).isoformat(), period_end=today.isoformat()), "months"
            ),
        ]
        assert joint("DV-STM-001", today, statement=papers) == found


@few
@given(TODAYS)
def test_a_declaration_of_the_day(today: date) -> None:
    assert joint("DV-DEC-001", today, declaration=[j.declaration(signed=today.isoformat())]) == []
    assert joint("DV-DEC-001", today, declaration=[j.declaration(signed=(today + DAY).isoformat())]) == ["reject"]


@few
@given(TODAYS)
def test_a_shop_of_ninety_days(today: date) -> None:
    for days, found in ((90, []), (89, ["warn"])):
        judgement = j.judged(j.joint(), today=today, shop_opened=today - timedelta(days=days))
        assert severities(judgement, "DV-JO-005") == found


@few
@given(TODAYS)
def test_a_report_thirty_days_ahead(today: date) -> None:
    for days, found in ((30, []), (29, ["warn"])):
        form = {**b.CHILDRENS_FORM, "planned_listing_date": today + timedelta(days=days)}
        assert severities(b.judged(b.childrens(), today=today, **form), "DV-RPT-001") == found


@few
@given(TODAYS)
def test_a_childrens_certificate_of_a_year(today: date) -> None:
    for days, found in ((365, []), (366, ["warn"])):
        report = b.childrens()["reports"][0]
        issued = b.field((today - timedelta(days=days)).isoformat())
        reports = [b.replace(report, fields={**report.fields, "issued": issued})]
        judgement = b.judged({**b.own_brand(), "reports": reports}, today=today, **b.CHILDRENS_FORM)
        assert severities(judgement, "DV-RPT-002") == found
