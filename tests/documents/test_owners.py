"""Whose seal is it: by its text and the name on the same document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.documents.kinds import kinds
from docvet.documents.owners import seals_field
from docvet.models import Field, Picture, Seal
from tests.documents.pages import page

COMPANY = "深圳市岚墨样本贸易有限公司"
COLOUR = Picture(coloured=True, sharpness=300.0, glare=0.0, dpi=None, phash=0)
PLACE = (0.6, 0.7, 0.8, 0.84)


def owner_of(text: str, kind: str = "business_license", signer: str = COMPANY) -> str:
    sealed = replace(page([]), seals=(Seal(PLACE, "round", "red", text, 0.95),), picture=COLOUR)
    name = Field(signer, signer, 0.99, 1, None, "rapidocr")
    field = seals_field(kinds()[kind], [sealed], {"name": name, "grantor": name}, "rapidocr")
    assert field is not None
    (entry,) = field.value
    return str(entry["owner"])


@pytest.mark.parametrize(
    "text",
    [
        "深圳市市场监督管理局",
        "样本市行政审批局",
        "样本县行政官理局",
        "样本市工药行政营理局城东分局",
        "样本市区行政罩批自",
        "2011年度验讫",
    ],
)
def test_offices_even_misread(text: str) -> None:
    assert owner_of(text) == "registrar"


def test_the_signer_is_named_by_the_kind() -> None:
    assert owner_of(COMPANY) == "company"
    assert owner_of(COMPANY, "authorization_letter") == "grantor"


@pytest.mark.parametrize(
    ("text", "owner"),
    [("汇澜银行股份有限公司样本支行", "bank"), ("杭州白鹭样本布局设计有限公司", "unknown"), ("", "unknown")],
)
def test_others(text: str, owner: str) -> None:
    assert owner_of(text) == owner


@pytest.mark.parametrize("signer", ["GANGLAN INTERNATIONAL LIMITED", "Ganglan International Ltd.", "港瀾國際有限公司"])
@pytest.mark.parametrize(
    "text", ["GANGLAN INTERNATIONAL LIMITED 港瀾國際有限公司", "GANGLAN INTERNATIONAL LIMITEI 港澜国际有限公司"]
)
def test_a_chop_bears_its_company_in_two_languages(signer: str, text: str) -> None:
    assert owner_of(text, "authorization_letter", signer) == "grantor"
    assert owner_of("ZENITH SAMPLE HOLDINGS LIMITED 恒样控股有限公司", "authorization_letter", signer) == "unknown"
