"""Individual traders whose licence shows that they have no trade name."""

from __future__ import annotations

import pytest

from docvet.documents.kinds import kinds
from tests.documents.pages import prose, text_of

LICENCE = """
营业执照
(副本)
统一社会信用代码 92330205MA2AGBXY5D

名    称    {name}
类    型    {type}
经 营 者    岑若舟
经营场所    浙江省宁波市某某路1号
组成形式    个人经营
经营范围    服装零售
登记机关
"""


def read(name: str, entity: str = "个体工商户") -> dict[str, object]:
    fields = kinds()["business_license"].extract(text_of(prose(LICENCE.format(name=name, type=entity))))
    return {key: field.value for key, field in fields.items()}


@pytest.mark.parametrize("printed", ["***", "*****", "无", "无字号", "(无字号)", "——"])
def test_a_trader_without_a_name_is_recognised_as_such(printed: str) -> None:
    fields = read(printed)
    assert fields["unnamed"] is True
    assert "name" not in fields
    assert fields["representative"] == "岑若舟"


def test_a_place_that_is_blank_is_less_sure() -> None:
    field = kinds()["business_license"].extract(text_of(prose(LICENCE.format(name="", type="个体工商户"))))["unnamed"]
    assert field.value is True
    assert field.confidence < 0.9


def test_a_trader_with_a_name_and_a_company_are_not() -> None:
    assert "unnamed" not in read("某某区拾禾服装店")
    assert "unnamed" not in read("***", "有限责任公司")


def test_its_name_is_not_looked_for_again() -> None:
    kind = kinds()["business_license"]
    fields = kind.extract(text_of(prose(LICENCE.format(name="***", type="个体工商户"))))
    assert "name" not in kind.needs(fields)
    assert "name" in kind.needs({})
