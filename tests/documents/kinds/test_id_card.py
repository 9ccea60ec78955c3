"""ID cards: sides, lost labels, misread numbers. The number is the example of GB 11643-1999."""

from __future__ import annotations

import pytest

from docvet.documents.kinds.id_card import extract
from tests.documents.pages import Placed, spaced, text_of

NUMBER = "11010519491231002X"
PORTRAIT: list[Placed] = [
    (0.12, 0.20, "姓名"), (0.20, 0.20, "林晓舟", 0.022), (0.12, 0.25, "性别女"), (0.26, 0.25, "民族汉"), (0.12, 0.30, "出生1949年12月31日"),
    (0.12, 0.35, "住址"), (0.20, 0.35, "广东省深圳市南山区粤海街道"), (0.20, 0.385, "学府路12号3栋401室"), (0.12, 0.45, "公民身份号码"), (0.35, 0.45, NUMBER, 0.022),
]  # fmt: skip
EMBLEM: list[Placed] = [
    (0.3, 0.60, "中华人民共和国", 0.03), (0.3, 0.65, "居民身份证", 0.04), (0.2, 0.75, "签发机关"), (0.35, 0.75, "深圳市公安局南山分局"), (0.2, 0.79, "有效期限"),
    (0.35, 0.79, "2015.06.01-2035.06.01"),
]  # fmt: skip
FRONT = {
    "name": "林晓舟", "id_number": NUMBER, "sex": "女", "ethnicity": "汉", "birth_date": "1949-12-31", "address": "广东省深圳市南山区粤海街道学府路12号3栋401室",
}  # fmt: skip
BACK = {"authority": "深圳市公安局南山分局", "valid_from": "2015-06-01", "valid_to": "2035-06-01"}


def values(*pages: list[Placed], **options: object) -> dict[str, object]:
    return {name: field.value for name, field in extract(text_of(*pages, **options)).items()}


def test_either_side_alone() -> None:
    assert values(PORTRAIT) == FRONT | {"sides": ["portrait"]}
    assert values(EMBLEM) == BACK | {"sides": ["emblem"]}


def test_both_sides_on_one_page_or_two() -> None:
    both = FRONT | BACK | {"sides": ["portrait", "emblem"]}
    assert values(PORTRAIT + EMBLEM) == both
    assert values(EMBLEM, PORTRAIT) == both


def test_labels_glued_to_their_values() -> None:
    glued: list[Placed] = [
        (0.12, 0.20, "姓名林晓舟"), (0.12, 0.25, "性别女民族维吾尔"), (0.12, 0.30, "出生1949年12月31日"), (0.12, 0.35, "住址广东省深圳市南山区粤海街道"),
        (0.20, 0.385, "学府路12号3栋401室"), (0.12, 0.45, f"公民身份号码{NUMBER}"),
    ]  # fmt: skip
    assert values(glued) == FRONT | {"ethnicity": "维吾尔", "sides": ["portrait"]}


def test_spaces_between_characters() -> None:
    wide: list[Placed] = [(left, top, spaced(text), *rest) for left, top, text, *rest in PORTRAIT]  # type: ignore[misc]
    assert values(wide) == FRONT | {"sides": ["portrait"]}


def test_without_labels_the_name_is_in_doubt() -> None:
    bare: list[Placed] = [
        (0.2, 0.20, "林晓舟"),
        (0.12, 0.25, "女"),
        (0.2, 0.25, "汉"),
        (0.2, 0.35, "广东省深圳市南山区学府路12号"),
        (0.35, 0.45, NUMBER),
    ]
    fields = extract(text_of(bare))
    assert fields["name"].value == "林晓舟"
    assert fields["name"].confidence < 0.9
    assert fields["address"].confidence < 0.9


def test_birth_and_sex_come_from_the_number_where_the_print_is_lost() -> None:
    fields = extract(text_of([(0.12, 0.20, "姓名林晓舟"), (0.12, 0.45, f"公民身份号码{NUMBER}")]))
    assert (fields["birth_date"].value, fields["sex"].value) == ("1949-12-31", "女")
    assert NUMBER in fields["birth_date"].raw
    assert fields["birth_date"].witnesses == {"check_digit"}


def test_print_that_agrees_with_the_number_is_witnessed() -> None:
    fields = extract(text_of(PORTRAIT))
    for name in ("id_number", "birth_date", "sex"):
        assert "check_digit" in fields[name].witnesses


def test_print_that_contradicts_the_number_stays_as_printed() -> None:
    other = [item if "出生" not in item[2] else (0.12, 0.30, "出生1950年12月31日") for item in PORTRAIT]
    field = extract(text_of(other))["birth_date"]
    assert field.value == "1950-12-31"
    assert "check_digit" not in field.witnesses


@pytest.mark.parametrize("read", ["11010519491231OO2X", "1101051949123l002X"])
def test_a_misread_number_is_repaired_but_less_sure(read: str) -> None:
    placed = [item if item[2] != NUMBER else (0.35, 0.45, read) for item in PORTRAIT]
    field = extract(text_of(placed))["id_number"]
    assert field.value == NUMBER
    assert read in field.raw
    assert field.confidence < 0.97


def test_a_number_whose_check_digit_fails_is_kept_in_doubt() -> None:
    placed = [item if item[2] != NUMBER else (0.35, 0.45, "110105194912310025") for item in PORTRAIT]
    field = extract(text_of(placed)).get("id_number")
    assert field is None or (field.confidence <= 0.6 and not field.witnesses)


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        ("2015.06.01-2025.06.01", "2015-06-01", "2025-06-01"), ("2015.06.01-长期", "2015-06-01", "open-ended"),
        ("2015.06.012035.06.01", "2015-06-01", "2035-06-01"),
    ],
)  # fmt: skip
def test_terms(term: str, start: str, end: str) -> None:
    placed = [*EMBLEM[:-1], (0.35, 0.79, term)]
    read = values(placed)
    assert (read["valid_from"], read["valid_to"]) == (start, end)


def test_a_term_of_seven_years_has_no_witness() -> None:
    fields = extract(text_of([*EMBLEM[:-1], (0.35, 0.79, "2015.06.01-2022.06.01")]))
    assert fields["valid_to"].value == "2022-06-01"
    assert not fields["valid_to"].witnesses


def test_an_address_whose_rows_stand_wide_apart_is_whole() -> None:
    rows = [item for item in PORTRAIT if "学府路" not in item[2] and "公民" not in item[2] and item[2] != NUMBER]
    wide: list[Placed] = [
        *rows,
        (0.20, 0.392, "学府路12号星澜科创园"),
        (0.20, 0.434, "3栋401室"),
        (0.35, 0.50, NUMBER, 0.022),
    ]
    assert values(wide)["address"] == "广东省深圳市南山区粤海街道学府路12号星澜科创园3栋401室"


def test_print_over_the_portrait_is_no_part_of_the_address() -> None:
    assert values([*PORTRAIT, (0.70, 0.386, "仅供办理")])["address"] == FRONT["address"]


def test_print_left_over_below_an_address_puts_it_in_doubt() -> None:
    left_over = extract(text_of([*PORTRAIT, (0.33, 0.412, "附楼")]))["address"]
    assert left_over.value != FRONT["address"] or left_over.confidence < 0.9
