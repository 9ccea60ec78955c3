from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from docvet.values.codes import (
    credit_code_error,
    find_credit_code,
    find_id_number,
    find_permit_approval_number,
    find_registration_number,
    find_trademark_numbers,
    id_birth_date,
    id_province,
    id_sex,
    is_credit_code,
    is_id_number,
    is_permit_approval_number,
    is_personal_card,
    is_registration_number,
    is_trademark_number,
    repair_credit_code,
    repair_id_number,
    same_code,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALID = (
    "91350100M000100Y43", "91110000101623741K", "911101066976941872", "91110108MA01EBFH9B", "91110000600037341L",
    "91110108551385082Q",
)  # fmt: skip
STANDARD = "91350100M000100Y43"


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """Valid codes whose organisation part holds its own check digit too."""
    organisation = draw(st.text(alphabet=ALPHABET, min_size=8, max_size=8))
    weighted = sum(int(c, 36) * w for c, w in zip(organisation, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    check = "0123456789X0"[11 - weighted % 11]
    body = f"91{draw(st.sampled_from(['11', '31', '44', '65']))}{draw(st.integers(0, 9999)):04}{organisation}{check}"
    return body + str(uscc.calc_check_digit(body))


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    day = draw(st.dates(min_value=date(1930, 1, 1), max_value=date(2010, 12, 31)))
    body = f"{draw(st.sampled_from(['110105', '440524', '650102']))}{day:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + str(ric.calc_check_digit(body + "0"))


@pytest.mark.parametrize("code", VALID)
def test_published_codes_hold(code: str) -> None:
    assert is_credit_code(code)
    assert find_credit_code(f"统一社会信用代码:{code}(1-1)") == code
    repair = repair_credit_code(code)
    assert repair is not None
    assert (repair.value, repair.changed) == (code, ())


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91310115MA1H8R7C6D", "check_digit"),
        ("91350211M0000XUF46", "check_digit"),
        ("91350100M000100Y4Z", "characters"),
        ("9135010AM000100Y43", "pattern"),
        ("91350100M000100Y4", "length"),
        ("", "length"),
    ],
)
def test_faults_are_named(code: str, fault: str) -> None:
    assert credit_code_error(code) == fault


@pytest.mark.parametrize("code", ["91310115MA1H8R7C6D", "91350211M0000XUF46", "91350100M000100Y4Z"])
def test_a_code_that_cannot_be_mended_with_certainty_stays(code: str) -> None:
    assert repair_credit_code(code) is None


@given(credit_codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_never_passes(code: str, place: int, character: str) -> None:
    assume(code[place] != character)
    assert not is_credit_code(code[:place] + character + code[place + 1 :])


@given(credit_codes())
def test_spaces_case_and_width_do_not_matter(code: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert is_credit_code(f" {code[:8]} {code[8:]} ".lower())
    assert same_code(wide, f"{code[:4]}-{code[4:]}")


@given(credit_codes())
def test_letters_that_cannot_be_are_mapped(code: str) -> None:
    misread = code.translate(str.maketrans("0152", "OISZ"))
    repair = repair_credit_code(misread)
    assert repair is not None
    assert repair.value == code
    assert all(misread[at] == was and code[at] == now for at, was, now in repair.changed)
    assert len(repair.changed) == sum(a != b for a, b in zip(misread, code, strict=True))


@pytest.mark.parametrize(
    ("raw", "changed"),
    [
        ("91350100N000100Y43", ((8, "N", "M"),)),
        ("91350100M000100V43", ((15, "V", "Y"),)),
        ("91350100MD00100Y43", ((9, "D", "0"),)),
        ("9l350100M000100Y43", ((1, "l", "1"),)),
        ("91350100M00100Y43", ((9, "", "0"),)),
        ("91350100M0000100Y43", ((9, "0", ""),)),
        ("代码:9135 0100 M000 100Y 43", ()),
    ],
)
def test_repairs_of_the_standards_own_code(raw: str, changed: tuple[tuple[int, str, str], ...]) -> None:
    repair = repair_credit_code(raw)
    assert repair is not None
    assert repair.value == STANDARD
    assert repair.changed == changed


@given(st.text() | st.text(alphabet=ALPHABET + "IOSVZl|", min_size=16, max_size=20))
def test_whatever_is_repaired_is_a_code(raw: str) -> None:
    repair = repair_credit_code(raw)
    assert repair is None or is_credit_code(repair.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("统一社会信用代码 9135 0100 M000 100Y 43", STANDARD),
        ("91350100M000100Y431-1", STANDARD),
        ("91310115MA1H8R7C6D", "91310115MA1H8R7C6D"),
        ("1291350100M000100Y43", None),
        ("9135010012345678\n2024-01-01", None),
        ("账号 91350100M000 100Y43", None),
        ("公民身份号码11010519491231002X", None),
        ("", None),
    ],
)
def test_finding_a_credit_code(text: str, expected: str | None) -> None:
    assert find_credit_code(text) == expected


def test_registration_numbers() -> None:
    assert is_registration_number("110108000000016")
    assert not is_registration_number("110108000000017")
    assert is_registration_number("1101082000001")
    assert not is_registration_number("9901082000001")
    assert find_registration_number("注册号 110108 0000 00016") == "110108000000016"
    assert find_registration_number("11O1O8O00000016") == "110108000000016"
    assert find_registration_number("注册号:1101082000001") == "1101082000001"
    assert find_registration_number("1101082000001") is None
    assert find_registration_number("注册号\n1101082000001") == "1101082000001"
    assert find_registration_number("账号110108000000017") is None
    assert find_registration_number("911101080000000166") is None


def test_citizens_numbers_of_the_standard() -> None:
    for number in ("11010519491231002X", "11010519491231002x", "440524188001010014"):
        assert is_id_number(number)
    assert not is_id_number("110105194912310021")
    assert not is_id_number("99010519491231002X")
    assert id_birth_date("11010519491231002X") == date(1949, 12, 31)
    assert id_birth_date("11010519491331002X") is None
    assert (id_sex("11010519491231002X"), id_sex("440524188001010014"), id_sex("1")) == ("女", "男", None)
    assert (id_province("440524188001010014"), id_province("99")) == ("广东", None)


@given(id_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_digit_never_passes(number: str, place: int, digit: str) -> None:
    assume(number[place] != digit)
    assert is_id_number(number)
    assert find_id_number(f"公民身份号码 {number[:6]} {number[6:]}") == number
    assert not is_id_number(number[:place] + digit + number[place + 1 :])


@given(id_numbers())
def test_letters_in_a_citizens_number_become_digits(number: str) -> None:
    misread = number[:17].translate(str.maketrans("015", "OIS")) + number[17]
    repair = repair_id_number(misread)
    assert repair is not None
    assert repair.value == number


def test_no_digit_of_a_citizens_number_is_exchanged_for_another() -> None:
    assert repair_id_number("11010519491231003X") is None
    assert repair_id_number("44052418800101O014") is None, "born 1880"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("商标注册证第12345678号,第25类", ["12345678"]),
        ("第 12345678 号", ["12345678"]),
        ("商标注册号:12345678、12345679A和G1234567", ["12345678", "12345679A", "G1234567"]),
        ("Reg. No. 3917439", ["3917439"]),
        ("注册号:3917439 注册号:3917439", ["3917439"]),
        ("电话 13800000000 第25类", []),
        ("", []),
    ],
)
def test_finding_trademark_numbers(text: str, expected: list[str]) -> None:
    assert find_trademark_numbers(text) == expected
    assert all(is_trademark_number(number) for number in expected)


def test_account_numbers() -> None:
    assert is_permit_approval_number("J2900193652101")
    assert not is_permit_approval_number("Z2900193652101")
    assert find_permit_approval_number("核准号:J29001936521O1") == "J2900193652101"
    assert find_permit_approval_number("核准号 L2900193652101") == "L2900193652101"
    assert find_permit_approval_number("编号:2900-02611984") is None
    assert is_personal_card("6200 0000 0000 0005")
    assert not is_personal_card("6200000000000006")
    assert not is_personal_card("4100000000000001")
    assert same_code("", "") is False


@given(st.text())
def test_no_text_makes_the_finders_raise(text: str) -> None:
    for find in (find_credit_code, find_registration_number, find_id_number, find_permit_approval_number):
        assert find(text) is None or isinstance(find(text), str)
    assert isinstance(find_trademark_numbers(text), list)
    repair = repair_id_number(text)
    assert repair is None or is_id_number(repair.value)
