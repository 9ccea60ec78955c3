"""The user's list of local partners."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docvet.errors import FormError
from docvet.form.partners import find_partner, load_partners


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name,tier\nPT Contoh Digital,Tier-1\n", "utf-8"),
        ("Tier,Partner name\nTier-1,PT Contoh Digital\n", "utf-8-sig"),
        ("编号,伙伴名称,等级\n1,PT Contoh Digital,Tier-1\n\n", "gb18030"),
    ],
)
def test_columns_are_found_by_their_heads(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "partners.csv").write_text(text, encoding)
    rows = load_partners(tmp_path, "partners.csv")
    assert [(row.name, row.tier) for row in rows] == [("PT Contoh Digital", "Tier-1")]
    found = find_partner(rows, "pt contoh digital")
    assert found is not None
    assert found.tier == "Tier-1"
    assert find_partner(rows, "PT Lain") is None


@pytest.mark.parametrize(("text", "says"), [(None, "cannot be read"), ("", "columns"), ("a,b\n1,2\n", "columns")])
def test_a_list_that_is_none_is_an_error(tmp_path: Path, text: str | None, says: str) -> None:
    if text is not None:
        (tmp_path / "partners.csv").write_text(text, "utf-8")
    with pytest.raises(FormError, match=says):
        load_partners(tmp_path, "partners.csv")


@pytest.mark.parametrize("path", ["../partners.csv", "/dev/zero", "link.csv", "pipe", ".", "a\0b", "loop.csv"])
def test_only_a_file_of_the_folder_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "partners.csv").write_text("name,tier\nPT Contoh Digital,Tier-1\n", "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.csv").symlink_to(tmp_path / "partners.csv")
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    os.mkfifo(folder / "pipe")
    with pytest.raises(FormError, match="partner_directory"):
        load_partners(folder, path)


def test_a_cell_without_end_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "partners.csv").write_text(f'name,tier\n"{"x" * 200_000}",Tier-1\n', "utf-8")
    with pytest.raises(FormError, match="no CSV list"):
        load_partners(tmp_path, "partners.csv")
