"""Values bear the document's own characters; folding to simplified is for finding and comparing only."""

from __future__ import annotations

from pathlib import Path

from docvet.documents import build
from docvet.models import File, Reading
from tests.documents.pages import page, prose

HONG_KONG = "港瀾國際貿易有限公司"
MAINLAND = "深圳市乾坤云帆贸易有限公司"


def letter(text: str) -> Reading:
    return Reading(File("授权书.pdf", Path("授权书.pdf"), "0" * 64, 1, "application/pdf"), (page(prose(text)),), 1)


def test_names_keep_their_script() -> None:
    (document,) = build(
        [
            letter(
                f"授权书\n授权方：{HONG_KONG}\n被授权方：{MAINLAND}\n兹授权{MAINLAND}销售LUMORA商品。\n授权期限：2024年1月1日至2025年12月31日"
            )
        ]
    )
    assert (document.value("grantor"), document.value("grantee")) == (HONG_KONG, MAINLAND)
    assert document.fields["grantor"].raw == HONG_KONG


def test_labels_in_traditional_characters_are_found_and_lists_keep_theirs() -> None:
    affiliate = "義烏市瀾川電子商務有限公司"
    (document,) = build(
        [letter(f"授權書\n授權方：{HONG_KONG}\n被授權方：{MAINLAND}、{affiliate}\n兹授權銷售LUMORA商品，為期一年。")]
    )
    assert document.value("grantor") == HONG_KONG
    assert document.value("grantees") == [MAINLAND, affiliate]
