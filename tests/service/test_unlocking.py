"""A protected PDF is read with the password that a person gave, and shown; the original stays as it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from docvet.application import load_application
from docvet.decisions import Decisions
from docvet.limits import Limits
from docvet.models import TroubleKind
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.reading.processes import WorkerProcess
from docvet.reading.worker import open_file
from docvet.service.examination import Order, examine
from docvet.service.inbox import Place, list_files
from docvet.service.pictures import Pictures
from docvet.service.unlocking import unlocked
from docvet.values.clock import today_in_china


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("protected") / "app"
    folder.mkdir()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 300)
    writer.encrypt("pa55word", "owner's", algorithm="AES-256")
    writer.write(folder / "流水.pdf")
    return folder


def test_it_is_read_with_its_password_and_no_other(folder: Path, tmp_path: Path) -> None:
    limits = Limits()
    application = load_application(folder, limits)
    before = (folder / "流水.pdf").read_bytes()
    worker = WorkerProcess(limits.memory)
    try:
        for password, troubles in (("wrong", {TroubleKind.ENCRYPTED}), ("pa55word", set())):
            with unlocked(application, {"流水.pdf": password}, tmp_path / "copies", limits, worker) as opened:
                (file,) = opened.files
                assert file.sha256 == hashlib.sha256(before).hexdigest()
                read = open_file(replace(file, troubles=()), "rapidocr", limits).reading
                assert {trouble.kind for trouble in read.troubles} & {TroubleKind.ENCRYPTED} == troubles
                assert read.page_count == (0 if troubles else 1)
            assert not (tmp_path / "copies").exists()
    finally:
        worker.stop()
        worker.join()
    assert (folder / "流水.pdf").read_bytes() == before


def test_its_pages_are_shown_with_its_password(folder: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256((folder / "流水.pdf").read_bytes()).hexdigest()
    pictures = Pictures(tmp_path)
    about: dict[str, Any] = {"sha256": digest, "media_type": "application/pdf", "page": 1, "turned": 0, "size": "small"}
    try:
        assert pictures.of(folder, "流水.pdf", **about) is None
        shown = pictures.of(folder, "流水.pdf", **about, password="pa55word")  # noqa: S106 - invented
    finally:
        pictures.close()
    assert shown is not None
    assert [path for path in (tmp_path / "pages").rglob("*") if path.is_file()] == [shown]


def test_a_folder_that_is_in_the_cache_as_a_whole_is_examined_without_reading_anything(tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / "甲公司" / "六月"
    folder.mkdir(parents=True)
    (folder / "sku.csv").write_text("商家编码,商品\nA-1,连衣裙\n", encoding="utf-8")
    place = Place("甲公司", "六月", "甲公司/六月")
    order = Order(place, None, {}, {"category": "女装"}, Decisions(), today_in_china(), {"无此.pdf": "pa55word"})
    seen = []
    for _ in range(2):
        with Readers(1, cache=PageCache(tmp_path / "cache")) as readers:
            listing = list_files(tmp_path / "inbox", place)
            seen.append(examine(tmp_path / "inbox", listing, order, readers, tmp_path / "staging" / "1"))
    assert [result.report.verdict for result in seen] == ["reject", "reject"]
    assert list((tmp_path / "staging").iterdir()) == []
