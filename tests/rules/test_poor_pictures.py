"""A poor picture is named as what it is, once, and only where it kept something needed from being read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from docvet.models import Severity
from tests.rules import builders as b

FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"sharpness": 20.0}, "模糊", "blurred"),
    ({"glare": 0.02}, "反光", "glare"),
    ({"shadow": 0.5}, "阴影", "shadow"),
    ({"cut": ("left",)}, "裁掉", "cut off"),
    ({"text_height": 9.0, "sharpness": 20.0}, "像素太少", "too few pixels"),
    ({"dpi": 90.0}, "分辨率太低", "too coarse"),
    ({"grid": 120.0}, "摩尔纹", "screen"),
]


@pytest.mark.parametrize(("fault", "zh", "en"), FAULTS)
def test_a_field_that_was_not_read_is_put_down_to_the_pictures_fault(fault: dict[str, Any], zh: str, en: str) -> None:
    picture = replace(b.PICTURE, **fault)
    judgement = b.judged(b.own_brand() | {"bank": [b.without(b.bank(picture=picture), "account_name")]})
    (finding,) = b.findings(judgement, "DV-FILE-006")
    assert finding.severity is Severity.REVIEW
    assert zh in finding.message["zh"]
    assert en in finding.message["en"]
    assert finding.fix["zh"] != finding.message["zh"]


@pytest.mark.parametrize(("fault", "zh", "en"), FAULTS)
def test_a_poor_picture_that_was_read_is_no_finding(fault: dict[str, Any], zh: str, en: str) -> None:
    del zh, en
    judgement = b.judged(b.own_brand() | {"bank": [b.bank(picture=replace(b.PICTURE, **fault))]})
    assert not b.findings(judgement, "DV-FILE-006")


def test_a_licence_that_cannot_be_read_is_one_finding_not_ten() -> None:
    blurred = replace(b.PICTURE, sharpness=5.0)
    lost = b.without(b.licence(picture=blurred), "name", "scope", "credit_code", "representative", "established")
    judgement = b.judged(b.own_brand() | {"licence": [lost]})
    about = [finding for finding in judgement.findings if lost.id in finding.documents]
    assert [finding.rule for finding in about] == ["DV-FILE-006"]


def test_stripes_in_a_frame_are_a_photographed_screen_and_stripes_alone_are_not_enough() -> None:
    def signs(**looks: Any) -> list[str]:
        picture = replace(b.PICTURE, **looks)
        return b.severities(b.judged(b.own_brand() | {"bank": [b.bank(picture=picture)]}), "DV-FILE-004")

    assert signs(grid=120.0, screen=("bezel",)) == ["review"]
    assert signs(grid=120.0) == []
    assert signs(screen=("bezel",)) == []
