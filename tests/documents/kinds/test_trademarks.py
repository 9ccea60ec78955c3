"""Certificates of either look, and notices of acceptance."""

from __future__ import annotations

import pytest

from docvet.documents.kinds import trademark_acceptance, trademark_certificate
from docvet.models import Code
from tests.documents.pages import Placed, page, prose, spaced, text_of

OWNER = "深圳市晨曦云帆贸易有限公司"
OLD: list[Placed] = [
    (0.35, 0.08, "商标注册证", 0.04), (0.6, 0.15, "第12345678号"), (0.4, 0.22, "LUMORA", 0.05), (0.1, 0.40, "核定使用商品（第25类）"),
    (0.1, 0.43, "服装；童装；鞋；帽；袜；手套（服装）；围巾；腰带；婚纱；"), (0.1, 0.46, "游泳衣（截止）"), (0.1, 0.55, "注 册 人"), (0.28, 0.55, OWNER),
    (0.1, 0.60, "注册人地址"), (0.28, 0.60, "广东省深圳市南山区粤海街道科技园"), (0.28, 0.625, "路1号A栋101"), (0.1, 0.67, "注册有效期限"),
    (0.28, 0.67, "自公元2014年05月21日至2024年05月20日止"), (0.1, 0.75, "局长签发"),
]  # fmt: skip
NEW: list[Placed] = [
    (0.35, 0.08, "商标注册证", 0.04), (0.4, 0.15, "第 23456789A 号"), (0.1, 0.40, "核定使用商品/服务项目（国际分类：18，25）"), (0.1, 0.43, "第18类：手提包；背包；第25类：服装；鞋"),
    (0.1, 0.55, "注册人"), (0.28, 0.55, OWNER), (0.1, 0.60, "注册地址"), (0.28, 0.60, "浙江省杭州市余杭区文一西路1号"), (0.1, 0.67, "注册日期"),
    (0.28, 0.67, "2020年05月07日"), (0.5, 0.67, "有效期至"), (0.65, 0.67, "2030年05月06日"), (0.1, 0.80, "发证机关"), (0.3, 0.80, "国家知识产权局"),
]  # fmt: skip
OLD_VALUES = {
    "registration_number": "12345678", "registrant": OWNER, "registrant_address": "广东省深圳市南山区粤海街道科技园路1号A栋101", "nice_classes": [25],
    "goods": "服装;童装;鞋;帽;袜;手套(服装);围巾;腰带;婚纱;游泳衣", "mark": "LUMORA", "registered": "2014-05-21", "valid_from": "2014-05-21",
    "valid_to": "2024-05-20",
}  # fmt: skip
NEW_VALUES = {
    "registration_number": "23456789A", "registrant": OWNER, "registrant_address": "浙江省杭州市余杭区文一西路1号", "nice_classes": [18, 25],
    "goods": "第18类:手提包;背包;第25类:服装;鞋", "registered": "2020-05-07", "valid_from": "2020-05-07", "valid_to": "2030-05-06",
}  # fmt: skip


def read(placed: list[Placed], **options: object) -> dict[str, object]:
    return {name: field.value for name, field in trademark_certificate.extract(text_of(placed, **options)).items()}


@pytest.mark.parametrize(("placed", "expected"), [(OLD, OLD_VALUES), (NEW, NEW_VALUES)], ids=["old", "new"])
def test_both_looks(placed: list[Placed], expected: dict[str, object]) -> None:
    assert read(placed) == expected


@pytest.mark.parametrize(("placed", "expected"), [(OLD, OLD_VALUES), (NEW, NEW_VALUES)], ids=["old", "new"])
def test_spaces_between_characters(placed: list[Placed], expected: dict[str, object]) -> None:
    wide = [
        (item[0], item[1], spaced(item[2]) if item[2].startswith(("注册", "有效", "商标")) else item[2], *item[3:])
        for item in placed
    ]
    assert read(wide) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("placed", [OLD, NEW], ids=["old", "new"])
def test_ten_years_less_a_day_bear_the_dates_out(placed: list[Placed]) -> None:
    fields = trademark_certificate.extract(text_of(placed))
    for name in ("registered", "valid_from", "valid_to"):
        assert "arithmetic" in fields[name].witnesses


def test_another_span_bears_nothing_out() -> None:
    odd = [item if "2030" not in item[2] else (0.65, 0.67, "2030年05月09日") for item in NEW]
    fields = trademark_certificate.extract(text_of(odd))
    assert fields["valid_to"].value == "2030-05-09"
    assert not fields["valid_to"].witnesses


def test_what_is_printed_large_is_the_mark_only_in_doubt() -> None:
    assert trademark_certificate.extract(text_of(OLD))["mark"].confidence <= 0.85


def test_goods_are_whole_only_with_an_end_and_sure_lines() -> None:
    assert trademark_certificate.extract(text_of(OLD))["goods"].whole
    assert not trademark_certificate.extract(text_of(OLD, confidence=0.7))["goods"].whole
    unended = [(*item[:2], item[2].replace("（截止）", ""), *item[3:]) for item in OLD[:6]]
    assert not trademark_certificate.extract(text_of(unended))["goods"].whole  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["G1234567", "12345678A", "1234567"])
def test_numbers_of_every_shape(number: str) -> None:
    placed = [item if not item[2].startswith("第12") else (0.6, 0.15, f"第{number}号") for item in OLD]
    assert read(placed)["registration_number"] == number


def test_a_natural_person_may_own_a_mark() -> None:
    placed = [item if item[2] != OWNER else (0.28, 0.55, "林晓舟") for item in OLD]
    assert read(placed)["registrant"] == "林晓舟"


def test_a_notice_of_acceptance() -> None:
    notice = prose(f"""
                商标注册申请受理通知书
申请号：78901234                     申请日期：2024年03月05日
申请人：{OWNER}
类别：25
{OWNER}：
    根据《商标法》及有关规定，你（单位）的商标注册申请我局予以受理，特此通知。
                                                国家知识产权局
                                                2024年03月20日""")
    fields = {name: field.value for name, field in trademark_acceptance.extract(text_of(notice)).items()}
    assert fields == {
        "application_number": "78901234",
        "applicant": OWNER,
        "applied": "2024-03-05",
        "nice_classes": [25],
    }


def test_a_label_in_the_middle_of_its_cell() -> None:
    cells: list[Placed] = [
        (0.4, 0.05, "商标注册证", 0.03), (0.1, 0.2, "注册人地址"), (0.35, 0.2, "浙江省示例市文一西路1号"), (0.35, 0.235, "第14类：首饰盒；手镯（首饰）；戒指（首"),
        (0.1, 0.247, "核定使用商品/服务"), (0.35, 0.259, "饰）；表（商品截止）"), (0.1, 0.3, "注册日期"), (0.35, 0.3, "2022年07月14日"),
    ]  # fmt: skip
    fields = trademark_certificate.extract(text_of(cells))
    assert fields["goods"].value == "首饰盒;手镯(首饰);戒指(首饰);表"
    assert fields["registrant_address"].value == "浙江省示例市文一西路1号"


def test_several_owners_are_told_in_doubt() -> None:
    owners = [(*item[:2], f"{OWNER}；林晓舟", *item[3:]) if item[2] == OWNER else item for item in OLD]
    field = trademark_certificate.extract(text_of(owners))["registrant"]  # type: ignore[arg-type]
    assert field.value == f"{OWNER};林晓舟"
    assert field.confidence < 0.9


def test_a_certificate_of_another_country() -> None:
    rows: list[Placed] = [
        (0.3, 0.05, "United States Patent and Trademark Office"), (0.4, 0.12, "EXAMPLEFIELD", 0.03), (0.1, 0.2, "Reg. No. 5,123,456"),
        (0.4, 0.2, "Examplefield Outdoor Inc. (OREGON CORPORATION)"), (0.1, 0.23, "Registered Dec. 27, 2016"), (0.1, 0.26, "Int. Cl.: 22"),
    ]  # fmt: skip
    fields = trademark_certificate.extract(text_of(rows))
    assert {name: fields[name].value for name in ("registration_number", "registrant", "registered", "nice_classes")} == {
        "registration_number": "5123456", "registrant": "Examplefield Outdoor Inc.", "registered": "2016-12-27", "nice_classes": [22],
    }  # fmt: skip
    assert fields["registration_number"].confidence < 0.9


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        ([(0.4, 0.25, "SOLVANE", 0.016)], "SOLVANE"),
        ([(0.4, 0.25, "露摩拉", 0.016)], "露摩拉"),
        ([(0.4, 0.22, "LUMORA", 0.03), (0.4, 0.27, "露摩拉", 0.03)], "LUMORA 露摩拉"),
        ([(0.4, 0.22, "LUMORA", 0.05), (0.4, 0.30, "since 2014", 0.012)], "LUMORA"),
        ([(0.4, 0.25, "7·LINE", 0.02)], "7·LINE"),
        ([], None),
    ],
)
def test_the_mark_is_what_stands_between_title_and_goods(lines: list[Placed], mark: str | None) -> None:
    assert read([*NEW, *lines]).get("mark") == mark


@pytest.mark.parametrize(
    "printed", ["林怀瑾 440300199001011234", "林怀瑾(身份证号440300199001011234)", "林怀瑾4403001990****1234"]
)
def test_a_person_with_a_number_behind_the_name(printed: str) -> None:
    rows = [item if item[2] != OWNER else (item[0], item[1], printed) for item in NEW]
    assert read(rows)["registrant"] == "林怀瑾"


def test_the_certificates_qr_code_confirms_the_number() -> None:
    code = Code("https://example.com/view?regNum=23456789A&intCls=25", "QRCode", (0.8, 0.8, 0.9, 0.9))
    fields = trademark_certificate.extract(text_of(page(NEW, codes=[code])))
    assert "qr" in fields["registration_number"].witnesses
    lost = [item for item in NEW if "23456789A" not in item[2]]
    fields = trademark_certificate.extract(text_of(page(lost, codes=[code])))
    assert (fields["registration_number"].value, fields["registration_number"].source) == ("23456789A", "qr")
