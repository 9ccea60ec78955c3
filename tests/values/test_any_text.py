"""Any text at all through every parser of text: an answer or the parser's own error, never another one, and soon."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docvet import sniff
from docvet.documents.fields import FIELDS
from docvet.errors import FormError, RulesetError
from docvet.form import file as form_file
from docvet.form.model import Form
from docvet.reading import cells, markup_tables, spreadsheet
from docvet.report import personal
from docvet.rules.load import parse_ruleset
from docvet.values import codes, dates, field_values, licence_card, money, names, scope, short_periods, text

_PIECES = (
    "年", "月", "日", "至", "长期", "〇", "二〇二四", "十二", "元整", "万", "亿", "￥", "人民币", "壹佰", "有限公司", "（", "）", "(", ")", "91440300MA5",
    "110101199003072", "X", "0", "9", "-", ".", "/", "：", ":", "，", ",", " ", "\n", "\t", "\u3000", "\u200b", "\ufeff", "\u202e", "'", '"', "&",
    "?regNum=", "01,10,", "http://", "{", "}", "[", "]", "*a", "&a ", "!!python", "<tr>", "<td>", "</table>", "&#x110000;", "=", "|", "２", "①", "Ⅷ", "𝟗", "\ud7ff",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=25).map("".join),
)
PAIRS: dict[str, Callable[[str, str], Any]] = {
    "names.compare": names.compare, "names.near_reason": names.near_reason, "names.seal_likeness": names.seal_likeness,
    "names.seal_strays": names.seal_strays, "codes.same_code": codes.same_code,
    "scope.find_terms": lambda one, other: scope.find_terms(one, [other or "x"]),
}  # fmt: skip
ONES: dict[str, Callable[[str], Any]] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": getattr(module, name)
    for module, listed in (
        (dates, "find_dates parse_date parse_period"),
        (short_periods, "parse_short_period"),
        (money, "parse_amount parse_capital stated_twice"),
        (codes, "compact credit_code_error is_credit_code find_credit_code repair_credit_code is_registration_number "
                "find_registration_number is_id_number id_birth_date id_sex id_province find_id_number repair_id_number "
                "is_trademark_number find_trademark_numbers is_permit_approval_number find_permit_approval_number is_personal_card"),
        (names, "normal is_hidden is_company is_person"),
        (scope, "is_whole without_negations items"),
        (text, "simplified tidy squeezed"),
        (licence_card, "payload"),
        (personal, "hide_number hide_after_year hide_all hide_home folded alnum home_detail"),
        (sniff, "delimiter"),
    )
    for name in listed.split()
}  # fmt: skip
MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.mark.parametrize("name", ONES)
@MANY
@given(TEXTS)
def test_one_text(name: str, given_text: str) -> None:
    ONES[name](given_text)


@pytest.mark.parametrize("name", PAIRS)
@MANY
@given(TEXTS, TEXTS)
def test_two_texts(name: str, one: str, other: str) -> None:
    PAIRS[name](one, other)


@pytest.mark.parametrize("name", sorted(FIELDS))
@settings(max_examples=12)
@given(TEXTS)
def test_a_field_is_parsed_or_refused(name: str, given_text: str) -> None:
    try:
        value = field_values.parse(FIELDS[name], given_text)
    except field_values.NotAValue:
        return
    assert field_values.fits(FIELDS[name], value)


@MANY
@given(TEXTS)
def test_what_is_found_is_right(given_text: str) -> None:
    for hit in dates.find_dates(given_text):
        assert date(1800, 1, 1) <= hit.date <= date(2200, 12, 31)
    for find, fits in ((codes.find_credit_code, codes.is_credit_code), (codes.find_id_number, codes.is_id_number)):
        assert (found := find(given_text)) is None or len(found) in (15, 18) or fits(found)
    for hide in (personal.hide_number, personal.hide_after_year, personal.hide_all, personal.hide_home):
        assert len(hide(given_text)) == len(given_text)
        assert hide(hide(given_text)) == hide(given_text)


@MANY
@given(st.one_of(TEXTS, st.lists(st.sampled_from(sorted(Form.model_fields)), max_size=6).flatmap(
    lambda keys: st.tuples(*(TEXTS for _ in keys)).map(lambda values: "\n".join(f"{key}: {value}" for key, value in zip(keys, values, strict=True)))
)))  # fmt: skip
def test_a_form_is_read_or_refused_in_one_sentence(given_text: str) -> None:
    said = "application.yaml"
    try:
        form_file.parse(given_text, "application.yaml", form_file.all_keys(Form), chinese_too=True)
    except FormError as error:
        said = str(error)
    assert "application.yaml" in said
    assert len(said) < 2_000


@settings(max_examples=40)
@given(
    st.one_of(
        st.binary(max_size=300), TEXTS.map(lambda each: f"id: a\nversion: 1\n{each}".encode("utf-8", "surrogatepass"))
    )
)
def test_a_ruleset_is_refused_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(RulesetError) as caught:
        parse_ruleset("a.yaml", raw)
    assert len(str(caught.value)) < 2_000


@MANY
@given(st.binary(max_size=600))
def test_bytes_have_a_type_and_an_encoding_or_none(data: bytes) -> None:
    media_type, _ = sniff.sniff(io.BytesIO(data), len(data))
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", media_type)
    sniff.decode(data)
    markup_tables.read(data)


@MANY
@given(TEXTS, st.sampled_from(",\t;|"))
def test_records_lose_no_row_to_a_quotation_mark(given_text: str, mark: str) -> None:
    plain = io.StringIO(given_text.replace("\x00", ""), newline=None).read()  # as files are opened
    rows = list(spreadsheet._records("\n".join([f"a{mark}b", plain, f"x{mark}y"]), mark))
    assert rows[0] == ["a", "b"]
    assert any("y" in cell for cell in rows[-1])


@MANY
@given(st.one_of(st.integers(), st.floats(), st.text(max_size=20), st.none(), st.booleans()), TEXTS)
def test_a_cell_with_any_format_shows_something(value: Any, number_format: str) -> None:
    assert isinstance(cells.shown(value, number_format), str)
    cells.tells(number_format)
