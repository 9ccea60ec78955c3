"""The chain as reports draw it: each link with its paper, the broken ones marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docvet.models import Document, Trouble, TroubleKind
from docvet.rules import judge, load_ruleset
from docvet.rules.case import Case
from docvet.rules.chain_view import ChainView, view
from docvet.rules.ruleset import Ruleset
from tests.rules import builders as b
from tests.rules.builders import COMPANY, MIDDLE, OWNER

OLD_OWNER = "东莞市旧主样本服饰有限公司"


def drawn(parts: Mapping[str, Sequence[Document]], **form: Any) -> ChainView:
    case = b.case(parts, **form)
    return drawn_by(b.POP, case)


def drawn_by(ruleset: Ruleset, case: Case) -> ChainView:
    outcome = judge(ruleset, case)
    chain = view(outcome.case, outcome.judgement.findings)
    assert chain is not None
    return chain


def steps(chain: ChainView) -> list[tuple[str, str, str, str]]:
    return [(link.giver, link.taker, link.kind, link.state) for link in chain.links]


def test_an_own_mark_is_one_link() -> None:
    chain = drawn(b.own_brand())
    assert steps(chain) == [(COMPANY, COMPANY, "own", "ok")]
    assert chain.holds


def test_two_letters_that_hold() -> None:
    chain = drawn(b.authorized())
    assert steps(chain) == [(OWNER, MIDDLE, "letter", "ok"), (MIDDLE, COMPANY, "letter", "ok")]
    assert chain.holds
    assert all(link.document for link in chain.links)


def test_the_missing_first_letter_is_the_broken_link() -> None:
    chain = drawn(b.authorized(b.letter(MIDDLE, COMPANY)))
    assert steps(chain) == [(OWNER, MIDDLE, "letter", "broken"), (MIDDLE, COMPANY, "letter", "ok")]
    assert chain.links[0].document is None
    assert OWNER in chain.links[0].why["zh"]
    assert not chain.holds


def test_the_missing_last_letter() -> None:
    chain = drawn(b.authorized(b.letter(OWNER, MIDDLE)))
    assert steps(chain) == [(OWNER, MIDDLE, "letter", "ok"), (MIDDLE, COMPANY, "letter", "broken")]


def test_a_letter_in_the_middle_is_missing() -> None:
    other = "宁波市远帆样本贸易有限公司"
    chain = drawn(b.authorized(b.letter(OWNER, MIDDLE), b.letter(other, COMPANY)))
    assert [link.state for link in chain.links] == ["ok", "broken", "ok"]
    assert (chain.links[1].giver, chain.links[1].taker) == (MIDDLE, other)


def test_no_letter_at_all() -> None:
    assert steps(drawn(b.authorized() | {"letters": []})) == [(OWNER, COMPANY, "letter", "broken")]


def test_letters_that_join_nothing_are_left_out() -> None:
    stray = b.letter("甲样本有限公司", "乙样本有限公司")
    assert steps(drawn(b.authorized(stray))) == [(OWNER, COMPANY, "letter", "broken")]


def test_an_unread_file_may_be_the_missing_letter() -> None:
    parts = b.authorized() | {"letters": [b.unread_file("授权.pdf", Trouble(TroubleKind.CRASHED))]}
    assert steps(drawn(parts)) == [(OWNER, COMPANY, "letter", "doubtful")]


def test_an_expired_letter_is_broken_and_says_why() -> None:
    chain = drawn(b.authorized(b.letter(OWNER, MIDDLE, period_end="2024-05-31"), b.letter(MIDDLE, COMPANY)))
    assert [link.state for link in chain.links] == ["broken", "doubtful"]  # the lower one outlasts it
    assert "2024-05-31" in chain.links[0].why["zh"]


def test_names_that_only_nearly_agree_are_doubtful() -> None:
    chain = drawn(b.authorized(b.letter(OWNER, COMPANY.replace("鹿鸣", "鹿呜"))))
    assert [link.state for link in chain.links] == ["doubtful"]


def test_assignment_and_letters_in_one_line() -> None:
    proof = b.paper("trademark_assignment", registration_number="61234567", party_from=OLD_OWNER, party_to=OWNER)
    parts = b.authorized() | {"mark": [b.certificate(registrant=OLD_OWNER)], "proof": [proof]}
    chain = drawn(parts)
    assert steps(chain)[0] == (OLD_OWNER, OWNER, "transfer", "ok")
    assert [link.state for link in chain.links] == ["ok", "ok", "ok"]


def test_no_mark_no_chain() -> None:
    case = b.case(b.own_brand() | {"mark": []})
    assert view(case, ()) is None


OWN_REASONS = """
id: mine
version: "1"
title: {zh: 我的, en: Mine}
extends: tiktok-shop-pop
reasons:
  MY-R: {title: {zh: 我们自己的理由, en: a reason of our own}}
rules:
  - {id: DV-CHN-001, reason: MY-R, message: {zh: "少了「{giver}」的那一份", en: "{giver} gave nothing"}}
  - {id: DV-LOA-002, reason: MY-R}
  - {id: DV-LOA-003, reason: MY-R}
"""


def test_a_ruleset_with_reasons_and_words_of_its_own_draws_the_same_links(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(OWN_REASONS, encoding="utf-8")
    mine = load_ruleset(str(file))
    over = b.letter(OWNER, MIDDLE, period_end="2024-05-01")
    for parts in (
        b.authorized(b.letter(MIDDLE, COMPANY)),
        b.authorized(over, b.letter(MIDDLE, COMPANY)),
        b.authorized(b.letter(OWNER, MIDDLE, seals=[]), b.letter(MIDDLE, COMPANY)),
    ):
        chain = drawn_by(mine, b.case(parts, mine))
        assert steps(chain) == steps(drawn(parts))
        assert not chain.holds
    missing = drawn_by(mine, b.case(b.authorized(b.letter(MIDDLE, COMPANY)), mine)).links[0]
    assert missing.why["zh"] == f"少了「{OWNER}」的那一份"
