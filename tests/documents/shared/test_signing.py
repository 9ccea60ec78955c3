"""A date of signature is never taken from elsewhere; places and channels are copied with what they leave out."""

from __future__ import annotations

import pytest

from docvet.documents.kinds.authorization_letter import extract
from tests.documents.pages import Placed, line, page, prose, text_of

A = "深圳市晨曦云帆贸易有限公司"
B = "广州市悦海潮生电子商务有限公司"
HEAD = f"授权书\n授权方:{A}\n被授权方:{B}\n"


def value(text: str, name: str) -> object:
    field = extract(text_of(prose(text))).get(name)
    return field.value if field else None


@pytest.mark.parametrize(
    "text",
    [
        "授权期限:自2024年3月1日起至2026年2月28日止。\n\n签署日期:",
        "授权期限:2024年3月1日至2026年2月28日\n\n授权方盖章:\n日期:    年    月    日",
        "授权开始时间:\n2024年3月1日\n授权结束时间:\n2026年2月28日\n特此授权。",
        "授权期限    2024年3月1日\n            至2026年2月28日\n\n授权方盖章:",
        "起始日期:2024-03-01\n截止日期:2026-02-28\n授权方(盖章):",
    ],
)
def test_an_undated_letter_has_no_date_of_signature(text: str) -> None:
    assert value(HEAD + text, "signed") is None


@pytest.mark.parametrize(
    "text",
    [
        "授权期限:2024年3月1日至2026年2月28日\n\n授权日期:2024年3月1日",
        f"授权期限:2024年3月1日至2026年2月28日\n\n{A}\n2024年3月1日",
        "Effective Date: 2024-04-01\nExpiry Date: 2026-02-28\nDate: 2024-03-01",
        "授权期限:2024年3月1日至2026年2月28日\n授权方日期:2024年3月1日\n被授权方日期:    年  月  日",
    ],
)
def test_a_dated_letter_has_one_even_if_it_begins_that_day(text: str) -> None:
    assert value(HEAD + text, "signed") == "2024-03-01"


def test_a_date_written_into_a_form_is_for_a_person() -> None:
    """Printed 年 月 日 with figures between them: read in pieces, or with wide blanks."""
    body: list[Placed] = [*prose(HEAD), (0.5, 0.8, "日期:")]
    pieces = [line(0.58, 0.8, "2024"), line(0.64, 0.8, "年"), line(0.68, 0.8, "3"), line(0.7, 0.8, "月5日")]
    one = page(body)
    made = type(one)(one.number, one.width, one.height, (type(one.passes[0])(
        one.passes[0].effort, "rapidocr", (*one.passes[0].lines, *pieces)),))  # fmt: skip
    field = extract(text_of(made))["signed"]
    assert (field.value, field.confidence < 0.9) == ("2024-03-05", True)


@pytest.mark.parametrize(
    ("sentence", "territory", "channels"),
    [
        ("在中国大陆境内通过线下实体门店销售。", "中国大陆境内", "线下实体门店"),
        ("仅限在中国大陆地区的线下门店销售,不得在TikTok Shop等线上平台销售。", "仅限在中国大陆地区", "线下门店,不得在TikTok Shop等线上平台销售"),
        ("在除中国大陆外的全球地区销售,渠道为TikTok Shop。", "除中国大陆外的全球地区", "TikTok Shop"),
        ("于TikTok Shop销售,不得在天猫、京东销售。", None, "TikTok Shop,不得在天猫、京东销售"),
        ("销售。中国商标注册号12345678。", None, None),
    ],
)  # fmt: skip
def test_narrowing_is_copied_as_it_stands(sentence: str, territory: str | None, channels: str | None) -> None:
    text = f"{HEAD}授权其将LUMORA品牌商品{sentence}"
    assert (value(text, "territory"), value(text, "channels")) == (territory, channels)


def test_a_name_that_wraps_round_its_label_is_whole() -> None:
    rows: list[Placed] = [
        (0.35, 0.20, A[:9]), (0.1, 0.213, "授权方"), (0.35, 0.226, A[9:]),
        (0.35, 0.26, B[:9]), (0.1, 0.273, "被授权方"), (0.35, 0.286, B[9:]),
    ]  # fmt: skip
    fields = extract(text_of(rows))
    assert (fields["grantor"].value, fields["grantee"].value) == (A, B)
