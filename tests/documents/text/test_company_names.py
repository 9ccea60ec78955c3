"""Company names in running text."""

from __future__ import annotations

import pytest

from docvet.documents.text.company_names import company_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("特授权北方绒语集团有限责任公司(示例市)第二分公司为经销商", "北方绒语集团有限责任公司(示例市)第二分公司"),
        ("广东云帆用品有限公司(广州分公司)现委任", "广东云帆用品有限公司(广州分公司)"),
        ("兹授权云帆北方商贸有限公司上海第一分公司销售", "云帆北方商贸有限公司上海第一分公司"),
        ("本公司 Kitano Works 株式会社(以下称", "Kitano Works 株式会社"),
        ("confirms that Ningbo Example Imp. & Exp. Co., Ltd. is", "Ningbo Example Imp. & Exp. Co., Ltd."),
        ("12), hereby confirms that Example Harbor Co., Ltd. is", "Example Harbor Co., Ltd."),
        ("Lindkvist Baby AB, the proprietor", "Lindkvist Baby AB"),
    ],
)
def test_the_whole_name_and_no_more(text: str, name: str) -> None:
    found = company_in(text)
    assert found is not None
    assert found[0] == name
    assert text[found[1] : found[2]] == name


@pytest.mark.parametrize(
    "text", ["书经本公司盖章", "其全资子公司", "株式会社", "在Lazada平台经营LUMORA品牌旗舰店,", "贵公司", "被授权公司"]
)
def test_words_that_name_nobody(text: str) -> None:
    assert company_in(text) is None


def test_two_companies_in_a_row_stay_two() -> None:
    found = company_in("晨曦云帆贸易有限公司授权悦海商贸有限公司上海分公司")
    assert found is not None
    assert found[0] == "晨曦云帆贸易有限公司"
