"""Who acts for a company: one person, several, a partner's delegate."""

from __future__ import annotations

import pytest

from docvet.values.names import Likeness, compare
from docvet.values.people import acting_people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("宁波市栎沐企业管理有限公司（委派代表：陆思远）", ["陆思远"]),
        ("委派代表：陆思远", ["陆思远"]),
        ("陆思远", ["陆思远"]),
        ("陆思远、林怀瑾", ["陆思远", "林怀瑾"]),
        ("林怀瑾（执行董事）", ["林怀瑾"]),
        ("买买提·艾力", ["买买提·艾力"]),
        ("宁波市栎沐企业管理有限公司", []),
        ("", []),
    ],
)
def test_acting_people(text: str, people: list[str]) -> None:
    assert acting_people(text) == people


def test_each_of_several_may_be_meant() -> None:
    assert compare("林怀瑾", "陆思远、林怀瑾").same
    assert compare("欧阳娜娜", "欧阳、娜娜").same
    assert compare("沈青禾", "陆思远、林怀瑾") is Likeness.DIFFERENT
    assert compare("林怀谨", "陆思远、林怀瑾") is Likeness.NEAR
