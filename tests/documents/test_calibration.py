"""A confidence is bounded by what such evidence was worth on real documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.documents.calibration import calibrated, ceiling, evidence_of
from docvet.models import Doubt, Field

SEEN = Field("样本", "样本", 0.99, 1, (0.1, 0.1, 0.2, 0.2), "rapidocr")


@pytest.mark.parametrize(
    ("name", "witnesses", "confidence", "doubted", "expected"),
    [
        ("credit_code", {"check_digit"}, 0.5, True, "number, proven"),
        ("scope", {"second_pass"}, 0.99, True, "text, doubted"),
        ("established", {"arithmetic"}, 0.9, False, "date, confirmed"),
        ("name", set(), 0.98, False, "phrase, clear"),
        ("name", set(), 0.9, False, "phrase, faint"),
    ],
)
def test_the_class_is_what_speaks_most_for_a_field(
    name: str, witnesses: set[str], confidence: float, doubted: bool, expected: str
) -> None:
    field = Field("x", "x", confidence, 1, None, "rapidocr", frozenset(witnesses))
    assert evidence_of(name, field, doubted) == expected


def test_a_scope_of_which_a_row_may_be_missing_cannot_carry_a_rejection() -> None:
    fields = calibrated("business_license", {"scope": SEEN}, [Doubt("scope", 1)])
    assert fields["scope"].confidence < 0.9


def test_a_doubt_about_the_term_concerns_both_its_days() -> None:
    fields = calibrated("business_license", {"term_start": SEEN, "term_end": SEEN}, [Doubt("term", 1)])
    assert fields["term_start"].confidence == fields["term_end"].confidence < SEEN.confidence


def test_kinds_that_were_not_measured_stay_as_they_are() -> None:
    assert calibrated("bank_permit", {"account_name": SEEN}, []) == {"account_name": SEEN}


@given(st.integers(0, 500), st.integers(0, 500))
def test_each_observation_moves_the_ceiling_its_own_way(right: int, wrong: int) -> None:
    seen = right + wrong
    assert ceiling(right, seen + 1) <= ceiling(right, seen) <= ceiling(right + 1, seen + 1) < 1
