"""Invented stories hold together for any seed."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from sample_docs import identifiers
from sample_docs.application import plan
from sample_docs.story import Story

stories = st.builds(
    Story.invent,
    st.integers(0, 10_000),
    category=st.sampled_from(["女装", "护肤"]),
    levels=st.integers(0, 3),
    individual=st.booleans(),
)


@given(stories)
def test_numbers_pass_their_check_digits(story: Story) -> None:
    for party in (story.shop, *story.chain):
        assert uscc.is_valid(party.credit_code)
        assert ric.is_valid(party.id_number)
        assert ric.get_birth_date(party.id_number) == party.born
        assert (int(party.id_number[16]) % 2 == 0) is party.female
        assert len(party.seal_code) == 13
        assert party.credit_code[:2] == ("92" if party.individual else "91")


@given(stories)
def test_companies_of_a_story_differ(story: Story) -> None:
    names = [story.shop.name, *(party.name for party in story.chain)]
    assert len(set(names)) == len(names)


@given(stories)
def test_dates_follow_each_other(story: Story) -> None:
    made = plan(story)
    mark = made.document("mark")
    assert story.owner.established < mark.registered < story.submission < mark.valid_to
    before = mark.registered
    for slot in made.slots("letter_"):
        letter = made.document(slot)
        assert before < letter.signed <= letter.period_start <= story.submission < letter.period_end <= mark.valid_to
        before = letter.signed
    for slot in made.slots("voucher_"):
        assert before < made.document(slot).date < story.submission
    card = made.document("id_card")
    assert card.valid_from < story.submission < card.valid_to
    licence = made.document("licence")
    assert licence.established <= licence.issued < story.submission


@given(stories)
def test_chain_runs_from_the_owner_to_the_shop(story: Story) -> None:
    made = plan(story)
    letters = [made.document(slot) for slot in made.slots("letter_")]
    holder = made.document("mark").registrant
    for letter in letters:
        assert letter.grantor == letter.seal == holder
        holder = letter.grantee
    assert holder == made.document("licence").name == made.document("bank").account_name


def test_a_seed_always_tells_the_same_story() -> None:
    assert Story.invent(7) == Story.invent(7)
    assert Story.invent(7) != Story.invent(8)


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.booleans())
def test_old_numbers_hold_their_check_digit(seed: int, individual: bool) -> None:
    number = identifiers.old_registration_number(Random(seed), "440301", individual=individual)
    assert len(number) == 15
    assert number[6] == ("6" if individual else "1")
    product = 10
    for digit in number:
        total = (product + int(digit)) % 10
        product = (total or 10) * 2 % 11
    assert total == 1  # ISO 7064 MOD 11,10 of a number with its check digit


@pytest.mark.parametrize("submission", [date(2024, 1, 5), date(2024, 2, 29), date(2026, 12, 31)])
def test_any_day_of_submission_will_do(submission: date) -> None:
    letter = plan(Story.invent(3, submission=submission)).document("letter_1")
    assert letter.signed < letter.period_start <= submission < letter.period_end
