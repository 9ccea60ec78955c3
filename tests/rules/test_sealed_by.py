"""Whose seal it is: by what tells companies apart, not by town, trade and legal form."""

from __future__ import annotations

import pytest

from docvet.rules.seals import Sealed, Thresholds, sealed_by
from tests.rules import builders as b
from tests.rules.builders import COMPANY, MIDDLE, OWNER, findings, judged, seal

LIMITS = Thresholds(
    mine=float(str(b.POP.parameters["seal_min_likeness"].value)),
    strange=float(str(b.POP.parameters["seal_max_strangers"].value)),
)


def state(text: str, signer: str = COMPANY, owner: str = "company", shape: str = "round") -> Sealed:
    return sealed_by(b.licence(seals=[seal(text, owner, shape)]), signer, LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        COMPANY,
        "样本贸易有限公司深圳市鹿鸣",
        "圳市鹿鸣样本贸易有限公",
        "深市鹿鸣样本贸易有限公司4403",
        "深圳市鹿鳴樣本貿易有限公司",
    ],
)
def test_rims_of_the_signer(text: str) -> None:
    assert state(text) is state(text, owner="unknown") is Sealed.YES


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        ("深圳市华达样本贸易有限公司", COMPANY),
        ("深圳市华锦贸易有限公司", "深圳市明达贸易有限公司"),
        ("商贸有限公司杭州白鹭", "杭州青禾商贸有限公司"),
        (COMPANY + "龙岗分公司", COMPANY),
    ],
)
def test_neighbours_are_somebody_else(text: str, signer: str) -> None:
    """Whatever the paper's own guess of the owner says."""
    assert state(text, signer) is state(text, signer, owner="unknown") is Sealed.OTHER


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        ("深圳市鹿样本贸易有限公司", COMPANY),  # a character of the trade name is not legible
        ("深圳市", COMPANY),
        ("样本贸易有限公司深圳市", COMPANY),  # the trade name is lost: that is no other name
        ("", COMPANY),
        (COMPANY, COMPANY + "龙岗分公司"),
        ("深圳市鹿鸣样本科技有限公司", COMPANY),
    ],
)
def test_what_cannot_be_told(text: str, signer: str) -> None:
    assert state(text, signer) is Sealed.UNREADABLE


def test_special_and_foreign_seals() -> None:
    assert state(COMPANY + "合同专用章") is Sealed.SPECIAL
    assert state(COMPANY, shape="oval") is Sealed.SPECIAL
    finance = "深圳市鹿鸣财务咨询有限公司"
    assert state(finance, finance) is Sealed.YES, "the word belongs to its name"
    assert sealed_by(b.licence(seals=[seal("深圳市市场监督管理局", "registrar")]), COMPANY, LIMITS) is Sealed.NONE


def test_a_square_seal_is_no_company_seal() -> None:
    assert state(COMPANY, shape="square") is Sealed.SPECIAL


def test_half_a_seal_at_the_edge_does_not_sign() -> None:
    half = seal(COMPANY, "company") | {"box": [0.9, 0.4, 1.0, 0.54]}
    whole = seal(COMPANY, "company") | {"box": [0.7, 0.4, 0.9, 0.54]}
    assert sealed_by(b.licence(seals=[half]), COMPANY, LIMITS) is Sealed.UNREADABLE
    assert sealed_by(b.licence(seals=[half, whole]), COMPANY, LIMITS) is Sealed.YES


def test_a_grey_copy_of_a_sealed_paper_is_grey() -> None:
    grey = b.licence(seals=[seal("", "unknown")], picture=b.replace(b.PICTURE, coloured=False))
    assert sealed_by(grey, COMPANY, LIMITS) is Sealed.GREY


def test_the_words_name_the_stranger() -> None:
    stranger = "深圳市华达样本贸易有限公司"
    (finding,) = findings(
        judged(b.own_brand() | {"licence": [b.licence(seals=[seal(stranger, "company")])]}), "DV-LIC-010"
    )
    assert finding.severity == "review"
    assert stranger in finding.message["zh"]
    assert "不符" in finding.message["zh"]
    letters = [b.letter(OWNER, MIDDLE, seals=[seal(stranger, "grantor")]), b.letter(MIDDLE, COMPANY)]
    (finding,) = findings(judged(b.authorized(*letters)), "DV-CHN-002")
    assert stranger in finding.message["zh"]
