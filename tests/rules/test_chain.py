"""The chain as a graph: which path is taken, and which edge is the first that is missing."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from docvet.models import Document
from docvet.rules.chain import Chain, Name, Question, circle, trace
from tests.rules import builders as b

A, B, C, D, E = (
    f"{city}市{word}样本有限公司"
    for city, word in zip("甲乙丙丁戊", ("红枫", "蓝鲸", "白桦", "青岩", "金穗"), strict=True)
)


def ask(letters: list[Document], owner: str = A, applicant: str = D, defective: frozenset[str] = frozenset()) -> Chain:
    return trace(
        Question(
            certificate=b.certificate(registrant=owner),
            owners=(Name(owner, ("c", "registrant")),),
            applicant=Name(applicant, ("l", "name")),
            representative="陈样本",
            letters=tuple(letters),
            defective=defective,
        )
    )


def gap(chain: Chain) -> tuple[str, str, str] | None:
    return (chain.gap.giver.text, chain.gap.taker.text, chain.gap.where) if chain.gap else None


def test_path_through_two() -> None:
    letters = [b.letter(B, D), b.letter(A, B)]
    chain = ask(letters)
    assert [letter.id for letter in chain.letters] == [letters[1].id, letters[0].id]
    assert chain.holds
    assert not chain.own


def test_own_mark_needs_no_letter() -> None:
    assert ask([], owner=D).own


def test_the_person_is_not_the_company() -> None:
    chain = ask([], owner="陈样本")
    assert (chain.personal, chain.own, gap(chain)) == (True, False, ("陈样本", D, "start"))


def test_missing_edges() -> None:
    assert gap(ask([])) == (A, D, "start")
    assert gap(ask([b.letter(B, D)])) == (A, B, "start")
    assert gap(ask([b.letter(C, D), b.letter(B, C)])) == (A, B, "start")
    assert gap(ask([b.letter(A, B)])) == (B, D, "end")
    assert gap(ask([b.letter(A, B), b.letter(B, C)])) == (C, D, "end")
    assert gap(ask([b.letter(A, B), b.letter(C, D)])) == (B, C, "middle")


def test_one_of_several_grantees() -> None:
    assert ask([b.letter(A, B, grantees=[B, C, D])]).holds
    assert ask([b.letter(A, B, grantees=[B, C]), b.letter(C, D)]).holds
    assert gap(ask([b.letter(A, B, grantees=[B, C])])) == (B, D, "end")


def test_affiliates_that_a_letter_does_not_name_are_asked_about() -> None:
    chain = ask([b.letter(A, B, affiliates=True)])
    assert chain.holds
    assert [(joint.above.text, joint.below.text, joint.where) for joint in chain.joints] == [(B, D, "end")]
    assert not ask([b.letter(A, D, affiliates=True)]).joints


def test_letters_of_strangers_do_not_help() -> None:
    chain = ask([b.letter(B, C)])
    assert gap(chain) == (A, D, "start")


def test_sound_letter_goes_before_a_faulty_one() -> None:
    old, new = b.letter(A, D, "old.pdf"), b.letter(A, D, "new.pdf")
    assert ask([old, new], defective=frozenset({old.id})).letters == (new,)


def test_exact_detour_goes_before_a_doubtful_shortcut() -> None:
    near = b.letter(A, D.replace("青岩", "青若"), "near.pdf")
    assert len(ask([near, b.letter(A, B), b.letter(B, D)]).letters) == 2


def test_unread_name_could_be_the_missing_one() -> None:
    blurred = b.letter(A, B, "blurred.pdf")
    fields = {name: value for name, value in blurred.fields.items() if name != "grantee"}
    chain = ask([b.replace(blurred, fields=fields)])
    assert chain.unread == ((blurred.id, "grantee"),)
    assert chain.gap is None


def test_circle() -> None:
    letters = [b.letter(A, B), b.letter(B, C), b.letter(C, A), b.letter(C, E)]
    assert {letter.id for letter in circle(letters)} == {letter.id for letter in letters[:3]}
    assert circle(letters[:2]) == ()
    assert circle([b.letter(A, A)]) != ()


def test_many_letters_take_no_time() -> None:
    names = [f"第{number}样本有限公司" for number in range(24)]
    letters = [b.letter(one, other) for one in names for other in names if one != other]
    started = time.perf_counter()
    assert gap(ask(letters, owner="某某样本厂", applicant=names[0])) is not None
    assert time.perf_counter() - started < 10


names = st.sampled_from([A, B, C, D, E])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(names, names), max_size=8))
def test_holds_exactly_if_the_applicant_can_be_reached(edges: list[tuple[str, str]]) -> None:
    chain = ask([b.letter(one, other, f"{at}.pdf") for at, (one, other) in enumerate(edges)])
    reached = {A}
    for _ in edges:
        reached |= {other for one, other in edges if one in reached}
    assert chain.holds == (D in reached)
    if chain.holds:
        assert chain.letters[0].value("grantor") == A
        assert chain.letters[-1].value("grantee") == D
        for upper, lower in zip(chain.letters, chain.letters[1:], strict=False):
            assert upper.value("grantee") == lower.value("grantor")
    else:
        assert chain.gap is not None
        assert (chain.gap.giver.text, chain.gap.taker.text) not in edges
