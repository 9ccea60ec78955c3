"""What a scan begins with, and the errors that speak two languages."""

from __future__ import annotations

import pickle
import threading
from pathlib import Path

import pytest

from docvet.application import load_application
from docvet.decisions import FILE_NAME, Decisions
from docvet.errors import FormError, UsageError
from docvet.reading.pool import Readers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a form and one note."""
    place = tmp_path / "LUMORA"
    place.mkdir()
    (place / "notes.csv").write_text("sku,size\nA1,M\n", encoding="utf-8")
    (place / "application.yaml").write_text("brand: LUMORA\nsubmission_date: 2024-06-01\n", encoding="utf-8")
    return place


def test_an_application_is_the_folder_s_files_and_form(folder: Path) -> None:
    application = load_application(folder)
    assert application.name == "LUMORA"
    assert [file.path for file in application.files] == ["notes.csv"]
    assert application.form.brand == "LUMORA"
    assert application.decisions == Decisions()


def test_what_the_caller_gives_wins_over_the_files(folder: Path) -> None:
    (folder / FILE_NAME).write_text("confirmed: nonsense\n", encoding="utf-8")
    with pytest.raises(FormError):
        load_application(folder)
    application = load_application(folder, form={"submission_date": "2024-07-02"}, decisions=Decisions())
    assert application.form.submission_day.isoformat() == "2024-07-02"
    assert application.form.brand == "LUMORA"


def test_only_one_file_of_it(folder: Path) -> None:
    (folder / "more.csv").write_text("sku\nA1\n", encoding="utf-8")
    application = load_application(folder)
    assert [file.path for file in application.only(application.files[0]).files] == ["more.csv"]


def test_readers_serve_one_thread(folder: Path) -> None:
    refused: list[str] = []

    def read() -> None:
        try:
            readers.read(files)
        except RuntimeError as error:
            refused.append(str(error))

    with Readers(1) as readers:
        files = load_application(folder).files
        assert readers.read(files)[0].pages
        other = threading.Thread(target=read)
        other.start()
        other.join()
        assert readers.read(files)[0].pages
    assert len(refused) == 1
    assert "another thread" in refused[0]


def test_an_error_keeps_its_languages_on_its_way_out_of_a_worker() -> None:
    error = pickle.loads(pickle.dumps(UsageError(en="no such folder", zh="文件夹不存在")))  # noqa: S301 - made in this line
    assert (str(error), error.text("zh"), error.text("en")) == ("no such folder", "文件夹不存在", "no such folder")
    assert error.text("th") == "no such folder"
    assert UsageError("only English").text("zh") == "only English"
