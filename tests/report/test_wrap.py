"""Lines of mixed Chinese and Latin text fit their width and lose nothing."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from docvet.report.wrap import pad, wrap
from docvet.visible import visible

mixed = st.text(st.sampled_from("授权书早于，。「」（）:/ -ABC019abé"), max_size=80)


@given(mixed, st.integers(8, 60))
def test_every_line_fits_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(max_size=60), st.integers(8, 60))
def test_any_text_fits(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(visible(text), width))


def test_words_and_dates_stay_whole_and_commas_do_not_begin_a_line() -> None:
    lines = wrap("签署日期 2024-05-06 早于商标核准注册日 2024-05-20，请重新出具。", 16)
    assert lines == ["签署日期", "2024-05-06 早于", "商标核准注册日", "2024-05-20，请重", "新出具。"]


def test_a_long_path_parts_after_a_slash() -> None:
    assert wrap("materials/second-folder/file.pdf", 20) == ["materials/", "second-folder/", "file.pdf"]


def test_padding_counts_cells() -> None:
    assert pad("位置", 8) == "位置    "


@given(st.text())
def test_nothing_that_moves_the_cursor_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in shown)


def test_escapes_and_bidi_marks_are_written_out() -> None:
    assert visible("a\x1b[31m\u202egpj.exe\nb") == "a\\x1b[31m\\u202egpj.exe b"
