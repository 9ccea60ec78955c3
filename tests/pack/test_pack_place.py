"""Where a pack may be written, and that it is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from docvet.errors import UsageError
from docvet.pack import place
from tests.shell import docvet


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with something in it."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-")
    return folder


@pytest.mark.parametrize("output", ["papers", "papers/out", "papers/../papers/deep/out", "filled", "a.txt", "none/out"])
def test_places_that_will_not_do(tmp_path: Path, papers: Path, output: str) -> None:
    (tmp_path / "filled").mkdir()
    (tmp_path / "filled" / "b").touch()
    (tmp_path / "a.txt").touch()
    before = sorted(tmp_path.rglob("*"))
    done = docvet("pack", papers, "--output", tmp_path / output)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("docvet: --output") or "--output" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_into_the_folder_is_inside_it(tmp_path: Path, papers: Path) -> None:
    (tmp_path / "link").symlink_to(papers)
    with pytest.raises(UsageError, match="inside"):
        place.check(tmp_path / "link" / "out", papers)


def test_a_place_that_may_not_be_written(unprivileged: Path) -> None:
    (unprivileged / "closed").mkdir()
    (unprivileged / "closed").chmod(0o500)
    with pytest.raises(UsageError, match="cannot be written"):
        place.check(unprivileged / "closed" / "out", unprivileged / "elsewhere")


def test_new_and_empty_folders_are_taken(tmp_path: Path, papers: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        with place.building(place.check(tmp_path / name, papers)) as part:
            (part / "x").write_text(name)
            assert not (tmp_path / name / "x").exists()
        assert (tmp_path / name / "x").read_text() == name
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "new", "papers"]


def test_what_breaks_off_leaves_nothing(tmp_path: Path, papers: Path) -> None:
    def interrupted() -> None:
        with place.building(place.check(tmp_path / "new", papers)) as part:
            (part / "x").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [path.name for path in tmp_path.iterdir()] == ["papers"]
